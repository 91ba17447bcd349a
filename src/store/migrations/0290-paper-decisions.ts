/** What a person said of a paper of which nobody knew, or that is not wanted any more; papers that failed, and openings of the drawer, to be found. */
export const PAPER_DECISION_COLUMNS = `
ALTER TABLE print_job ADD COLUMN decision TEXT CHECK (decision IN ('came-out', 'printed-again', 'cancelled'));
ALTER TABLE print_job ADD COLUMN decided_by TEXT;
CREATE INDEX print_job_failed ON print_job (sequence)
  WHERE state = 'not-printed' AND decision IS NULL AND kind <> 'drawer';
CREATE INDEX print_job_drawer ON print_job (at) WHERE kind = 'drawer';
`
