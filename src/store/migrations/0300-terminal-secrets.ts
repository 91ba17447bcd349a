/** The passphrase of a terminal's shared key, under the secret store's master key; in no other column. */
export const TERMINAL_SECRET_COLUMNS = `
ALTER TABLE device ADD COLUMN terminal_secret BLOB;
`
