/**
 * All that a shop says of its goods: several barcodes a product, families, variants, price lists, deposits, stock; and
 * what a search by name needs. Names of before are folded when the catalogue is opened: SQL cannot.
 */
export const GOODS_TABLES = `
ALTER TABLE product RENAME TO product_before;
CREATE TABLE product (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  search_name TEXT,
  unit TEXT NOT NULL CHECK (unit IN ('piece', 'kg')),
  price_minor INTEGER NOT NULL CHECK (price_minor >= 0),
  vat_basis_points INTEGER NOT NULL CHECK (vat_basis_points BETWEEN 0 AND 10000),
  family_id TEXT NOT NULL,
  is_open_price INTEGER NOT NULL DEFAULT 0 CHECK (is_open_price IN (0, 1)),
  is_archived INTEGER NOT NULL DEFAULT 0 CHECK (is_archived IN (0, 1)),
  parent_id TEXT,
  variant_name TEXT,
  deposit_product_id TEXT
) STRICT;
INSERT INTO product (sequence, id, name, unit, price_minor, vat_basis_points, family_id)
  SELECT sequence, id, name, unit, price_minor, vat_basis_points, family_id FROM product_before;
CREATE INDEX product_by_search_name ON product (is_archived, search_name);
CREATE INDEX product_by_family ON product (family_id, is_archived, search_name);
CREATE INDEX product_by_parent ON product (parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE product_barcode (
  barcode TEXT PRIMARY KEY,
  product_sequence INTEGER NOT NULL REFERENCES product (sequence) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  quantity_milli INTEGER NOT NULL CHECK (quantity_milli > 0)
) STRICT, WITHOUT ROWID;
INSERT INTO product_barcode SELECT barcode, sequence, 0, 1000 FROM product_before WHERE barcode IS NOT NULL;
CREATE INDEX product_barcode_by_product ON product_barcode (product_sequence, place);

ALTER TABLE quick_key RENAME TO quick_key_before;
CREATE TABLE quick_key (
  family_id TEXT NOT NULL,
  row INTEGER NOT NULL CHECK (row >= 0),
  "column" INTEGER NOT NULL CHECK ("column" >= 0),
  product_id TEXT NOT NULL REFERENCES product (id) ON DELETE CASCADE,
  PRIMARY KEY (family_id, row, "column")
) STRICT, WITHOUT ROWID;
INSERT INTO quick_key SELECT family_id, row, "column", product_id FROM quick_key_before;
CREATE INDEX quick_key_by_product ON quick_key (product_id);
DROP TABLE quick_key_before;
DROP TABLE product_before;

CREATE TABLE family (
  id TEXT PRIMARY KEY,
  place INTEGER NOT NULL,
  name TEXT,
  name_key TEXT,
  colour INTEGER NOT NULL CHECK (colour BETWEEN 1 AND 8),
  CHECK (name IS NOT NULL OR name_key IS NOT NULL)
) STRICT, WITHOUT ROWID;
INSERT INTO family
  SELECT json_extract(entry.value, '$.id'), entry.key, NULL,
         json_extract(entry.value, '$.nameKey'), json_extract(entry.value, '$.colour')
  FROM setting, json_each(setting.value, '$.families') AS entry WHERE setting.name = 'shop';
UPDATE setting SET value = json_remove(value, '$.families') WHERE name = 'shop';

CREATE TABLE stock (
  product_sequence INTEGER PRIMARY KEY REFERENCES product (sequence) ON DELETE CASCADE,
  quantity_milli INTEGER NOT NULL
) STRICT;

CREATE TABLE price_list (
  id TEXT PRIMARY KEY,
  place INTEGER NOT NULL,
  name TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE price_list_entry (
  product_sequence INTEGER NOT NULL REFERENCES product (sequence) ON DELETE CASCADE,
  price_list_id TEXT NOT NULL REFERENCES price_list (id) ON DELETE CASCADE,
  price_minor INTEGER NOT NULL CHECK (price_minor >= 0),
  PRIMARY KEY (product_sequence, price_list_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX price_list_entry_by_list ON price_list_entry (price_list_id);

CREATE TABLE weighed_code (
  prefix TEXT PRIMARY KEY,
  holds TEXT NOT NULL CHECK (holds IN ('price', 'weight')),
  item_digits INTEGER NOT NULL CHECK (item_digits BETWEEN 3 AND 7),
  value_digits INTEGER NOT NULL CHECK (value_digits BETWEEN 3 AND 6)
) STRICT, WITHOUT ROWID;
INSERT INTO weighed_code VALUES ('21', 'price', 5, 5), ('29', 'weight', 5, 5);

CREATE TABLE search_word (sequence INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE) STRICT;
CREATE VIRTUAL TABLE word_search USING fts5 (word, content = '', tokenize = 'trigram', detail = 'none');
`
