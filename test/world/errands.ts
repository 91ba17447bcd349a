import type { Result } from '#contract/result.ts'
import type { SaleView } from '#contract/views/sale-view.ts'
import type { Machine } from './machine.ts'
import type { CardTry, CustomerVisit, GiftVisit, ReservedVisit, ReserveVisit, ReturnVisit } from './plan.ts'
import { COUNTER_TERMINAL } from './terminal.ts'
import type { Watch } from './watch.ts'

/** What the person at the till does in each errand. */
export interface Hands {
  /** Presses a key that starts a payment: once or twice. */
  press<Asked extends { paymentId: string }>(ask: () => Promise<Result<Asked>>): Promise<Result<Asked>[]>
  /** Looks on until the payment has ended or nobody knows. */
  untilEnded(saleId: string, card: CardTry): Promise<void>
  ring(goods: CustomerVisit['lines']): Promise<SaleView>
  sale(): SaleView
  seePaid(): void
}

interface ErrandsParts {
  readonly machine: Machine
  readonly watch: Watch
}

/** Visits of people who come for something else than to buy goods. */
export class Errands {
  readonly #parts: ErrandsParts
  readonly #hands: Hands

  constructor(parts: ErrandsParts, hands: Hands) {
    this.#parts = parts
    this.#hands = hands
  }

  run(visit: ReturnVisit | ReserveVisit | ReservedVisit | GiftVisit): Promise<void> {
    switch (visit.kind) {
      case 'return':
        return this.#takeBack(visit)
      case 'reserve':
        return this.#reserve(visit)
      case 'reserved':
        return this.#comeBackTo(visit)
      case 'gift':
        return this.#gift(visit)
    }
  }

  async #reserve({ amountMinor, tries: [card], number }: ReserveVisit): Promise<void> {
    const { machine } = this.#parts
    if (card === undefined) return
    machine.pad.customer = card
    const at = card.onTerminal ? { terminalId: COUNTER_TERMINAL } : {}
    const started = await this.#hands.press(() =>
      machine.ask('reservation.begin', { amountMinor, label: `Chambre ${number}`, ...at }),
    )
    if (started.some(({ ok }) => ok)) await this.#hands.untilEnded(this.#hands.sale().id, card)
    machine.pad.customer = null
  }

  /** Pays a ticket out of what the bank holds, has it hold more, or lets go of it. */
  async #comeBackTo({ since, takesAny, does, percent, lines }: ReservedVisit): Promise<void> {
    const { machine, watch } = this.#parts
    const listed = await machine.whileAlive(machine.selling.engine.reservations.list())
    const usable = listed.filter(({ state }) => takesAny || state === 'reserved' || state === 'expired')
    const reservation = usable[Math.min(since, usable.length - 1)]
    if (reservation === undefined) return
    const { paymentId, amountMinor, state } = reservation
    if (state === 'expired') watch.acknowledged(machine).expired += 1
    const partMinor = Math.max(1, Math.floor((amountMinor * percent) / 100))
    if (does === 'release') await machine.ask('reservation.release', { paymentId })
    else if (does === 'raise') await this.#raise(paymentId, partMinor)
    else if ((await this.#hands.ring(lines)).lines.length > 0) await this.#payFrom(paymentId, amountMinor, partMinor)
    // A terminal's word comes later than the call's answer.
    while (machine.selling.engine.isBusy()) await machine.change(10_000)
    this.#hands.seePaid()
  }

  #raise(paymentId: string, addMinor: number) {
    return this.#hands.press(() => this.#parts.machine.ask('reservation.raise', { paymentId, addMinor }))
  }

  /** So much of the ticket out of the reservation, the rest before it in cash; one that is too small is raised first. */
  async #payFrom(reservationId: string, heldMinor: number, partMinor: number): Promise<void> {
    const { machine } = this.#parts
    const pay = () => this.#hands.press(() => machine.ask('tender.reserved', { paymentId: reservationId }))
    const overMinor = this.#hands.sale().remainingMinor - partMinor
    if (overMinor > 0) await machine.ask('tender.cash', { givenMinor: overMinor })
    const { remainingMinor } = this.#hands.sale()
    const paid = await pay()
    if (paid.some((one) => !one.ok && one.error.code === 'RESERVATION_TOO_SMALL')) {
      await this.#raise(reservationId, Math.max(1, remainingMinor - heldMinor))
      await pay()
    }
    this.#hands.seePaid()
  }

  /** Gives the money of an earlier card payment back, the way the till says. */
  async #takeBack({ ofReservation, since, percent }: ReturnVisit): Promise<void> {
    const { machine } = this.#parts
    const [payment] = machine.disk.look<{ id: string }>(
      `SELECT payment.id FROM payment JOIN paid_tender ON paid_tender.payment_id = payment.id
       WHERE payment.kind IN ('approved', 'paid-by-terminal') AND payment.operation = ? ORDER BY payment.sequence DESC LIMIT 1 OFFSET ?`,
      ofReservation ? 'completion' : 'sale',
      since,
    )
    if (payment === undefined) return
    const paymentId = payment.id
    const whole = await machine.ask('card.returnPath', { paymentId })
    if (!whole.ok || whole.value.way === 'none') return
    const amountMinor = Math.max(1, Math.floor((whole.value.leftMinor * percent) / 100))
    const path = await machine.ask('card.returnPath', { paymentId, amountMinor })
    if (!path.ok || path.value.way === 'none') return
    if (path.value.way === 'refund') await machine.ask('card.refund', { paymentId, amountMinor })
    else await machine.ask('card.void', { paymentId })
    // A terminal that does not void it pays it back instead, and the till says so.
    const instead = await machine.ask('card.returnPath', { paymentId })
    if (instead.ok && instead.value.reason === 'void-refused')
      await machine.ask('card.refund', { paymentId, amountMinor: instead.value.leftMinor })
  }

  /** What was paid for comes on a card, or its money goes back. */
  async #gift({ does, since, tries: [card], usedCardId }: GiftVisit): Promise<void> {
    const { machine } = this.#parts
    const owed = machine.selling.till.slice('giftCards')
    const order = owed[Math.min(since, owed.length - 1)]
    if (order === undefined) return
    const { orderId, operation } = order
    if (does === 'give-back') {
      await machine.ask('giftCard.giveBack', { orderId })
      return
    }
    if (card === undefined) return
    const brought = operation === 'load' ? { ...card, cardId: usedCardId } : card
    machine.pad.customer = brought
    const started = await this.#hands.press(() => machine.ask('giftCard.deliver', { orderId }))
    if (started.some(({ ok }) => ok)) await this.#hands.untilEnded(this.#hands.sale().id, brought)
    machine.pad.customer = null
  }
}
