import { setTimeout as pause } from 'node:timers/promises'
import { ZVT, type ZvtApdu } from '#hardware/terminals/zvt/zvt-apdu.codec.ts'
import { BMP, encodeFields, fromBcd } from '#hardware/terminals/zvt/zvt-fields.codec.ts'
import type { EmitEvent } from '../process/simulator-process.ts'
import type { TerminalEntry, TerminalLedger } from '../standalone-terminal/terminal-ledger.ts'
import {
  asksForReservations,
  CODE,
  fieldsOf,
  issuedMinorOf,
  moneyOf,
  type OrderMoney,
  type Prints,
  reservationsOf,
  statusOf,
  ticketOf,
  yesTo,
} from './messages.ts'
import type { TerminalLine } from './terminal-line.ts'

export const CUSTOMERS = ['pays', 'declined', 'abandons'] as const
export interface Customer {
  readonly acts: (typeof CUSTOMERS)[number]
  readonly takesMs?: number | undefined
  /** Why it is declined: of BMP 27 and 06 1E. */
  readonly code?: number | undefined
}

const NOTHING = new Uint8Array()
const CARD_AWAITED = Uint8Array.of(0x0a)
const OPERATIONS: Readonly<Record<number, TerminalEntry['operation']>> = {
  [ZVT.payment]: 'pay',
  [ZVT.refund]: 'refund',
  [ZVT.reversal]: 'void',
  [ZVT.reservation]: 'reserve',
  [ZVT.partialReversal]: 'complete',
  [ZVT.bookTotal]: 'complete',
  [ZVT.reservationReversal]: 'release',
}
/** After a till that was not ready for a result it is told again. */
const AGAIN_MS = 2_000
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
  /** How often its result may be told, where the till is not ready for it (BMP 02). */
  readonly tellingsMax: number
}

export interface OrderDeskOptions {
  readonly terminalId: string
  readonly customerMs: number
  readonly answerMs: number
  /** `AGAIN_MS` where it does not say. */
  readonly againMs?: number
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
  /** The next result in other bytes than it would be told in (data of 04 0F). */
  told: Uint8Array | null = null

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

  async serve(line: TerminalLine, asked: ZvtApdu, prints: Prints): Promise<void> {
    const { control } = asked
    if (asksForReservations(asked)) return this.#listReservations(line, asked)
    const operation = OPERATIONS[control] ?? 'pay'
    const fields = fieldsOf(asked)
    const original = fromBcd(fields.get(BMP.receipt))
    const money = moneyOf(fields, this.#originalOf(operation, original), control)
    if (money === null) return line.send(0x8400 | CODE.impossible, NOTHING)
    this.isStopped = false
    const customer = this.#customers.shift() ?? { acts: 'pays' }
    const { acts, takesMs = this.#options.customerMs } = customer
    this.#emit('asked', { operation })
    await line.send(ZVT.yes, yesTo(asked))
    const { answerMs } = this.#options
    for (const progress of this.progress.splice(0)) await line.say(ZVT.progress, progress, answerMs)
    await line.say(ZVT.progress, CARD_AWAITED, answerMs)
    if (takesMs > 0) await pause(takesMs)
    const entry = this.#entryOf(operation, money)
    if (acts === 'abandons' || this.isStopped) return this.#giveUp(line, { ...entry, state: 'abandoned' }, CODE.givenUp)
    if (acts === 'declined') {
      return this.#giveUp(line, { ...entry, state: 'declined' }, customer.code ?? CODE.declined)
    }
    if (!this.#takesFrom(entry, original)) {
      const notVoided = this.#ledger.isVoided(original ?? '') ? CODE.alreadyReversed : CODE.notReversible
      const code = operation === 'void' ? notVoided : CODE.noReservation
      return this.#giveUp(line, { ...entry, state: 'declined' }, code)
    }
    const tellingsMax = fields.get(BMP.maxStatusInfos)?.[0] ?? 1
    await this.#approve(line, { entry, original, namedMinor: money.namedMinor, tellingsMax }, prints)
  }

  async #listReservations(line: TerminalLine, asked: ZvtApdu): Promise<void> {
    await line.send(ZVT.yes, yesTo(asked))
    await line.say(ZVT.abort, reservationsOf(this.#ledger.openReservations()), this.#options.answerMs)
  }

  /** What an order is made of; undefined where it names nothing, or nothing that there is. */
  #originalOf(operation: TerminalEntry['operation'], receipt: string | null): TerminalEntry | undefined {
    if (receipt === null) return undefined
    return operation === 'void' ? this.#ledger.paid(receipt) : this.#ledger.reservation(receipt)
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
      [BMP.text, Buffer.from(code === CODE.givenUp ? 'Abbruch' : 'Abgelehnt')],
    ])
    await line.say(ZVT.statusInfo, this.#takeTold() ?? fields, answerMs)
    await line.say(ZVT.abort, Uint8Array.of(code), answerMs)
  }

  /**
   * The till's yes to the result, and to each line that it is to print, is the moment of the booking; without one of them the payment is
   * taken back at once (PA00P015 2.2.8 and 2.2.9).
   */
  async #approve(line: TerminalLine, approval: Approval, prints: Prints): Promise<void> {
    const { answerMs } = this.#options
    const { entry, original } = approval
    this.#ledger.add(entry)
    const issuedMinor = issuedMinorOf(await this.#tell(line, approval), entry.amountMinor)
    if (issuedMinor === null || !(await this.#print(line, { ...entry, amountMinor: issuedMinor }, prints))) {
      this.#ledger.move(entry.receiptNumber, 'reversed')
      // What it was made of is again what it was.
      if (original !== null && BECOMES[entry.operation] !== undefined) this.#ledger.move(original, 'approved')
      await line.say(ZVT.abort, Uint8Array.of(CODE.givenUp), answerMs)
      return
    }
    if (issuedMinor < entry.amountMinor) this.#ledger.part(entry.receiptNumber, issuedMinor)
    this.#emit('booked', { receipt: entry.receiptNumber })
    await line.say(ZVT.completion, NOTHING, answerMs)
  }

  /** The till's answer to a result; one that is not ready yet is told again after a while, as often as its order allows. */
  async #tell(line: TerminalLine, { entry, namedMinor, tellingsMax }: Approval): Promise<ZvtApdu | null> {
    const { answerMs, terminalId, againMs = AGAIN_MS } = this.#options
    const own = statusOf({ ...entry, amountMinor: namedMinor + this.moreMinor }, terminalId)
    const told = this.#takeTold() ?? own
    this.moreMinor = 0
    for (let asked = 1; ; asked += 1) {
      let answer: ZvtApdu | null = null
      for (let telling = 0; telling < this.tellings; telling += 1) {
        answer = await line.say(ZVT.statusInfo, told, answerMs)
      }
      this.tellings = 1
      if (answer?.control !== (0x8400 | CODE.busy) || asked >= tellingsMax) return answer
      await pause(againMs)
    }
  }

  #takeTold(): Uint8Array | null {
    const { told } = this
    this.told = null
    return told
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
