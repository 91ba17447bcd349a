import { create } from 'zustand'
import type { Failure } from '#contract/result.ts'
import type { GoodsQuestion } from '#contract/views/goods-view.ts'
import type { ProductView } from '#contract/views/till-view.ts'
import { EMPTY_ENTRY, type Entry } from '../input/entry.ts'

export type Space =
  | 'sale'
  | 'held'
  | 'history'
  | 'day'
  | 'management'
  | 'offline'
  | 'devices'
  | 'explorer'
  | 'story'
  | 'settlement'
  | 'reservations'
  | 'cards'
  | 'floor'
  | 'customers'

/** One line that says what happened; the next key or scan puts it away and acts. */
export type Toast =
  | { readonly tone: 'failure'; readonly failure: Failure }
  | { readonly tone: 'closed' | 'note'; readonly text: string }

export interface SearchState {
  readonly text: string
  readonly products: readonly ProductView[]
  readonly truncated: boolean
  readonly selected: number
}

/** Opened by hand; the search replaces the quick keys in place, the others are dialogs. */
export type Panel =
  | 'search'
  | 'note-line'
  | 'find-ticket'
  | 'bring-back'
  | 'discount-line'
  | 'discount-ticket'
  | 'more'
  | 'keys'
  | 'palette'
  | 'choose-key'
  | 'void'
  | 'close-day'
  | 'refuse-signature'
  | 'void-unclear'
  | 'give-back'
  | 'return-lines'
  | 'add-device'
  | 'bank'
  | 'choose-mode'
  | 'try-device'
  | 'remove-device'
  | 'filter-day'
  | 'filter-scheme'
  | 'filter-outcome'
  | 'filter-more'
  | 'find-day'
  | 'find-cashier'
  | 'find-kind'
  | 'wire-log'
  | 'other-issue'
  | 'close-by-hand'
  | 'read-statement'
  | 'statements'
  | 'reserve'
  | 'raise-reservation'
  | 'release-reservation'
  | 'pay-reserved'
  | 'pay-by-code'
  | 'choose-way'
  | 'other-means'
  | 'means-reference'
  | 'voucher'
  | 'read-ticket'
  | 'tip'
  | 'cashback'
  | 'pumps'
  | 'sell-gift-card'
  | 'load-gift-card'
  | 'give-back-gift-card'
  | 'papers'
  | 'import-articles'
  | 'article'
  | 'choose-printer'
  | 'drawer-log'
  | 'move-cash'
  | 'closings'
  | 'find-customer'
  | 'new-customer'
  | 'edit-customer'
  | 'erase-customer'
  | 'ask-goods'
  | 'pay-on-account'
  | 'take-payment'
  | 'correct-account'
  | 'refund-credit'
  | 'invoice'

/** What only the screen knows: what is typed, selected or open. Nothing here is true of the sale. */
export interface ScreenState {
  readonly space: Space
  readonly panel: Panel | null
  readonly entry: Entry
  /** What the next card of this ticket is charged besides. */
  readonly extras: { readonly saleId: string; readonly tipMinor: number; readonly cashbackMinor: number } | null
  readonly selectedLineId: string | null
  /** How many of the line come back, typed before; null for all. */
  readonly backQuantityMilli: number | null
  /** Lines hidden below the shown ones; 0 shows the newest. */
  readonly linesBelow: number
  readonly familyId: string | null
  readonly quickPage: number
  readonly search: SearchState
  /** What the till asks before goods go on the ticket. */
  readonly goodsQuestion: GoodsQuestion | null
  /** The last code that was scanned, if no article has it. */
  readonly unknownScan: { readonly code: string; readonly quantityMilli: number | null } | null
  readonly heldCount: number
  /** The completed sale whose approved screen was left. */
  readonly leftSaleId: string | null
  /** The reservation whose end, or whose open question, was left. */
  readonly leftReservationId: string | null
  /** The paper at which the list of papers begins. */
  readonly paperId: string | null
  /** The way to pay whose number is asked for. */
  readonly askedMeansId: string | null
  /** The sale the history shows. */
  readonly shownSaleId: string | null
  /** The customer whose file is shown. */
  readonly customerId: string | null
  /** The payment whose story is open, and where it was opened from. */
  readonly story: { readonly paymentId: string; readonly from: Space } | null
  readonly toast: (Toast & { readonly number: number }) | null
}

export const EMPTY_SEARCH: SearchState = { text: '', products: [], truncated: false, selected: 0 }

export const useScreenStore = create<ScreenState>(() => ({
  space: 'sale',
  panel: null,
  entry: EMPTY_ENTRY,
  extras: null,
  selectedLineId: null,
  backQuantityMilli: null,
  linesBelow: 0,
  familyId: null,
  quickPage: 0,
  search: EMPTY_SEARCH,
  goodsQuestion: null,
  unknownScan: null,
  heldCount: 0,
  leftSaleId: null,
  leftReservationId: null,
  paperId: null,
  askedMeansId: null,
  shownSaleId: null,
  customerId: null,
  story: null,
  toast: null,
}))

/** How long a toast stays when nobody does anything. */
const TOAST_MS = 6_000
let toastNumber = 0

export function showToast(toast: Toast): void {
  toastNumber += 1
  const number = toastNumber
  useScreenStore.setState({ toast: { ...toast, number } })
  setTimeout(() => {
    if (useScreenStore.getState().toast?.number === number) useScreenStore.setState({ toast: null })
  }, TOAST_MS)
}

export function dismissToast(): void {
  if (useScreenStore.getState().toast !== null) useScreenStore.setState({ toast: null })
}

/** Goes to a space and closes whatever was open; after selling the history begins at its newest ticket again. */
export function goTo(space: Space): void {
  useScreenStore.setState({ space, panel: null, search: EMPTY_SEARCH, linesBelow: 0 })
  if (space === 'sale') useScreenStore.setState({ shownSaleId: null })
}

/** Opens the story of a payment; leaving it leads back to where one was. */
export function openStory(paymentId: string): void {
  const { space, story } = useScreenStore.getState()
  goTo('story')
  useScreenStore.setState({ story: { paymentId, from: space === 'story' ? (story?.from ?? 'explorer') : space } })
}
