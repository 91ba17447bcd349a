import { z } from 'zod'
import { failureSchema } from '../errors/catalogue.ts'
import { LIMITS } from '../limits.ts'

/** What a file of articles can say of one. */
export const PRODUCT_COLUMNS = [
  'reference',
  'name',
  'shortName',
  'barcodes',
  'price',
  'vat',
  'family',
  'unit',
  'openPrice',
  'deposit',
  'stock',
  'parent',
  'variant',
  'archived',
] as const
export const productColumnSchema = z.enum(PRODUCT_COLUMNS)
export type ProductColumn = z.infer<typeof productColumnSchema>

/** What a column of the file is: one of ours, the price in a list as `list:` and its id, or nothing of ours. */
export const columnUseSchema = z.union([
  productColumnSchema,
  z.literal('ignored'),
  z.custom<`list:${string}`>((use) => typeof use === 'string' && /^list:.{1,64}$/.test(use)),
])
export type ColumnUse = z.infer<typeof columnUseSchema>

export const TEXT_ENCODINGS = ['utf-8', 'windows-1252', 'windows-1250', 'utf-16'] as const
export const textEncodingSchema = z.enum(TEXT_ENCODINGS)
export type TextEncoding = z.infer<typeof textEncodingSchema>

export const CELL_SEPARATORS = ['semicolon', 'comma', 'tab'] as const
export const cellSeparatorSchema = z.enum(CELL_SEPARATORS)
export type CellSeparator = z.infer<typeof cellSeparatorSchema>

export const DECIMAL_MARKS = ['comma', 'point'] as const
export const decimalMarkSchema = z.enum(DECIMAL_MARKS)
export type DecimalMark = z.infer<typeof decimalMarkSchema>

/** How a file is to be read: guessed first, then as a person says. */
export const importFormatSchema = z.object({
  encoding: textEncodingSchema,
  separator: cellSeparatorSchema,
  /** What stands before the last one or two figures of `1,50`, and so what `1,500` means. */
  decimalMark: decimalMarkSchema,
  /** The first row names the columns. */
  hasHead: z.boolean(),
  /** By place in the file; columns beyond the last one are nothing of ours. */
  columns: z.array(columnUseSchema).max(LIMITS.importColumns),
  /** For new articles of which the file says no rate. */
  vatBasisPoints: z.int().min(0).max(10_000),
  /** For new articles of which the file says no family; null: one that is made for them. */
  familyId: z.string().max(64).nullable(),
  /** New articles of which the file says no price: the cashier is asked for it, or they are refused. */
  withoutPrice: z.enum(['open-price', 'refuse']),
})
export type ImportFormat = z.infer<typeof importFormatSchema>

/** A cell of the file as it may be shown. */
const shownCellSchema = z.string().max(200)

/** A file that was read to its end, and how it would be understood. */
export const importFileViewSchema = z.object({
  fileName: z.string(),
  bytes: z.int(),
  format: importFormatSchema,
  /** Names of the columns, or nothing where the file has none. */
  head: z.array(shownCellSchema),
  /** The first rows below the head. */
  firstRows: z.array(z.array(shownCellSchema)),
  /** Rates a new article may have. */
  rates: z.array(z.int()),
  /** Lists a column may be the price of. */
  priceLists: z.array(z.object({ id: z.string(), name: z.string() })),
})
export type ImportFileView = z.infer<typeof importFileViewSchema>

/** Something of a row that kept it from being read, in words of the till's language. */
export const importProblemViewSchema = z.object({
  /** Of the file, from 1. */
  line: z.int(),
  /** Our name of the column; empty for the whole row. */
  column: z.string(),
  value: shownCellSchema,
  sentence: z.string(),
})

/** What is about to change of an article that is there already. */
export const importChangeViewSchema = z.object({
  line: z.int(),
  name: z.string(),
  changes: z.array(z.object({ column: z.string(), before: z.string(), after: z.string() })),
})

export const importCountsSchema = z.object({
  rows: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  /** Of the changed ones, those whose price is another afterwards. */
  pricesChanged: z.int(),
  /** Families that are made for it. */
  familiesAdded: z.int(),
})
export type ImportCounts = z.infer<typeof importCountsSchema>

/** What became of reading a file, dry or in earnest. */
export const importReportSchema = z.object({
  counts: importCountsSchema,
  /** How many articles change in which of our columns, in the words of the till's language. */
  changedColumns: z.array(z.object({ column: z.string(), count: z.int() })),
  /** The first of the changed ones. */
  changes: z.array(importChangeViewSchema),
  /** The first of the problems, and how many there are. */
  problems: z.array(importProblemViewSchema),
  problemsTotal: z.int(),
})
export type ImportReport = z.infer<typeof importReportSchema>

/** The last import that is on disk. */
export const lastImportSchema = z.object({
  fileName: z.string(),
  at: z.string(),
  by: z.string(),
  /** undone: as if it had never been, on request; cut-off: the till stopped in the middle, and it was taken back at its start. */
  state: z.enum(['running', 'done', 'undoing', 'undone', 'cut-off']),
  counts: importCountsSchema.nullable(),
})
export type LastImport = z.infer<typeof lastImportSchema>

/** What runs, and what ran last: the `articleWork` slice. */
export const articleWorkSchema = z.object({
  running: z
    .object({
      kind: z.enum(['checking', 'importing', 'undoing', 'exporting']),
      done: z.int(),
      /** Zero while it is not known yet. */
      total: z.int(),
      rowsPerSecond: z.int(),
      /** Null until there is enough to tell. */
      secondsLeft: z.int().nullable(),
      fileName: z.string(),
    })
    .nullable(),
  /** Moves on whenever something ended, so that a screen sees two ends alike. */
  ended: z
    .object({
      number: z.int(),
      kind: z.enum(['checking', 'importing', 'undoing', 'exporting']),
      outcome: z.enum(['done', 'cancelled', 'failed']),
      /** Where a written file lies. */
      path: z.string().nullable(),
      count: z.int(),
      failure: failureSchema.nullable(),
    })
    .nullable(),
  lastImport: lastImportSchema.nullable(),
})
export type ArticleWork = z.infer<typeof articleWorkSchema>
