/** What the only bank of a till is called where nobody named it: a mark for screens and papers to use the word of their language. */
export const UNNAMED_BANK = 'Banque'
