import type {
  ClosedReversal,
  JournalRecord,
  RaisedAnswer,
  StoredPayment,
  StoredReversal,
} from '#payment/ports/payment-journal.port.ts'

interface Held {
  readonly records: readonly (JournalRecord & { readonly paymentId: string })[]
  readonly payments: ReadonlyMap<string, StoredPayment>
  readonly reversals: ReadonlyMap<string, StoredReversal>
}

/** Late answers that a person must look at, after the last one that was named. */
export function raisedSince({ records, payments }: Held, namedUpTo: number): RaisedAnswer[] {
  const raised = records.filter(({ sequence, body }) => sequence > namedUpTo && body.raised === true)
  return raised.flatMap(({ sequence, at, paymentId, body }) => {
    const payment = payments.get(paymentId)
    if (!payment) return []
    const amountMinor = Number(body.chargedMinor ?? payment.state.intent.amountMinor)
    return [{ sequence, at, paymentId, paymentNumber: payment.number, amountMinor }]
  })
}

/** Reversals that a person ended, after the last one that was named. */
export function closedSince({ records, payments, reversals }: Held, namedUpTo: number): ClosedReversal[] {
  const closed = records.filter(({ sequence, kind }) => sequence > namedUpTo && kind === 'closed-by-hand')
  return closed.flatMap(({ sequence, paymentId, body }) => {
    const [payment, row] = [payments.get(paymentId), reversals.get(paymentId)]
    if (!payment || !row) return []
    const amountMinor = (row.amountMinor ?? payment.state.intent.amountMinor) - (row.remainingMinor ?? 0)
    const { word, by } = body as Pick<ClosedReversal, 'word' | 'by'>
    return [{ sequence, paymentNumber: payment.number, amountMinor, word, by }]
  })
}
