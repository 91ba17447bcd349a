import type { BookedSale, HostLedger } from '#simulators/acquirer-host/ledger.ts'
import { type Bank, hostsOf } from './bank-host.ts'
import type { Machine } from './machine.ts'
import type { Watch } from './watch.ts'

interface OrderRow {
  readonly id: string
  readonly ticket_number: string
  readonly state: 'owed' | 'delivered' | 'returned'
  readonly amount_minor: number
  /** Returns on paper that name it. */
  readonly returns: number
  /** Refunds by card that are for it. */
  readonly refunds: number
}

interface TryRow {
  readonly number: string
  readonly order_id: string
  readonly kind: string
  readonly amount_minor: number
  /** Terminal, STAN and DE7. */
  readonly name: string | null
}

/**
 * What a customer has paid for to be put on a gift card is on one once, or went back once, or is owed: the till says which,
 * and the hosts' own ledgers hold the amount in the first case and in no other.
 */
export function checkGiftCards(
  machine: Machine,
  ledger: ReadonlyMap<string, readonly BookedSale[]>,
  watch: Watch,
): void {
  const standing = new Map<string, number>()
  for (const { number, order_id, kind, amount_minor, name } of triesOf(machine)) {
    const booked = (ledger.get(name ?? '') ?? []).filter(({ state }) => state === 'approved')
    const loadedMinor = booked.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
    standing.set(order_id, (standing.get(order_id) ?? 0) + loadedMinor)
    const wantedMinor = kind === 'loaded' ? amount_minor : 0
    if (loadedMinor !== wantedMinor)
      watch.broken(
        '1 net charge',
        `${number} is ${kind} of ${amount_minor}, the hosts put ${loadedMinor} on the gift card`,
      )
  }
  for (const { id, ticket_number, state, amount_minor, returns, refunds } of ordersOf(machine)) {
    const loadedMinor = standing.get(id) ?? 0
    const what = `the ${amount_minor} for a gift card on ${ticket_number}`
    if (loadedMinor !== (state === 'delivered' ? amount_minor : 0))
      watch.broken('1 net charge', `${what} is ${state}, the hosts put ${loadedMinor} on gift cards for it`)
    if (returns !== (state === 'returned' ? 1 : 0) || refunds > returns)
      watch.broken('1 net charge', `${what} is ${state} and was given back ${returns} times (${refunds} by refund)`)
  }
}

function triesOf(machine: Machine): TryRow[] {
  return machine.disk.look<TryRow>(
    `SELECT number, sale_id AS order_id, kind, amount_minor, (state ->> '$.request.terminalId') || ' ' ||
       (state ->> '$.request.stan') || ' ' || (state ->> '$.request.transmittedAt') AS name
     FROM payment WHERE operation IN ('activation', 'load')`,
  )
}

function ordersOf(machine: Machine): OrderRow[] {
  return machine.disk.look<OrderRow>(
    `SELECT id, ticket_number, state, amount_minor,
       (SELECT count(*) FROM paid_sale, json_each(paid_sale.body, '$.lines') AS line
        WHERE paid_sale.body ->> '$.returnOf.saleId' = gift_card_order.sale_id
          AND line.value ->> '$.id' = gift_card_order.id) AS returns,
       (SELECT count(*) FROM payment WHERE operation = 'refund' AND kind = 'approved'
          AND state ->> '$.intent.giftOrderId' = gift_card_order.id) AS refunds
     FROM gift_card_order`,
  )
}

/** What is on each gift card, by the banks' own books and by all tills together. */
export function checkGiftBalances(machines: readonly Machine[], banks: readonly Bank[], watch: Watch): void {
  const ledgers = new Set<HostLedger>(banks.flatMap((bank) => hostsOf(bank).map(({ ledger }) => ledger)))
  const balances = new Map<string, { bank: number; tills: number }>()
  const at = (card: string) => {
    const found = balances.get(card) ?? { bank: 0, tills: 0 }
    balances.set(card, found)
    return found
  }
  for (const { card, minor } of machines.flatMap(movesOf)) at(card).tills += minor
  for (const [card, balance] of balances) {
    for (const ledger of ledgers) balance.bank += ledger.loadedMinor(card) - ledger.chargedMinor(card)
    if (balance.bank !== balance.tills)
      watch.broken('1 net charge', `on ${card} the banks have ${balance.bank}, the tills say ${balance.tills}`)
  }
}

/** What one till says it has put on gift cards, and taken from them: nothing by a sale of which the bank was told and that it refused. */
function movesOf(machine: Machine): { card: string; minor: number }[] {
  return machine.disk.look<{ card: string; minor: number }>(
    `SELECT coalesce(payment.state ->> '$.card.maskedPan', '') AS card,
       CASE WHEN payment.kind = 'loaded' THEN 1 WHEN payment.kind <> 'approved' THEN 0
            WHEN coalesce(offline_sale.state, 'settled') <> 'settled' THEN 0
            WHEN payment.operation = 'refund' THEN 1 ELSE -1 END * payment.amount_minor AS minor
     FROM payment LEFT JOIN offline_sale ON offline_sale.payment_id = payment.id
     WHERE payment.state ->> '$.card.isGiftCard' = 1`,
  )
}
