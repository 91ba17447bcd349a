/**
 * Which printer a paper was sent to, what it was called then, and whether it stood in for another. A printer that was
 * removed is nobody's stand-in any more.
 */
export const PRINTED_ON_COLUMNS = `
ALTER TABLE print_job ADD COLUMN printer_id TEXT;
ALTER TABLE print_job ADD COLUMN printer_alias TEXT;
ALTER TABLE print_job ADD COLUMN is_stand_in INTEGER CHECK (is_stand_in IN (0, 1));
CREATE INDEX print_job_printed_on ON print_job (printer_id, moved_at)
  WHERE state = 'printed' AND printer_id IS NOT NULL;

UPDATE printer_setting SET settings = json_set(settings, '$.standInId', NULL)
  WHERE json_extract(settings, '$.standInId') NOT IN (SELECT id FROM device WHERE kind = 'printer');
`
