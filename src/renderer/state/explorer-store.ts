import { create } from 'zustand'
import { mayBeCardNumber } from '#contract/search-text.ts'
import type { ExplorerFilter, ExplorerPlace } from '#contract/views/explorer-view.ts'
import { shopDay } from '../words/shop-time.ts'
import { showToast } from './screen-store.ts'

/** Where the page begins: at the newest payment, or beyond one. */
export interface PageStart {
  readonly from: ExplorerPlace | null
  readonly towards: 'older' | 'newer'
}

export const NEWEST: PageStart = { from: null, towards: 'older' }

export interface ExplorerState {
  /** Null until the explorer is first opened: then it is today's. */
  readonly filter: ExplorerFilter | null
  readonly start: PageStart
  readonly selectedId: string | null
  /** On a narrow screen: the detail lies over the list. */
  readonly detailOpen: boolean
}

/** What is looked for; kept while another space is shown, never beyond the program. */
export const useExplorerStore = create<ExplorerState>(() => ({
  filter: null,
  start: NEWEST,
  selectedId: null,
  detailOpen: false,
}))

export function today(): ExplorerFilter {
  const day = shopDay(Date.now())
  return { fromDay: day, toDay: day }
}

/** Looks for something else, from the newest on. */
export function setFilter(filter: ExplorerFilter): void {
  useExplorerStore.setState({ filter, start: NEWEST, selectedId: null, detailOpen: false })
}

/** Changes some conditions; one that is undefined is dropped. */
export function changeFilter(
  change: { readonly [Name in keyof ExplorerFilter]: ExplorerFilter[Name] | undefined },
): void {
  const changed = { ...(useExplorerStore.getState().filter ?? {}), ...change }
  setFilter(Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined)) as ExplorerFilter)
}

/** What is typed into a search; a card-like number is refused, said, and not kept. */
export function heldText(typed: string): string {
  if (!mayBeCardNumber(typed)) return typed
  showToast({ tone: 'failure', failure: { code: 'PAYMENT_CARD_NUMBER_TYPED' } })
  return ''
}
