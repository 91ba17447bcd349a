/**
 * Several acquirers: a batch and its counters belong to one of them, and a payment belongs to a batch once it is known
 * who takes it. All that was there before is of the one acquirer there was, and went to its primary host.
 */
export const ACQUIRER_TABLES = `
CREATE TABLE acquirer_batch (
  acquirer_id TEXT NOT NULL,
  number TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'closing', 'pending', 'closed')),
  changed_at TEXT NOT NULL,
  result TEXT,
  till TEXT CHECK (till IS NULL OR json_valid(till)),
  host TEXT CHECK (host IS NULL OR json_valid(host)),
  PRIMARY KEY (acquirer_id, number)
) STRICT, WITHOUT ROWID;
INSERT INTO acquirer_batch SELECT 'main', number, opened_at, state, changed_at, result, till, host FROM batch;

CREATE TABLE acquirer_uploaded_sale (
  acquirer_id TEXT NOT NULL,
  batch_number TEXT NOT NULL,
  payment_id TEXT NOT NULL REFERENCES payment (id),
  at TEXT NOT NULL,
  response_code TEXT NOT NULL,
  PRIMARY KEY (acquirer_id, batch_number, payment_id),
  FOREIGN KEY (acquirer_id, batch_number) REFERENCES acquirer_batch (acquirer_id, number)
) STRICT, WITHOUT ROWID;
INSERT INTO acquirer_uploaded_sale SELECT 'main', batch_number, payment_id, at, response_code FROM uploaded_sale;

DROP TABLE uploaded_sale;
DROP TABLE batch;
ALTER TABLE acquirer_batch RENAME TO batch;
ALTER TABLE acquirer_uploaded_sale RENAME TO uploaded_sale;

ALTER TABLE payment ADD COLUMN acquirer_id TEXT;
ALTER TABLE payment ADD COLUMN request_batch TEXT;
UPDATE payment SET acquirer_id = 'main', request_batch = batch_number,
  state = json_set(state, '$.request.acquirerId', 'main', '$.via', 'primary')
  WHERE json_type(state, '$.request') = 'object';
DROP INDEX payment_by_batch;
ALTER TABLE payment DROP COLUMN batch_number;
ALTER TABLE payment RENAME COLUMN request_batch TO batch_number;
CREATE INDEX payment_by_batch ON payment (acquirer_id, batch_number, kind);

UPDATE reversal SET request = json_set(request, '$.acquirerId', 'main');
ALTER TABLE reversal ADD COLUMN via TEXT NOT NULL DEFAULT 'primary' CHECK (via IN ('primary', 'standby'));

ALTER TABLE offline_sale ADD COLUMN via TEXT CHECK (via IN ('primary', 'standby'));
UPDATE offline_sale SET via = 'primary' WHERE attempts > 0;

UPDATE counter SET name = name || ':main' WHERE name IN ('stan', 'stans-in-batch');
`
