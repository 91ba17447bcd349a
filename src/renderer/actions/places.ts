import type { Space } from '../state/screen-store.ts'

/** Where an action is done: everywhere, at one screen, or in one dialog. */
export interface PlaceEntry {
  /** What people call it. */
  readonly words: string
  /** The space that leads there; left out where only the work itself does. */
  readonly space?: Space
  /** The section of the management that does. */
  readonly section?: string
}

export const PLACES = {
  anywhere: { words: 'keys.everywhere' },
  sale: { words: 'nav.sale', space: 'sale' },
  'quick-keys': { words: 'keysEdit.title' },
  payment: { words: 'payment.cardZone' },
  card: { words: 'tender.card' },
  ended: { words: 'ended.failed' },
  approved: { words: 'approved.zone' },
  floor: { words: 'floor.title', space: 'floor' },
  plan: { words: 'floor.edit' },
  held: { words: 'held.title', space: 'held' },
  history: { words: 'history.title', space: 'history' },
  explorer: { words: 'explorer.title', space: 'explorer' },
  story: { words: 'story.eventsZone' },
  customers: { words: 'customers.title', space: 'customers' },
  cards: { words: 'cards.title', space: 'cards' },
  reservations: { words: 'reservations.title', space: 'reservations' },
  offline: { words: 'offline.title', space: 'offline' },
  day: { words: 'day.title', space: 'day' },
  settlement: { words: 'settlement.title', space: 'settlement' },
  management: { words: 'nav.management', space: 'management' },
  bank: { words: 'management.section.bank', section: 'bank' },
  means: { words: 'management.section.means', section: 'means' },
  courses: { words: 'floor.courses' },
  'article-pages': { words: 'management.section.articles', section: 'articles' },
  articles: { words: 'articles.tab.articles', section: 'articles' },
  families: { words: 'articles.tab.families', section: 'articles' },
  'price-lists': { words: 'articles.tab.lists', section: 'articles' },
  devices: { words: 'devices.title', space: 'devices' },
  'first-run': { words: 'devices.title' },
  // dialogs
  'key-help': { words: 'keys.title' },
  'find-customer': { words: 'customer.find' },
  'line-discount': { words: 'discount.lineTitle' },
  'ask-weight': { words: 'goods.askWeight' },
  invoice: { words: 'invoice.title' },
  'correct-account': { words: 'account.correct' },
  'give-back': { words: 'action.giveBack' },
  'return-lines': { words: 'action.returnLines' },
  'split-bill': { words: 'split.title' },
  'join-tables': { words: 'floor.join' },
  'release-reservation': { words: 'reservation.release' },
  'close-day': { words: 'day.close' },
  closings: { words: 'closings.open' },
} as const satisfies Readonly<Record<string, PlaceEntry>>

export type Place = keyof typeof PLACES

/** What lies over the work, or comes before it: it shows its own keys, and the palette is never open there. */
const ASIDE: ReadonlySet<string> = new Set<Place>([
  'key-help',
  'find-customer',
  'line-discount',
  'ask-weight',
  'invoice',
  'correct-account',
  'give-back',
  'return-lines',
  'split-bill',
  'join-tables',
  'release-reservation',
  'close-day',
  'closings',
  'first-run',
])
export const WORK_PLACES: readonly Place[] = (Object.keys(PLACES) as Place[]).filter((place) => !ASIDE.has(place))
