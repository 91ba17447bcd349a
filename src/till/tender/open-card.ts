import { fail, type Result, succeed } from '#contract/result.ts'
import type { TillContext } from '../core/till-context.ts'

/**
 * Refuses while a card payment of the ticket in hand may still charge: a second way to pay could charge twice; and while what was
 * paid of it is on its way back.
 */
export function noOpenCard(context: TillContext): Result<null> {
  const { memory, options } = context
  if (isBeingLeft(context)) return fail('PAYMENT_ALREADY_OPEN')
  if (memory.sale.tenders.some(({ outcome }) => outcome === 'in-progress')) return fail('PAYMENT_ALREADY_OPEN')
  return options.cardPayments.isUnresolved(memory.sale.id) ? fail('PAYMENT_OUTCOME_UNKNOWN') : succeed(null)
}

/** What was paid of the ticket in hand goes back just now: nothing else is done to it before that is over. */
export function isBeingLeft({ memory }: TillContext): boolean {
  return memory.leavingSaleId === memory.sale.id
}
