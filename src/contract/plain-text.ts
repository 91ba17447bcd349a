/** Bytes that steer a printer or a terminal, ends of lines, halves of characters, marks that turn the order of letters round. */
const STEERING = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu
const HIGH_HALF_AT_END = /[\ud800-\udbff]$/

/**
 * A text as it may be stored and printed, whoever it comes from: NFC, each steering character a blank, and no longer than
 * `charactersMax`, the last character whole.
 */
export function plainText(text: string, charactersMax: number): string {
  const plain = text.replace(STEERING, ' ').normalize('NFC')
  return plain.length <= charactersMax ? plain : plain.slice(0, charactersMax).replace(HIGH_HALF_AT_END, '')
}
