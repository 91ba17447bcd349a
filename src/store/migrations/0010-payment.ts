/** Journal, payments, reversals, batches, counters and the sealed blocks of payments under way. */
export const PAYMENT_TABLES = `
CREATE TABLE journal (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  payment_id TEXT NOT NULL,
  sale_id TEXT NOT NULL,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
CREATE INDEX journal_by_payment ON journal (payment_id, sequence);
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
  BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
  BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;

CREATE TABLE payment (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  number TEXT NOT NULL UNIQUE,
  sale_id TEXT NOT NULL,
  batch_number TEXT NOT NULL,
  idempotency_key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  final INTEGER NOT NULL CHECK (final IN (0, 1)),
  scheme TEXT,
  amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
  currency TEXT NOT NULL,
  started_at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (json_valid(state))
) STRICT;
CREATE INDEX payment_open ON payment (sequence) WHERE final = 0;
CREATE INDEX payment_by_sale ON payment (sale_id, sequence);
CREATE INDEX payment_by_batch ON payment (batch_number, kind);

CREATE TABLE reversal (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  payment_id TEXT NOT NULL UNIQUE REFERENCES payment (id),
  sale_id TEXT NOT NULL,
  stan TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('armed', 'queued', 'acknowledged', 'discarded', 'parked')),
  reason TEXT,
  request TEXT NOT NULL CHECK (json_valid(request)),
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at TEXT,
  response_code TEXT
) STRICT;
CREATE INDEX reversal_open ON reversal (sequence) WHERE state IN ('armed', 'queued', 'parked');

CREATE TABLE pending_sensitive (
  payment_id TEXT PRIMARY KEY REFERENCES payment (id),
  sealed_key BLOB NOT NULL,
  ciphertext BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE batch (
  number TEXT PRIMARY KEY,
  opened_at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'closing', 'pending', 'closed')),
  changed_at TEXT NOT NULL,
  result TEXT,
  till TEXT CHECK (till IS NULL OR json_valid(till)),
  host TEXT CHECK (host IS NULL OR json_valid(host))
) STRICT, WITHOUT ROWID;

CREATE TABLE counter (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`
