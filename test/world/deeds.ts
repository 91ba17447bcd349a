import type { Machine } from './machine.ts'

const approved = "kind = 'approved' AND operation = 'sale'"
const part = (name: string) => `payment.state ->> '$.intent.${name}'`
const happened = (kind: string) =>
  `EXISTS (SELECT 1 FROM journal WHERE journal.payment_id = payment.id AND journal.kind = '${kind}')`

/** What tills can do with cards, and which payments show that it was done. */
const DEEDS = {
  sales: approved,
  'sales with a tip': `${approved} AND ${part('tipMinor')} > 0`,
  'sales with cash': `${approved} AND ${part('cashbackMinor')} > 0`,
  'sales by a code': `${approved} AND ${part('codeProduct')} IS NOT NULL`,
  'sales by a gift card': `${approved} AND payment.state ->> '$.card.isGiftCard' = 1`,
  'parts kept': `${approved} AND ${part('askedMinor')} IS NOT NULL`,
  'calls to the bank': happened('voice-approved'),
  voids: happened('voided'),
  refunds: "kind = 'approved' AND operation = 'refund'",
  'sales on a terminal': "kind = 'paid-by-terminal' AND operation = 'sale'",
  'given back on a terminal': "kind = 'paid-by-terminal' AND operation = 'refund'",
  'voids refused by a terminal': happened('void-refused'),
  'doubts ended by its ticket': happened('terminal-read'),
  'amounts held by a terminal': "kind IN ('held-by-terminal', 'completed-by-terminal', 'released-by-terminal')",
  'tickets out of them': "kind IN ('paid-by-terminal', 'taken-back-by-terminal') AND operation = 'completion'",
  'let go by a terminal': "kind = 'paid-by-terminal' AND operation = 'release'",
  'gift cards activated': "kind = 'loaded' AND operation = 'activation'",
  'gift cards loaded': "kind = 'loaded' AND operation = 'load'",
  'loads taken back': "kind = 'reversed' AND operation IN ('activation', 'load')",
  reservations: "kind IN ('reserved', 'completed', 'reversed') AND operation = 'pre-authorisation'",
  raises: "kind = 'reserved' AND operation = 'increment'",
  'tickets out of reservations': "kind = 'approved' AND operation = 'completion'",
  'tickets out of reservations voided': `operation = 'completion' AND ${happened('voided')}`,
  'reservations let go': happened('released'),
} as const

/** What tills do without a payment of their own. */
const COUNTED = ['gift cards given back', 'reservations found expired'] as const

export type Deed = keyof typeof DEEDS | (typeof COUNTED)[number]
export const DEED_NAMES: readonly Deed[] = [...(Object.keys(DEEDS) as (keyof typeof DEEDS)[]), ...COUNTED]
export type DeedCounts = Record<Deed, number>

export const noDeeds = (): DeedCounts => Object.fromEntries(DEED_NAMES.map((name) => [name, 0])) as DeedCounts

/** Adds up what was done, name by name. */
export function addDeeds(all: readonly DeedCounts[]): DeedCounts {
  const sum = noDeeds()
  for (const counts of all) for (const name of DEED_NAMES) sum[name] += counts[name]
  return sum
}

/** What a till did, as its disk tells. @param expired how often somebody asked for a reservation that was over. */
export function deedsOf({ disk }: Machine, expired: number): DeedCounts {
  const columns = Object.values(DEEDS).map((shows, at) => `sum(${shows}) AS c${at}`)
  const [row = {}] = disk.look<Record<string, number | null>>(`SELECT ${columns.join(', ')} FROM payment`)
  const [returned] = disk.look<{ count: number }>(
    "SELECT count(*) AS count FROM gift_card_order WHERE state = 'returned'",
  )
  const counts = Object.fromEntries(Object.keys(DEEDS).map((name, at) => [name, row[`c${at}`] ?? 0]))
  return {
    ...(counts as Record<keyof typeof DEEDS, number>),
    'gift cards given back': returned?.count ?? 0,
    'reservations found expired': expired,
  }
}
