/**
 * Customers with an index over words and one over figures, whose each ticket is, what customers owe (append-only), invoices
 * (append-only).
 */
export const CUSTOMER_TABLES = `
CREATE TABLE customer (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  number TEXT NOT NULL UNIQUE,
  loyalty_number TEXT UNIQUE,
  archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
  erased INTEGER NOT NULL CHECK (erased IN (0, 1)),
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
CREATE VIRTUAL TABLE customer_search USING fts5 (
  words, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3'
);
CREATE VIRTUAL TABLE customer_digits USING fts5 (
  digits, content = '', contentless_delete = 1, tokenize = 'trigram'
);

CREATE TABLE customer_sale (
  sale_id TEXT PRIMARY KEY REFERENCES paid_sale (id),
  customer_id TEXT NOT NULL REFERENCES customer (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_sale_by_customer ON customer_sale (customer_id);

CREATE TABLE account_movement (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  customer_id TEXT NOT NULL REFERENCES customer (id),
  kind TEXT NOT NULL CHECK (kind IN ('sale', 'payment', 'credit', 'refund', 'correction')),
  amount_minor INTEGER NOT NULL CHECK (amount_minor <> 0),
  at TEXT NOT NULL,
  by_name TEXT NOT NULL,
  sale_id TEXT,
  sale_number TEXT,
  invoice_number TEXT,
  reason TEXT
) STRICT;
CREATE INDEX account_movement_by_customer ON account_movement (customer_id, amount_minor);
CREATE INDEX account_movement_by_sale ON account_movement (sale_id) WHERE sale_id IS NOT NULL;
CREATE INDEX account_movement_by_invoice ON account_movement (invoice_number) WHERE invoice_number IS NOT NULL;
CREATE TRIGGER account_movement_no_update BEFORE UPDATE ON account_movement
  BEGIN SELECT RAISE(ABORT, 'an account only grows'); END;
CREATE TRIGGER account_movement_no_delete BEFORE DELETE ON account_movement
  BEGIN SELECT RAISE(ABORT, 'an account only grows'); END;

CREATE TABLE invoice (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  number TEXT NOT NULL UNIQUE,
  sale_id TEXT NOT NULL UNIQUE REFERENCES paid_sale (id),
  customer_id TEXT NOT NULL REFERENCES customer (id),
  at TEXT NOT NULL,
  total_minor INTEGER NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
CREATE INDEX invoice_by_customer ON invoice (customer_id);
CREATE TRIGGER invoice_no_update BEFORE UPDATE ON invoice
  BEGIN SELECT RAISE(ABORT, 'an invoice never changes'); END;
CREATE TRIGGER invoice_no_delete BEFORE DELETE ON invoice
  BEGIN SELECT RAISE(ABORT, 'an invoice never changes'); END;
`
