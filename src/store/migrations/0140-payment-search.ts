/**
 * What payments are looked for by, one narrow row each. The view says where each key lies in a payment's state; the
 * triggers keep the row in step with it, in the transaction of the journal's step, and touch only the indexes of what
 * changed. Payments that were there before are filled in here; their cashier is the one of their sale.
 *
 * outcome: open, unknown, or the final kind. acquirer_id is null for payments from before there were several.
 */
const FACTS = `
CREATE VIEW payment_fact AS SELECT
  sequence,
  coalesce(CAST(round(unixepoch(started_at, 'subsec') * 1000) AS INTEGER), 0) AS started_ms,
  amount_minor,
  currency,
  CASE WHEN kind = 'outcome-unknown' THEN 'unknown' WHEN final = 1 THEN kind ELSE 'open' END AS outcome,
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

const TABLE = `
CREATE TABLE payment_search (
  sequence INTEGER PRIMARY KEY REFERENCES payment (sequence),
  started_ms INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  outcome TEXT NOT NULL,
  operation TEXT NOT NULL,
  cashier_id TEXT,
  cashier_name TEXT,
  scheme TEXT,
  card_tail TEXT,
  entry_mode TEXT,
  stan TEXT,
  terminal_id TEXT,
  acquirer_id TEXT,
  retrieval_reference TEXT,
  approval_code TEXT,
  response_code TEXT
) STRICT;
INSERT INTO payment_search SELECT * FROM payment_fact ORDER BY sequence;
UPDATE payment_search SET cashier_id = found.id, cashier_name = found.name
FROM (
  SELECT payment.sequence,
         json_extract(coalesce(paid_sale.body, open_sale.body), '$.cashierId') AS id,
         json_extract(coalesce(paid_sale.body, open_sale.body), '$.cashierName') AS name
  FROM payment
  LEFT JOIN paid_sale ON paid_sale.id = payment.sale_id
  LEFT JOIN open_sale ON open_sale.id = payment.sale_id
) AS found
WHERE found.sequence = payment_search.sequence AND found.id IS NOT NULL;
`

/** Each ends in the order of a page: the time, then the sequence that every index carries. */
const INDEXES = `
CREATE INDEX payment_search_by_time ON payment_search (started_ms);
CREATE INDEX payment_search_by_amount ON payment_search (amount_minor, started_ms);
CREATE INDEX payment_search_by_outcome ON payment_search (outcome, started_ms);
CREATE INDEX payment_search_by_operation ON payment_search (operation, started_ms);
CREATE INDEX payment_search_by_cashier ON payment_search (cashier_id, started_ms) WHERE cashier_id IS NOT NULL;
CREATE INDEX payment_search_by_scheme ON payment_search (scheme, started_ms) WHERE scheme IS NOT NULL;
CREATE INDEX payment_search_by_tail ON payment_search (card_tail, started_ms) WHERE card_tail IS NOT NULL;
CREATE INDEX payment_search_by_entry ON payment_search (entry_mode, started_ms) WHERE entry_mode IS NOT NULL;
CREATE INDEX payment_search_by_stan ON payment_search (stan, started_ms) WHERE stan IS NOT NULL;
CREATE INDEX payment_search_by_terminal ON payment_search (terminal_id, started_ms) WHERE terminal_id IS NOT NULL;
CREATE INDEX payment_search_by_acquirer ON payment_search (acquirer_id, started_ms) WHERE acquirer_id IS NOT NULL;
CREATE INDEX payment_search_by_reference ON payment_search (retrieval_reference, started_ms)
  WHERE retrieval_reference IS NOT NULL;
CREATE INDEX payment_search_by_approval ON payment_search (approval_code, started_ms) WHERE approval_code IS NOT NULL;
`

const TRIGGERS = `
CREATE TRIGGER payment_search_added AFTER INSERT ON payment BEGIN
  INSERT INTO payment_search SELECT * FROM payment_fact WHERE sequence = new.sequence;
END;
CREATE TRIGGER payment_search_moved AFTER UPDATE OF state, kind, final ON payment BEGIN
  UPDATE payment_search SET outcome = fact.outcome
  FROM payment_fact AS fact
  WHERE fact.sequence = new.sequence AND payment_search.sequence = new.sequence
    AND payment_search.outcome <> fact.outcome;
  UPDATE payment_search SET scheme = fact.scheme, card_tail = fact.card_tail, entry_mode = fact.entry_mode
  FROM payment_fact AS fact
  WHERE fact.sequence = new.sequence AND payment_search.sequence = new.sequence
    AND (payment_search.scheme, payment_search.card_tail, payment_search.entry_mode)
        IS NOT (fact.scheme, fact.card_tail, fact.entry_mode);
  UPDATE payment_search SET stan = fact.stan, terminal_id = fact.terminal_id, acquirer_id = fact.acquirer_id
  FROM payment_fact AS fact
  WHERE fact.sequence = new.sequence AND payment_search.sequence = new.sequence
    AND (payment_search.stan, payment_search.terminal_id, payment_search.acquirer_id)
        IS NOT (fact.stan, fact.terminal_id, fact.acquirer_id);
  UPDATE payment_search SET retrieval_reference = fact.retrieval_reference, approval_code = fact.approval_code,
                            response_code = fact.response_code
  FROM payment_fact AS fact
  WHERE fact.sequence = new.sequence AND payment_search.sequence = new.sequence
    AND (payment_search.retrieval_reference, payment_search.approval_code, payment_search.response_code)
        IS NOT (fact.retrieval_reference, fact.approval_code, fact.response_code);
END;
`

export const PAYMENT_SEARCH_TABLES = FACTS + TABLE + INDEXES + TRIGGERS
