import i18next from 'i18next'
import { roundedCash } from '#contract/cash-rounding.ts'
import { formatAmount, parseAmount } from '#contract/money.ts'
import type { CardPaymentView } from '#contract/views/payment-view.ts'
import type { SaleLineView, SaleView } from '#contract/views/sale-view.ts'
import type { ProductView } from '#contract/views/till-view.ts'
import {
  EMPTY_ENTRY,
  type EntryMode,
  erased,
  parseBasisPoints,
  parseQuantityMilli,
  quantityForNext,
  typed,
} from '../input/entry.ts'
import type { Scan } from '../input/key-burst.ts'
import { mayNow } from './allowed.ts'
import { ask, call, inOrder } from './call.ts'
import { type Charge, forgetExtras } from './card-extras.ts'
import { type CardWay, defaultWay, payOn, payThereAgain } from './card-ways.ts'
import { addToTicket, askAboutGoods, noteUnknown } from './goods-actions.ts'
import { clearHistoryFilter } from './history-store.ts'
import { openLineDialog } from './line-actions.ts'
import { EMPTY_SEARCH, goTo, showToast, useScreenStore } from './screen-store.ts'
import { useTillStore } from './till-store.ts'

function currentSale(): SaleView | null {
  return useTillStore.getState().slices?.sale ?? null
}

export function note(key: string): void {
  showToast({ tone: 'note', text: i18next.t(key) })
}

/** The line that keys act on: the chosen one, else the one the last action touched, else the newest. */
export function selectedLine(sale: SaleView, chosenId: string | null): SaleLineView | null {
  const byId = (id: string | null) => sale.lines.find((line) => line.id === id)
  return byId(chosenId) ?? byId(sale.touchedLineId) ?? sale.lines.at(-1) ?? null
}

export function targetLine(): SaleLineView | null {
  const sale = currentSale()
  const line = sale ? selectedLine(sale, useScreenStore.getState().selectedLineId) : null
  if (line === null) note('note.noLine')
  return line
}

/** Back to the newest line with nothing typed: where every addition ends. */
function settle(): void {
  useScreenStore.setState({ entry: EMPTY_ENTRY, selectedLineId: null, linesBelow: 0 })
}

/** Leaves the approved screen when it is shown; an addition always lands on a fresh ticket. */
async function leaveApproved(): Promise<void> {
  const { lastSale } = useTillStore.getState().slices ?? {}
  if (!lastSale || lastSale.id === useScreenStore.getState().leftSaleId) return
  useScreenStore.setState({ leftSaleId: lastSale.id })
  await call('sale.next', {})
}

export function nextSale(): void {
  inOrder(leaveApproved)
}

/**
 * A scan, on any screen, or a code that was typed: goods go to the ticket, the code of a paid ticket opens it. While a ticket is
 * being paid the till refuses and says why.
 */
export function scan({ code, quantityMilli }: Scan, isTyped = false): void {
  const typedQuantity = useScreenStore.getState().entry.multiplierMilli
  const quantity = quantityMilli ?? typedQuantity
  goTo('sale')
  settle()
  inOrder(async () => {
    // Whoever does not sell is relieved by a badge all the same.
    if (!isTyped && !mayNow('sell') && (await ask('session.badge', { code })).ok) return
    await leaveApproved()
    const times = quantity === null ? {} : { quantityMilli: quantity }
    const scanned = await call('sale.scan', { code, ...times, ...(isTyped && { typed: true }) })
    noteUnknown(scanned, code, quantity)
    if (scanned.ok && scanned.value.saleId !== undefined) openTicket(scanned.value.saleId)
    if (scanned.ok && scanned.value.customerId !== undefined) note('customer.scanned')
    if (scanned.ok) askAboutGoods(scanned.value.question)
  })
}

/** A quick key or a found product, with the typed quantity or weight. */
export function addProduct(product: ProductView): void {
  const quantity = quantityForNext(useScreenStore.getState().entry)
  if (quantity === null) {
    note('note.badQuantity')
    return
  }
  settle()
  useScreenStore.setState({ panel: null, search: EMPTY_SEARCH })
  inOrder(async () => {
    await leaveApproved()
    await addToTicket(product.id, quantity)
  })
}

export function typeDigit(key: string): void {
  useScreenStore.setState(({ entry }) => ({ entry: typed(entry, key) }))
}

export function eraseDigit(): void {
  useScreenStore.setState(({ entry }) => ({ entry: erased(entry) }))
}

/** Figures first, then the key: it acts on the line. The key first: it waits for figures and Enter. */
export function pressMode(mode: EntryMode): void {
  const { entry } = useScreenStore.getState()
  if (entry.digits !== '') {
    applyEntry(mode === 'discount' && entry.mode === 'discount-amount' ? entry.mode : mode)
    return
  }
  if (mode === 'discount' && discountWantsReason()) {
    openLineDialog('discount-line')
    return
  }
  useScreenStore.setState({ entry: { ...EMPTY_ENTRY, mode: nextMode(entry.mode, mode) } })
}

/** Pressed once more a key lets go; the discount is an amount before that. */
function nextMode(current: EntryMode | null, pressed: EntryMode): EntryMode | null {
  if (pressed === 'discount' && current === 'discount') return 'discount-amount'
  return current === pressed || (pressed === 'discount' && current === 'discount-amount') ? null : pressed
}

const discountWantsReason = () => useTillStore.getState().slices?.till.discountNeedsReason ?? false

function applyEntry(mode: EntryMode): void {
  const { digits } = useScreenStore.getState().entry
  const line = targetLine()
  useScreenStore.setState({ entry: EMPTY_ENTRY })
  if (line === null) return
  const lineId = line.id
  if (mode === 'quantity') {
    const quantityMilli = parseQuantityMilli(digits)
    if (quantityMilli === null) {
      note('note.badQuantity')
      return
    }
    inOrder(() => call('sale.setQuantity', { lineId, quantityMilli }))
  } else if (mode === 'price') {
    const unitPriceMinor = parseAmount(digits, currentSale()?.currency ?? 'EUR')
    if (unitPriceMinor === null) {
      note('note.badAmount')
      return
    }
    inOrder(() => call('sale.setPrice', { lineId, unitPriceMinor }))
  } else if (mode === 'discount-amount') {
    const amountMinor = parseAmount(digits, currentSale()?.currency ?? 'EUR')
    if (amountMinor === null) {
      note('note.badAmount')
      return
    }
    const discount = amountMinor === 0 ? null : ({ kind: 'amount', amountMinor } as const)
    inOrder(() => call('cart.discountLine', { lineId, discount }))
  } else {
    const basisPoints = parseBasisPoints(digits)
    if (basisPoints === null) {
      note('note.badPercent')
      return
    }
    inOrder(() => call('sale.setDiscount', { lineId, basisPoints }))
  }
}

/** `*`: after figures, the quantity of the next product; on an empty entry, the card. */
export function pressStar(): void {
  const { entry } = useScreenStore.getState()
  if (entry.digits === '') {
    payByCard()
    return
  }
  const multiplierMilli = parseQuantityMilli(entry.digits)
  if (multiplierMilli === null) {
    note('note.badQuantity')
    return
  }
  useScreenStore.setState({ entry: { ...EMPTY_ENTRY, multiplierMilli } })
}

/** Enter on the ticket: what is typed is used first; with nothing typed it takes the loud key. */
export function pressEnter(): void {
  const { entry } = useScreenStore.getState()
  if (entry.mode !== null && entry.digits !== '') {
    applyEntry(entry.mode)
    return
  }
  if (entry.mode !== null) {
    useScreenStore.setState({ entry: EMPTY_ENTRY })
    return
  }
  if (entry.digits !== '') {
    scan({ code: entry.digits, quantityMilli: null }, true)
    return
  }
  beginPaying()
}

export function changeQuantity(byMilli: 1000 | -1000): void {
  const line = targetLine()
  if (line === null) return
  if (line.unit === 'kg') {
    note('note.typeWeight')
    return
  }
  const quantityMilli = line.quantityMilli + byMilli
  inOrder(() =>
    quantityMilli <= 0
      ? call('sale.removeLine', { lineId: line.id })
      : call('sale.setQuantity', { lineId: line.id, quantityMilli }),
  )
}

export function removeLine(): void {
  const line = targetLine()
  if (line === null) return
  useScreenStore.setState({ selectedLineId: null })
  inOrder(async () => {
    const removed = await call('sale.removeLine', { lineId: line.id })
    if (removed.ok) showToast({ tone: 'note', text: i18next.t('note.lineRemoved', { name: line.name }) })
  })
}

export function moveSelection(by: 1 | -1): void {
  const sale = currentSale()
  if (!sale) return
  const { selectedLineId } = useScreenStore.getState()
  const index = sale.lines.findIndex((line) => line.id === selectedLine(sale, selectedLineId)?.id)
  const next = sale.lines[Math.min(sale.lines.length - 1, Math.max(0, index + by))]
  if (next) useScreenStore.setState({ selectedLineId: next.id })
}

export function hold(): void {
  const sale = currentSale()
  if (!sale || (sale.lines.length === 0 && sale.table === undefined)) {
    goTo('held')
    return
  }
  // Figures typed before are what the ticket waits under: a table, an order.
  const { digits, mode } = useScreenStore.getState().entry
  const reference = mode === null && sale.table === undefined && /^\d{1,12}$/.test(digits) ? digits : null
  settle()
  inOrder(async () => {
    const held = await call('sale.hold', reference === null ? {} : { reference })
    if (held.ok && sale.table !== undefined) goTo('floor')
    if (held.ok && reference !== null) {
      showToast({ tone: 'note', text: i18next.t('note.heldUnder', { reference }) })
    }
  })
}

export function voidSale(): void {
  settle()
  useScreenStore.setState({ panel: null })
  inOrder(() => call('sale.void', {}))
}

/** Opens the payment screen; what is typed goes with it as the amount. */
export function beginPaying(): void {
  goTo('sale')
  inOrder(() => call('tender.begin', {}))
}

/** What the next tender pays: the typed amount, else all that is left. Null when what is typed is no amount. */
export function tenderAmount(): number | null {
  const sale = currentSale()
  if (!sale) return null
  const { digits } = useScreenStore.getState().entry
  return digits === '' ? sale.remainingMinor : parseAmount(digits, sale.currency)
}

/** As `tenderAmount`, rounded as cash is; nothing is handed over where money goes back. */
function cashAmount(): number | null {
  const { sale, till } = useTillStore.getState().slices ?? {}
  const { digits } = useScreenStore.getState().entry
  if (!sale) return null
  return digits === ''
    ? Math.max(0, roundedCash(sale.remainingMinor, till?.cashRounding))
    : parseAmount(digits, sale.currency)
}

/** Pays in cash: what is typed as handed over, else the exact amount. */
export function payInCash(): void {
  goTo('sale')
  inOrder(async () => {
    if (!(await opened())) return
    const givenMinor = cashAmount()
    if (givenMinor === null) {
      note('note.badAmount')
      return
    }
    useScreenStore.setState({ entry: EMPTY_ENTRY })
    await call('tender.cash', { givenMinor })
  })
}

/** Pays by card where this till's cards go: the typed part, else all that is left. */
export function payByCard(): void {
  payAt(null)
}

/** Pays by card at one of the places where this till takes any; null: at the usual one. */
export function payAt(way: CardWay | null): void {
  goTo('sale')
  inOrder(async () => {
    if (!(await opened())) return
    const amountMinor = tenderAmount()
    if (amountMinor === null) {
      note('note.badAmount')
      return
    }
    useScreenStore.setState({ entry: EMPTY_ENTRY })
    await payOn(way ?? defaultWay(), amountMinor)
  })
}

/**
 * Back to the ticket: what was paid goes back, and cash that was handed out with a card is asked for. `isNotVoid`: whoever stands here
 * has looked whether what a terminal did not void is void there.
 */
export function leavePaying(isNotVoid = false): void {
  const sale = currentSale()
  const approved = sale?.tenders.filter(({ outcome }) => outcome === 'approved') ?? []
  const cashMinor = approved.reduce((sum, { cashbackMinor = 0 }) => sum + cashbackMinor, 0)
  const received = sale?.tenders.filter(({ kind, outcome }) => kind === 'cash' && outcome === 'received') ?? []
  const takenMinor = received.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const leave = async () => {
    const left = await ask('tender.leave', isNotVoid ? { isNotVoid } : {})
    if (!left.ok && left.error.code === 'TERMINAL_VOID_UNCLEAR') useScreenStore.setState({ panel: 'void-unclear' })
    else if (!left.ok) showToast({ tone: 'failure', failure: left.error })
    if (!sale || !left.ok) return
    forgetExtras()
    const amount = formatAmount(cashMinor, sale.currency)
    const back = formatAmount(takenMinor, sale.currency)
    if (cashMinor > 0) showToast({ tone: 'note', text: i18next.t('note.takeCashBack', { amount }) })
    else if (takenMinor > 0) showToast({ tone: 'note', text: i18next.t('note.handBack', { amount: back }) })
  }
  // A terminal gives back in its own time, and the screen shows how far it is: no other key waits for that.
  const isOnTerminal = approved.some(({ terminal }) => terminal !== undefined)
  if (isOnTerminal) void leave()
  else inOrder(leave)
}

/** Puts away a card that did not pay and asks for one again, for the same amount, tip and cash included. */
export function payByCardAgain(payment: Charge & Pick<CardPaymentView, 'terminal'>): void {
  inOrder(async () => {
    if ((await call('payment.dismiss', {})).ok) await payThereAgain(payment)
  })
}

/** The papers that say a card was not charged: for a customer who wants to see it in writing. */
export function printDecline(paymentId: string): void {
  inOrder(async () => {
    await call('payment.printDecline', { paymentId })
  })
}

/** The Card key on the ticket: with figures typed it opens the payment screen with them, so that nothing is charged by surprise. */
export function pressCardOnTicket(): void {
  if (useScreenStore.getState().entry.digits === '') payByCard()
  else beginPaying()
}

/** True once the payment screen is open. */
async function opened(): Promise<boolean> {
  if (currentSale()?.state === 'paying') return true
  return (await call('tender.begin', {})).ok
}

export function openLastTicket(): void {
  clearHistoryFilter()
  goTo('history')
  useScreenStore.setState({ shownSaleId: null })
}

/** The ticket that was scanned: to look at, to print again, to give back. */
export function openTicket(saleId: string): void {
  clearHistoryFilter()
  goTo('history')
  useScreenStore.setState({ shownSaleId: saleId })
}

/** Money goes back from the ticket that took it: there it is chosen. */
export function pickReturn(): void {
  openLastTicket()
  note('note.pickReturn')
}

export function openDrawer(): void {
  inOrder(() => call('drawer.open', {}))
}

export function sayClosed(key: string): void {
  showToast({ tone: 'closed', text: i18next.t(key) })
}
