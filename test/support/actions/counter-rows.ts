import type { ActionRow } from './row.ts'

const asks = (call: Extract<ActionRow['does'], { asks: unknown }>['asks']) => ({ asks: call })
const dialog = (words: string) => ({ dialog: words })
const heading = (words: string) => ({ heading: words })
const text = (words: string) => ({ text: words })
const pressed = (words: string) => ({ pressed: words })

/** The actions that are done everywhere: from the sale, but for the way back to it. */
const EVERYWHERE = {
  search: { at: 'sale', does: { at: '[role=dialog] input, input:focus' }, taps: 'list' },
  'customer.find': { at: 'sale', does: dialog('customer.find'), taps: ['action.customer'] },
  return: { at: 'sale', does: heading('history.title') },
  hold: { at: 'sale', does: asks('sale.hold'), taps: ['css=main button:has-text("En attente")'] },
  lastTicket: { at: 'sale', does: heading('history.title') },
  drawer: { at: 'sale', does: asks('drawer.open'), taps: ['action.drawer'] },
  more: { at: 'sale', does: dialog('more.title'), taps: ['action.more'] },
  palette: { at: 'sale', does: dialog('palette.title') },
  keys: { at: 'sale', does: dialog('keys.title'), taps: ['action.more', 'keys.title'] },
  floor: { at: 'sale-with-rooms', does: text('floor.typeNumber'), taps: ['nav.floor'] },
  ticketDiscount: { at: 'sale', does: dialog('action.ticketDiscount') },
  customers: { at: 'sale', does: heading('customers.title'), taps: ['action.more', 'customers.title'] },
  cards: { at: 'sale', does: heading('cards.title'), taps: ['action.more', 'cards.title'] },
  reservations: { at: 'sale', does: heading('reservations.title'), taps: ['action.more', 'reservations.title'] },
  settlement: { at: 'sale', does: heading('settlement.title'), taps: ['nav.day', 'settlement.title'] },
  offline: { at: 'sale', does: heading('offline.title'), taps: ['action.more', 'offline.title'] },
  explorer: { at: 'sale', does: heading('explorer.title'), taps: ['action.more', 'explorer.title'] },
  papers: { at: 'sale', does: dialog('papers.title'), taps: 'list' },
  devices: { at: 'sale', does: heading('devices.title'), taps: ['action.more', 'devices.title'] },
  sale: { at: 'held', does: { at: '[data-testid=total]' } },
  held: { at: 'sale', does: heading('held.title'), taps: ['nav.held'] },
  history: { at: 'sale', does: heading('history.title'), taps: ['nav.history'] },
  day: { at: 'sale', does: heading('day.title'), taps: ['nav.day'] },
  management: { at: 'sale', does: heading('nav.management') },
  lock: { at: 'sale', does: asks('session.lock') },
  pumps: { at: 'sale-with-pumps', does: dialog('pumps.title'), taps: 'list' },
  drawerLog: { at: 'sale', does: dialog('drawerLog.title'), taps: 'list' },
  moveCash: { at: 'sale', does: dialog('cash.title'), taps: ['action.more', 'cash.title'] },
  readX: { at: 'sale', does: asks('day.readX'), taps: 'list' },
  printCommands: { at: 'sale', does: asks('cart.printCommands'), taps: 'list' },
  printKeyCard: { at: 'sale', does: asks('workstation.printKeyCard'), taps: 'list' },
  'theme.light': { at: 'sale', does: asks('settings.setTheme'), taps: 'list' },
  'theme.dark': { at: 'sale', does: asks('settings.setTheme'), taps: 'list' },
  'theme.contrast': { at: 'sale', does: asks('settings.setTheme'), taps: 'list' },
  'hand.right': { at: 'sale', does: asks('settings.setHand'), taps: 'list' },
  'hand.left': { at: 'sale', does: asks('settings.setHand'), taps: 'list' },
  'language.fr': { at: 'sale', does: asks('settings.setLocale'), taps: 'list' },
  'language.pl': { at: 'sale', does: asks('settings.setLocale'), taps: 'list' },
  'language.en': { at: 'sale', does: asks('settings.setLocale'), taps: 'list' },
  'language.de': { at: 'sale', does: asks('settings.setLocale'), taps: 'list' },
} as const satisfies Readonly<Record<string, ActionRow>>

/** The ticket in hand and the keys of goods beside it. */
const TICKET = {
  pay: { at: 'sale', does: asks('tender.begin') },
  payCash: { at: 'sale', does: asks('tender.cash') },
  payCard: { at: 'sale', does: asks('tender.card') },
  quantity: { at: 'sale', does: pressed('mode.quantity') },
  price: { at: 'sale', does: pressed('mode.price') },
  discount: { at: 'sale', does: pressed('mode.discount') },
  discountAmount: { at: 'sale', does: text('mode.discount-amount'), taps: ['mode.discount', 'mode.discount'] },
  oneMore: { at: 'sale', does: asks('sale.setQuantity'), taps: 'list' },
  oneLess: { at: 'sale', does: asks('sale.removeLine'), taps: 'list' },
  removeLine: { at: 'sale', does: asks('sale.removeLine'), taps: ['action.line'] },
  restoreLine: { at: 'sale', does: asks('cart.restoreLine'), taps: ['action.more', 'keys.restoreLine'] },
  lineNote: { at: 'sale', does: dialog('note.title'), taps: ['action.more', 'note.title'] },
  lineDiscount: { at: 'sale', does: dialog('discount.lineTitle'), taps: ['action.more', 'discount.lineTitle'] },
  goodsBack: { at: 'sale', does: dialog('goodsBack.title'), taps: ['action.more', 'goodsBack.title'] },
  findTicket: { at: 'sale', does: dialog('find.title'), taps: ['action.more', 'find.title'] },
  createArticle: { at: 'sale', does: dialog('article.new'), taps: 'list' },
  editKeys: { at: 'sale', does: { at: '[data-editing]' }, taps: ['action.more', 'keysEdit.title'] },
  void: { at: 'sale', does: dialog('void.title'), taps: ['action.more', 'action.void'] },
  'keysEdit.clear': { at: 'keys-edit', does: asks('catalogue.unpin') },
  'keysEdit.add': { at: 'keys-edit', does: { at: 'input:focus' }, taps: ['Page 1', 'keysEdit.freeCell'] },
  'keysEdit.undo': { at: 'keys-changed', does: asks('catalogue.swapKeys') },
} as const satisfies Readonly<Record<string, ActionRow>>

/** From the choice of a tender to what is done with a paid ticket. */
const PAYING = {
  'payment.cash': { at: 'choosing', does: asks('tender.cash') },
  'payment.card': { at: 'choosing', does: asks('tender.card') },
  'payment.reserved': { at: 'choosing-reserved', does: dialog('payReserved.title') },
  'payment.way': { at: 'choosing-with-terminals', does: dialog('ways.title') },
  'payment.code': { at: 'choosing', does: { at: '[data-testid=pay-code]' } },
  'payment.meal': { at: 'parts-taken', does: asks('tender.means') },
  'payment.gift': { at: 'choosing', does: asks('tender.card') },
  'payment.account': { at: 'choosing-on-account', does: { at: '[role=dialog]' } },
  'payment.other': { at: 'parts-taken', does: dialog('means.title'), taps: ['tender.other'] },
  'payment.tip': { at: 'choosing', does: dialog('tip.title'), taps: ['tip.title'] },
  'payment.cashback': { at: 'choosing', does: dialog('cashback.title'), taps: ['cashback.title'] },
  'payment.undo': { at: 'parts-taken', does: asks('tender.undo') },
  'card.again': { at: 'declined', does: asks('tender.card'), taps: ['ended.again.other'] },
  'card.cancel': { at: 'card-presenting', does: asks('payment.cancel') },
  'card.paper': { at: 'declined', does: asks('payment.printDecline') },
  'card.chargeAgain': { at: 'repeat', does: asks('payment.repeat') },
  'approved.next': { at: 'approved', does: asks('sale.next') },
  'approved.gift': { at: 'approved', does: asks('ticket.reprint') },
  'approved.pdf': { at: 'approved', does: asks('ticket.savePdf') },
  'approved.invoice': { at: 'approved', does: dialog('invoice.forWhom') },
  'approved.reprint': { at: 'approved', does: asks('ticket.reprint') },
  'approved.elsewhere': { at: 'approved-papers', does: dialog('papers.where') },
  'approved.facturette': { at: 'approved-with-rooms', does: asks('floor.facturette') },
} as const satisfies Readonly<Record<string, ActionRow>>

export const COUNTER_ROWS = { ...EVERYWHERE, ...TICKET, ...PAYING } as const
