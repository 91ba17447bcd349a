/**
 * Printers that may hold half a paper: what a person says of the paper takes nothing out of the printer. Before, they were
 * those of whose last paper nobody knew.
 */
export const HALF_PAPER_TABLES = `
CREATE TABLE half_paper (
  printer_id TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

INSERT INTO half_paper
  SELECT printer_id FROM print_job AS job
    WHERE state IN ('sending', 'unknown') AND state IN ('queued', 'sending', 'unknown') AND printer_id IS NOT NULL
    GROUP BY printer_id HAVING max(moved_at) >= coalesce((
      SELECT max(moved_at) FROM print_job WHERE state = 'printed' AND printer_id = job.printer_id), '');
`
