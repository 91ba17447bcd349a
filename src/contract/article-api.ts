import { z } from 'zod'
import { LIMITS } from './limits.ts'
import {
  articleDraftSchema,
  articleFileSchema,
  articleViewSchema,
  labelFormSchema,
  listPriceSchema,
  priceListViewSchema,
  stockChangeSchema,
} from './views/article-view.ts'
import { importFileViewSchema, importFormatSchema, importReportSchema } from './views/import-view.ts'
import { familyViewSchema } from './views/till-view.ts'

const nothing = z.object({})
const id = z.string().min(1).max(64)
/** Bytes in base 64: four characters for every three. */
const pieceSchema = z.string().max((LIMITS.importPieceBytes / 3) * 4)

const FAMILY_KEY_MAX = 64
/** A name that is too long is told what it may be, and one without an end is not looked at. */
const familyDraftSchema = familyViewSchema.extend({
  id,
  nameKey: z.string().max(FAMILY_KEY_MAX),
  name: z
    .string()
    .max(4 * LIMITS.familyNameCharacters)
    .optional(),
})

/** The calls about the shop's articles and the files they come from; a manager's. Part of the table of all calls. */
export const ARTICLE_API = {
  /** A page by name, from the place that the page before told; with a text, the one page of a search. */
  'articles.list': {
    request: z.object({
      text: z.string().max(80),
      familyId: id.nullable(),
      isArchived: z.boolean(),
      after: z.string().max(400).nullable(),
      limit: z.int().min(1).max(LIMITS.searchRows),
    }),
    response: z.object({ articles: z.array(articleViewSchema), next: z.string().nullable(), total: z.int() }),
  },
  'articles.article': { request: z.object({ id }), response: articleFileSchema },
  /**
   * Writes an article; a new one without an id. Prices of lists that are not named stay; null takes it off a list. Without a
   * change of stock it stays as it stands, sales meanwhile included.
   */
  'articles.save': {
    request: z.object({
      id: id.nullable(),
      article: articleDraftSchema,
      listPrices: z.array(listPriceSchema.extend({ priceMinor: listPriceSchema.shape.priceMinor.nullable() })).max(100),
      stock: stockChangeSchema.optional(),
    }),
    response: z.object({ id }),
  },
  /** Takes the last save of this run back, as long as the article is as it was saved; what was sold meanwhile stays sold. */
  'articles.undoSave': { request: nothing, response: z.object({ id }) },
  /** A code as an article keeps it, and whose it is already; of the label of a scale, the number of its goods. */
  'articles.findBarcode': {
    request: z.object({ barcode: z.string().max(40) }),
    response: z.object({
      barcode: z.string(),
      isLabel: z.boolean(),
      owner: z.object({ id, name: z.string() }).nullable(),
    }),
  },
  /** Archived articles are sold no more and keep what they are. */
  'articles.archive': { request: z.object({ id, isArchived: z.boolean() }), response: nothing },
  /** All families in their order; one that articles belong to cannot be left out. */
  'articles.saveFamilies': {
    request: z.object({ families: z.array(familyDraftSchema).min(1).max(LIMITS.families) }),
    response: nothing,
  },
  'articles.priceLists': { request: nothing, response: z.object({ lists: z.array(priceListViewSchema) }) },
  'articles.savePriceList': {
    request: z.object({ list: priceListViewSchema.extend({ id: id.nullable() }) }),
    response: z.object({ id }),
  },
  /** With the prices in it. */
  'articles.removePriceList': { request: z.object({ id }), response: nothing },

  /** Barcodes of the shop's own that hold a price or a weight, one form a prefix. */
  'articles.labelForms': { request: nothing, response: z.object({ forms: z.array(labelFormSchema) }) },
  'articles.saveLabelForms': { request: z.object({ forms: z.array(labelFormSchema).max(10) }), response: nothing },

  /** A file of articles comes in pieces, so that no message is long; the one before is forgotten. */
  'articles.openFile': {
    request: z.object({ name: z.string().max(255), bytes: z.int().min(0) }),
    response: nothing,
  },
  'articles.filePiece': {
    request: z.object({ at: z.int().min(0), piece: pieceSchema }),
    response: z.object({ received: z.int() }),
  },
  /** How the file would be understood; what is not said is guessed. */
  'articles.lookAtFile': {
    request: importFormatSchema.pick({ encoding: true, separator: true, hasHead: true }).partial(),
    response: importFileViewSchema,
  },
  'articles.closeFile': { request: nothing, response: nothing },
  /** Reads all of it and writes nothing; watch the `articleWork` slice, then ask for the report. */
  'articles.check': { request: z.object({ format: importFormatSchema }), response: nothing },
  /** Reads all of it and writes as it goes, while the till sells. */
  'articles.import': { request: z.object({ format: importFormatSchema }), response: nothing },
  /** What the last check or import of the file in hand found; null before the first. */
  'articles.report': { request: nothing, response: z.object({ report: importReportSchema.nullable() }) },
  /** Writes what is to be corrected, line by line, to a file. */
  'articles.writeProblems': { request: nothing, response: z.object({ path: z.string() }) },
  /** Stops what runs; an import is taken back as a whole. */
  'articles.cancel': { request: nothing, response: nothing },
  /** Takes the last import back; what was changed or sold meanwhile stays so. */
  'articles.undoImport': { request: nothing, response: nothing },
  /** Writes all articles to a file that can be read again. */
  'articles.export': { request: nothing, response: nothing },
} as const
