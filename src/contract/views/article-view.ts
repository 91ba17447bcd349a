import { z } from 'zod'
import { LIMITS } from '../limits.ts'
import { amountMinorSchema } from '../money.ts'
import { basisPointsSchema } from './sale-view.ts'

const id = z.string().min(1).max(64)

export const articleBarcodeSchema = z.object({
  barcode: z.string().max(40),
  /** How much of the article one scan is: 6000 for a six-pack. */
  quantityMilli: z.int().min(1),
})

/** All that a person may say of an article. */
export const articleDraftSchema = z.object({
  name: z.string().max(400),
  /** The first is the one that is shown. */
  barcodes: z.array(articleBarcodeSchema).max(LIMITS.articleBarcodes),
  unit: z.enum(['piece', 'kg']),
  priceMinor: amountMinorSchema.max(LIMITS.articlePriceMinor),
  vatBasisPoints: basisPointsSchema,
  familyId: id,
  /** The cashier is asked for the price. */
  isOpenPrice: z.boolean(),
  depositProductId: id.nullable(),
  /** Whose variant it is, and what it is called among its like; both or none. */
  parentId: id.nullable(),
  variantName: z.string().max(400).nullable(),
  /** Thousandths; null: not counted. Left out: as it stands now, sales meanwhile included. */
  stockMilli: z.int().min(-LIMITS.articleStockMilli).max(LIMITS.articleStockMilli).nullable().optional(),
})
export type ArticleDraft = z.infer<typeof articleDraftSchema>

export const articleViewSchema = articleDraftSchema.extend({
  id,
  isArchived: z.boolean(),
  stockMilli: z.int().nullable(),
  depositName: z.string().nullable(),
  parentName: z.string().nullable(),
})
export type ArticleView = z.infer<typeof articleViewSchema>

export const listPriceSchema = z.object({
  priceListId: id,
  priceMinor: amountMinorSchema.max(LIMITS.articlePriceMinor),
})

/** An article with what belongs to it. */
export const articleFileSchema = z.object({
  article: articleViewSchema,
  listPrices: z.array(listPriceSchema),
  variants: z.array(z.object({ id, name: z.string(), variantName: z.string(), priceMinor: amountMinorSchema })),
})
export type ArticleFile = z.infer<typeof articleFileSchema>

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const day = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)

/** Prices that hold at certain times or for certain customers; what is left out does not limit them. */
export const priceListViewSchema = z.object({
  id,
  name: z.string().min(1).max(LIMITS.familyNameCharacters),
  place: z.int().min(0).max(1_000),
  /** 1 Monday to 7 Sunday. */
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7).optional(),
  from: timeOfDay.optional(),
  until: timeOfDay.optional(),
  firstDay: day.optional(),
  lastDay: day.optional(),
  customerGroupId: id.optional(),
})
export type PriceListView = z.infer<typeof priceListViewSchema>
