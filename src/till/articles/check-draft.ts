import { COLUMN_WORDS, problemSentence } from '#contract/import-words.ts'
import { LIMITS } from '#contract/limits.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { ArticleDraft, StockChange } from '#contract/views/article-view.ts'
import type { ProductColumn } from '#contract/views/import-view.ts'
import { holdsCardNumber } from '../barcode/barcode.ts'
import type { TillContext } from '../core/till-context.ts'
import { holdsSteering } from '../import/cell-text.ts'
import { type CellProblem, formatRate, readCode } from '../import/cell-values.ts'
import type { ProductRecord } from '../ports/catalogue.port.ts'

type Refused = Result<never, 'ARTICLES_REFUSED'>

/** Says which answer is wrong and what to do, in the language of the till. `more` helps the screen to go on. */
export function refuse(
  { memory }: TillContext,
  column: ProductColumn,
  { code, details = {} }: CellProblem,
  more: Readonly<Record<string, string>> = {},
): Refused {
  const { locale } = memory.preferences
  const why = `${COLUMN_WORDS[column][locale]} : ${problemSentence(code, details, locale)}`
  return fail('ARTICLES_REFUSED', { ...more, why, column })
}

export const spaced = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim()

/** Why a text that a person typed cannot be a name, or null. */
export function wrongName(text: string, max: number = LIMITS.articleNameCharacters): CellProblem | null {
  if (holdsSteering(text)) return { code: 'steering' }
  if (holdsCardNumber(text)) return { code: 'card-number' }
  if (text === '') return { code: 'name-missing' }
  return text.length > max ? { code: 'name-too-long', details: { max } } : null
}

/** What a person says of an article, as it is kept; the first thing that cannot be is refused. */
export async function checkedArticle(
  context: TillContext,
  id: string,
  draft: ArticleDraft,
  before: ProductRecord | null,
): Promise<Result<ProductRecord, 'ARTICLES_REFUSED' | 'IPC_BAD_REQUEST'>> {
  const texts = checkedTexts(context, draft)
  if (!texts.ok) return texts
  const { shop, families } = context.memory
  const { vatBasisPoints: rates } = shop
  if (!rates.includes(draft.vatBasisPoints) && draft.vatBasisPoints !== before?.vatBasisPoints) {
    return refuse(context, 'vat', { code: 'vat-unknown', details: { rates: rates.map(formatRate).join(', ') } })
  }
  if (!families.some((family) => family.id === draft.familyId)) {
    return fail('IPC_BAD_REQUEST', { field: 'article.familyId' })
  }
  const wrongLink = await wrongLinkOf(context, id, draft)
  if (wrongLink !== null) return refuse(context, wrongLink.column, { code: wrongLink.code })
  return succeed({
    id,
    ...texts.value,
    unit: draft.unit,
    priceMinor: draft.priceMinor,
    vatBasisPoints: draft.vatBasisPoints,
    familyId: draft.familyId,
    ...(draft.isOpenPrice && { isOpenPrice: true as const }),
    ...(before?.isArchived === true && { isArchived: true as const }),
    ...(draft.parentId !== null && { parentId: draft.parentId }),
    ...(draft.depositProductId !== null && { depositProductId: draft.depositProductId }),
  })
}

type CheckedTexts = Pick<ProductRecord, 'name' | 'shortName' | 'barcodes' | 'variantName'>

function checkedTexts(context: TillContext, draft: ArticleDraft): Result<CheckedTexts, 'ARTICLES_REFUSED'> {
  const name = spaced(draft.name)
  const wrong = wrongName(name)
  if (wrong !== null) return refuse(context, 'name', wrong)
  const shortName = draft.shortName === null ? null : spaced(draft.shortName)
  const wrongShort = shortName === null ? null : wrongName(shortName, LIMITS.articleShortNameCharacters)
  if (wrongShort !== null) return refuse(context, 'shortName', wrongShort)
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
  return succeed({
    name,
    barcodes,
    ...(shortName !== null && { shortName }),
    ...(variantName !== null && { variantName }),
  })
}

async function wrongLinkOf(
  { options: { catalogue } }: TillContext,
  id: string,
  { depositProductId, parentId }: ArticleDraft,
): Promise<{ readonly column: ProductColumn; readonly code: CellProblem['code'] } | null> {
  const isMissing = async (linked: string | null) =>
    linked !== null && (linked === id || (await catalogue.product(linked)) === null)
  if (await isMissing(depositProductId)) return { column: 'deposit', code: 'article-unknown' }
  if (await isMissing(parentId)) return { column: 'parent', code: 'article-unknown' }
  if (parentId === null) return null
  const isVariantOfVariant = (await catalogue.product(parentId))?.parentId !== undefined
  const hasVariants = (await catalogue.variants(id)).length > 0
  return isVariantOfVariant || hasVariants ? { column: 'parent', code: 'variant-of-variant' } : null
}

/** The stock after a change, in thousandths; null where nobody counts it. */
export function checkedStock(
  context: TillContext,
  change: StockChange,
  beforeMilli: number | null,
): Result<number | null, 'ARTICLES_REFUSED'> {
  const reason = spaced(change.reason)
  const wrong = wrongName(reason, LIMITS.articleStockReasonCharacters)
  if (wrong !== null) {
    const isMissing = wrong.code === 'name-missing' || wrong.code === 'name-too-long'
    const details = { max: LIMITS.articleStockReasonCharacters }
    return refuse(context, 'stock', isMissing ? { code: 'stock-reason', details } : wrong)
  }
  if (change.kind === 'uncounted') return succeed(null)
  const afterMilli = change.kind === 'counted' ? change.quantityMilli : (beforeMilli ?? 0) + change.byMilli
  if (Math.abs(afterMilli) > LIMITS.articleStockMilli) return refuse(context, 'stock', { code: 'stock-invalid' })
  return succeed(afterMilli)
}
