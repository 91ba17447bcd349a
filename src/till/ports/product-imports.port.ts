import type { ImportCounts, LastImport } from '#contract/views/import-view.ts'
import type { FamilyView } from '#contract/views/till-view.ts'
import type { ProductRecord, TakenBarcode } from './catalogue.port.ts'
import type { FiscalRecord } from './commit-paid-sale.port.ts'

/** By what an article of a file is looked for among those there are. */
export interface WantedProduct {
  readonly reference: string | null
  readonly barcodes: readonly string[]
  /** Looked for as it is written, where there is neither a reference nor a barcode. */
  readonly name: string | null
}

export interface FoundProduct {
  readonly byReference: ProductRecord | null
  /** In the order of the barcodes. */
  readonly byBarcodes: readonly (ProductRecord | null)[]
  /** Only where exactly one has the name. */
  readonly byName: ProductRecord | null
}

export interface ListPrice {
  readonly priceListId: string
  readonly productId: string
  readonly priceMinor: number
}

/** Written at once, with what it takes to take it back. */
export interface ImportStep {
  /** New ones, which the products need. */
  readonly families: readonly FamilyView[]
  readonly products: readonly ProductRecord[]
  readonly listPrices: readonly ListPrice[]
}

export interface ProductImport {
  readonly id: string
  readonly fileName: string
  readonly at: string
  readonly by: string
  readonly state: LastImport['state']
  /** Null while it runs, and where it never came to its end. */
  readonly counts: ImportCounts | null
}

/**
 * The last import of articles, with what every one of its steps did, until the next one begins.
 *
 *   running ──► done ──► undoing ──► undone
 *      └──────► undoing ──► undone | cut-off
 *
 * Guarantees: a step and what takes it back are on disk together or not at all; so is a step that is taken back. What was
 * changed after the import, by a person or by a sale, stays as it is then.
 */
export interface ProductImportsPort {
  last(): Promise<ProductImport | null>
  find(wanted: readonly WantedProduct[]): Promise<readonly FoundProduct[]>
  /** Prices that products have in lists. */
  listPrices(productIds: readonly string[]): Promise<readonly ListPrice[]>
  /** Forgets the import before. */
  begin(started: Pick<ProductImport, 'id' | 'fileName' | 'at' | 'by'>): Promise<void>
  /** @returns products that were refused, because another one has got their barcode meanwhile. */
  write(importId: string, step: ImportStep): Promise<readonly TakenBarcode[]>
  finish(importId: string, counts: ImportCounts, record: FiscalRecord | null): Promise<void>
  beginUndo(importId: string): Promise<void>
  /** Steps that are still to be taken back. */
  stepsLeft(importId: string): Promise<number>
  /** Takes the newest step back; families that it made and that are empty go with it. @returns how many steps are left. */
  undoStep(importId: string): Promise<number>
  endUndo(
    importId: string,
    state: Extract<LastImport['state'], 'undone' | 'cut-off'>,
    record: FiscalRecord,
  ): Promise<void>
}
