/** Settings, people, sales, papers, days and the fiscal chain. */
export const TILL_TABLES = `
CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;

CREATE TABLE user_account (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  initials TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('cashier', 'manager', 'technician')),
  salt_hex TEXT NOT NULL,
  hash_hex TEXT NOT NULL,
  failed_attempts INTEGER NOT NULL DEFAULT 0,
  blocked_until TEXT
) STRICT;

CREATE TABLE business_day (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  business_date TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  opened_by TEXT NOT NULL,
  float_minor INTEGER NOT NULL CHECK (float_minor >= 0),
  drawer_count TEXT CHECK (drawer_count IS NULL OR json_valid(drawer_count)),
  closed_at TEXT,
  closing_number INTEGER UNIQUE,
  closing_body TEXT CHECK (closing_body IS NULL OR json_valid(closing_body))
) STRICT;
CREATE UNIQUE INDEX business_day_one_open ON business_day ((closed_at IS NULL)) WHERE closed_at IS NULL;

CREATE TABLE open_sale (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  number TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('open', 'paying', 'held')),
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;

CREATE TABLE paid_sale (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  number TEXT NOT NULL UNIQUE,
  day_id TEXT NOT NULL REFERENCES business_day (id),
  at TEXT NOT NULL,
  total_minor INTEGER NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
CREATE INDEX paid_sale_by_day ON paid_sale (day_id);
CREATE TRIGGER paid_sale_no_update BEFORE UPDATE ON paid_sale
  BEGIN SELECT RAISE(ABORT, 'a paid sale never changes'); END;
CREATE TRIGGER paid_sale_no_delete BEFORE DELETE ON paid_sale
  BEGIN SELECT RAISE(ABORT, 'a paid sale never changes'); END;

CREATE TABLE paid_vat (
  sale_id TEXT NOT NULL REFERENCES paid_sale (id),
  day_id TEXT NOT NULL,
  basis_points INTEGER NOT NULL,
  net_minor INTEGER NOT NULL,
  vat_minor INTEGER NOT NULL,
  gross_minor INTEGER NOT NULL,
  PRIMARY KEY (sale_id, basis_points)
) STRICT, WITHOUT ROWID;
CREATE INDEX paid_vat_by_day ON paid_vat (day_id, basis_points);

CREATE TABLE paid_tender (
  id TEXT PRIMARY KEY,
  sale_id TEXT NOT NULL REFERENCES paid_sale (id),
  day_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('cash', 'card')),
  amount_minor INTEGER NOT NULL,
  payment_id TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX paid_tender_by_day ON paid_tender (day_id, kind);

CREATE TABLE print_job (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  sale_id TEXT,
  copy_number INTEGER NOT NULL CHECK (copy_number >= 0),
  document TEXT NOT NULL CHECK (json_valid(document)),
  state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'printed', 'not-printed', 'unknown')),
  at TEXT NOT NULL,
  moved_at TEXT NOT NULL,
  digest_hex TEXT
) STRICT;
CREATE INDEX print_job_open ON print_job (sequence) WHERE state IN ('queued', 'sending', 'unknown');
CREATE INDEX print_job_by_sale ON print_job (sale_id, sequence);
CREATE INDEX print_job_printed ON print_job (moved_at) WHERE state = 'printed';

CREATE TABLE fiscal_record (
  sequence INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('ticket', 'duplicate', 'closing', 'event')),
  at TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)),
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  signature TEXT NOT NULL
) STRICT;
CREATE TRIGGER fiscal_record_no_update BEFORE UPDATE ON fiscal_record
  BEGIN SELECT RAISE(ABORT, 'the fiscal chain only grows'); END;
CREATE TRIGGER fiscal_record_no_delete BEFORE DELETE ON fiscal_record
  BEGIN SELECT RAISE(ABORT, 'the fiscal chain only grows'); END;
`
