import type { ProductRecord, TakenBarcode, WrittenProducts } from '#till/ports/catalogue.port.ts'
import type { ImportStep, ListPrice } from '#till/ports/product-imports.port.ts'
import { recordOf } from './catalogue-rows.ts'
import { recordRow, removeProducts, writeProducts } from './catalogue-write.ts'
import { change, oneRow, type ReadableDb, type WritableDb } from './database.ts'
import { storedFamilyName } from './families.ts'
import { setListPrice } from './price-lists.ts'

type Fields = Partial<Omit<ProductRecord, 'id'>>

/** What a step did, as it is kept until it is taken back or the next import begins. */
interface DoneStep {
  readonly familyIds: readonly string[]
  readonly created: readonly string[]
  /** Of each product that was there, the fields that became others; a field that was not there is null. */
  readonly replaced: readonly { readonly id: string; readonly before: Fields; readonly after: Fields }[]
  readonly listPrices: readonly (Omit<ListPrice, 'priceMinor'> & {
    readonly before: number | null
    readonly after: number
  })[]
}

/** Fields of a product that an import may change. */
const FIELDS = [
  'name',
  'shortName',
  'barcodes',
  'unit',
  'priceMinor',
  'vatBasisPoints',
  'familyId',
  'isOpenPrice',
  'isArchived',
  'parentId',
  'variantName',
  'depositProductId',
  'stockMilli',
] as const satisfies readonly (keyof Fields)[]

/** Writes a step and what takes it back, in the transaction of the caller. */
export function writeStep(db: WritableDb, importId: string, step: ImportStep): readonly TakenBarcode[] {
  for (const { id, name, nameKey, colour } of step.families) {
    const sql = `INSERT INTO family (id, place, name, name_key, colour)
                 VALUES (?, (SELECT coalesce(max(place), -1) + 1 FROM family), ?, ?, ?)`
    change(db, sql, id, storedFamilyName(name), nameKey === '' ? null : nameKey, colour)
  }
  const written = writeProducts(db, step.products)
  const refused = new Set(written.refused.map(({ id }) => id))
  const listPrices = step.listPrices.filter(({ productId }) => !refused.has(productId))
  const done: DoneStep = {
    familyIds: step.families.map(({ id }) => id),
    created: written.created,
    replaced: changedFields(step.products, written),
    listPrices: listPrices.map(({ priceListId, productId, priceMinor }) => {
      return { priceListId, productId, before: listPrice(db, priceListId, productId), after: priceMinor }
    }),
  }
  for (const { priceListId, productId, priceMinor } of listPrices) setListPrice(db, priceListId, productId, priceMinor)
  change(db, 'INSERT INTO product_import_step (import_id, body) VALUES (?, ?)', importId, JSON.stringify(done))
  return written.refused
}

function changedFields(products: readonly ProductRecord[], { replaced }: WrittenProducts): DoneStep['replaced'] {
  if (replaced.length === 0) return []
  const after = new Map(products.map((product) => [product.id, product]))
  return replaced.flatMap((was) => {
    const is = after.get(was.id)
    if (is === undefined) return []
    const fields = FIELDS.filter(
      (field) => !(field === 'stockMilli' && is.stockMilli === undefined) && differ(was, is, field),
    )
    return [{ id: was.id, before: picked(was, fields), after: picked(is, fields) }]
  })
}

const differ = (one: Fields, other: Fields, field: (typeof FIELDS)[number]): boolean =>
  JSON.stringify(one[field] ?? null) !== JSON.stringify(other[field] ?? null)

const picked = (product: Fields, fields: readonly (typeof FIELDS)[number][]): Fields =>
  Object.fromEntries(fields.map((field) => [field, product[field] ?? null])) as Fields

function listPrice(db: ReadableDb, priceListId: string, productId: string): number | null {
  const sql = `SELECT e.price_minor AS priceMinor FROM price_list_entry e JOIN product p ON p.sequence = e.product_sequence
               WHERE p.id = ? AND e.price_list_id = ?`
  return oneRow<{ priceMinor: number }>(db, sql, productId, priceListId)?.priceMinor ?? null
}

interface StepRow {
  readonly sequence: number
  readonly body: string
}

/**
 * Takes the newest step back in the transaction of the caller. A field that somebody changed after the import keeps what
 * it has; of a stock, what was sold meanwhile stays sold.
 */
export function takeStepBack(db: WritableDb, importId: string): void {
  const sql = 'SELECT sequence, body FROM product_import_step WHERE import_id = ? ORDER BY sequence DESC LIMIT 1'
  const row = oneRow<StepRow>(db, sql, importId)
  if (row === null) return
  const step = JSON.parse(row.body) as DoneStep
  for (const { priceListId, productId, before, after } of step.listPrices) {
    if (listPrice(db, priceListId, productId) === after) setListPrice(db, priceListId, productId, before)
  }
  removeProducts(db, step.created)
  restore(
    db,
    step.replaced.flatMap((each) => restored(db, each)),
  )
  for (const id of step.familyIds) {
    change(db, 'DELETE FROM family WHERE id = ? AND NOT EXISTS (SELECT 1 FROM product WHERE family_id = ?)', id, id)
  }
  change(db, 'DELETE FROM product_import_step WHERE sequence = ?', row.sequence)
}

/** The product as it should be again; nothing where it is gone. */
function restored(db: ReadableDb, { id, before, after }: DoneStep['replaced'][number]): ProductRecord[] {
  const row = recordRow(db, id)
  if (row === null) return []
  const { stockMilli: nowMilli = null, ...now } = recordOf(db, row)
  const fields = FIELDS.filter((field) => field in before && field !== 'stockMilli' && !differ(now, after, field))
  const kept = Object.fromEntries(Object.entries(now).filter(([name]) => !fields.includes(name as never)))
  const back = Object.fromEntries(fields.flatMap((field) => (before[field] == null ? [] : [[field, before[field]]])))
  return [{ ...kept, ...back, ...stockBack(before, after, nowMilli) } as ProductRecord]
}

function stockBack(before: Fields, after: Fields, nowMilli: number | null): Pick<ProductRecord, 'stockMilli'> {
  if (!('stockMilli' in before)) return {}
  const was = before.stockMilli ?? null
  if (was === null || nowMilli === null) return { stockMilli: was }
  return { stockMilli: nowMilli + was - (after.stockMilli ?? 0) }
}

/** Barcodes of all of them go before any comes back; one that another product has got meanwhile stays there. */
function restore(db: WritableDb, products: readonly ProductRecord[]): void {
  for (const { id } of products) {
    change(db, 'DELETE FROM product_barcode WHERE product_sequence = (SELECT sequence FROM product WHERE id = ?)', id)
  }
  let left = products
  while (left.length > 0) {
    const { refused } = writeProducts(db, left)
    left = refused.flatMap(({ id, barcode }) => {
      const product = left.find((each) => each.id === id)
      if (product === undefined) return []
      return [{ ...product, barcodes: product.barcodes.filter((each) => each.barcode !== barcode) }]
    })
  }
}
