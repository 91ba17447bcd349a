/** What is set of each printer, and papers that are for another printer than that of the till, as those of a kitchen. */
export const PRINTER_TABLES = `
CREATE TABLE printer_setting (
  device_id TEXT PRIMARY KEY,
  settings TEXT NOT NULL CHECK (json_valid(settings))
) STRICT, WITHOUT ROWID;

ALTER TABLE print_job ADD COLUMN device_id TEXT;
CREATE INDEX print_job_printed_elsewhere ON print_job (device_id, moved_at)
  WHERE state = 'printed' AND device_id IS NOT NULL;
`
