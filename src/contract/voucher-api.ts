import { z } from 'zod'
import { voucherViewSchema } from './views/voucher-view.ts'

/** The calls about vouchers that the shop issued; part of the table of all calls. One is redeemed by its code, with `sale.scan`. */
export const VOUCHER_API = {
  /** What the ticket that is being paid owes the customer goes on a new voucher, all of it. */
  'voucher.issue': { request: z.object({}), response: z.object({}) },
  /** Newest first: those that are worth something and those that are not. */
  'voucher.list': {
    request: z.object({}),
    response: z.object({ vouchers: z.array(voucherViewSchema), openMinor: z.int() }),
  },
} as const
