import i18next from 'i18next'
import { create } from 'zustand'
import { holdsCardNumber } from '#contract/card-number.ts'
import { errorSentence } from '#contract/errors/catalogue.ts'
import type { Failure } from '#contract/result.ts'
import type { ArticleFile, PriceListView } from '#contract/views/article-view.ts'
import type { ProductColumn } from '#contract/views/import-view.ts'
import type { FamilyView } from '#contract/views/till-view.ts'
import { ask, call, inOrder } from '../../../state/call.ts'
import { addToTicket } from '../../../state/goods-actions.ts'
import { scan } from '../../../state/sale-actions.ts'
import { goTo, showToast, useScreenStore } from '../../../state/screen-store.ts'
import { useTillStore } from '../../../state/till-store.ts'
import {
  type ArticleForm,
  type FormProblem,
  type FormTerms,
  formOf,
  isSameForm,
  type LinkedArticle,
  NO_STOCK_CHANGE,
  requestOf,
} from './article-form.ts'

export const EDITOR_PAGES = ['main', 'codes', 'links', 'stock'] as const
export type EditorPage = (typeof EDITOR_PAGES)[number]

/** What is chosen on a page of its own. */
export type Chooser = 'family' | 'deposit' | 'parent'

/** The scan that a new article is made for: it goes on the ticket with it. */
type Sell = NonNullable<ReturnType<typeof useScreenStore.getState>['unknownScan']>

export interface OpenArticle {
  /** Null: it is new. */
  readonly id: string | null
  readonly file: ArticleFile | null
  readonly lists: readonly PriceListView[]
  readonly rates: readonly number[]
  /** As it was opened. */
  readonly start: ArticleForm
  readonly form: ArticleForm
  readonly page: EditorPage
  readonly chooser: Chooser | null
  /** A code that is being typed. */
  readonly code: string
  readonly problem: FormProblem | null
  /** What a person wants to do instead, while unsaved changes are asked about. */
  readonly leaving: (() => void) | null
  readonly sell: Sell | null
  readonly isSaving: boolean
}

interface ArticleEditing {
  readonly open: OpenArticle | null
  /** Grows with each change, so that lists are read again. */
  readonly round: number
  /** Name of the article whose save can be taken back. */
  readonly undoable: string | null
  /** Of the last article that was saved: most of the next ones are like it. */
  readonly last: Pick<ArticleForm, 'vatBasisPoints' | 'familyId'> | null
}

/** Outside of the dialog, so that a till that locks itself loses nothing of what was typed. */
export const useArticleEditing = create<ArticleEditing>(() => ({ open: null, round: 0, undoable: null, last: null }))

const state = (): ArticleEditing => useArticleEditing.getState()
const set = (part: Partial<ArticleEditing>) => useArticleEditing.setState(part)
export function changeOpen(part: Partial<OpenArticle>): void {
  const { open } = state()
  if (open !== null) set({ open: { ...open, ...part } })
}
export function changeForm(part: Partial<ArticleForm>): void {
  const { open } = state()
  if (open !== null) changeOpen({ form: { ...open.form, ...part }, problem: null })
}

/** The till's money and language; null before the first snapshot, when nothing is drawn yet. */
function terms(): FormTerms | null {
  const till = useTillStore.getState().slices?.till
  return till === undefined ? null : { currency: till.currency, locale: till.locale }
}

async function listsAndRates(): Promise<Pick<OpenArticle, 'lists' | 'rates'> | null> {
  const [lists, shop] = await Promise.all([call('articles.priceLists', {}), call('shop.view', {})])
  return lists.ok && shop.ok ? { lists: lists.value.lists, rates: shop.value.vatBasisPoints } : null
}

const CLOSED = {
  page: 'main',
  chooser: null,
  code: '',
  problem: null,
  leaving: null,
  sell: null,
  isSaving: false,
} as const satisfies Partial<OpenArticle>

/** Opens an article to be changed. */
export async function openArticle(id: string, page: EditorPage = 'main'): Promise<void> {
  const [read, around] = await Promise.all([call('articles.article', { id }), listsAndRates()])
  const how = terms()
  if (!read.ok || around === null || how === null) return
  const form = formOf(read.value, around.lists, how)
  set({ open: { ...CLOSED, ...around, page, id, file: read.value, start: form, form } })
  useScreenStore.setState({ panel: 'article' })
}

/** Opens an empty article, or one that has something already: the code that was scanned, what it is a variant of. */
export async function openNewArticle(
  begun: { readonly barcode?: string; readonly sell?: Sell; readonly variantOf?: ArticleForm & LinkedArticle } = {},
): Promise<void> {
  const around = await listsAndRates()
  if (around === null) return
  const form = newForm(around, begun.variantOf)
  const barcodes = begun.barcode === undefined ? [] : [{ barcode: begun.barcode, pieces: '1' }]
  const start = { ...form, barcodes }
  set({ open: { ...CLOSED, ...around, id: null, file: null, start, form: start, sell: begun.sell ?? null } })
  useScreenStore.setState({ panel: 'article' })
}

/** The family of the last article; else the first that is not the page of favourites, which is none that goods belong to. */
function usualFamily(lastId: string | undefined): FamilyView | undefined {
  const families = useTillStore.getState().slices?.till.families ?? []
  const isUsual = ({ nameKey }: FamilyView) => nameKey !== 'family.favourites'
  return families.find(({ id }) => id === lastId) ?? families.find(isUsual) ?? families[0]
}

/** The rate that new goods of a family begin with, if the shop still has it. */
export function rateOf(family: FamilyView | undefined, rates: readonly number[]): number | undefined {
  const rate = family?.vatBasisPoints
  return rate !== undefined && rates.includes(rate) ? rate : undefined
}

function newForm(
  { lists, rates }: Pick<OpenArticle, 'lists' | 'rates'>,
  variantOf: (ArticleForm & LinkedArticle) | undefined,
): ArticleForm {
  const { last } = state()
  const family = usualFamily(last?.familyId)
  const empty: ArticleForm = {
    name: '',
    shortName: '',
    price: '',
    vatBasisPoints: rateOf(family, rates) ?? last?.vatBasisPoints ?? Math.max(0, ...rates),
    familyId: family?.id ?? '',
    unit: 'piece',
    isOpenPrice: false,
    barcodes: [],
    deposit: null,
    parent: null,
    variantName: '',
    listPrices: Object.fromEntries(lists.map(({ id }) => [id, ''])),
    stock: NO_STOCK_CHANGE,
  }
  if (variantOf === undefined) return empty
  const { id, ...form } = variantOf
  return {
    ...form,
    shortName: '',
    barcodes: [],
    parent: { id, name: form.name },
    variantName: '',
    stock: NO_STOCK_CHANGE,
  }
}

export function isChanged({ form, start, code }: OpenArticle): boolean {
  return code.trim() !== '' || !isSameForm(form, start)
}

export function closeArticle(): void {
  set({ open: null })
  useScreenStore.setState({ panel: null })
}

/** Does something else, once a person has said what becomes of unsaved changes. */
export function leaveFor(then: () => void): void {
  const { open } = state()
  if (open !== null && isChanged(open)) changeOpen({ leaving: then })
  else then()
}

const PAGE_OF: Readonly<Partial<Record<ProductColumn, EditorPage>>> = {
  barcodes: 'codes',
  deposit: 'links',
  parent: 'links',
  variant: 'links',
  stock: 'stock',
}

function say(problem: FormProblem): void {
  const page = problem.column === null ? undefined : (PAGE_OF[problem.column] ?? 'main')
  changeOpen({ problem, isSaving: false, chooser: null, ...(page !== undefined && { page }) })
}

/** A refusal of the till, beside the answer it is about. */
function problemOf({ code, details = {} }: Failure): FormProblem {
  const locale = terms()?.locale ?? 'fr'
  if (code !== 'ARTICLES_REFUSED') return { column: null, sentence: errorSentence({ code, details }, locale) }
  const { column, why, ownerId, ownerName } = details
  return {
    column: (column ?? null) as ProductColumn | null,
    sentence: String(why),
    ...(ownerId !== undefined && { owner: { id: String(ownerId), name: String(ownerName) } }),
  }
}

/** No barcode is longer; while one is typed, figures of its length may look like a card by chance. */
const CODE_DIGITS_MAX = 14

/** A code as it is typed; what can only be the number of a card is not kept. */
export function typeCode(text: string): void {
  const digits = text.replace(/\D/g, '').length
  if (digits > CODE_DIGITS_MAX && holdsCardNumber(text)) {
    changeOpen({ code: '' })
    say(problemOf({ code: 'SALE_CARD_NUMBER_REFUSED' }))
  } else changeOpen({ code: text, problem: null })
}

/** Scanned, or typed to its end: the article has the code too, unless another one has it. */
export function addCode(scanned: string): void {
  if (scanned.trim() === '') return
  inOrder(async () => {
    const found = await ask('articles.findBarcode', { barcode: scanned.slice(0, 40) })
    const { open } = state()
    if (open === null) return
    changeOpen({ page: 'codes', chooser: null, code: '' })
    if (!found.ok) return say(problemOf(found.error))
    const { barcode, isLabel, owner } = found.value
    if (owner !== null && owner.id !== open.id) {
      return say({ column: 'barcodes', sentence: i18next.t('article.taken', { barcode, name: owner.name }), owner })
    }
    if (isLabel) showToast({ tone: 'note', text: i18next.t('article.label', { barcode }) })
    if (open.form.barcodes.some((each) => each.barcode === barcode)) return changeOpen({ problem: null })
    changeForm({ barcodes: [...open.form.barcodes, { barcode, pieces: '1' }] })
  })
}

/** Saves what is typed. What is refused stays typed, and the page with it is shown. */
export function saveArticle(): void {
  const { open } = state()
  const how = terms()
  if (open === null || how === null || open.isSaving) return
  const wanted = requestOf(open.id, open.form, open.lists, how)
  if (!wanted.ok) {
    say(wanted.problem)
    return
  }
  changeOpen({ isSaving: true, problem: null })
  void ask('articles.save', wanted.value).then((saved) => {
    if (!saved.ok) return say(problemOf(saved.error))
    const { name } = wanted.value.article
    const { vatBasisPoints, familyId } = open.form
    set({ round: state().round + 1, undoable: name, last: { vatBasisPoints, familyId } })
    closeArticle()
    if (open.sell !== null) putOnTicket(saved.value.id, open, open.sell)
    else showToast({ tone: 'note', text: i18next.t('article.saved', { name }) })
  })
}

/** As it was scanned: a pack is so many, a label has its price. Without the code, one of it. */
function putOnTicket(id: string, { form, start }: OpenArticle, scanned: Sell): void {
  const code = start.barcodes[0]?.barcode
  if (form.barcodes.some(({ barcode }) => barcode === code)) scan(scanned)
  else {
    goTo('sale')
    inOrder(() => addToTicket(id, scanned.quantityMilli ?? undefined))
  }
}

/** The last save goes back, as long as nothing else changed the article. */
export function undoSave(): void {
  const { undoable } = state()
  if (undoable === null) return
  set({ undoable: null })
  void call('articles.undoSave', {}).then((undone) => {
    set({ round: state().round + 1 })
    if (undone.ok) showToast({ tone: 'note', text: i18next.t('article.undone', { name: undoable }) })
  })
}

/** Out of sale, or back on it: nothing else of the article changes. */
export function archiveArticle(id: string, name: string, isArchived: boolean): void {
  void call('articles.archive', { id, isArchived }).then((done) => {
    if (!done.ok) return
    set({ round: state().round + 1 })
    showToast({ tone: 'note', text: i18next.t(isArchived ? 'article.nowArchived' : 'article.nowSold', { name }) })
  })
}

/** The goods that a scan did not find, to be made and sold at once; without such a scan, a new article. */
export function createUnknown(): void {
  const sell = useScreenStore.getState().unknownScan
  if (sell === null) void openNewArticle()
  else
    void call('articles.findBarcode', { barcode: sell.code }).then((found) => {
      if (found.ok) void openNewArticle({ barcode: found.value.barcode, sell })
    })
}
