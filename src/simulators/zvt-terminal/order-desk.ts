import { setTimeout as pause } from 'node:timers/promises'
import { ZVT, type ZvtApdu } from '#hardware/terminals/zvt/zvt-apdu.codec.ts'
import { BMP, encodeFields, fromBcd, readFields } from '#hardware/terminals/zvt/zvt-fields.codec.ts'
import type { EmitEvent } from '../process/simulator-process.ts'
import type { TerminalEntry, TerminalLedger } from '../standalone-terminal/terminal-ledger.ts'
import { CODE, moneyOf, type OrderMoney, type Prints, statusOf, ticketOf } from './messages.ts'
import type { TerminalLine } from './terminal-line.ts'

export const CUSTOMERS = ['pays', 'declined', 'abandons'] as const
export interface Customer {
  readonly acts: (typeof CUSTOMERS)[number]
  readonly takesMs?: number | undefined
}

const NOTHING = new Uint8Array()
const CARD_AWAITED = Uint8Array.of(0x0a)
const PASSWORD_LENGTH = 3
const OPERATIONS: Readonly<Record<number, TerminalEntry['operation']>> = {
  [ZVT.payment]: 'pay',
  [ZVT.refund]: 'refund',
  [ZVT.reversal]: 'void',
  [ZVT.reservation]: 'reserve',
  [ZVT.partialReversal]: 'complete',
  [ZVT.bookTotal]: 'complete',
  [ZVT.reservationReversal]: 'release',
}
/** Begin with the till's password. */
const WITH_PASSWORD: readonly number[] = [ZVT.refund, ZVT.reversal]
/** What a payment becomes when another one is made of it. */
const BECOMES: Readonly<Partial<Record<TerminalEntry['operation'], TerminalEntry['state']>>> = {
  void: 'voided',
  complete: 'completed',
  release: 'released',
}

interface Approval {
  readonly entry: TerminalEntry
  /** Receipt of what it is made of. */
  readonly original: string | null
  readonly namedMinor: number
}

export interface OrderDeskOptions {
  readonly terminalId: string
  readonly customerMs: number
  readonly answerMs: number
}

/** What a message asks for; undefined where it moves no money. */
export const operationOf = (control: number): TerminalEntry['operation'] | undefined => OPERATIONS[control]

/** Where the customer stands: orders of the till, served one after the other, and what is typed on the terminal itself. */
export class OrderDesk {
  readonly #options: OrderDeskOptions
  readonly #ledger: TerminalLedger
  readonly #emit: EmitEvent
  readonly #customers: Customer[] = []
  /** How far its clock is from the time. */
  clockOffMs = 0
  isStopped = false
  /** The next approval names another amount, so much more. */
  moreMinor = 0
  /** Said of the next order before its card is awaited (04 FF). */
  readonly progress: Uint8Array[] = []
  /** How often the next result is told. */
  tellings = 1

  constructor(options: OrderDeskOptions, ledger: TerminalLedger, emit: EmitEvent) {
    this.#options = options
    this.#ledger = ledger
    this.#emit = emit
  }

  expect(customer: Customer): void {
    this.#customers.push(customer)
  }

  /** A payment that no till ordered. */
  payByHand(amountMinor: number): void {
    this.#ledger.add(this.#entryOf('pay', { amountMinor, currency: '978' }))
  }

  async serve(line: TerminalLine, { control, data }: ZvtApdu, prints: Prints): Promise<void> {
    const operation = OPERATIONS[control] ?? 'pay'
    const { fields } = readFields(WITH_PASSWORD.includes(control) ? data.subarray(PASSWORD_LENGTH) : data)
    const original = fromBcd(fields.get(BMP.receipt))
    const reserved = original === null ? undefined : this.#ledger.reservation(original)
    const money = moneyOf(fields, reserved, control)
    if (money === null) return line.send(0x8400 | CODE.impossible, NOTHING)
    this.isStopped = false
    const { acts, takesMs = this.#options.customerMs } = this.#customers.shift() ?? { acts: 'pays' }
    this.#emit('asked', { operation })
    await line.send(ZVT.yes, NOTHING)
    const { answerMs } = this.#options
    for (const progress of this.progress.splice(0)) await line.say(ZVT.progress, progress, answerMs)
    await line.say(ZVT.progress, CARD_AWAITED, answerMs)
    if (takesMs > 0) await pause(takesMs)
    const entry = this.#entryOf(operation, money)
    if (acts === 'abandons' || this.isStopped) return this.#giveUp(line, { ...entry, state: 'abandoned' }, CODE.givenUp)
    if (acts === 'declined') return this.#giveUp(line, { ...entry, state: 'declined' }, CODE.declined)
    if (!this.#takesFrom(entry, original)) {
      const notVoided = this.#ledger.isVoided(original ?? '') ? CODE.alreadyReversed : CODE.notReversible
      const code = operation === 'void' ? notVoided : CODE.noReservation
      return this.#giveUp(line, { ...entry, state: 'declined' }, code)
    }
    await this.#approve(line, { entry, original, namedMinor: money.namedMinor }, prints)
  }

  #entryOf(operation: TerminalEntry['operation'], money: Omit<OrderMoney, 'namedMinor'>): TerminalEntry {
    const receiptNumber = this.#ledger.nextReceiptNumber()
    return {
      receiptNumber,
      operation,
      amountMinor: money.amountMinor,
      currency: money.currency,
      reference: null,
      approvalCode: `61${receiptNumber}`,
      state: 'approved',
      isSent: false,
      madeAt: new Date(Date.now() + this.clockOffMs).toISOString(),
    }
  }

  /** Changes what the operation is made of, at the same time as itself. @returns false when that cannot be. */
  #takesFrom({ operation, amountMinor }: TerminalEntry, original: string | null): boolean {
    const becomes = BECOMES[operation]
    if (becomes === undefined) return true
    if (operation === 'void') return this.#ledger.void(original ?? '', amountMinor)
    const reserved = original === null ? undefined : this.#ledger.reservation(original)
    if (reserved === undefined || amountMinor > reserved.amountMinor) return false
    this.#ledger.move(reserved.receiptNumber, becomes)
    return true
  }

  async #giveUp(line: TerminalLine, entry: TerminalEntry, code: number): Promise<void> {
    const { answerMs } = this.#options
    this.#ledger.add(entry)
    const fields = encodeFields([
      [BMP.result, Uint8Array.of(code)],
      [BMP.text, Buffer.from(code === CODE.declined ? 'Abgelehnt' : 'Abbruch')],
    ])
    await line.say(ZVT.statusInfo, fields, answerMs)
    await line.say(ZVT.abort, Uint8Array.of(code), answerMs)
  }

  /**
   * The till's yes to the result, and to each line that it is to print, is the moment of the booking; without one of them the payment is
   * taken back at once (PA00P015 2.2.8 and 2.2.9).
   */
  async #approve(line: TerminalLine, { entry, original, namedMinor }: Approval, prints: Prints): Promise<void> {
    const { answerMs, terminalId } = this.#options
    this.#ledger.add(entry)
    const told = statusOf({ ...entry, amountMinor: namedMinor + this.moreMinor }, terminalId)
    this.moreMinor = 0
    let answer: ZvtApdu | null = null
    for (let telling = 0; telling < this.tellings; telling += 1) {
      answer = await line.say(ZVT.statusInfo, told, answerMs)
    }
    this.tellings = 1
    const isHeard = answer?.control === ZVT.yes
    if (!isHeard || !(await this.#print(line, entry, prints))) {
      this.#ledger.move(entry.receiptNumber, 'reversed')
      // What it was made of is again what it was.
      if (original !== null && BECOMES[entry.operation] !== undefined) this.#ledger.move(original, 'approved')
      await line.say(ZVT.abort, Uint8Array.of(CODE.givenUp), answerMs)
      return
    }
    this.#emit('booked', { receipt: entry.receiptNumber })
    await line.say(ZVT.completion, NOTHING, answerMs)
  }

  /** @returns whether the till has taken all of both copies; a reservation has none. */
  async #print(line: TerminalLine, entry: TerminalEntry, prints: Prints): Promise<boolean> {
    const tickets = entry.operation === 'reserve' ? [] : [1, 2].flatMap((copy) => ticketOf(entry, copy, prints))
    for (const { control, data } of tickets) {
      const answer = await line.say(control, data, this.#options.answerMs)
      if (answer?.control !== ZVT.yes) return false
    }
    return true
  }
}
