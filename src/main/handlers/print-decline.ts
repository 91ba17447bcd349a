import { fail, type Result, succeed } from '#contract/result.ts'
import type { PaymentJournalPort } from '#payment/ports/payment-journal.port.ts'
import type { AcquirerDirectory } from '#payment/routing/acquirer-directory.ts'
import type { Till } from '#till/till.ts'
import { unpaidCardPart } from '../compose/unpaid-card-part.ts'

interface Parts {
  readonly till: Pick<Till, 'printDeclinePapers'>
  readonly journal: Pick<PaymentJournalPort, 'payment' | 'story'>
  readonly acquirers: AcquirerDirectory
}

/** Prints what the journal says of a payment that charged nothing. PAYMENT_NOT_DECLINED for any other payment. */
export async function printDecline(
  { till, journal, acquirers }: Parts,
  paymentId: string,
): Promise<Result<Record<string, never>>> {
  const payment = await journal.payment(paymentId)
  const endedAt = (await journal.story(paymentId)).at(-1)?.at
  const part = payment === null || endedAt === undefined ? null : unpaidCardPart(payment.state, endedAt, acquirers)
  if (part === null) return fail('PAYMENT_NOT_DECLINED')
  await till.printDeclinePapers(part)
  return succeed({})
}
