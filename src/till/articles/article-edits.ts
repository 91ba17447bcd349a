import type { Request } from '#contract/api.ts'
import type { Json } from '#contract/json.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import { keepHead, seal, type TillContext } from '../core/till-context.ts'
import type { ProductEdit, ProductRecord, TakenBarcode } from '../ports/catalogue.port.ts'
import type { FiscalRecord } from '../ports/commit-paid-sale.port.ts'
import { checkedArticle, checkedStock, refuse, spaced } from './check-draft.ts'

type ListPrices = ProductEdit['listPrices']

/** The last save, as long as it can be taken back. */
interface LastSave {
  /** Null: the article was new. */
  readonly before: ProductRecord | null
  readonly after: ProductRecord
  /** Of each list that the save named. */
  readonly pricesBefore: ListPrices
  readonly pricesAfter: ListPrices
}

/** Fields that a person changes in the editor. */
const FIELDS = [
  'name',
  'shortName',
  'barcodes',
  'unit',
  'priceMinor',
  'vatBasisPoints',
  'familyId',
  'isOpenPrice',
  'parentId',
  'variantName',
  'depositProductId',
] as const satisfies readonly (keyof ProductRecord)[]

/**
 * Articles as a person changes them, one at a time. Each save goes into the fiscal chain with who changed what, in the
 * transaction that changes it, and the last one can be taken back: after a restart, or once the article is another, it cannot.
 */
export class ArticleEdits {
  readonly #context: TillContext
  #last: LastSave | null = null

  constructor(context: TillContext) {
    this.#context = context
  }

  async save({ id, article, listPrices, stock }: Request<'articles.save'>): Promise<Result<{ readonly id: string }>> {
    const { options } = this.#context
    const before = id === null ? null : await options.catalogue.record(id)
    if (id !== null && before === null) return fail('ARTICLES_NOT_FOUND')
    const checked = await checkedArticle(this.#context, id ?? options.nextId(), article, before)
    if (!checked.ok) return checked
    const stockMilli = stock === undefined ? undefined : checkedStock(this.#context, stock, before?.stockMilli ?? null)
    if (stockMilli !== undefined && !stockMilli.ok) return stockMilli
    const product = { ...checked.value, ...(stockMilli !== undefined && { stockMilli: stockMilli.value }) }
    const pricesBefore = await this.#listPrices(product.id, listPrices)
    const changes = [...changesOf(before, product), ...priceChanges(pricesBefore, listPrices)]
    if (before !== null && changes.length === 0) return succeed({ id: before.id })
    const event = { event: 'article-saved', changes, ...(stock !== undefined && { reason: spaced(stock.reason) }) }
    const saved = await this.#write({ product, listPrices }, event)
    if (!saved.ok) return saved
    this.#last = { before, after: product, pricesBefore, pricesAfter: listPrices }
    return succeed({ id: product.id })
  }

  async undo(): Promise<Result<{ readonly id: string }>> {
    const last = this.#last
    const { options } = this.#context
    const now = last === null ? null : await options.catalogue.record(last.after.id)
    if (last === null || now === null || (await this.#isAnother(last, now))) {
      this.#last = null
      return fail('ARTICLES_NOTHING_TO_UNDO')
    }
    const { before, after, pricesBefore, pricesAfter } = last
    const { id } = after
    if (before === null) {
      await this.#inChain({ event: 'article-removed', articleId: id, name: after.name }, async (record) => {
        await options.catalogue.remove([id], record)
        return null
      })
    } else {
      // Whether it is sold at all is no part of the save.
      const { stockMilli: _, isArchived: __, ...fields } = before
      const product = { ...fields, ...(now.isArchived && { isArchived: true as const }), ...stockBack(last, now) }
      const changes = [...changesOf(now, product), ...priceChanges(pricesAfter, pricesBefore)]
      const edit = { product, listPrices: pricesBefore }
      const written = await this.#write(edit, { event: 'article-save-undone', changes })
      if (!written.ok) return written
    }
    this.#last = null
    return succeed({ id })
  }

  /** Somebody or an import changed what the save wrote. */
  async #isAnother({ after, pricesAfter }: LastSave, now: ProductRecord): Promise<boolean> {
    const prices = await this.#listPrices(after.id, pricesAfter)
    return (
      changesOf(after, now).some(({ name }) => name !== 'stockMilli') || priceChanges(pricesAfter, prices).length > 0
    )
  }

  async #listPrices(id: string, named: ListPrices): Promise<ListPrices> {
    const known = await this.#context.options.catalogue.listPrices(id)
    return named.map(({ priceListId }) => ({
      priceListId,
      priceMinor: known.find((each) => each.priceListId === priceListId)?.priceMinor ?? null,
    }))
  }

  async #write(edit: ProductEdit, event: Readonly<Record<string, Json>>): Promise<Result<null, 'ARTICLES_REFUSED'>> {
    const { id: articleId, name } = edit.product
    const taken = await this.#inChain({ ...event, articleId, name }, (record) =>
      this.#context.options.catalogue.edit(edit, record),
    )
    if (taken === null) return succeed(null)
    const { ownerId, ownerName } = taken
    const problem = { code: 'barcode-taken', details: { name: ownerName } } as const
    return refuse(this.#context, 'barcodes', problem, { ownerId, ownerName })
  }

  /** Seals the event, which is in the chain unless `write` names a barcode that another article has. */
  async #inChain(
    event: Readonly<Record<string, Json>>,
    write: (record: FiscalRecord) => Promise<TakenBarcode | null>,
  ): Promise<TakenBarcode | null> {
    const { options, memory } = this.#context
    const userId = memory.signedIn?.user.id ?? ''
    const record = seal(this.#context, 'event', options.clock.now(), { ...event, userId })
    const taken = await write(record)
    if (taken === null) keepHead(this.#context, record)
    return taken
  }
}

type FieldChange = { readonly name: string; readonly before: Json; readonly after: Json }

function changesOf(before: ProductRecord | null, after: ProductRecord): FieldChange[] {
  const names = after.stockMilli === undefined ? FIELDS : ([...FIELDS, 'stockMilli'] as const)
  const value = (record: ProductRecord | null, name: (typeof names)[number]): Json =>
    JSON.parse(JSON.stringify(record?.[name] ?? null)) as Json
  return names
    .map((name) => ({ name, before: value(before, name), after: value(after, name) }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after))
}

function priceChanges(before: ListPrices, after: ListPrices): FieldChange[] {
  return after
    .map(({ priceListId, priceMinor }) => ({
      name: `list:${priceListId}`,
      before: before.find((each) => each.priceListId === priceListId)?.priceMinor ?? null,
      after: priceMinor,
    }))
    .filter((change) => change.before !== change.after)
}

/** Only where the save changed the stock; what was sold meanwhile stays sold. */
function stockBack({ before, after }: LastSave, now: ProductRecord): Pick<ProductRecord, 'stockMilli'> {
  if (after.stockMilli === undefined) return {}
  const wasMilli = before?.stockMilli ?? null
  if (wasMilli === null || after.stockMilli === null) return { stockMilli: wasMilli }
  return { stockMilli: (now.stockMilli ?? after.stockMilli) + wasMilli - after.stockMilli }
}
