/** Points of customers with a loyalty number, which only grow by movements; the number of a cheque or voucher with its paid tender. */
export const LOYALTY_TABLES = `
CREATE TABLE loyalty_movement (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id TEXT NOT NULL REFERENCES customer (id),
  sale_id TEXT NOT NULL REFERENCES paid_sale (id),
  of_sale_id TEXT NOT NULL REFERENCES paid_sale (id),
  kind TEXT NOT NULL CHECK (kind IN ('earned', 'spent', 'taken-back', 'given-back')),
  points INTEGER NOT NULL CHECK (points <> 0),
  at TEXT NOT NULL,
  UNIQUE (sale_id, kind)
) STRICT;
CREATE INDEX loyalty_movement_by_customer ON loyalty_movement (customer_id, points);
CREATE INDEX loyalty_movement_by_ticket ON loyalty_movement (of_sale_id);
CREATE TRIGGER loyalty_movement_no_update BEFORE UPDATE ON loyalty_movement
  BEGIN SELECT RAISE(ABORT, 'points only move by movements'); END;
CREATE TRIGGER loyalty_movement_no_delete BEFORE DELETE ON loyalty_movement
  BEGIN SELECT RAISE(ABORT, 'points only move by movements'); END;
ALTER TABLE paid_tender ADD COLUMN reference TEXT;
`
