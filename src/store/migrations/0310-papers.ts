/**
 * How the printer confirmed each paper; those that were sent, not confirmed and not looked at yet are found.
 *
 * Printers that may hold half a paper: what a person says of the paper takes nothing out of the printer. Those of before
 * are the printers of whose last paper nobody knew by itself; an opening of the drawer goes past it, and ends no half.
 */
export const PAPER_TABLES = `
ALTER TABLE print_job ADD COLUMN confirmed_by TEXT
  CHECK (confirmed_by IN ('response', 'barrier', 'status', 'spooler', 'none'));
CREATE INDEX print_job_unconfirmed ON print_job (sequence)
  WHERE confirmed_by = 'none' AND decision IS NULL AND kind <> 'drawer';

CREATE TABLE half_paper (
  printer_id TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

INSERT INTO half_paper
  SELECT printer_id FROM print_job AS job
    WHERE (state IN ('sending', 'unknown') OR decision IN ('came-out', 'printed-again')) AND printer_id IS NOT NULL
    GROUP BY printer_id HAVING max(moved_at) >= coalesce((
      SELECT max(moved_at) FROM print_job
        WHERE state = 'printed' AND decision IS NULL AND kind <> 'drawer' AND printer_id = job.printer_id), '');
`
