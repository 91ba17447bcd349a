/** Sales at a pump without a cashier: one row each as it stands, and a record of every step. One open run for a pump. */
export const FUEL_RUN_TABLES = `
CREATE TABLE fuel_run (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  pump_id TEXT NOT NULL,
  sale_id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
  state TEXT NOT NULL CHECK (json_valid(state)),
  changed_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX fuel_run_open ON fuel_run (pump_id) WHERE is_open = 1;
CREATE INDEX fuel_run_by_pump ON fuel_run (pump_id, sequence);

CREATE TABLE fuel_run_record (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id TEXT NOT NULL REFERENCES fuel_run (id),
  at TEXT NOT NULL,
  event TEXT NOT NULL,
  kind TEXT NOT NULL
) STRICT;
CREATE INDEX fuel_run_record_by_run ON fuel_run_record (run_id, sequence);
CREATE TRIGGER fuel_run_record_kept BEFORE UPDATE ON fuel_run_record
  BEGIN SELECT RAISE(ABORT, 'records of runs do not change'); END;
CREATE TRIGGER fuel_run_record_stays BEFORE DELETE ON fuel_run_record
  BEGIN SELECT RAISE(ABORT, 'records of runs are not deleted'); END;
`
