/**
 * Sales approved without the bank and what became of their advices, what a batch has uploaded, and reversals that are
 * of a part of the price or of a sale that the bank was told of afterwards.
 */
export const OFFLINE_TABLES = `
CREATE TABLE offline_sale (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  payment_id TEXT NOT NULL UNIQUE REFERENCES payment (id),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'settled', 'refused', 'parked', 'withdrawn')),
  batch_number TEXT,
  amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
  approved_at TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at TEXT,
  response_code TEXT,
  seen_by TEXT,
  seen_at TEXT
) STRICT;
CREATE INDEX offline_sale_open ON offline_sale (sequence) WHERE state IN ('waiting', 'sent', 'refused', 'parked');
CREATE INDEX offline_sale_by_batch ON offline_sale (batch_number, state);
CREATE INDEX offline_sale_by_time ON offline_sale (approved_at);

CREATE TABLE uploaded_sale (
  batch_number TEXT NOT NULL REFERENCES batch (number),
  payment_id TEXT NOT NULL REFERENCES payment (id),
  at TEXT NOT NULL,
  response_code TEXT NOT NULL,
  PRIMARY KEY (batch_number, payment_id)
) STRICT, WITHOUT ROWID;

ALTER TABLE reversal ADD COLUMN amount_minor INTEGER;
ALTER TABLE reversal ADD COLUMN original_mti TEXT NOT NULL DEFAULT '0200';
`
