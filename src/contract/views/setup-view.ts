import { z } from 'zod'
import { countrySchema } from '../country-rules.ts'
import { currencySchema } from '../money.ts'
import { basisPointsSchema } from './sale-view.ts'

/** The steps of the first run, in their order. */
export const SETUP_STEPS = ['country', 'shop', 'taxes', 'printer', 'cards', 'team', 'trial'] as const
export const setupStepSchema = z.enum(SETUP_STEPS)
export type SetupStep = z.infer<typeof setupStepSchema>

const line = z.string().max(60)
/** Who the shop is, as it was typed. */
export const shopFieldsSchema = z.object({
  name: line,
  street: line,
  postcode: z.string().max(12),
  town: line,
  phone: z.string().max(24),
  registration: z.string().max(24),
  vatNumber: z.string().max(24),
  activityCode: z.string().max(8),
  tillLabel: z.string().max(24),
})
export type ShopFields = z.infer<typeof shopFieldsSchema>

/** What to sell on the first day: the goods of the training shop, or one article to try with. */
export const startingGoodsSchema = z.enum(['sample', 'empty'])

/** What is typed of the shop before there is one. */
export const setupDraftSchema = z.object({
  step: setupStepSchema,
  country: countrySchema.nullable(),
  shop: shopFieldsSchema,
  tillNumber: z.int().min(1).max(99),
  vatBasisPoints: z.array(basisPointsSchema).max(8),
  goods: startingGoodsSchema,
})
export type SetupDraft = z.infer<typeof setupDraftSchema>

/** Somebody of the team to be; a code in clear is never kept, nor shown again. */
export const setupPersonSchema = z.object({
  id: z.string().min(1).max(64),
  name: z.string().trim().min(1).max(32),
  role: z.enum(['cashier', 'manager', 'technician']),
})
export type SetupPerson = z.infer<typeof setupPersonSchema>

/** Where a copy of the fiscal key lies, and when it was opened again to prove that it can be. */
export const keyCopySchema = z.object({ path: z.string(), triedAt: z.string() })

/** A till that is being set up: its draft; then the sale that tries it all; null once that is over. */
export const setupViewSchema = z.discriminatedUnion('stage', [
  z.object({
    stage: z.literal('draft'),
    draft: setupDraftSchema,
    people: z.array(setupPersonSchema),
    keyCopy: keyCopySchema.nullable(),
    currency: currencySchema,
  }),
  z.object({ stage: z.literal('trial') }),
])
export type SetupView = z.infer<typeof setupViewSchema>
