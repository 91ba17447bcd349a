import { addPayment } from '../accounts/add-payment.ts'
import { correctAccount } from '../accounts/correct-account.ts'
import { tenderOnAccount } from '../accounts/tender-on-account.ts'
import type { TillContext } from '../core/till-context.ts'
import type { CallsNamed } from './call-names.ts'

/** Answers the calls about what customers owe the shop, or it them. */
export function accountCalls(context: TillContext): CallsNamed<'account'> {
  const { queue } = context
  return {
    'account.tender': ({ amountMinor }) => queue.run(() => tenderOnAccount(context, amountMinor)),
    'account.addPayment': (request) => queue.run(() => addPayment(context, request)),
    'account.correct': (request) => queue.run(() => correctAccount(context, request)),
  }
}
