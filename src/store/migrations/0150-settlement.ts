/** Statements of the bank, their card lines, and what a person decided about a line. */
export const SETTLEMENT_TABLES = `
CREATE TABLE statement_import (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  file_name TEXT NOT NULL,
  digest TEXT NOT NULL UNIQUE,
  read_at TEXT NOT NULL,
  read_by TEXT NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  card_lines INTEGER NOT NULL,
  other_lines INTEGER NOT NULL
) STRICT;

CREATE TABLE bank_line (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  import_id TEXT NOT NULL REFERENCES statement_import (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('remittance', 'fee')),
  line INTEGER NOT NULL,
  booked_on TEXT NOT NULL,
  value_on TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  fee_minor INTEGER,
  label TEXT NOT NULL,
  reference TEXT NOT NULL,
  figures TEXT NOT NULL CHECK (json_valid(figures)),
  UNIQUE (import_id, key)
) STRICT;
CREATE INDEX bank_line_by_key ON bank_line (key, sequence);

CREATE TABLE settlement_decision (
  line_key TEXT PRIMARY KEY,
  acquirer_id TEXT,
  batch_number TEXT,
  by_name TEXT NOT NULL,
  at TEXT NOT NULL,
  CHECK ((acquirer_id IS NULL) = (batch_number IS NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX settlement_decision_by_batch ON settlement_decision (acquirer_id, batch_number);
`
