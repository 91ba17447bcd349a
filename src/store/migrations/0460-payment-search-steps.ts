const changed = (...paths: readonly string[]): string => {
  const list = paths.map((path) => `'$.${path}'`).join(', ')
  return `json_extract(new.state, ${list}) IS NOT json_extract(old.state, ${list})`
}

/** Where a step of a payment changes one of these, its row is filled in again, and the indexes of the rest stay as they are. */
const moved = (name: string, when: string, columns: readonly string[]): string => `
CREATE TRIGGER payment_search_${name} AFTER UPDATE OF state, kind, final ON payment WHEN ${when} BEGIN
  UPDATE payment_search SET ${columns.map((column) => `${column} = fact.${column}`).join(', ')}
  FROM payment_fact AS fact
  WHERE fact.sequence = new.sequence AND payment_search.sequence = new.sequence
    AND (${columns.map((column) => `payment_search.${column}`).join(', ')})
        IS NOT (${columns.map((column) => `fact.${column}`).join(', ')});
END;
`

/**
 * The row by which a payment is looked for follows each step by what the step itself changed: most change one part of it, and
 * each look at the row and at all of the state costs as much as the step. Every path that the view `payment_fact` reads is
 * among these.
 *
 * Reservations that hold something, and those of a time, are found without a look at every one there ever was.
 */
export const PAYMENT_SEARCH_STEPS = `
DROP TRIGGER payment_search_moved;
${moved('ended', '(new.kind, new.final) IS NOT (old.kind, old.final)', ['outcome'])}
${moved(
  'read',
  changed('card.scheme', 'card.maskedPan', 'card.entryMode', 'result.scheme', 'result.maskedPan', 'result.entryMode'),
  ['scheme', 'card_tail', 'entry_mode'],
)}
${moved('asked', changed('request.stan', 'request.terminalId', 'request.acquirerId', 'intent.terminal.alias'), [
  'stan',
  'terminal_id',
  'acquirer_id',
])}
${moved(
  'answered',
  changed('answer.retrievalReference', 'answer.approvalCode', 'answer.responseCode', 'result.reference.approvalCode'),
  ['retrieval_reference', 'approval_code', 'response_code'],
)}
CREATE INDEX payment_reservation_held ON payment (sequence)
  WHERE operation = 'pre-authorisation' AND kind IN ('reserved', 'outcome-unknown', 'held-by-terminal');
CREATE INDEX payment_reservation_at ON payment (started_at) WHERE operation = 'pre-authorisation';
`
