/** Products with a word index over folded names, and the pinned keys. */
export const CATALOGUE_TABLES = `
CREATE TABLE product (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  barcode TEXT UNIQUE,
  name TEXT NOT NULL,
  unit TEXT NOT NULL CHECK (unit IN ('piece', 'kg')),
  price_minor INTEGER NOT NULL CHECK (price_minor >= 0),
  vat_basis_points INTEGER NOT NULL CHECK (vat_basis_points BETWEEN 0 AND 10000),
  family_id TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE product_search USING fts5 (
  name, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3'
);
CREATE VIRTUAL TABLE barcode_search USING fts5 (
  barcode, content = '', contentless_delete = 1, tokenize = 'trigram'
);

CREATE TABLE quick_key (
  family_id TEXT NOT NULL,
  row INTEGER NOT NULL CHECK (row >= 0),
  "column" INTEGER NOT NULL CHECK ("column" >= 0),
  product_id TEXT NOT NULL REFERENCES product (id) ON DELETE CASCADE,
  PRIMARY KEY (family_id, row, "column")
) STRICT, WITHOUT ROWID;
`
