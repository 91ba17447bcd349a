/** Papers of finished tickets that come out once a customer asks for them; the Z reports are found among all papers. */
export const PAPER_ON_REQUEST_TABLES = `
CREATE TABLE withheld_paper (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  sale_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  document TEXT NOT NULL CHECK (json_valid(document)),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX withheld_paper_by_sale ON withheld_paper (sale_id, sequence);
CREATE INDEX print_job_z_report ON print_job (sequence) WHERE kind = 'z-report';
`
