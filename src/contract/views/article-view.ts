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
  /** What it is called on keys; null: as its name is. */
  shortName: z.string().max(400).nullable(),
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
})
export type ArticleDraft = z.infer<typeof articleDraftSchema>

export const articleViewSchema = articleDraftSchema.extend({
  id,
  isArchived: z.boolean(),
  /** Thousandths; null: not counted. */
  stockMilli: z.int().nullable(),
  depositName: z.string().nullable(),
  parentName: z.string().nullable(),
})
export type ArticleView = z.infer<typeof articleViewSchema>

const stockMilliSchema = z.int().min(-LIMITS.articleStockMilli).max(LIMITS.articleStockMilli)
const stockReasonSchema = z.string().max(LIMITS.articleStockReasonCharacters)

/** What becomes of a stock: what was counted, what came or went, or that nobody counts it any more. */
export const stockChangeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('counted'), quantityMilli: stockMilliSchema, reason: stockReasonSchema }),
  z.object({ kind: z.literal('moved'), byMilli: stockMilliSchema, reason: stockReasonSchema }),
  z.object({ kind: z.literal('uncounted'), reason: stockReasonSchema }),
])
export type StockChange = z.infer<typeof stockChangeSchema>

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

/** Digits of an EAN-13 that are neither its prefix of two nor its check digit. */
export const LABEL_DIGITS = 10

/**
 * An EAN-13 of the shop's own that holds a price or a weight (GS1 General Specifications, restricted circulation 20 to 29):
 * the number of the goods comes first, the price in minor units or the weight in grams last; what is between is passed over.
 */
export const labelFormSchema = z
  .object({
    prefix: z.string().regex(/^2\d$/),
    holds: z.enum(['price', 'weight']),
    itemDigits: z.int().min(3).max(7),
    valueDigits: z.int().min(3).max(6),
  })
  .refine(({ itemDigits, valueDigits }) => itemDigits + valueDigits <= LABEL_DIGITS)
export type LabelForm = z.infer<typeof labelFormSchema>
