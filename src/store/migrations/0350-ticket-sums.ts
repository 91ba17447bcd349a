/**
 * Ways to pay of the shop's own beside cash, cards and accounts, and what of a sale is not price times quantity. SQLite cannot widen a
 * CHECK: the tenders are made anew and filled.
 */
export const TICKET_SUM_TABLES = `
CREATE TABLE paid_tender_anew (
  id TEXT PRIMARY KEY,
  sale_id TEXT NOT NULL REFERENCES paid_sale (id),
  day_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('cash', 'card', 'account', 'other')),
  amount_minor INTEGER NOT NULL,
  payment_id TEXT,
  tip_minor INTEGER NOT NULL DEFAULT 0,
  cashback_minor INTEGER NOT NULL DEFAULT 0,
  terminal_id TEXT,
  terminal_alias TEXT,
  means_id TEXT CHECK ((means_id IS NOT NULL) = (kind = 'other')),
  means_name TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO paid_tender_anew
  SELECT id, sale_id, day_id, kind, amount_minor, payment_id, tip_minor, cashback_minor, terminal_id, terminal_alias, NULL, NULL
  FROM paid_tender;
DROP TABLE paid_tender;
ALTER TABLE paid_tender_anew RENAME TO paid_tender;
CREATE INDEX paid_tender_by_day ON paid_tender (day_id, kind);

CREATE TABLE paid_adjustment (
  sale_id TEXT NOT NULL REFERENCES paid_sale (id),
  day_id TEXT NOT NULL REFERENCES business_day (id),
  kind TEXT NOT NULL CHECK (kind IN ('discounts', 'goodsBack', 'rounding')),
  count INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL,
  PRIMARY KEY (day_id, sale_id, kind)
) STRICT, WITHOUT ROWID;
`
