import { z } from 'zod'
import { LIMITS } from './limits.ts'

const nothing = z.object({})
const id = z.string().min(1).max(64)

/** The number of a cheque or a voucher: it may be typed, or it must. */
export const meansReferenceSchema = z.enum(['optional', 'required'])
export type MeansReference = z.infer<typeof meansReferenceSchema>

/** How many months a voucher of the shop is good for, from the day of its issue. */
export const VOUCHER_MONTHS = [3, 6, 12, 24, 60] as const
/** Where the shop says nothing else. */
export const VOUCHER_MONTHS_USUAL = 12
export const voucherMonthsSchema = z.literal(VOUCHER_MONTHS)
export type VoucherMonths = z.infer<typeof voucherMonthsSchema>

/** A way to pay of the shop's own as its manager sets it up. */
export const meansDraftSchema = z.object({
  id,
  kind: z.enum(['cheque', 'transfer', 'voucher', 'meal-voucher', 'shop-voucher', 'own']),
  /** Empty: what its kind is called in the language of the till. */
  name: z.string().max(LIMITS.meansNameCharacters),
  /** What becomes of worth above what it may pay. */
  excess: z.enum(['refused', 'change', 'kept']),
  opensDrawer: z.boolean(),
  /** It lies in the drawer and is counted at the end of the day. */
  isCounted: z.boolean(),
  /** It pays for goods of these families only; null for all goods. */
  families: z.array(id).max(LIMITS.families).nullable(),
  /** Whether its number is asked for, of a cheque or a voucher; left out, it is not. */
  reference: meansReferenceSchema.optional(),
  /** Of vouchers of the shop that are issued from now on; left out, the usual ones. Those that are out keep their day. */
  validMonths: voucherMonthsSchema.optional(),
})
export type MeansDraft = z.infer<typeof meansDraftSchema>

/** The calls about the shop's own ways to pay; part of the table of all calls. */
export const MEANS_API = {
  'means.list': { request: nothing, response: z.object({ means: z.array(meansDraftSchema) }) },
  /** All of them, in the order of their keys; what is not among them is not taken any more. Each change stands in the fiscal chain. */
  'means.save': {
    request: z.object({ means: z.array(meansDraftSchema).max(LIMITS.tenderMeans) }),
    response: nothing,
  },
} as const
