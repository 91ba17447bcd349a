/** The last import of articles, and what each of its steps takes to be taken back. */
export const PRODUCT_IMPORT_TABLES = `
CREATE TABLE product_import (
  id TEXT PRIMARY KEY,
  file_name TEXT NOT NULL,
  at TEXT NOT NULL,
  by_name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'undoing', 'undone', 'cut-off')),
  counts TEXT CHECK (counts IS NULL OR json_valid(counts))
) STRICT, WITHOUT ROWID;

CREATE TABLE product_import_step (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  import_id TEXT NOT NULL REFERENCES product_import (id) ON DELETE CASCADE,
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
`
