/** What a person must look at, found among the records of a day however many those are: it is looked for after each payment. */
export const NOTED_RECORD_INDEXES = `
CREATE INDEX journal_late_answer ON journal (sequence) WHERE kind = 'late-host-answered';
CREATE INDEX journal_closed_by_hand ON journal (sequence) WHERE kind = 'closed-by-hand';
`
