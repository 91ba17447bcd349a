/** The rate that new goods of a family begin with, and what a product is called where there is little room. */
export const ARTICLE_DETAIL_COLUMNS = `
ALTER TABLE family ADD COLUMN vat_basis_points INTEGER
  CHECK (vat_basis_points IS NULL OR vat_basis_points BETWEEN 0 AND 10000);
ALTER TABLE product ADD COLUMN short_name TEXT;
`
