import type { Request, Response } from '#contract/api.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import { emit, type TillContext } from '../core/till-context.ts'
import type { GoodsOnCard } from '../ports/card-returns.port.ts'
import type { PaidSale } from '../ports/commit-paid-sale.port.ts'
import { mayReturn } from './may-return.ts'
import { leftOf, originalOf, planReturn } from './return-lines.ts'
import { besideOf } from './return-targets.ts'
import { commitReturnWithoutCard } from './return-without-card.ts'

type Wanted = Request<'return.give'>
type End = Response<'return.give'>

/** What the till did by itself, or what a card is to be asked for. */
type Begun =
  | { readonly kind: 'done'; readonly end: End }
  | { readonly kind: 'card'; readonly paymentId: string; readonly wanted: GoodsOnCard }

/**
 * Takes lines of tickets back and gives their money back: a return ticket of its own, in one transaction with its fiscal record, the step
 * of the card that takes a share, and the drawer.
 *
 * Guarantees: all of it is booked or nothing; what a card refuses leaves the ticket as it was, and what its bank owes its word on holds up
 * every other return of that ticket until the word is there.
 */
export class LineReturns {
  readonly #context: TillContext
  /** Tickets of which a card is being asked to take a share back: the till's own queue goes on meanwhile. */
  readonly #atCard = new Set<string>()

  constructor(context: TillContext) {
    this.#context = context
  }

  /**
   * Errors: those of `mayReturn` and `planReturn`, SALE_NOT_FOUND, SALE_RETURN_UNDER_WAY, and those of the card side before anybody was
   * asked.
   */
  async give(wanted: Wanted): Promise<Result<End>> {
    const { queue } = this.#context
    const begun = await queue.run(() => this.#begin(wanted))
    if (!begun.ok) return begun
    if (begun.value.kind === 'done') return succeed(begun.value.end)
    const { paymentId, wanted: onCard } = begun.value
    try {
      return await this.#onCard(paymentId, onCard)
    } finally {
      this.#atCard.delete(wanted.saleId)
    }
  }

  async #begin(wanted: Wanted): Promise<Result<Begun>> {
    const context = this.#context
    const { saleId, lines } = wanted
    const original = await originalOf(context, saleId)
    if (original === null) return fail('SALE_NOT_FOUND')
    if (this.#atCard.has(saleId) || original.isUnderWay) return fail('SALE_RETURN_UNDER_WAY')
    const plan = await planReturn(context, original, wanted)
    if (!plan.ok) return plan
    const { figures, shares, card, isVoidAlone } = plan.value
    const { sale } = original
    const user = await mayReturn(context, {
      saleId,
      way: isVoidAlone ? 'void' : 'refund',
      amountMinor: 0 - figures.totalMinor,
      goneMinor: sale.totalMinor - leftOf(original),
    })
    if (!user.ok) return user
    const beside = besideOf(shares)
    if (card === null) {
      const returned = await commitReturnWithoutCard(context, user.value, sale, { figures, shares: beside })
      emit(context, 'sale', 'day')
      return succeed({ kind: 'done', end: doneWith(returned) })
    }
    this.#atCard.add(saleId)
    const { amountMinor, target } = card.share
    const onCard = { way: card.way, amountMinor, goods: { lines, beside }, by: user.value.name }
    return succeed({ kind: 'card', paymentId: target.paymentId ?? '', wanted: onCard })
  }

  async #onCard(paymentId: string, wanted: GoodsOnCard): Promise<Result<End>> {
    const { cardReturns, paidSales } = this.#context.options
    const ended = (await cardReturns?.giveBack(paymentId, wanted)) ?? fail('PAYMENT_NOT_RETURNABLE')
    if (!ended.ok) return ended
    const { outcome, returnSaleId, failure } = ended.value
    const returned = returnSaleId === null ? null : await paidSales.paidSale(returnSaleId)
    if (returned === null) return succeed({ outcome, returnSaleId, failure, number: null, cashMinor: 0 })
    return succeed({ ...doneWith(returned), outcome, failure })
  }
}

function doneWith({ id, number, tenders }: PaidSale): End {
  const cashMinor = tenders.reduce((sum, { kind, amountMinor }) => sum - (kind === 'cash' ? amountMinor : 0), 0)
  return { outcome: 'done', returnSaleId: id, number, cashMinor, failure: null }
}
