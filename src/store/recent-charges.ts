import { LIMITS } from '#contract/limits.ts'
import type { ChargeWanted, ClosedReversal, EarlierCharge, RaisedAnswer } from '#payment/ports/payment-journal.port.ts'
import type { CounterName } from './counters.ts'
import { allRows, oneRow, type ReadableDb } from './database.ts'
import { CLOSED_AS_CHARGED } from './original-claims.ts'
import { TICKET_MINOR } from './ticket-part.ts'

/** Somebody took it back, and the bank has not said no to that; or all of it was paid back. */
const TAKEN_BACK = `(recent.kind = 'outcome-unknown' AND recent.state ->> '$.reason' = 'cancelled'
    AND NOT EXISTS (SELECT 1 FROM reversal WHERE reversal.payment_id = recent.id AND reversal.state = 'parked'))
  OR recent.amount_minor <= (SELECT coalesce(sum(back.amount_minor), 0) FROM payment AS back
                             WHERE back.original_id = recent.id AND back.operation = 'refund'
                               AND (back.kind = 'approved' OR back.${CLOSED_AS_CHARGED}))`

/** Where the newest `@limit` rows of a table begin: rows are numbered without a gap, and none is ever deleted. */
const oldestOf = (table: 'payment' | 'reversal') => `((SELECT max(sequence) FROM ${table}) - @limit + 1)`

/** The kind and the amount are asked first: a customer of many visits has as many states, and each is long to read. */
const EARLIER_CHARGE = `SELECT recent.number AS paymentNumber, paid_sale.number AS ticketNumber, recent.kind <> 'outcome-unknown' AS isCertain,
            coalesce(recent.state ->> '$.approvedAt', recent.started_at) AS chargedAt
     FROM payment AS recent
     LEFT JOIN paid_sale ON paid_sale.id = recent.sale_id
     WHERE recent.sequence IN (SELECT sequence FROM payment_search
         WHERE card_tail = substr(@maskedPan, -4) AND sequence >= ${oldestOf('payment')})
       AND (recent.kind IN ('approved', 'outcome-unknown') OR (recent.kind = 'reversed' AND recent.${CLOSED_AS_CHARGED}))
       AND (recent.amount_minor = @amountMinor
            OR (recent.amount_minor >= @ticketMinor AND ${TICKET_MINOR('recent')} = @ticketMinor))
       AND recent.currency = @currency AND recent.state ->> '$.card.maskedPan' = @maskedPan AND chargedAt >= @sinceAt
       AND recent.operation NOT IN ('refund', 'activation', 'load') AND NOT (${TAKEN_BACK})
     ORDER BY recent.sequence DESC LIMIT 1`

/**
 * The same masked card and amount, tip and cash or not, among the newest payments. A till takes far fewer cards within the window than
 * `LIMITS.recentPayments`, and a clock that was put back hides nothing. Looked through are those of cards that end alike.
 */
export function earlierCharge(db: ReadableDb, wanted: ChargeWanted): EarlierCharge | null {
  const row = oneRow<Omit<EarlierCharge, 'isCertain'> & { readonly isCertain: number }>(db, EARLIER_CHARGE, {
    ...wanted,
    limit: LIMITS.recentPayments,
  })
  return row === null ? null : { ...row, isCertain: row.isCertain === 1 }
}

/**
 * The id of the newest payment whose request carried this STAN for this terminal. What the bank said by telephone goes on
 * under another STAN, which its reversal names: the first one stands in the journal only.
 */
export function paymentOfRequest(db: ReadableDb, stan: string, terminalId: string): string | null {
  const wanted = { stan, terminalId, limit: LIMITS.recentPayments }
  const row = oneRow<{ id: string }>(
    db,
    `SELECT payment_id AS id FROM reversal
     WHERE sequence >= ${oldestOf('reversal')} AND stan = @stan AND rtrim(request ->> '$.terminalId') = @terminalId ORDER BY sequence DESC LIMIT 1`,
    wanted,
  )
  return row?.id ?? formerRequest(db, wanted)
}

function formerRequest(db: ReadableDb, wanted: object): string | null {
  const row = oneRow<{ id: string }>(
    db,
    `SELECT payment.id FROM payment JOIN journal ON journal.payment_id = payment.id
     WHERE payment.sequence >= ${oldestOf('payment')} AND rtrim(payment.state ->> '$.request.terminalId') = @terminalId
       AND journal.kind = 'request-prepared' AND journal.body ->> '$.stan' = @stan
     ORDER BY payment.sequence DESC LIMIT 1`,
    wanted,
  )
  return row?.id ?? null
}

const lastNamed = (counter: CounterName): string => `coalesce((SELECT value FROM counter WHERE name = '${counter}'), 0)`

/** Each half has an index of its own. */
const raisedAs = (kind: string): string => `SELECT journal.sequence AS sequence, journal.at, payment.id AS paymentId,
    payment.number AS paymentNumber, coalesce(journal.body ->> '$.chargedMinor', payment.amount_minor) AS amountMinor
  FROM journal JOIN payment ON payment.id = journal.payment_id
  WHERE journal.sequence > ${lastNamed('late-answers-named')} AND journal.kind = '${kind}' AND journal.body ->> '$.raised'`

const RAISED_ANSWERS = `${raisedAs('late-host-answered')} UNION ALL ${raisedAs('late-terminal-answered')} ORDER BY sequence`

const CLOSED_BY_HAND = `SELECT journal.sequence AS sequence, payment.number AS paymentNumber, journal.body ->> '$.word' AS word,
    journal.body ->> '$.by' AS by,
    coalesce(reversal.amount_minor, payment.amount_minor) - coalesce(reversal.remaining_minor, 0) AS amountMinor
  FROM journal JOIN payment ON payment.id = journal.payment_id JOIN reversal ON reversal.payment_id = payment.id
  WHERE journal.sequence > ${lastNamed('closed-by-hand-named')} AND journal.kind = 'closed-by-hand'
  UNION ALL SELECT journal.sequence, payment.number, journal.body ->> '$.word', journal.body ->> '$.by', payment.amount_minor
  FROM journal JOIN payment ON payment.id = journal.payment_id
  WHERE journal.sequence > ${lastNamed('closed-by-hand-named')} AND journal.kind = 'terminal-read'
    AND journal.body ->> '$.word' IN ('charged', 'not-charged') ORDER BY sequence`

/** The counter stands at the last record that a Z has named, so that a day's own records are read, and no more. */
export function raisedAnswers(db: ReadableDb): RaisedAnswer[] {
  return allRows<RaisedAnswer>(db, RAISED_ANSWERS)
}

export function closedByHand(db: ReadableDb): ClosedReversal[] {
  return allRows<ClosedReversal>(db, CLOSED_BY_HAND)
}
