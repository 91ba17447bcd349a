/** Cash that was put into the drawer or taken out of it without a sale, with the day whose count it changes. */
export const CASH_MOVE_COLUMNS = `
ALTER TABLE business_day ADD COLUMN cash_moves TEXT;
`
