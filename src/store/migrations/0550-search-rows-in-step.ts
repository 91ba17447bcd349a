/**
 * What payments and tickets are looked for by is written by what stores them and holds them already (`searched-by.ts`,
 * `sale-searched-by.ts`): triggers took each apart again, text by text, which cost more than the row itself. The views still say where
 * each key lies.
 */
export const SEARCH_ROWS_IN_STEP = `
DROP TRIGGER payment_search_added;
DROP TRIGGER sale_search_added;
`
