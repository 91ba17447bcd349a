import i18next from 'i18next'
import { create } from 'zustand'
import type { PriceListView } from '#contract/views/article-view.ts'
import { ask, call, inOrder } from '../../../state/call.ts'
import { showToast } from '../../../state/screen-store.ts'
import { EMPTY_LIST, formOfList, type ListForm, type ListProblem, listOf } from './list-form.ts'

interface ListEdits {
  /** Null until they were read. */
  readonly lists: readonly PriceListView[] | null
  /** What is typed; it stays so when the page is left, until it is saved or dropped. Null: none is open. */
  readonly form: ListForm | null
  readonly problem: ListProblem | null
  /** Whether the open one should really go. */
  readonly isAsking: boolean
}

export const useListEdits = create<ListEdits>(() => ({ lists: null, form: null, problem: null, isAsking: false }))

const { setState: set, getState: state } = useListEdits

export async function readLists(): Promise<readonly PriceListView[]> {
  const read = await ask('articles.priceLists', {})
  if (!read.ok) return state().lists ?? []
  const { lists } = read.value
  set({ lists })
  const [first] = lists
  if (state().form === null && first !== undefined) set({ form: formOfList(first) })
  return lists
}

export const typeList = (part: Partial<ListForm>) =>
  set(({ form }) => (form === null ? {} : { form: { ...form, ...part }, problem: null }))

/** As it is kept; null for one that is not. */
function keptForm({ lists, form }: Pick<ListEdits, 'lists' | 'form'>): ListForm | null {
  const list = lists?.find(({ id }) => id === form?.id)
  return list === undefined ? null : formOfList(list)
}

export function isListChanged(edits: Pick<ListEdits, 'lists' | 'form'>): boolean {
  return edits.form !== null && JSON.stringify(edits.form) !== JSON.stringify(keptForm(edits) ?? newList(edits.lists))
}

const newList = (lists: readonly PriceListView[] | null): ListForm => ({ ...EMPTY_LIST, place: lists?.length ?? 0 })

/** Opens another one; what is typed of this one must be saved or dropped first. */
export function openList(list: PriceListView | null): void {
  if (isListChanged(state())) {
    showToast({ tone: 'closed', text: i18next.t('priceList.saveFirst') })
    return
  }
  set({ form: list === null ? newList(state().lists) : formOfList(list), problem: null })
}

export function dropChanges(): void {
  const first = state().lists?.[0]
  set({ form: keptForm(state()) ?? (first === undefined ? null : formOfList(first)), problem: null })
}

export function saveList(): void {
  const { form } = state()
  if (form === null) return
  const read = listOf(form)
  if (!read.ok) {
    set({ problem: read.problem })
    return
  }
  inOrder(async () => {
    const saved = await call('articles.savePriceList', { list: read.list })
    if (!saved.ok) return
    const kept = (await readLists()).find(({ id }) => id === saved.value.id)
    if (kept !== undefined) set({ form: formOfList(kept) })
    showToast({ tone: 'note', text: i18next.t('priceList.saved', { name: read.list.name }) })
  })
}

/** Of several that hold at once the first one counts: a list changes places with the one before or after it. */
export function moveList(id: string, by: 1 | -1): void {
  const lists = state().lists ?? []
  const from = lists.findIndex((list) => list.id === id)
  const [one, other] = [lists[from], lists[from + by]]
  if (one === undefined || other === undefined) return
  const moved = lists.toSpliced(from, 1).toSpliced(from + by, 0, one)
  inOrder(async () => {
    for (const [place, list] of moved.entries()) {
      if (list.place !== place) await call('articles.savePriceList', { list: { ...list, place } })
    }
    const kept = (await readLists()).find((list) => list.id === id)
    const { form } = state()
    if (kept !== undefined && form?.id === id) set({ form: { ...form, place: kept.place } })
  })
}

export function removeList(id: string): void {
  set({ isAsking: false })
  inOrder(async () => {
    const removed = await call('articles.removePriceList', { id })
    if (!removed.ok) return
    set({ form: null })
    await readLists()
  })
}
