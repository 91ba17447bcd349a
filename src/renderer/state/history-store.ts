import { create } from 'zustand'
import { mayBeCardNumber } from '#contract/search-text.ts'
import type { HistoryFilter } from '#contract/views/history-view.ts'
import { showToast, useScreenStore } from './screen-store.ts'

interface HistoryState {
  /** Empty: all tickets, from the newest on. */
  readonly filter: HistoryFilter
}

/** Which tickets are looked for; kept while another space is shown, never beyond the program. */
export const useHistoryStore = create<HistoryState>(() => ({ filter: {} }))

export const isFiltered = (filter: HistoryFilter): boolean => Object.keys(filter).length > 0

/** Changes some conditions; one that is undefined is dropped. What fits is shown from the newest on. */
export function changeHistoryFilter(
  change: {
    readonly [Name in keyof HistoryFilter]: HistoryFilter[Name] | undefined
  },
): void {
  const changed = { ...useHistoryStore.getState().filter, ...change }
  const kept = Object.entries(changed).filter(([, value]) => value !== undefined)
  useHistoryStore.setState({ filter: Object.fromEntries(kept) as HistoryFilter })
  useScreenStore.setState({ shownSaleId: null })
}

export function clearHistoryFilter(): void {
  useHistoryStore.setState({ filter: {} })
}

/** Digits of the barcode of an article; more in a row are none. */
const BARCODE = /^\s*\d{13}\s*$/

/** What is typed into the search of tickets: a card-like number is refused, said, and not kept. */
export function heldSaleText(typed: string): string {
  // Thirteen digits may be an article: whether they are is for the till to say, which refuses them otherwise.
  if (!mayBeCardNumber(typed) || BARCODE.test(typed)) return typed
  showToast({ tone: 'failure', failure: { code: 'PAYMENT_CARD_NUMBER_TYPED' } })
  return ''
}
