import { type Failure, fail } from '#contract/result.ts'
import type {
  TerminalNotice,
  TerminalOrder,
  TerminalOutcome,
  TerminalResult,
  TerminalTicket,
} from '#payment/ports/standalone-terminal.port.ts'
import {
  APPROVED,
  bankTextOf,
  differenceOf,
  printedOf,
  readStatus,
  refusalOf,
  resultOf,
  unknown,
  type ZvtAsked,
  type ZvtCharset,
  type ZvtStatus,
} from './zvt-answers.ts'
import type { ZvtApdu } from './zvt-apdu.codec.ts'
import { progressTextOf, stepOf, type ZvtProgress } from './zvt-progress.ts'
import type { ZvtEnd, ZvtListener } from './zvt-session.ts'

/** `84 66`: the goods were not given, take it back. `84 CC`: nothing can be printed. */
export const NOT_ISSUED = 0x66
const CANNOT_PRINT = 0xcc

/**
 * What the terminal has said of one order, and what it was answered.
 *
 *   04 0F approved ──► on disk? ──yes──► 80 00 00 ──► its lines printed, each with a yes ──► 06 0F: the payment stands
 *                          └────no────► 84 66 00, and 84 CC for a line: the terminal takes it back
 *
 * A terminal that leaves the printing to the till books only once it has a yes to all of it: until 06 0F nobody can tell.
 */
export class ZvtOrder implements ZvtListener {
  readonly #asked: ZvtAsked
  readonly #order: TerminalOrder
  readonly #charset: ZvtCharset
  readonly #tell: (notice: TerminalNotice) => void
  readonly #tickets = new Map<TerminalTicket['copy'], string[]>()
  #last: ZvtStatus | null = null
  /** Kept, and the terminal was told so. */
  #result: TerminalResult | null = null
  /** What was wrong with an approval that was therefore not acknowledged. */
  #wrong: Failure | null = null

  constructor(asked: ZvtAsked, charset: ZvtCharset, tell: (notice: TerminalNotice) => void) {
    this.#asked = asked
    this.#charset = charset
    this.#order = asked.order
    this.#tell = tell
  }

  readonly onStatus = async (data: Uint8Array): Promise<number> => {
    const status = readStatus(data)
    this.#last = status
    this.#result = null
    if (status?.code !== APPROVED) return 0
    const difference = differenceOf(status, this.#asked)
    if (difference !== null) {
      this.#wrong = fail('TERMINAL_OTHER_ANSWER', { field: difference }).error
      return NOT_ISSUED
    }
    const result = resultOf(status, this.#order)
    if (!(await this.#order.keep(result))) {
      this.#wrong = fail('STORE_DISK_FULL').error
      return NOT_ISSUED
    }
    this.#result = result
    return 0
  }

  readonly onPrint = async (apdu: ZvtApdu): Promise<number> => {
    const { copy, lines } = printedOf(apdu, this.#charset)
    const all = [...(this.#tickets.get(copy) ?? []), ...lines]
    this.#tickets.set(copy, all)
    if (await this.#order.keepTicket({ copy, lines: all })) return 0
    this.#result = null
    this.#wrong = fail('STORE_DISK_FULL').error
    return CANNOT_PRINT
  }

  /** No sign that the till's yes was heard: it may be taking the payment back just now. */
  readonly onProgress = (progress: ZvtProgress): void => {
    const text = progressTextOf(progress, this.#charset)
    this.#tell({ kind: 'progress', orderId: this.#order.id, step: stepOf(progress.code), text })
  }

  /** What the order came to. `trouble` is how its line ended, where it did not end well. */
  outcomeAt(end: ZvtEnd, trouble: Failure): TerminalOutcome {
    if (end.kind === 'refused') return refusalOf(end.code, null)
    if (end.kind === 'aborted') {
      // Approved, acknowledged, and given up all the same: nobody can say what its bank has.
      if (this.#result !== null) return unknown(fail('TERMINAL_CANNOT_TELL').error)
      return refusalOf(end.code, bankTextOf(this.#last))
    }
    // Told to a terminal that says nothing more: it may have booked, or taken the payment back.
    if (this.#result !== null && end.kind === 'done')
      return { kind: 'approved', result: { ...this.#result, ticket: this.#ticket() } }
    return unknown(this.#wrong ?? trouble)
  }

  /** What is said after the till has given the order up: a payment is not taken any more. */
  asClosed(): ZvtListener {
    return {
      ...this.#listener(),
      onStatus: async (data) => {
        this.#last = readStatus(data)
        this.#result = null
        return this.#last?.code === APPROVED ? NOT_ISSUED : 0
      },
    }
  }

  /** What a terminal came to after its time; null when it said nothing. */
  lateOutcomeAt(end: ZvtEnd): TerminalOutcome | null {
    const hasSpoken = end.kind === 'aborted' || end.kind === 'done'
    return hasSpoken ? this.outcomeAt(end, fail('TERMINAL_CANNOT_TELL').error) : null
  }

  #listener(): ZvtListener {
    return { onStatus: this.onStatus, onPrint: this.onPrint, onProgress: this.onProgress }
  }

  #ticket(): readonly string[] | null {
    return this.#tickets.get('customer') ?? this.#tickets.get('other') ?? null
  }
}
