import i18next from 'i18next'
import type { Slices } from '#contract/views/till-view.ts'
import { createUnknown } from '../screens/articles/editor/article-editing.ts'
import { openFindCustomer } from '../screens/customers/customer-actions.ts'
import { openPapers } from '../screens/papers/PaperStates.tsx'
import { isStoppable, stopCard } from '../screens/payment/card-keys.ts'
import { mayNow } from '../state/allowed.ts'
import { call } from '../state/call.ts'
import { goToFloor } from '../state/floor-store.ts'
import { startEditingKeys } from '../state/key-editing.ts'
import {
  openBringBack,
  openFindTicket,
  openLineDialog,
  openTicketDiscount,
  restoreLine,
} from '../state/line-actions.ts'
import * as act from '../state/sale-actions.ts'
import { goTo, type Panel, type Space, showToast, useScreenStore } from '../state/screen-store.ts'
import { useTillStore } from '../state/till-store.ts'
import type { ActionId } from './action-table.ts'
import { printKeyCard } from './key-card.ts'

/** How an action is done from wherever one stands. */
export interface ActionRun {
  readonly run: () => void
  /** What its key does where it is bound, when figures are in hand; else the same. */
  readonly byKey?: () => void
  /** The key of the sentence that says why it cannot be done now; null when it can. */
  readonly closed?: (slices: Slices) => string | null
  /** False in a shop that has no such thing: it is not listed there. */
  readonly isThere?: (slices: Slices) => boolean
}

const open = (panel: Panel) => useScreenStore.setState({ panel })
const space = (to: Space): ActionRun => ({ run: () => goTo(to) })

const inPayment = ({ sale }: Slices) => (sale.state === 'paying' ? 'closed.inPayment' : null)
const needsLine = (slices: Slices) => inPayment(slices) ?? (slices.sale.lines.length === 0 ? 'note.noLine' : null)
const needsTicket = ({ sale }: Slices) => (sale.lines.length === 0 ? 'note.noLine' : null)

const onSale = (run: () => void) => () => {
  goTo('sale')
  run()
}

/** Of the ticket in hand: it is shown first. */
function onTicket(run: () => void, closed: (slices: Slices) => string | null = needsLine): ActionRun {
  return { run: onSale(run), byKey: run, closed }
}

/** The barcodes that do what keys do. */
export function printCommands(): void {
  void call('cart.printCommands', {}).then((printed) => {
    if (printed.ok) showToast({ tone: 'note', text: i18next.t('note.commandsPrinted') })
  })
}

function createArticle(): void {
  if (mayNow('edit-articles')) createUnknown()
  else act.sayClosed('closed.managerOnly')
}

function editKeys(): void {
  if (mayNow('edit-articles')) startEditingKeys()
  else act.sayClosed('keysEdit.manager')
}

function closedDay({ day }: Slices): string | null {
  if (day.stage === 'closed') return 'closed.dayClosed'
  return CLOSING.has(day.stage) ? 'closed.closing' : null
}
const CLOSING: ReadonlySet<string> = new Set(['draining', 'forwarding', 'agreeing', 'uploading', 'closing'])

const theme = (theme: 'light' | 'dark' | 'contrast'): ActionRun => ({
  run: () => void call('settings.setTheme', { theme }),
})
const hand = (hand: 'left' | 'right'): ActionRun => ({ run: () => void call('settings.setHand', { hand }) })
const language = (locale: 'fr' | 'pl' | 'en' | 'de'): ActionRun => ({
  run: () => void call('settings.setLocale', { locale }),
})

/** What needs no screen of its own to be open; all other actions are done where their screen binds them. */
export const ACTION_RUNS: Readonly<Partial<Record<ActionId, ActionRun>>> = {
  search: { run: onSale(() => open('search')) },
  'customer.find': { run: openFindCustomer, closed: inPayment },
  return: { run: act.pickReturn },
  hold: { run: act.hold, closed: inPayment },
  lastTicket: { run: act.openLastTicket },
  drawer: { run: act.openDrawer },
  more: { run: () => open('more') },
  palette: { run: () => open('palette') },
  keys: { run: () => open('keys') },
  floor: { run: goToFloor, isThere: ({ floor }) => floor !== null },
  ticketDiscount: { run: onSale(openTicketDiscount), closed: needsLine },
  customers: space('customers'),
  cards: space('cards'),
  reservations: space('reservations'),
  settlement: space('settlement'),
  offline: space('offline'),
  explorer: space('explorer'),
  papers: { run: () => openPapers(null) },
  devices: space('devices'),
  sale: space('sale'),
  held: space('held'),
  history: space('history'),
  day: space('day'),
  management: space('management'),
  lock: { run: () => void call('session.lock', {}) },
  pumps: { run: () => open('pumps'), isThere: ({ pumps }) => pumps.length > 0 },
  drawerLog: { run: () => open('drawer-log') },
  moveCash: { run: () => open('move-cash') },
  readX: { run: () => void call('day.readX', {}) },
  printCommands: { run: printCommands },
  printKeyCard: { run: () => printKeyCard(useTillStore.getState().slices?.till.workstation.keys ?? {}) },
  'theme.light': theme('light'),
  'theme.dark': theme('dark'),
  'theme.contrast': theme('contrast'),
  'hand.right': hand('right'),
  'hand.left': hand('left'),
  'language.fr': language('fr'),
  'language.pl': language('pl'),
  'language.en': language('en'),
  'language.de': language('de'),

  pay: onTicket(act.beginPaying, needsTicket),
  payCash: onTicket(act.payInCash, needsTicket),
  payCard: { ...onTicket(act.pressCardOnTicket, needsTicket), byKey: act.pressStar },
  quantity: onTicket(() => act.pressMode('quantity')),
  price: onTicket(() => act.pressMode('price')),
  discount: onTicket(() => act.pressMode('discount')),
  discountAmount: onTicket(() => {
    act.pressMode('discount')
    act.pressMode('discount')
  }),
  oneMore: onTicket(() => act.changeQuantity(1000)),
  oneLess: onTicket(() => act.changeQuantity(-1000)),
  removeLine: onTicket(act.removeLine),
  restoreLine: onTicket(restoreLine, inPayment),
  lineNote: onTicket(() => openLineDialog('note-line')),
  lineDiscount: onTicket(() => openLineDialog('discount-line')),
  goodsBack: onTicket(openBringBack),
  findTicket: onTicket(openFindTicket, inPayment),
  createArticle: onTicket(createArticle, inPayment),
  editKeys: { run: editKeys, closed: inPayment },
  void: {
    run: () => open('void'),
    closed: ({ sale }) => (sale.lines.length === 0 && sale.table === undefined ? 'closed.emptyTicket' : null),
  },
  'card.cancel': { run: stopCard, closed: ({ payment }) => (isStoppable(payment) ? null : 'closed.noCardNow') },
  'customers.new': {
    run: () => {
      goTo('customers')
      open('new-customer')
    },
    byKey: () => open('new-customer'),
  },
  'day.close': {
    run: () => {
      goTo('day')
      open('close-day')
    },
    closed: closedDay,
  },
  'devices.add': {
    run: () => {
      goTo('devices')
      open('add-device')
    },
    byKey: () => open('add-device'),
  },
}
