import { FIELD_NUMBERS, type IsoMessage } from './field-table.ts'

/**
 * Fields that may be written down. Everything else, known or not, shows its length only: a field has to be put here
 * on purpose. Never here: 2, 14, 35 (card), 48 (encrypted track), 52, 53 (PIN), 54, 55 (cryptogram), 61, 63, and MACs.
 */
const SHOWN = new Set<number>([
  3, 4, 7, 11, 12, 13, 15, 18, 22, 23, 24, 25, 37, 38, 39, 41, 42, 49, 50, 56, 60, 62, 66, 70, 74, 75, 76, 77, 78, 79,
  80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 95, 97,
])

/** The picture of a message for journal and log: `0` is the message type, the rest by data element number. */
export function redactMessage(message: IsoMessage): Readonly<Record<string, string>> {
  const shown: Record<string, string> = { 0: message.mti }
  for (const number of FIELD_NUMBERS) {
    const value = message.fields[number]
    if (value === undefined) continue
    shown[number] = typeof value === 'string' && SHOWN.has(number) ? value : `[${value.length} bytes]`
  }
  return shown
}
