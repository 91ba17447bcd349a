/** Vouchers that the shop issued, and what each paid of which ticket; what it is worth follows from both. */
export const VOUCHER_TABLES = `
CREATE TABLE voucher (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  number TEXT NOT NULL UNIQUE,
  code TEXT NOT NULL UNIQUE,
  amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
  issued_at TEXT NOT NULL,
  expires_on TEXT NOT NULL,
  sale_id TEXT NOT NULL,
  by_name TEXT NOT NULL
) STRICT;
CREATE TABLE voucher_use (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  voucher_number TEXT NOT NULL REFERENCES voucher (number),
  sale_id TEXT NOT NULL,
  tender_id TEXT NOT NULL UNIQUE,
  amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX voucher_use_by_voucher ON voucher_use (voucher_number);
CREATE INDEX voucher_use_by_sale ON voucher_use (sale_id);
`
