import { fail, type Result, succeed } from '#contract/result.ts'
import type { TerminalIdentity } from '#payment/engine/sale-request.ts'
import type { PaymentJournalPort } from '#payment/ports/payment-journal.port.ts'
import type { Till } from '#till/till.ts'
import { unpaidCardPart } from '../compose/unpaid-card-part.ts'

interface Parts {
  readonly till: Pick<Till, 'printDeclinePapers'>
  readonly journal: Pick<PaymentJournalPort, 'payment' | 'story'>
  readonly terminal: TerminalIdentity
}

/** Prints what the journal says of a payment that charged nothing. PAYMENT_NOT_DECLINED for any other payment. */
export async function printDecline(
  { till, journal, terminal }: Parts,
  paymentId: string,
): Promise<Result<Record<string, never>>> {
  const payment = await journal.payment(paymentId)
  const endedAt = (await journal.story(paymentId)).at(-1)?.at
  const part = payment === null || endedAt === undefined ? null : unpaidCardPart(payment.state, endedAt, terminal)
  if (part === null) return fail('PAYMENT_NOT_DECLINED')
  await till.printDeclinePapers(part)
  return succeed({})
}
