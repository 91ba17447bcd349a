import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { replaceFile } from '../process/replace-file.ts'

const entrySchema = z.object({
  receiptNumber: z.string(),
  operation: z.enum(['pay', 'refund', 'void', 'reserve', 'complete', 'release']),
  amountMinor: z.int().min(0),
  currency: z.string(),
  /** What the till sent to be echoed; null where it sent nothing. */
  reference: z.string().nullable(),
  approvalCode: z.string(),
  /**
   * declined: nothing moved. voided: approved once, and taken back. reversed: approved, and taken back by itself.
   * completed, released: what a reservation became.
   */
  state: z.enum(['approved', 'declined', 'abandoned', 'voided', 'reversed', 'completed', 'released']),
  isSent: z.boolean(),
  /** By the terminal's clock. */
  madeAt: z.iso.datetime(),
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

  /** Of what a payment was for only so much was given out. */
  part(receiptNumber: string, amountMinor: number): void {
    this.#entries = this.#entries.map((entry) =>
      entry.receiptNumber === receiptNumber ? { ...entry, amountMinor } : entry,
    )
    this.#write()
  }

  /** Takes an approved payment of the open day back. @returns whether there was one. */
  void(receiptNumber: string, amountMinor: number): boolean {
    const entry = this.#approved(receiptNumber, ['pay', 'complete'])
    if (entry === undefined || entry.amountMinor !== amountMinor || entry.isSent) return false
    this.move(receiptNumber, 'voided')
    return true
  }

  /** A payment that a reversal without an amount means; undefined where there is none. */
  paid(receiptNumber: string): TerminalEntry | undefined {
    return this.#entries.find(
      (entry) => entry.receiptNumber === receiptNumber && ['pay', 'complete'].includes(entry.operation),
    )
  }

  /** Receipts of all open reservations. */
  openReservations(): readonly string[] {
    return this.#entries
      .filter(({ operation, state }) => operation === 'reserve' && state === 'approved')
      .map(({ receiptNumber }) => receiptNumber)
  }

  /** It was taken back before. */
  isVoided(receiptNumber: string): boolean {
    return this.#entries.some((entry) => entry.receiptNumber === receiptNumber && entry.state === 'voided')
  }

  /** An open reservation of that receipt; undefined without one. */
  reservation(receiptNumber: string): TerminalEntry | undefined {
    return this.#approved(receiptNumber, ['reserve'])
  }

  #approved(receiptNumber: string, operations: readonly TerminalEntry['operation'][]): TerminalEntry | undefined {
    return this.#entries.find(
      (entry) =>
        entry.receiptNumber === receiptNumber && entry.state === 'approved' && operations.includes(entry.operation),
    )
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

/** What a payment of that kind does to its customer's account: nothing, or the amount, or the amount back. */
const SIGNS: Readonly<Record<TerminalEntry['operation'], -1 | 0 | 1>> = {
  pay: 1,
  complete: 1,
  refund: -1,
  void: 0,
  reserve: 0,
  release: 0,
}

/** What the terminal's customers have paid in all: refunds off, voided payments not. */
export function netChargedMinor(entries: readonly TerminalEntry[]): number {
  return entries
    .filter(({ state }) => state === 'approved')
    .reduce((sum, { operation, amountMinor }) => sum + SIGNS[operation] * amountMinor, 0)
}

/** What is held of its customers' money, and not charged. */
export function heldMinor(entries: readonly TerminalEntry[]): number {
  return entries
    .filter(({ operation, state }) => operation === 'reserve' && state === 'approved')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0)
}
