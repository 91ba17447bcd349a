/** Pads and printers, what each of them lived through, and test sales that are not over. */
export const DEVICE_TABLES = `
CREATE TABLE device (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('pad', 'printer')),
  alias TEXT NOT NULL UNIQUE,
  endpoint TEXT NOT NULL UNIQUE,
  paper_columns INTEGER CHECK (paper_columns IN (32, 42, 48)),
  bound_serial_number TEXT,
  is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
  from_settings INTEGER NOT NULL CHECK (from_settings IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX device_default ON device (kind) WHERE is_default = 1;

CREATE TABLE device_log (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  device_id TEXT NOT NULL REFERENCES device (id) ON DELETE CASCADE,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  tone TEXT NOT NULL CHECK (tone IN ('ok', 'info', 'bad')),
  details TEXT NOT NULL CHECK (json_valid(details))
) STRICT;
CREATE INDEX device_log_by_device ON device_log (device_id, sequence);

CREATE TABLE device_test_sale (
  sale_id TEXT PRIMARY KEY,
  device_id TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`
