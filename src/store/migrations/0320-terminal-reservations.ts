/** What the explorer calls the ends of an amount that a standalone terminal holds: to hold is a yes, to let go takes it back. */
export const TERMINAL_RESERVATION_OUTCOMES = `
DROP VIEW payment_fact;
CREATE VIEW payment_fact AS SELECT
  sequence,
  coalesce(CAST(round(unixepoch(started_at, 'subsec') * 1000) AS INTEGER), 0) AS started_ms,
  amount_minor,
  currency,
  CASE WHEN kind IN ('outcome-unknown', 'order-unknown') THEN 'unknown'
       WHEN kind IN ('reserved', 'completed', 'looked-at', 'loaded', 'paid-by-terminal',
                     'held-by-terminal', 'completed-by-terminal') THEN 'approved'
       WHEN kind IN ('taken-back-by-terminal', 'released-by-terminal') THEN 'reversed'
       WHEN final = 1 THEN kind ELSE 'open' END AS outcome,
  coalesce(json_extract(state, '$.intent.operation'), 'sale') AS operation,
  json_extract(state, '$.intent.cashier.id') AS cashier_id,
  json_extract(state, '$.intent.cashier.name') AS cashier_name,
  coalesce(json_extract(state, '$.card.scheme'), json_extract(state, '$.result.scheme')) AS scheme,
  substr(coalesce(json_extract(state, '$.card.maskedPan'), json_extract(state, '$.result.maskedPan')), -4) AS card_tail,
  coalesce(json_extract(state, '$.card.entryMode'), json_extract(state, '$.result.entryMode')) AS entry_mode,
  json_extract(state, '$.request.stan') AS stan,
  coalesce(json_extract(state, '$.request.terminalId'), json_extract(state, '$.intent.terminal.alias')) AS terminal_id,
  json_extract(state, '$.request.acquirerId') AS acquirer_id,
  json_extract(state, '$.answer.retrievalReference') AS retrieval_reference,
  coalesce(json_extract(state, '$.answer.approvalCode'), json_extract(state, '$.result.reference.approvalCode')) AS approval_code,
  json_extract(state, '$.answer.responseCode') AS response_code
FROM payment;
`
