import type { PaymentState } from '#payment/engine/payment-state.ts'
import type { PaidSale } from '#till/ports/commit-paid-sale.port.ts'
import type { Machine } from './machine.ts'
import type { Watch } from './watch.ts'

interface OrderRow {
  readonly id: string
  readonly number: string
  readonly sale_id: string
  readonly kind: PaymentState['kind']
  readonly amount_minor: number
  readonly operation: string
  readonly original_id: string | null
  readonly unfinished: number | null
}

const CHARGED: readonly PaymentState['kind'][] = ['paid-by-terminal', 'taken-back-by-terminal']
/** An amount is held, or was, and charged nobody. */
const HELD: readonly PaymentState['kind'][] = ['held-by-terminal', 'completed-by-terminal', 'released-by-terminal']

/**
 * What the terminal's own book says is what the till says, order by order; never more goes back than was taken; what it holds is what
 * the till's open reservations say; and every charge pays a ticket, or was taken back with the ticket that was left.
 */
export function checkTerminals(machine: Machine, watch: Watch): void {
  const orders = machine.disk.look<OrderRow>(
    `SELECT id, number, sale_id, kind, amount_minor, operation, original_id,
       state ->> '$.intent.terminal.isUnfinished' AS unfinished
     FROM payment WHERE state ->> '$.intent.terminal.id' IS NOT NULL ORDER BY sequence`,
  )
  const { booked } = machine.terminal
  const known = new Set(orders.map(({ id }) => id))
  for (const { orderId } of booked) {
    if (!known.has(orderId)) watch.broken('1 net charge', `no till knows the order ${orderId} of its terminal`)
  }
  for (const order of orders) {
    const bookedMinor = booked
      .filter(({ orderId, state }) => orderId === order.id && state === 'approved')
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0)
    const toldMinor = CHARGED.includes(order.kind) || HELD.includes(order.kind) ? order.amount_minor : 0
    if (bookedMinor !== toldMinor) {
      const { number, kind, amount_minor } = order
      watch.broken('1 net charge', `${number} is ${kind} of ${amount_minor}, its terminal has ${bookedMinor}`)
    }
  }
  for (const { id, number, kind, operation } of orders) {
    if (operation !== 'pre-authorisation') continue
    const isHeld = machine.terminal.held({ orderId: id }) !== null
    if (isHeld !== (kind === 'held-by-terminal'))
      watch.broken('1 net hold', `${number} is ${kind}, its terminal holds ${isHeld ? 'it' : 'nothing'}`)
  }
  checkReturns(orders, watch)
  checkTickets(machine, orders, watch)
}

function checkReturns(orders: readonly OrderRow[], watch: Watch): void {
  const left = new Map(orders.map(({ id, kind, amount_minor }) => [id, CHARGED.includes(kind) ? amount_minor : 0]))
  for (const { operation, original_id, kind, amount_minor, number } of orders) {
    if (operation !== 'refund' || kind !== 'paid-by-terminal') continue
    const rest = (left.get(original_id ?? '') ?? 0) - amount_minor
    left.set(original_id ?? '', rest)
    if (rest < 0) watch.broken('1 net charge', `${number} gives back more than its terminal took`)
  }
}

function checkTickets(machine: Machine, orders: readonly OrderRow[], watch: Watch): void {
  const unpaid = new Map(orders.flatMap((order) => (CHARGED.includes(order.kind) ? [[order.id, order]] : [])))
  for (const { body } of machine.disk.look<{ body: string }>('SELECT body FROM paid_sale')) {
    const { id, number, tenders } = JSON.parse(body) as PaidSale
    for (const { outcome, paymentId, amountMinor, terminal } of tenders) {
      if (terminal === undefined || outcome !== 'approved') continue
      const order = unpaid.get(paymentId ?? '')
      unpaid.delete(paymentId ?? '')
      const isReturn = order?.operation === 'refund'
      if (order === undefined || order.sale_id !== id || (isReturn ? -1 : 1) * order.amount_minor !== amountMinor)
        watch.broken('2 paid only when on disk', `${number} is paid by an order that no terminal took (${paymentId})`)
    }
  }
  for (const { number, kind, operation, unfinished, sale_id } of unpaid.values()) {
    if (kind === 'paid-by-terminal' && operation !== 'release' && unfinished === null)
      watch.broken('2 paid only when on disk', `${number} is paid on the terminal and pays no ticket (${sale_id})`)
  }
}
