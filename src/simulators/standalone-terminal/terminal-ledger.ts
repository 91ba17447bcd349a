import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { replaceFile } from '../process/replace-file.ts'

const entrySchema = z.object({
  receiptNumber: z.string(),
  operation: z.enum(['pay', 'refund', 'void']),
  amountMinor: z.int().min(0),
  currency: z.string(),
  /** What the till sent to be echoed; null where it sent nothing. */
  reference: z.string().nullable(),
  approvalCode: z.string(),
  /** declined: nothing moved. voided: approved once, and taken back. reversed: approved, and taken back by itself. */
  state: z.enum(['approved', 'declined', 'abandoned', 'voided', 'reversed']),
  isSent: z.boolean(),
})
export type TerminalEntry = z.infer<typeof entrySchema>

/** What the terminal did, as its bank will have it, as JSON lines in a file that is whole at any time. */
export class TerminalLedger {
  readonly #file: string | null
  #entries: TerminalEntry[] = []

  /** Reads what an earlier process left; without a file everything is forgotten with the process. */
  constructor(file: string | null) {
    this.#file = file
    if (file !== null) this.#entries = readTerminalLedger(file)
  }

  entries(): readonly TerminalEntry[] {
    return this.#entries
  }

  nextReceiptNumber(): string {
    return String(this.#entries.length + 1).padStart(4, '0')
  }

  add(entry: TerminalEntry): void {
    this.#entries.push(entry)
    this.#write()
  }

  /** What a payment has become. */
  move(receiptNumber: string, state: TerminalEntry['state']): void {
    this.#entries = this.#entries.map((entry) => (entry.receiptNumber === receiptNumber ? { ...entry, state } : entry))
    this.#write()
  }

  /** Takes an approved payment of the open day back. @returns whether there was one. */
  void(receiptNumber: string, amountMinor: number): boolean {
    const index = this.#entries.findIndex(
      (entry) =>
        entry.receiptNumber === receiptNumber &&
        entry.amountMinor === amountMinor &&
        entry.operation === 'pay' &&
        entry.state === 'approved' &&
        !entry.isSent,
    )
    const entry = this.#entries[index]
    if (entry === undefined) return false
    this.#entries[index] = { ...entry, state: 'voided' }
    this.#write()
    return true
  }

  /** Sends the day's payments to the bank. @returns how many. */
  sendDay(): number {
    const count = this.#entries.filter(({ state, isSent }) => state === 'approved' && !isSent).length
    this.#entries = this.#entries.map((entry) => ({ ...entry, isSent: true }))
    this.#write()
    return count
  }

  #write(): void {
    if (this.#file === null) return
    replaceFile(this.#file, this.#entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''))
  }
}

/** The ledger of a terminal as a test or a technician reads it; empty before its first payment. */
export function readTerminalLedger(file: string): TerminalEntry[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => entrySchema.parse(JSON.parse(line)))
}

/** What the terminal's customers have paid in all: refunds off, voided payments not. */
export function netChargedMinor(entries: readonly TerminalEntry[]): number {
  return entries
    .filter(({ state }) => state === 'approved')
    .reduce((sum, { operation, amountMinor }) => {
      if (operation === 'void') return sum
      return sum + (operation === 'refund' ? -amountMinor : amountMinor)
    }, 0)
}
