/**
 * What each payment asks of the bank and which earlier one it refers to: what is left of a payment is counted by it. A
 * reversal may leave something of its original.
 */
export const OPERATION_COLUMNS = `
ALTER TABLE payment ADD COLUMN operation TEXT NOT NULL DEFAULT 'sale';
ALTER TABLE payment ADD COLUMN original_id TEXT REFERENCES payment (id);
CREATE INDEX payment_by_original ON payment (original_id) WHERE original_id IS NOT NULL;

ALTER TABLE reversal ADD COLUMN remaining_minor INTEGER;
`
