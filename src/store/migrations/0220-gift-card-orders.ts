/** Amounts for gift cards on paid tickets until they are on a card or given back, and what a day has of gift cards. */
export const GIFT_CARD_ORDER_TABLES = `
CREATE TABLE gift_card_order (
  id TEXT PRIMARY KEY,
  sale_id TEXT NOT NULL REFERENCES paid_sale (id),
  ticket_number TEXT NOT NULL,
  operation TEXT NOT NULL CHECK (operation IN ('activation', 'load')),
  amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
  currency TEXT NOT NULL,
  ordered_at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('owed', 'delivered', 'returned'))
) STRICT;
CREATE INDEX gift_card_order_owed ON gift_card_order (ordered_at) WHERE state = 'owed';

CREATE TABLE paid_gift_card (
  sale_id TEXT NOT NULL REFERENCES paid_sale (id),
  day_id TEXT NOT NULL REFERENCES business_day (id),
  kind TEXT NOT NULL CHECK (kind IN ('sold', 'loaded', 'redeemed')),
  count INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL,
  PRIMARY KEY (day_id, sale_id, kind)
) STRICT, WITHOUT ROWID;
`
