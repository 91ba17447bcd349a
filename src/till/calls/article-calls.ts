import { COLUMN_WORDS, problemSentence } from '#contract/import-words.ts'
import { LIMITS } from '#contract/limits.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { ArticleDraft, ArticleView, PriceListView } from '#contract/views/article-view.ts'
import type { ProductColumn } from '#contract/views/import-view.ts'
import type { FamilyView } from '#contract/views/till-view.ts'
import { holdsCardNumber } from '../barcode/barcode.ts'
import { emit, type TillContext } from '../core/till-context.ts'
import { holdsSteering } from '../import/cell-text.ts'
import { type CellProblem, formatRate, readCode } from '../import/cell-values.ts'
import { familyName } from '../import/family-names.ts'
import type { PriceList, ProductRecord } from '../ports/catalogue.port.ts'
import { articleFileCalls } from './article-file-calls.ts'
import type { CallsNamed } from './call-names.ts'

/** Articles one by one, families and price lists, and files of articles. */
export function articleCalls(context: TillContext): CallsNamed<'articles'> {
  const { options } = context
  const { catalogue } = options
  return {
    'articles.list': async ({ text, familyId, isArchived, after, limit }) => {
      if (holdsCardNumber(text)) return fail('SALE_CARD_NUMBER_REFUSED')
      const filter = { text, isArchived, ...(familyId !== null && { familyId }) }
      const { records, next } = await catalogue.list(filter, after, limit)
      const articles = await Promise.all(records.map((record) => articleView(context, record)))
      return succeed({ articles, next, total: await catalogue.productCount() })
    },
    'articles.article': async ({ id }) => {
      const record = await catalogue.record(id)
      if (record === null) return fail('ARTICLES_NOT_FOUND')
      const variants = await catalogue.variants(id)
      return succeed({
        article: await articleView(context, record),
        listPrices: [...(await catalogue.listPrices(id))],
        variants: variants.map(({ id, name, variantName = '', priceMinor }) => ({ id, name, variantName, priceMinor })),
      })
    },
    'articles.save': ({ id, article, listPrices }) =>
      context.queue.run(() => saveArticle(context, id, article, listPrices)),
    'articles.archive': async ({ id, isArchived }) => {
      if ((await catalogue.record(id)) === null) return fail('ARTICLES_NOT_FOUND')
      await catalogue.setArchived([id], isArchived)
      return succeed({})
    },
    'articles.saveFamilies': ({ families }) => context.queue.run(() => saveFamilies(context, families)),
    'articles.priceLists': async () => {
      const lists = await catalogue.priceLists()
      return succeed({
        lists: lists.map(({ weekdays, ...list }) => ({ ...list, ...(weekdays && { weekdays: [...weekdays] }) })),
      })
    },
    'articles.savePriceList': ({ list }) => savePriceList(context, list),
    'articles.removePriceList': async ({ id }) => {
      await catalogue.removePriceList(id)
      return succeed({})
    },
    ...articleFileCalls(context),
  }
}

async function articleView({ options }: TillContext, record: ProductRecord): Promise<ArticleView> {
  const nameOf = async (id: string | undefined) =>
    id === undefined ? null : ((await options.catalogue.product(id))?.name ?? null)
  const { isOpenPrice, isArchived, depositProductId, parentId, variantName, stockMilli, barcodes, ...rest } = record
  return {
    ...rest,
    barcodes: barcodes.map((each) => ({ ...each })),
    isOpenPrice: isOpenPrice === true,
    isArchived: isArchived === true,
    depositProductId: depositProductId ?? null,
    depositName: await nameOf(depositProductId),
    parentId: parentId ?? null,
    parentName: await nameOf(parentId),
    variantName: variantName ?? null,
    stockMilli: stockMilli ?? null,
  }
}

type Refused = Result<never, 'ARTICLES_REFUSED'>

function refuse({ memory }: TillContext, column: ProductColumn, { code, details = {} }: CellProblem): Refused {
  const { locale } = memory.preferences
  const why = `${COLUMN_WORDS[column][locale]} : ${problemSentence(code, details, locale)}`
  return fail('ARTICLES_REFUSED', { why, column })
}

const spaced = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim()

/** Why a text that a person typed cannot be a name, or null. */
function wrongName(text: string): CellProblem | null {
  if (holdsSteering(text)) return { code: 'steering' }
  if (holdsCardNumber(text)) return { code: 'card-number' }
  if (text === '') return { code: 'name-missing' }
  const max = LIMITS.articleNameCharacters
  return text.length > max ? { code: 'name-too-long', details: { max } } : null
}

async function saveArticle(
  context: TillContext,
  id: string | null,
  draft: ArticleDraft,
  listPrices: readonly { readonly priceListId: string; readonly priceMinor: number | null }[],
): Promise<Result<{ readonly id: string }>> {
  const { memory, options } = context
  const { catalogue } = options
  const before = id === null ? null : await catalogue.record(id)
  if (id !== null && before === null) return fail('ARTICLES_NOT_FOUND')
  const checked = checkedDraft(context, draft)
  if (!checked.ok) return checked
  const { rates, ids } = { rates: memory.shop.vatBasisPoints, ids: memory.families.map((family) => family.id) }
  if (!rates.includes(draft.vatBasisPoints) && draft.vatBasisPoints !== before?.vatBasisPoints) {
    return refuse(context, 'vat', { code: 'vat-unknown', details: { rates: rates.map(formatRate).join(', ') } })
  }
  if (!ids.includes(draft.familyId)) return fail('IPC_BAD_REQUEST', { field: 'article.familyId' })
  for (const [column, linked] of [
    ['deposit', draft.depositProductId],
    ['parent', draft.parentId],
  ] as const) {
    const isThere = linked === null || (linked !== id && (await catalogue.product(linked)) !== null)
    if (!isThere) return refuse(context, column, { code: 'article-unknown' })
  }
  const record = recordOf(id ?? options.nextId(), draft, checked.value, before)
  const { refused } = await catalogue.write([record])
  const [taken] = refused
  if (taken !== undefined) {
    return refuse(context, 'barcodes', { code: 'barcode-taken', details: { name: taken.ownerName } })
  }
  for (const { priceListId, priceMinor } of listPrices) {
    await catalogue.setListPrices(priceListId, [{ productId: record.id, priceMinor }])
  }
  return succeed({ id: record.id })
}

type CheckedDraft = Pick<ProductRecord, 'name' | 'barcodes' | 'variantName'>

function checkedDraft(context: TillContext, draft: ArticleDraft): Result<CheckedDraft, 'ARTICLES_REFUSED'> {
  const name = spaced(draft.name)
  const wrong = wrongName(name)
  if (wrong !== null) return refuse(context, 'name', wrong)
  const variantName = draft.variantName === null ? null : spaced(draft.variantName)
  if ((draft.parentId === null) !== (variantName === null)) return refuse(context, 'variant', { code: 'variant-name' })
  const wrongVariant = variantName === null ? null : wrongName(variantName)
  if (wrongVariant !== null) return refuse(context, 'variant', wrongVariant)
  const barcodes: ProductRecord['barcodes'][number][] = []
  for (const { barcode, quantityMilli } of draft.barcodes) {
    const code = readCode(barcode.trim())
    if (!code.ok) return refuse(context, 'barcodes', code.problem)
    if (!barcodes.some((each) => each.barcode === code.value)) barcodes.push({ barcode: code.value, quantityMilli })
  }
  return succeed({ name, barcodes, ...(variantName !== null && { variantName }) })
}

function recordOf(id: string, draft: ArticleDraft, checked: CheckedDraft, before: ProductRecord | null): ProductRecord {
  return {
    id,
    ...checked,
    unit: draft.unit,
    priceMinor: draft.priceMinor,
    vatBasisPoints: draft.vatBasisPoints,
    familyId: draft.familyId,
    ...(draft.isOpenPrice && { isOpenPrice: true as const }),
    ...(before?.isArchived === true && { isArchived: true as const }),
    ...(draft.parentId !== null && { parentId: draft.parentId }),
    ...(draft.depositProductId !== null && { depositProductId: draft.depositProductId }),
    ...(draft.stockMilli !== undefined && { stockMilli: draft.stockMilli }),
  }
}

async function saveFamilies(
  context: TillContext,
  families: readonly FamilyView[],
): Promise<Result<Record<string, never>>> {
  const { memory, options } = context
  const { locale } = memory.preferences
  for (const { name } of families) {
    const wrong = name === undefined ? null : wrongName(spaced(name))
    if (wrong !== null) return refuse(context, 'family', wrong)
  }
  const kept = new Set(families.map(({ id }) => id))
  if (kept.size !== families.length) return fail('IPC_BAD_REQUEST', { field: 'families' })
  for (const family of memory.families) {
    if (kept.has(family.id)) continue
    for (const isArchived of [false, true]) {
      const { records } = await options.catalogue.list({ familyId: family.id, isArchived }, null, 1)
      if (records.length > 0) return fail('ARTICLES_FAMILY_IN_USE', { name: familyName(family, locale) })
    }
  }
  await options.catalogue.saveFamilies(
    families.map(({ name, ...family }) => ({ ...family, ...(name !== undefined && { name: spaced(name) }) })),
  )
  await readFamilies(context)
  return succeed({})
}

/** The families as they are on disk now, for screens and papers. */
export async function readFamilies(context: TillContext): Promise<void> {
  context.memory.families = await context.options.catalogue.families()
  emit(context, 'till')
}

async function savePriceList(
  context: TillContext,
  { id, ...list }: Omit<PriceListView, 'id'> & { readonly id: string | null },
): Promise<Result<{ readonly id: string }>> {
  const name = spaced(list.name)
  const wrong = wrongName(name)
  if (wrong !== null) return refuse(context, 'name', wrong)
  const saved = Object.fromEntries(
    Object.entries({ ...list, id: id ?? context.options.nextId(), name }).filter(([, value]) => value !== undefined),
  ) as unknown as PriceList
  await context.options.catalogue.savePriceList(saved)
  return succeed({ id: saved.id })
}
