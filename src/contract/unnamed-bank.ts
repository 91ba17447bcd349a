/** What the only bank of a till is called where nobody named it: on papers of any language, and a mark for screens to use their own word. */
export const UNNAMED_BANK = 'Banque'
