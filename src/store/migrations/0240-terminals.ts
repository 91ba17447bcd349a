/**
 * Standalone terminals: what each was last known by, its day ends, which of them took a tender, and what the explorer calls the
 * ends of an order. A person's reading of a terminal's ticket, and its late word, are found as those of a bank.
 */
export const TERMINAL_TABLES = `
CREATE TABLE terminal_receipt (
  terminal_id TEXT PRIMARY KEY,
  receipt_number TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE terminal_day_end (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  terminal_id TEXT NOT NULL,
  alias TEXT NOT NULL,
  at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('done', 'refused', 'not-started', 'unknown')),
  failure TEXT CHECK (failure IS NULL OR json_valid(failure)),
  ticket TEXT CHECK (ticket IS NULL OR json_valid(ticket))
) STRICT;
CREATE INDEX terminal_day_end_by_terminal ON terminal_day_end (terminal_id, sequence);

ALTER TABLE paid_tender ADD COLUMN terminal_id TEXT;
ALTER TABLE paid_tender ADD COLUMN terminal_alias TEXT;

CREATE INDEX journal_late_terminal_answer ON journal (sequence) WHERE kind = 'late-terminal-answered';
CREATE INDEX journal_terminal_read ON journal (sequence) WHERE kind = 'terminal-read';

DROP VIEW payment_fact;
CREATE VIEW payment_fact AS SELECT
  sequence,
  coalesce(CAST(round(unixepoch(started_at, 'subsec') * 1000) AS INTEGER), 0) AS started_ms,
  amount_minor,
  currency,
  CASE WHEN kind IN ('outcome-unknown', 'order-unknown') THEN 'unknown'
       WHEN kind IN ('reserved', 'completed', 'looked-at', 'loaded', 'paid-by-terminal') THEN 'approved'
       WHEN kind = 'taken-back-by-terminal' THEN 'reversed'
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
