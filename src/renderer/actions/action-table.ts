import type { PermissionId } from '#contract/permissions.ts'
import type { Place } from './places.ts'

/** Something that a person can have the till do. */
export interface ActionEntry {
  /** Its name; with `group`, one choice of several: `Couleurs : sombre`. */
  readonly words: string
  readonly group?: string
  readonly place: Place
  /** The key that does it there, by the name `useKeys` has for it; two of them are pressed one after the other. */
  readonly key?: string
  /** Keys that do the same there. */
  readonly also?: readonly string[]
  /** Who may not is told so; the till checks it again. */
  readonly needs?: PermissionId
}

/**
 * Every action of the till, once: what it is called, where it is done, and by which key. The palette of actions, the help and the
 * card of keys are made from it; a test holds it against the keys that the screens listen to.
 */
export const ACTIONS = {
  // everywhere
  search: { words: 'keys.search', place: 'anywhere', key: 'F1', needs: 'sell' },
  'customer.find': { words: 'customer.find', place: 'anywhere', key: 'F2', needs: 'sell' },
  return: { words: 'action.return', place: 'anywhere', key: 'F4', needs: 'return' },
  hold: { words: 'action.hold', place: 'anywhere', key: 'F8', needs: 'sell' },
  lastTicket: { words: 'action.lastTicket', place: 'anywhere', key: 'F10' },
  drawer: { words: 'action.openDrawer', place: 'anywhere', key: 'F11', needs: 'open-drawer' },
  more: { words: 'more.title', place: 'anywhere', key: 'F12' },
  palette: { words: 'palette.title', place: 'anywhere', key: 'Ctrl+K' },
  keys: { words: 'keys.title', place: 'anywhere', key: 'Shift+F1' },
  floor: { words: 'floor.title', place: 'anywhere', key: 'Shift+F2' },
  ticketDiscount: { words: 'action.ticketDiscount', place: 'anywhere', key: 'Shift+F3', needs: 'sell' },
  customers: { words: 'customers.title', place: 'anywhere', key: 'Shift+F4' },
  cards: { words: 'cards.title', place: 'anywhere', key: 'Shift+F6' },
  reservations: { words: 'reservations.title', place: 'anywhere', key: 'Shift+F7' },
  settlement: { words: 'settlement.title', place: 'anywhere', key: 'Shift+F8', needs: 'read-statements' },
  offline: { words: 'offline.title', place: 'anywhere', key: 'Shift+F9' },
  explorer: { words: 'explorer.title', place: 'anywhere', key: 'Shift+F10', needs: 'see-reports' },
  papers: { words: 'papers.title', place: 'anywhere', key: 'Shift+F11' },
  devices: { words: 'devices.title', place: 'anywhere', key: 'Shift+F12' },
  sale: { words: 'nav.sale', place: 'anywhere' },
  held: { words: 'held.title', place: 'anywhere' },
  history: { words: 'history.title', place: 'anywhere' },
  day: { words: 'day.title', place: 'anywhere' },
  management: { words: 'nav.management', place: 'anywhere' },
  lock: { words: 'action.lock', place: 'anywhere', key: 'Ctrl+L' },
  pumps: { words: 'pumps.title', place: 'anywhere' },
  drawerLog: { words: 'drawerLog.title', place: 'anywhere' },
  moveCash: { words: 'cash.title', place: 'anywhere', needs: 'move-cash' },
  readX: { words: 'day.readX', place: 'anywhere', needs: 'read-x' },
  printCommands: { words: 'keys.printCommands', place: 'anywhere' },
  printKeyCard: { words: 'keyCard.ticket', place: 'anywhere' },
  'theme.light': { group: 'management.theme', words: 'theme.light', place: 'anywhere' },
  'theme.dark': { group: 'management.theme', words: 'theme.dark', place: 'anywhere' },
  'theme.contrast': { group: 'management.theme', words: 'theme.contrast', place: 'anywhere' },
  'hand.right': { group: 'management.hand', words: 'hand.right', place: 'anywhere' },
  'hand.left': { group: 'management.hand', words: 'hand.left', place: 'anywhere' },
  'language.fr': { group: 'management.language', words: 'language.fr', place: 'anywhere' },
  'language.pl': { group: 'management.language', words: 'language.pl', place: 'anywhere' },
  'language.en': { group: 'management.language', words: 'language.en', place: 'anywhere' },
  'language.de': { group: 'management.language', words: 'language.de', place: 'anywhere' },

  // the ticket in hand
  pay: { words: 'action.pay', place: 'sale', key: 'F9', needs: 'sell' },
  payCash: { words: 'tender.cash', place: 'sale', key: '/', needs: 'sell' },
  payCard: { words: 'tender.card', place: 'sale', key: '*', needs: 'sell' },
  quantity: { words: 'mode.quantity', place: 'sale', key: 'F6', needs: 'sell' },
  price: { words: 'mode.price', place: 'sale', key: 'P', needs: 'change-price' },
  discount: { words: 'mode.discount', place: 'sale', key: 'F3', needs: 'sell' },
  discountAmount: { words: 'mode.discount-amount', place: 'sale', key: 'F3 F3', needs: 'sell' },
  oneMore: { words: 'keys.oneMore', place: 'sale', key: '+', needs: 'sell' },
  oneLess: { words: 'keys.oneLess', place: 'sale', key: '-', needs: 'sell' },
  removeLine: { words: 'keys.removeLine', place: 'sale', key: 'F7', needs: 'delete-line' },
  restoreLine: { words: 'keys.restoreLine', place: 'sale', key: 'Z', needs: 'sell' },
  lineNote: { words: 'note.title', place: 'sale', key: 'N', needs: 'sell' },
  lineDiscount: { words: 'discount.lineTitle', place: 'sale', needs: 'sell' },
  goodsBack: { words: 'goodsBack.title', place: 'sale', key: 'B', needs: 'return-without-ticket' },
  findTicket: { words: 'find.title', place: 'sale', key: 'R' },
  createArticle: { words: 'article.new', place: 'sale', key: 'A', needs: 'edit-articles' },
  editKeys: { words: 'keysEdit.title', place: 'sale', key: 'K', needs: 'edit-articles' },
  void: { words: 'action.void', place: 'sale', needs: 'void-ticket' },
  'keysEdit.clear': { words: 'keysEdit.clear', place: 'quick-keys', key: 'F7' },
  'keysEdit.add': { words: 'keysEdit.add', place: 'quick-keys', key: 'F1' },
  'keysEdit.undo': { words: 'keysEdit.undo', place: 'quick-keys', key: 'Ctrl+Z' },

  // paying
  'payment.cash': { words: 'tender.cash', place: 'payment', key: '/' },
  'payment.card': { words: 'tender.card', place: 'payment', key: '*' },
  'payment.reserved': { words: 'tender.reserved', place: 'payment', key: 'B' },
  'payment.way': { words: 'tender.otherWay', place: 'payment', key: 'E' },
  'payment.code': { words: 'tender.code', place: 'payment', key: 'M' },
  'payment.meal': { words: 'tender.mealVoucher', place: 'payment', key: 'T' },
  'payment.gift': { words: 'tender.giftCard', place: 'payment', key: 'G' },
  'payment.account': { words: 'tender.account', place: 'payment', key: 'C' },
  'payment.other': { words: 'means.title', place: 'payment', key: 'A' },
  'payment.tip': { words: 'keys.tip', place: 'payment', key: 'P' },
  'payment.cashback': { words: 'keys.cashback', place: 'payment', key: 'R' },
  'payment.undo': { words: 'payment.undo', place: 'payment', key: 'F7' },
  'card.again': { words: 'keys.card', place: 'ended', key: '*' },
  'card.cancel': { words: 'payment.cancel', place: 'card', key: 'Escape' },
  'card.paper': { words: 'ended.paper', place: 'ended', key: 'R' },
  'card.chargeAgain': { words: 'repeat.again', place: 'card', key: 'R' },
  'approved.next': { words: 'action.newSale', place: 'approved', key: 'F10' },
  'approved.gift': { words: 'action.giftTicket', place: 'approved', key: 'G' },
  'approved.pdf': { words: 'action.pdf', place: 'approved', key: 'E' },
  'approved.invoice': { words: 'action.invoice', place: 'approved', key: 'F' },
  'approved.reprint': { words: 'action.reprint', place: 'approved', key: 'R' },
  'approved.elsewhere': { words: 'papers.elsewhere', place: 'approved', key: 'P' },
  'approved.facturette': { words: 'floor.facturette', place: 'approved', key: 'B' },

  // tables
  'floor.pay': { words: 'action.pay', place: 'floor', key: 'F9' },
  'floor.note': { words: 'floor.note', place: 'floor', key: 'N' },
  'floor.nextCourse': { words: 'floor.nextCourse', place: 'floor', key: 'S' },
  'floor.send': { words: 'floor.send', place: 'floor', key: 'E' },
  'floor.split': { words: 'split.title', place: 'floor', key: 'P' },
  'floor.transfer': { words: 'floor.transfer', place: 'floor', key: 'T' },
  'floor.course': { words: 'floor.course', place: 'floor', key: 'K' },
  'floor.covers': { words: 'floor.changeCovers', place: 'floor', key: 'C' },
  'floor.undoSplit': { words: 'floor.undoSplit', place: 'floor', key: 'U' },
  'floor.release': { words: 'floor.release', place: 'floor', key: 'F7' },
  'plan.add': { words: 'floor.addTable', place: 'plan', key: 'N' },
  'plan.shape': { words: 'floor.round', place: 'plan', key: 'R' },
  'plan.moreSeats': { words: 'keys.oneMoreSeat', place: 'plan', key: '+' },
  'plan.lessSeats': { words: 'keys.oneLessSeat', place: 'plan', key: '-' },
  'plan.remove': { words: 'floor.remove', place: 'plan', key: 'F7' },
  'plan.courses': { words: 'floor.courses', place: 'plan', key: 'S' },
  'plan.undo': { words: 'floor.undo', place: 'plan', key: 'Ctrl+Z' },
  'courses.add': { words: 'floor.addCourse', place: 'courses', key: 'N' },
  'courses.remove': { words: 'floor.removeCourse', place: 'courses', key: 'F7' },
  'courses.undo': { words: 'floor.undo', place: 'courses', key: 'Ctrl+Z' },
  'split.addGuest': { words: 'split.addGuest', place: 'split-bill', key: '+' },
  'floor.join': { words: 'floor.join', place: 'join-tables', key: 'J' },

  // tickets that wait, and those that are paid
  'held.recall': { words: 'held.recall', place: 'held', key: 'Enter' },
  'history.find': { words: 'history.find', place: 'history', key: 'F1' },
  'history.when': { words: 'history.when', place: 'history', key: 'F2' },
  'history.cashier': { words: 'history.whichCashier', place: 'history', key: 'F3' },
  'history.kind': { words: 'history.whichKind', place: 'history', key: 'F6' },
  'history.reprint': { words: 'action.reprint', place: 'history', key: 'R' },
  'history.elsewhere': { words: 'papers.elsewhere', place: 'history', key: 'P' },
  'history.pdf': { words: 'action.pdf', place: 'history', key: 'E' },
  'history.giveBack': { words: 'action.giveBack', place: 'history', key: 'V' },
  'history.returnLines': { words: 'action.returnLines', place: 'history', key: 'A' },
  'history.invoice': { words: 'action.invoice', place: 'history', key: 'F' },

  // payments by card
  'explorer.search': { words: 'explorer.search', place: 'explorer', key: 'F1' },
  'explorer.days': { words: 'explorer.days', place: 'explorer', key: 'F2' },
  'explorer.schemes': { words: 'explorer.allSchemes', place: 'explorer', key: 'F3' },
  'explorer.outcomes': { words: 'explorer.allOutcomes', place: 'explorer', key: 'F4' },
  'explorer.more': { words: 'explorer.more', place: 'explorer', key: 'F6' },
  'explorer.story': { words: 'explorer.story', place: 'explorer', key: 'Enter' },
  'explorer.reprint': { words: 'action.reprint', place: 'explorer', key: 'R' },
  'explorer.messages': { words: 'wire.title', place: 'explorer', key: 'M' },
  'explorer.askBank': { words: 'story.ask', place: 'explorer', key: 'B' },
  'explorer.giveBack': { words: 'action.giveBack', place: 'explorer', key: 'V' },
  'story.messages': { words: 'wire.title', place: 'story', key: 'M' },
  'story.askBank': { words: 'story.ask', place: 'story', key: 'A' },
  'story.readTicket': { words: 'readTicket.open', place: 'story', key: 'T' },
  'story.hold': { words: 'story.hold', place: 'story', key: 'F8' },
  'story.payBack': { words: 'story.payBack', place: 'story', key: 'R' },
  'reservations.new': { words: 'reservations.new', place: 'reservations', key: 'Enter' },
  'reservations.raise': { words: 'reservation.raise', place: 'reservations', key: '+' },
  'reservations.release': { words: 'reservation.release', place: 'reservations', key: 'V' },
  'reservations.story': { words: 'explorer.story', place: 'reservations', key: 'S' },
  'cards.sell': { words: 'cards.sell', place: 'cards', key: 'S' },
  'cards.load': { words: 'cards.load', place: 'cards', key: 'L' },
  'cards.balance': { words: 'cards.balance', place: 'cards', key: 'B' },
  'cards.check': { words: 'cards.check', place: 'cards', key: 'C' },
  'cards.giveBack': { words: 'cards.giveBack', place: 'cards', key: 'V' },
  'offline.sendNow': { words: 'offline.sendNow', place: 'offline', key: 'Enter' },
  'offline.retry': { words: 'offline.retry', place: 'offline', key: 'R', needs: 'settle-doubts' },
  'offline.takeNote': { words: 'offline.takeNote', place: 'offline', key: 'N', needs: 'settle-doubts' },

  // customers
  'customers.new': { words: 'customer.new', place: 'customers', key: 'F2', needs: 'edit-customers' },
  'customers.edit': { words: 'customer.edit', place: 'customers', key: 'F3' },
  'customers.refund': { words: 'account.refund', place: 'customers', key: 'F4' },
  'customers.take': { words: 'account.take', place: 'customers', key: 'F6' },
  'customers.correct': { words: 'account.correct', place: 'customers', key: 'F7', needs: 'manage-accounts' },
  'customers.put': { words: 'customer.put', place: 'customers', key: 'Enter' },
  'find-customer.new': { words: 'customer.new', place: 'find-customer', key: 'F2' },
  'find-customer.file': { words: 'customer.file', place: 'find-customer', key: 'F3' },
  'find-customer.takeOff': { words: 'customer.takeOff', place: 'find-customer', key: 'F7' },
  'invoice.newCustomer': { words: 'customer.new', place: 'invoice', key: 'F2' },
  'invoice.editCustomer': { words: 'customer.edit', place: 'invoice', key: 'F3' },
  'correct.direction': { words: 'account.direction', place: 'correct-account', key: 'F6' },

  // the day, the devices, the goods
  'day.close': { words: 'day.close', place: 'day', key: 'F10', needs: 'close-day' },
  'day.closings': { words: 'closings.open', place: 'day', key: 'Z' },
  'closings.elsewhere': { words: 'papers.elsewhere', place: 'closings', key: 'P' },
  'day.confirmClose': { words: 'day.close', place: 'close-day', key: 'F10' },
  'settlement.read': { words: 'settlement.read', place: 'settlement', key: 'Enter', needs: 'read-statements' },
  'devices.add': { words: 'devices.add', place: 'devices', key: 'Enter', needs: 'set-up-devices' },
  'devices.elsewhere': { words: 'papers.elsewhere', place: 'devices', key: 'P' },
  'bank.try': { words: 'bank.try', place: 'bank', key: 'T' },
  'means.add': { words: 'meansEdit.add', place: 'means', key: 'N' },
  'means.remove': { words: 'meansEdit.remove', place: 'means', key: 'F7' },
  'pages.articles': { words: 'articles.tab.articles', place: 'article-pages', key: 'A' },
  'pages.families': { words: 'articles.tab.families', place: 'article-pages', key: 'F' },
  'pages.lists': { words: 'articles.tab.lists', place: 'article-pages', key: 'L' },
  'pages.labels': { words: 'articles.tab.labels', place: 'article-pages', key: 'B' },
  'articles.search': { words: 'articles.search', place: 'articles', key: 'F1' },
  'articles.new': { words: 'article.new', place: 'articles', key: 'F2', needs: 'edit-articles' },
  'articles.edit': { words: 'customer.edit', place: 'articles', key: 'F3', needs: 'edit-articles' },
  'articles.family': { words: 'articles.chooseFamily', place: 'articles', key: 'G' },
  'articles.import': { words: 'articles.import', place: 'articles', key: 'I', needs: 'edit-articles' },
  'articles.undo': { words: 'article.undo', place: 'articles', key: 'Ctrl+Z' },
  'families.add': { words: 'family.add', place: 'families', key: 'F2' },
  'families.remove': { words: 'family.remove', place: 'families', key: 'F7' },
  'families.undo': { words: 'family.undo', place: 'families', key: 'Ctrl+Z' },
  'lists.add': { words: 'priceList.add', place: 'price-lists', key: 'F2' },
  'lists.remove': { words: 'family.remove', place: 'price-lists', key: 'F7' },
  'lists.undo': { words: 'shop.reset', place: 'price-lists', key: 'Ctrl+Z' },
  'firstRun.addDevice': { words: 'devices.add', place: 'first-run', key: 'A', also: ['+'] },
  'firstRun.changeBank': { words: 'firstRun.changeBank', place: 'first-run', key: 'B' },

  // in dialogs
  'keys.printCommands': { words: 'keys.printCommands', place: 'key-help', key: 'P' },
  'keyCard.ticket': { words: 'keyCard.ticket', place: 'key-help', key: 'T' },
  'keyCard.sheet': { words: 'keyCard.sheet', place: 'key-help', key: 'A' },
  'weight.tare': { words: 'goods.tare', place: 'ask-weight', key: 'T' },
  'weight.keepTare': { words: 'goods.keepTare', place: 'ask-weight', key: 'R', needs: 'edit-articles' },
  'lineDiscount.remove': { words: 'keys.removeDiscount', place: 'line-discount', key: 'F7' },
  'giveBack.confirm': { words: 'action.giveBack', place: 'give-back', key: 'V' },
  'returnLines.all': { words: 'returnLines.all', place: 'return-lines', key: 'A' },
  'returnLines.card': { words: 'tender.card', place: 'return-lines', key: '*' },
  'returnLines.cash': { words: 'tender.cash', place: 'return-lines', key: '/' },
  'returnLines.account': { words: 'tender.account', place: 'return-lines', key: 'C' },
  'returnLines.more': { words: 'keys.oneMore', place: 'return-lines', key: '+' },
  'returnLines.less': { words: 'keys.oneLess', place: 'return-lines', key: '-' },
  'release.confirm': { words: 'reservation.release', place: 'release-reservation', key: 'V' },
} as const satisfies Readonly<Record<string, ActionEntry>>

export type ActionId = keyof typeof ACTIONS
export const ACTION_LIST: readonly (ActionEntry & { readonly id: ActionId })[] = Object.entries<ActionEntry>(
  ACTIONS,
).map(([id, entry]) => ({ ...entry, id: id as ActionId }))

/** Moves that people learn with the actions, by place: they choose what an action acts on and are none themselves. */
export const MOVES: readonly { readonly place: Place; readonly keys: string; readonly words: string }[] = [
  { place: 'anywhere', keys: '↵', words: 'keys.loud' },
  { place: 'anywhere', keys: 'Esc', words: 'keys.back' },
  { place: 'sale', keys: '3 *', words: 'keys.star' },
  { place: 'sale', keys: '↑ ↓', words: 'keys.choose' },
  { place: 'sale', keys: 'PgUp PgDn', words: 'keys.page' },
  { place: 'sale', keys: 'Ctrl 1…8', words: 'sale.familiesZone' },
  { place: 'floor', keys: '8 ↵', words: 'floor.typeNumber' },
  { place: 'floor', keys: '← ↑ → ↓', words: 'keys.choose' },
  { place: 'floor', keys: 'PgUp PgDn', words: 'floor.rooms' },
  { place: 'held', keys: '1 … 8', words: 'held.scenarios' },
  { place: 'held', keys: '12 F8', words: 'keys.holdUnder' },
  { place: 'card', keys: '↵', words: 'signature.accept' },
  { place: 'card', keys: 'Esc', words: 'signature.refuse' },
]

/** `⇧ F3`, `Ctrl K`, `↵`: a key as it is drawn. */
export function keySign(key: string): string {
  return key
    .replace(/Shift\+/g, '⇧ ')
    .replace(/Ctrl\+/g, 'Ctrl ')
    .replace('Enter', '↵')
    .replace('Escape', 'Esc')
    .replace('-', '−')
}
