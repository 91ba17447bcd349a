/** What the explorer calls the end of a question about a card, and of what was put on a gift card: a yes of the bank. */
export const GIFT_CARD_OUTCOMES = `
DROP VIEW payment_fact;
CREATE VIEW payment_fact AS SELECT
  sequence,
  coalesce(CAST(round(unixepoch(started_at, 'subsec') * 1000) AS INTEGER), 0) AS started_ms,
  amount_minor,
  currency,
  CASE WHEN kind = 'outcome-unknown' THEN 'unknown'
       WHEN kind IN ('reserved', 'completed', 'looked-at', 'loaded') THEN 'approved'
       WHEN final = 1 THEN kind ELSE 'open' END AS outcome,
  coalesce(json_extract(state, '$.intent.operation'), 'sale') AS operation,
  json_extract(state, '$.intent.cashier.id') AS cashier_id,
  json_extract(state, '$.intent.cashier.name') AS cashier_name,
  json_extract(state, '$.card.scheme') AS scheme,
  substr(json_extract(state, '$.card.maskedPan'), -4) AS card_tail,
  json_extract(state, '$.card.entryMode') AS entry_mode,
  json_extract(state, '$.request.stan') AS stan,
  json_extract(state, '$.request.terminalId') AS terminal_id,
  json_extract(state, '$.request.acquirerId') AS acquirer_id,
  json_extract(state, '$.answer.retrievalReference') AS retrieval_reference,
  json_extract(state, '$.answer.approvalCode') AS approval_code,
  json_extract(state, '$.answer.responseCode') AS response_code
FROM payment;
`
