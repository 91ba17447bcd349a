import { roundedCash } from '#contract/cash-rounding.ts'
import { fail, succeed } from '#contract/result.ts'
import type { TenderView } from '#contract/views/sale-view.ts'
import { saleFigures } from '../cart/sale-figures.ts'
import type { TillContext } from '../core/till-context.ts'
import { beginPaying, type Done, newTender } from './begin-paying.ts'
import { commitTender } from './commit-tender.ts'
import { mayPayOut } from './may-pay-out.ts'
import { noOpenCard } from './open-card.ts'

/**
 * Cash that is handed over, or goes out where more came back than was sold. Only what is finished in cash is rounded: the next part
 * may be a card's. Errors: those of `beginPaying`, SALE_AMOUNT_ZERO, SESSION_NOT_ALLOWED, PAYMENT_*.
 */
export async function takeCash(context: TillContext, givenMinor: number): Promise<Done> {
  const { memory, options } = context
  const { cashRounding, vatBasisPoints } = memory.shop
  const leftMinor = () => saleFigures(memory.sale, vatBasisPoints).remainingMinor
  if (givenMinor === 0 && roundedCash(leftMinor(), cashRounding) > 0) return fail('SALE_AMOUNT_ZERO')
  const begun = await beginPaying(context)
  if (!begun.ok) return begun
  const free = noOpenCard(context)
  if (!free.ok) return free
  const remainingMinor = leftMinor()
  const may = mayPayOut(context)
  if (!may.ok) return may
  const dueMinor = roundedCash(remainingMinor, cashRounding)
  const isOut = dueMinor <= 0
  const isLast = givenMinor >= dueMinor
  const amountMinor = isLast ? dueMinor : givenMinor
  const roundingMinor = isLast ? dueMinor - remainingMinor : 0
  const tender: TenderView = {
    ...newTender(options.nextId(), options.clock.now()),
    kind: 'cash',
    amountMinor,
    ...(roundingMinor !== 0 && { roundingMinor }),
    givenMinor: isOut ? null : givenMinor,
    outcome: 'received',
  }
  const paid = { sale: memory.sale, tender, changeMinor: isOut ? 0 : givenMinor - amountMinor, cardPart: null }
  await commitTender(context, paid, (commit) => options.commitPaidSale.commitPaidSale(commit, null))
  return succeed({})
}
