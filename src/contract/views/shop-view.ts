import { z } from 'zod'
import { countrySchema, customerPaperSchema } from '../country-rules.ts'
import { amountMinorSchema, currencySchema } from '../money.ts'
import { basisPointsSchema } from './sale-view.ts'
import { shopFieldsSchema } from './setup-view.ts'

/** What stands under a customer's ticket, line by line; as wide as the narrowest paper takes whole. */
export const FOOT_LINES_MAX = 3
export const FOOT_CHARACTERS_MAX = 32

const GUARANTEE_FAMILIES_MAX = 200

/** What may be changed of a shop. Where it sells may not: currency and chain hang on it. */
export const shopChangeSchema = z.object({
  fields: shopFieldsSchema,
  vatBasisPoints: z.array(basisPointsSchema).min(1).max(8),
  /** What lies in the drawer when a day is opened. */
  floatMinor: amountMinorSchema,
  /** By how much the counted cash may differ where no manager closes the day; null for no such limit, left out it stays. */
  differenceMaxMinor: amountMinorSchema.nullable().optional(),
  footLines: z.array(z.string().max(FOOT_CHARACTERS_MAX)).max(FOOT_LINES_MAX),
  /** Left out, both stay as they are. */
  customerPaper: customerPaperSchema.optional(),
  /** Families whose ticket names the legal guarantee, and always comes out. */
  guaranteeFamilies: z.array(z.string().min(1).max(64)).max(GUARANTEE_FAMILIES_MAX).optional(),
})
export type ShopChange = z.infer<typeof shopChangeSchema>

export const shopViewSchema = shopChangeSchema.extend({
  country: countrySchema,
  currency: currencySchema,
  tillNumber: z.int(),
})
export type ShopView = z.infer<typeof shopViewSchema>
