import { ticketMinor } from '#payment/engine/amount-parts.ts'
import type { PaymentState } from '#payment/engine/payment-state.ts'
import type {
  ChargeWanted,
  EarlierCharge,
  JournalRecord,
  StoredPayment,
  StoredReversal,
} from '#payment/ports/payment-journal.port.ts'

interface Held {
  readonly payments: ReadonlyMap<string, StoredPayment>
  readonly reversals: ReadonlyMap<string, StoredReversal>
}

/** A person has said that the bank charged it after all. */
export const isClosedCharged = (state: PaymentState) =>
  state.kind === 'reversed' && state.closedByHand?.word === 'charged'

/** The newest charge of the same card and amount that still stands. */
export function earlierCharge(
  journal: Held,
  { maskedPan, amountMinor, ticketMinor: ofTicket, currency, sinceAt }: ChargeWanted,
): EarlierCharge | null {
  for (const { id, number, state } of [...journal.payments.values()].reverse()) {
    const isCounted = state.kind === 'approved' || state.kind === 'outcome-unknown'
    if (!isCounted && !(state.kind === 'reversed' && isClosedCharged(state))) continue
    if (state.intent.operation === 'refund' || isTakenBack(journal, id, state)) continue
    const chargedAt = state.kind === 'approved' ? state.approvedAt : state.intent.startedAt
    const isSameAmount = state.intent.amountMinor === amountMinor || ticketMinor(state.intent) === ofTicket
    const same = state.card.maskedPan === maskedPan && isSameAmount
    if (!same || state.intent.currency !== currency || chargedAt < sinceAt) continue
    return { paymentNumber: number, ticketNumber: null, chargedAt, isCertain: state.kind !== 'outcome-unknown' }
  }
  return null
}

function isTakenBack({ payments, reversals }: Held, id: string, state: PaymentState): boolean {
  const isParked = reversals.get(id)?.state === 'parked'
  if (state.kind === 'outcome-unknown') return state.reason === 'cancelled' && !isParked
  const refunds = [...payments.values()].filter(
    (other) => other.state.kind === 'approved' && other.state.intent.original?.paymentId === id,
  )
  return refunds.reduce((sum, other) => sum + other.state.intent.amountMinor, 0) >= state.intent.amountMinor
}

/** Whose request carried this STAN; the first one of a sale that the telephone let go on stands in the records only. */
export function paymentOfRequest(
  { payments, reversals, records }: Held & { readonly records: readonly (JournalRecord & { paymentId: string })[] },
  stan: string,
  terminalId: string,
): StoredPayment | null {
  const rows = [...reversals.values()].filter((row) => row.stan === stan)
  const row = rows.findLast(({ request }) => request.terminalId === terminalId)
  const former = records.findLast(({ kind, body, paymentId }) => {
    const state = payments.get(paymentId)?.state
    const isOwn = state && 'request' in state && state.request?.terminalId === terminalId
    return isOwn && kind === 'request-prepared' && body.stan === stan
  })
  return payments.get(row?.paymentId ?? former?.paymentId ?? '') ?? null
}
