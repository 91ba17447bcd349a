import { z } from 'zod'
import { shopChangeSchema, shopViewSchema } from './views/shop-view.ts'

const nothing = z.object({})

/** The calls about the shop that is set up; part of the table of all calls. */
export const SHOP_API = {
  'shop.view': { request: nothing, response: shopViewSchema },
  /** Each changed parameter stands in the fiscal chain, with what it was and what it is. */
  'shop.change': { request: shopChangeSchema, response: nothing },
} as const
