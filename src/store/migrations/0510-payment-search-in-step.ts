/**
 * The row that a payment is looked for by is kept in step by what writes the step and knows the new state (`searched-by.ts`): triggers
 * had to read all of the old state and the new one at each step, which cost more than the rest of it.
 */
export const PAYMENT_SEARCH_IN_STEP = `
DROP TRIGGER payment_search_ended;
DROP TRIGGER payment_search_read;
DROP TRIGGER payment_search_asked;
DROP TRIGGER payment_search_answered;
UPDATE payment_search SET amount_minor = payment.amount_minor
FROM payment WHERE payment.sequence = payment_search.sequence AND payment.amount_minor <> payment_search.amount_minor;
`
