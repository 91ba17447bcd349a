import type { Request, Response } from '#contract/api.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import { emit, type TillContext } from '../core/till-context.ts'
import type { GoodsOnCard } from '../ports/card-returns.port.ts'
import type { PaidSale } from '../ports/commit-paid-sale.port.ts'
import { mayReturn } from './may-return.ts'
import { originalOf, plain, planReturn } from './return-lines.ts'
import { besideOf } from './return-targets.ts'
import { commitReturnWithoutCard } from './return-without-card.ts'

type Wanted = Request<'return.give'>
type End = Response<'return.give'>

interface AskedCard {
  readonly paymentId: string
  readonly wanted: GoodsOnCard
}

/** What the till did by itself, or what cards are to be asked for, one after the other. */
type Begun =
  | { readonly kind: 'done'; readonly end: End }
  | { readonly kind: 'cards'; readonly asked: readonly AskedCard[] }

/**
 * Takes lines of tickets back and gives their money back: a return ticket of its own, in one transaction with its fiscal record, the step
 * of the card that takes a share, and the drawer.
 *
 * Guarantees: all that a card takes is booked with its lines or nothing is; what a card refuses leaves the ticket as it was before that card,
 * and what its bank owes its word on holds up every other return of that ticket until the word is there. Where several cards paid, each is
 * asked for its own share, and none gets more than it paid: a card that refuses leaves its part of the goods to come back later.
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
    try {
      return await this.#onCards(begun.value.asked)
    } finally {
      this.#atCard.delete(wanted.saleId)
    }
  }

  async #begin(wanted: Wanted): Promise<Result<Begun>> {
    const context = this.#context
    const { saleId } = wanted
    const original = await originalOf(context, saleId)
    if (original === null) return fail('SALE_NOT_FOUND')
    if (this.#atCard.has(saleId) || original.isUnderWay) return fail('SALE_RETURN_UNDER_WAY')
    const plan = await planReturn(context, original, wanted)
    if (!plan.ok) return plan
    const { figures, shares, cards, isVoidAlone } = plan.value
    const { sale } = original
    const user = await mayReturn(context, {
      saleId,
      way: isVoidAlone ? 'void' : 'refund',
      amountMinor: 0 - figures.totalMinor,
    })
    if (!user.ok) return user
    const beside = besideOf(shares)
    if (cards.length === 0) {
      const returned = await commitReturnWithoutCard(context, user.value, sale, { figures, shares: beside })
      emit(context, 'sale', 'day')
      return succeed({ kind: 'done', end: doneWith(returned) })
    }
    this.#atCard.add(saleId)
    const last = cards.length - 1
    const asked = cards.map(({ share: { amountMinor, target }, way, lines: taken }, at): AskedCard => {
      const goods = { lines: taken, beside: at === last ? beside : [] }
      return { paymentId: target.paymentId ?? '', wanted: { way, amountMinor, goods, by: user.value.name } }
    })
    return succeed({ kind: 'cards', asked })
  }

  /** The first card that does not take its share ends it: what others took before it is on disk, and said. */
  async #onCards(asked: readonly AskedCard[]): Promise<Result<End>> {
    let end: End = NOTHING
    for (const { paymentId, wanted } of asked) {
      const answer = await this.#onCard(paymentId, wanted)
      if (!answer.ok)
        return end.givenMinor === 0 ? answer : succeed({ ...end, outcome: 'refused', failure: plain(answer.error) })
      end = together(end, answer.value)
      if (end.outcome !== 'done') break
    }
    return succeed(end)
  }

  async #onCard(paymentId: string, wanted: GoodsOnCard): Promise<Result<End>> {
    const { cardReturns, paidSales } = this.#context.options
    const ended = (await cardReturns?.giveBack(paymentId, wanted)) ?? fail('PAYMENT_NOT_RETURNABLE')
    if (!ended.ok) return ended
    const { outcome, returnSaleId, failure } = ended.value
    const returned = returnSaleId === null ? null : await paidSales.paidSale(returnSaleId)
    if (returned === null) return succeed({ ...NOTHING, outcome, returnSaleId, failure })
    return succeed({ ...doneWith(returned), outcome, failure })
  }
}

const NOTHING: End = { outcome: 'done', returnSaleId: null, number: null, cashMinor: 0, givenMinor: 0, failure: null }

function doneWith({ id, number, tenders, totalMinor }: PaidSale): End {
  const cashMinor = tenders.reduce((sum, { kind, amountMinor }) => sum - (kind === 'cash' ? amountMinor : 0), 0)
  return { ...NOTHING, returnSaleId: id, number, cashMinor, givenMinor: 0 - totalMinor }
}

/** Of two cards, each with a return ticket of its own. */
function together(first: End, second: End): End {
  const numbers = [first.number, second.number].filter((number) => number !== null)
  return {
    ...second,
    returnSaleId: second.returnSaleId ?? first.returnSaleId,
    number: numbers.length === 0 ? null : numbers.join(', '),
    cashMinor: first.cashMinor + second.cashMinor,
    givenMinor: first.givenMinor + second.givenMinor,
  }
}
