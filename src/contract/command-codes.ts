/**
 * Barcodes that do what a key of the sale does, for hands in gloves: Code 128, printed from the list of keys. No article has such a
 * code.
 */
export const COMMAND_CODES = {
  'CMD-HOLD': 'hold',
  'CMD-TOTAL': 'pay',
  'CMD-CASH': 'cash',
  'CMD-CARD': 'card',
  'CMD-LINE': 'removeLine',
  'CMD-ONE-MORE': 'oneMore',
  'CMD-DRAWER': 'drawer',
  'CMD-LAST': 'lastTicket',
  'CMD-NEXT': 'newSale',
} as const

export type Command = (typeof COMMAND_CODES)[keyof typeof COMMAND_CODES]

/** What a scanned code does instead of naming goods; null for goods and tickets. */
export function commandOf(scanned: string): Command | null {
  const code = scanned.trim()
  return Object.hasOwn(COMMAND_CODES, code) ? COMMAND_CODES[code as keyof typeof COMMAND_CODES] : null
}
