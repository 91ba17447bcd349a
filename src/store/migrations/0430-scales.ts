/**
 * Scales among the devices. SQLite cannot widen a CHECK: both tables are made anew and filled as for terminals, the log first taken away so
 * that dropping the devices takes no entry with it.
 */
export const SCALE_TABLES = `
CREATE TABLE device_anew (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('pad', 'terminal', 'printer', 'display', 'scale')),
  alias TEXT NOT NULL UNIQUE,
  endpoint TEXT NOT NULL UNIQUE,
  paper_columns INTEGER CHECK (paper_columns IN (32, 42, 48)),
  display_profile TEXT CHECK ((display_profile IS NOT NULL) = (kind = 'display')),
  bound_serial_number TEXT,
  is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
  from_settings INTEGER NOT NULL CHECK (from_settings IN (0, 1)),
  terminal_settings TEXT CHECK (json_valid(terminal_settings) AND (terminal_settings IS NOT NULL) = (kind = 'terminal')),
  terminal_secret BLOB
) STRICT;
INSERT INTO device_anew
  SELECT sequence, id, kind, alias, endpoint, paper_columns, display_profile, bound_serial_number, is_default,
    from_settings, terminal_settings, terminal_secret
  FROM device;

CREATE TABLE device_log_anew (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  device_id TEXT NOT NULL REFERENCES device_anew (id) ON DELETE CASCADE,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  tone TEXT NOT NULL CHECK (tone IN ('ok', 'info', 'bad')),
  details TEXT NOT NULL CHECK (json_valid(details))
) STRICT;
INSERT INTO device_log_anew SELECT * FROM device_log;

DROP TABLE device_log;
DROP TABLE device;
ALTER TABLE device_anew RENAME TO device;
ALTER TABLE device_log_anew RENAME TO device_log;
CREATE UNIQUE INDEX device_default ON device (kind) WHERE is_default = 1;
CREATE INDEX device_log_by_device ON device_log (device_id, sequence);
`
