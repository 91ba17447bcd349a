import type { Response } from '#contract/api.ts'
import { LIMITS } from '#contract/limits.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { PriceListView } from '#contract/views/article-view.ts'
import type { FamilyView } from '#contract/views/till-view.ts'
import { ArticleEdits } from '../articles/article-edits.ts'
import { articleView } from '../articles/article-view.ts'
import { refuse, spaced, wrongName } from '../articles/check-draft.ts'
import { holdsCardNumber, isCardNumberAlone } from '../barcode/barcode.ts'
import { emit, type TillContext } from '../core/till-context.ts'
import { readWeighedCode } from '../goods/weighed-code.ts'
import { type CellProblem, readCode } from '../import/cell-values.ts'
import { familyName } from '../import/family-names.ts'
import type { PriceList } from '../ports/catalogue.port.ts'
import { articleFileCalls } from './article-file-calls.ts'
import type { CallsNamed } from './call-names.ts'

/** Articles one by one, families and price lists, and files of articles. */
export function articleCalls(context: TillContext): CallsNamed<'articles'> {
  const { options } = context
  const { catalogue } = options
  const edits = new ArticleEdits(context)
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
    'articles.save': (request) => context.queue.run(() => edits.save(request)),
    'articles.undoSave': () => context.queue.run(() => edits.undo()),
    'articles.findBarcode': ({ barcode }) => findBarcode(context, barcode.trim()),
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
    'articles.labelForms': async () => {
      const forms = await catalogue.weighedCodeForms()
      return succeed({ forms: forms.map((form) => ({ ...form })) })
    },
    'articles.saveLabelForms': async ({ forms }) => {
      const isOnce = new Set(forms.map(({ prefix }) => prefix)).size === forms.length
      if (!isOnce) return fail('IPC_BAD_REQUEST', { field: 'forms' })
      await catalogue.saveWeighedCodeForms(forms)
      return succeed({})
    },
    ...articleFileCalls(context),
  }
}

/** A label with a price or a weight in it stands for its goods: the whole of it is another code on each piece. */
async function findBarcode(context: TillContext, scanned: string): Promise<Result<Response<'articles.findBarcode'>>> {
  const { catalogue } = context.options
  const label = readWeighedCode(scanned, await catalogue.weighedCodeForms())
  const code = readCode(label?.items[0] ?? scanned)
  if (!code.ok) return refuse(context, 'barcodes', code.problem)
  const known = await catalogue.productByBarcode(code.value)
  const owner = known === null ? null : { id: known.product.id, name: known.product.name }
  return succeed({ barcode: code.value, isLabel: label !== null, owner })
}

async function saveFamilies(
  context: TillContext,
  families: readonly FamilyView[],
): Promise<Result<Record<string, never>>> {
  const { memory, options } = context
  const { locale } = memory.preferences
  if (families.some(({ id, nameKey }) => isCardNumberAlone(id) || holdsCardNumber(nameKey)))
    return fail('SALE_CARD_NUMBER_REFUSED')
  for (const { name } of families) {
    const wrong = name === undefined ? null : wrongName(spaced(name), LIMITS.familyNameCharacters)
    if (wrong !== null) return refuse(context, 'family', asFamilyProblem(wrong))
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

/** A name that is missing or too long is said of the family, not of an article. */
function asFamilyProblem(problem: CellProblem): CellProblem {
  const isOfName = problem.code === 'name-missing' || problem.code === 'name-too-long'
  return isOfName ? { code: 'family-invalid', details: { max: LIMITS.familyNameCharacters } } : problem
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
  if ([id ?? '', list.customerGroupId ?? ''].some(isCardNumberAlone)) return fail('SALE_CARD_NUMBER_REFUSED')
  const name = spaced(list.name)
  const wrong = wrongName(name, LIMITS.familyNameCharacters)
  if (wrong !== null) return refuse(context, 'name', wrong)
  const saved = Object.fromEntries(
    Object.entries({ ...list, id: id ?? context.options.nextId(), name }).filter(([, value]) => value !== undefined),
  ) as unknown as PriceList
  await context.options.catalogue.savePriceList(saved)
  return succeed({ id: saved.id })
}
