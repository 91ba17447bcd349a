/**
 * What is known, after a backup was gone back to, of money that the lost data gave away: what went back of tickets that are here, and vouchers
 * of which nobody can tell what they paid meanwhile.
 */
export const RESTORED_CLAIM_TABLES = `
CREATE TABLE restored_return (
  restore_id TEXT NOT NULL,
  sale_id TEXT NOT NULL,
  amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
  PRIMARY KEY (sale_id, restore_id)
) STRICT;
CREATE TABLE voucher_in_doubt (
  voucher_number TEXT PRIMARY KEY REFERENCES voucher (number)
) STRICT;
`
