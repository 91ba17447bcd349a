/** Tips and handed out cash of a paid tender, for the day's sums. */
export const CARD_EXTRA_COLUMNS = `
ALTER TABLE paid_tender ADD COLUMN tip_minor INTEGER NOT NULL DEFAULT 0;
ALTER TABLE paid_tender ADD COLUMN cashback_minor INTEGER NOT NULL DEFAULT 0;
`
