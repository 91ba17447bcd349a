import { type AcquirerProfile, framingOf } from '#payment/iso8583/acquirer-profile.ts'
import type { IsoMessage } from '#payment/iso8583/field-table.ts'
import { Iso8583Error } from '#payment/iso8583/iso8583-error.ts'
import { FrameReader } from '#payment/iso8583/length-frame.ts'
import { decodeMessage } from '#payment/iso8583/message-codec.ts'
import { swapTpdu, type Tpdu } from '#payment/iso8583/tpdu.ts'
import { openPayload, readMessage, toFrame } from '#payment/iso8583/wire.ts'
import type { RoutingRule } from '#payment/routing/routing-rules.ts'
import { twistedFrame } from '#simulators/acquirer-host/answer-twists.ts'
import { type DeskDecision, HostDesk } from '#simulators/acquirer-host/host-desk.ts'
import { HostKeys } from '#simulators/acquirer-host/host-keys.ts'
import { HostPrompts, type ScriptedPrompt } from '#simulators/acquirer-host/host-prompts.ts'
import { HostLedger, type SaleKey } from '#simulators/acquirer-host/ledger.ts'
import type { Fault, FaultBook, FaultKind } from './faults.ts'
import type { Line } from './line.ts'
import type { VirtualTime, WallClock } from './virtual-time.ts'

/** Each connection has a key of its own; the desk asks for that of the line it serves. */
class KeysByLine extends HostKeys {
  served: HostKeys

  constructor(profile: AcquirerProfile) {
    super(profile)
    this.served = new HostKeys(profile)
  }

  override get macKey(): Uint8Array | null {
    return this.served.macKey
  }

  override renew(): string {
    return this.served.renew()
  }
}

interface Met {
  readonly reader: FrameReader
  readonly keys: HostKeys
}

/** One contract of every till of the world, with the hosts that speak for the bank. */
export interface Bank {
  readonly id: string
  readonly primary: BankHost
  readonly standby: BankHost | null
  /** The standby knows what the primary knows. */
  readonly sharedJournal: boolean
  readonly reservationDays: number
}

/** Every host of a bank; those that share one ledger still answer each for itself. */
export const hostsOf = ({ primary, standby }: Bank): BankHost[] => (standby === null ? [primary] : [primary, standby])

/** Who the till of this number is at the bank of that place. */
export const terminalIdOf = (till: number, bank: number): string => `WORLD${bank + 1}0${till + 1}`

/**
 * Who takes which card: one bank keeps all gift cards; two schemes go to the first bank, larger sums of the others too, the
 * rest to the last.
 */
export function routingOf(banks: readonly Bank[]): RoutingRule[] {
  const [first, last] = [banks[0], banks.at(-1)]
  if (first === undefined || last === undefined) throw new Error('a world needs a bank')
  return [
    { acquirer: last.id, products: ['gift'] },
    { acquirer: first.id, schemes: ['cb', 'visa'] },
    { acquirer: first.id, amountFromMinor: 4_000 },
    { acquirer: last.id },
  ]
}

const THINKING_MS = 150

/**
 * One host of a bank: the desk and the ledger of the host simulator behind a line of this world. Its ledger outlives its
 * restarts, and is what promises are checked against.
 */
export class BankHost {
  readonly name: string
  readonly profile: AcquirerProfile
  readonly ledger: HostLedger
  readonly #desk: HostDesk
  readonly #keys: KeysByLine
  readonly #prompts: HostPrompts
  readonly #time: VirtualTime
  readonly #open = new Set<Line>()
  /** By line, the ended ones too: what left before the end still arrives. */
  readonly #met = new WeakMap<Line, Met>()
  #awayUntilMs = 0
  readonly #tell: (text: string) => void

  constructor(options: {
    name: string
    profile: AcquirerProfile
    time: VirtualTime
    clock: WallClock
    /** Those it has a contract with. */
    terminals: ReadonlySet<string>
    /** One that another host writes into as well. */
    ledger?: HostLedger
    tell: (text: string) => void
  }) {
    const { name, profile, time, clock } = options
    this.name = name
    this.ledger = options.ledger ?? new HostLedger()
    this.profile = profile
    this.#time = time
    this.#tell = options.tell
    this.#keys = new KeysByLine(profile)
    this.#prompts = new HostPrompts(profile.hostPrompts, (delayMs, callback) => time.after(delayMs, callback))
    this.#desk = new HostDesk({
      profile,
      ledger: this.ledger,
      pinFor: () => '1234',
      now: () => new Date(clock.now()),
      terminals: options.terminals,
      keys: this.#keys,
    })
  }

  isAway(): boolean {
    return this.#time.nowMs < this.#awayUntilMs
  }

  /** Nobody reaches it for a while; what was open ends. */
  goAway(ms: number): void {
    this.#awayUntilMs = Math.max(this.#awayUntilMs, this.#time.nowMs + ms)
    for (const line of [...this.#open]) line.end()
  }

  comeBack(): void {
    this.#awayUntilMs = 0
  }

  met(line: Line): void {
    this.#open.add(line)
    this.#met.set(line, { reader: new FrameReader(framingOf(this.profile)), keys: new HostKeys(this.profile) })
  }

  left(line: Line): void {
    this.#open.delete(line)
  }

  receive(line: Line, bytes: Uint8Array): void {
    const met = this.#met.get(line)
    if (met === undefined || this.isAway()) return
    const { messages, broken } = met.reader.push(bytes)
    for (const payload of messages) this.#serve(line, met, payload)
    if (broken) line.end()
  }

  #serve(line: Line, { keys }: Met, payload: Uint8Array): void {
    this.#keys.served = keys
    try {
      const { tpdu, bytes } = openPayload(this.profile, payload)
      const request = this.#read(bytes, keys)
      if (request === null) {
        this.#answer(line, keys, this.#desk.refuse(decodeMessage(this.profile.iso8583, bytes), 'D1'), tpdu)
      } else if (request.mti === '0610') this.#prompts.take(request)
      else if (request.mti !== '0810') this.#hear(line, keys, request, tpdu)
    } catch (thrown) {
      if (!(thrown instanceof Iso8583Error)) throw thrown
      line.end()
    }
  }

  /** Null when its code is missing or wrong. */
  #read(bytes: Uint8Array, keys: HostKeys): IsoMessage | null {
    try {
      return readMessage(this.profile, bytes, keys.macKey)
    } catch (thrown) {
      if (thrown instanceof Iso8583Error && (thrown.fault === 'mac' || thrown.field === 'mac')) return null
      throw thrown
    }
  }

  #hear(line: Line, keys: HostKeys, request: IsoMessage, tpdu: Tpdu | null): void {
    const refused = this.#refusal(line.book, request)
    if (refused !== null) {
      this.#answer(line, keys, refused, tpdu)
      return
    }
    const asks = ASKED.has(request.mti) ? line.book.takeKind('host-asks') : null
    if (asks === null) this.#decide(line, keys, request, tpdu)
    else void this.#askFirst(asks, line, keys, request, tpdu)
  }

  /** A person at the till is asked something before it decides, though the till may be gone by then. */
  async #askFirst(asks: Fault, line: Line, keys: HostKeys, request: IsoMessage, tpdu: Tpdu | null): Promise<void> {
    const envelope = { tpdu: tpdu === null ? null : swapTpdu(tpdu), macKey: keys.macKey }
    this.#prompts.add(promptOf(asks))
    this.#tell(`${this.name} asks a person before it decides ${request.fields[11]}`)
    const code = await this.#prompts.ask(request, (prompt) =>
      line.answer(toFrame(this.profile, prompt, envelope), requestClassOf('0610'), THINKING_MS),
    )
    if (this.isAway()) return
    this.#keys.served = keys
    if (code !== null) this.#answer(line, keys, this.#desk.refuse(request, code), tpdu)
    else this.#decide(line, keys, request, tpdu)
  }

  #decide(line: Line, keys: HostKeys, request: IsoMessage, tpdu: Tpdu | null): void {
    const { book } = line
    this.#prepare(book, request)
    const decision = this.#desk.decide(request)
    this.#note(request, decision)
    const fault =
      decision.booking?.state === 'approved' && ASKED.has(request.mti) ? afterApproval(book, decision) : null
    switch (fault?.kind) {
      case 'host-restarts':
        // It falls over with the sale in its book and the answer unsaid.
        this.#tell(`${this.name} restarts`)
        this.goAway(fault.ms ?? THINKING_MS)
        return
      case 'host-reverses-by-itself':
        this.ledger.reverse(keyOf(request))
        this.#tell(`${this.name} reverses ${request.fields[11]} by itself`)
        this.#answer(line, keys, decision.answer, tpdu, fault.ms)
        return
      case 'host-unsettled':
      case 'host-wants-signature':
        this.#answer(line, keys, coded(decision.answer, fault), tpdu)
        return
      default:
        this.#answer(line, keys, decision.answer, tpdu)
    }
  }

  /** What is answered without a look at the ledger. */
  #refusal(book: FaultBook, request: IsoMessage): IsoMessage | null {
    const kinds = REFUSALS[request.mti.slice(0, 3)]
    if (kinds === undefined) return null
    const fault = book.take(({ kind }) => kinds.includes(kind))
    return fault === null ? null : coded(this.#desk.refuse(request, fault.code ?? '91'), fault)
  }

  /** What the desk will do to this message by its own script. */
  #prepare(book: FaultBook, { mti, fields }: IsoMessage): void {
    if (mti === '0200' || mti.startsWith('022')) {
      if (book.takeKind('batch-copy-lost') !== null) this.#desk.script({ do: 'forget-next', times: 1 })
    }
    if (mti.startsWith('022')) {
      const refusal = book.takeKind('advice-refused')
      if (refusal !== null) this.#desk.script({ do: 'refuse-advice', code: refusal.code ?? '05', times: 1 })
    }
    if (!ASKED.has(mti)) return
    const decline = book.takeKind('host-declines')
    if (decline !== null) this.#desk.script({ do: 'decline', code: decline.code ?? '05', times: 1 })
    const half = Math.floor(Number(fields[4]) / 2)
    if (half > 0 && book.takeKind('partial-approval') !== null) {
      this.#desk.script({ do: 'approve-part', amountMinor: half })
    }
  }

  #note({ mti, fields }: IsoMessage, { answer, booking }: DeskDecision): void {
    if (mti === '0800') return
    this.#tell(
      `${this.name} hears ${mti} ${fields[11]}, ${booking?.state ?? 'books nothing'}, says ${answer.fields[39]}`,
    )
  }

  #answer(line: Line, keys: HostKeys, answer: IsoMessage, tpdu: Tpdu | null, delayMs = THINKING_MS): void {
    const message = requestClassOf(answer.mti)
    const envelope = { tpdu: tpdu === null ? null : swapTpdu(tpdu), macKey: keys.macKey }
    // The bank alone knows which part it approved: nobody else could tell a wrong one.
    const isPart = this.profile.partialCodes.includes(answer.fields[39] ?? '')
    const wrong = line.book.take(
      ({ kind, on }) =>
        WRONG_CONTENT.has(kind) && (on === undefined || on === message) && !(isPart && kind === 'answer-wrong-amount'),
    )
    line.answer(this.#frame(answer, envelope, wrong), message, delayMs)
  }

  #frame(
    answer: IsoMessage,
    envelope: { tpdu: Tpdu | null; macKey: Uint8Array | null },
    wrong: Fault | null,
  ): Uint8Array {
    const { fields } = answer
    switch (wrong?.kind) {
      case 'answer-wrong-stan':
        return twistedFrame(this.profile, answer, envelope, 'wrong-stan')
      case 'answer-wrong-mac':
        return twistedFrame(this.profile, answer, envelope, 'wrong-mac')
      case 'answer-of-another-terminal':
        return toFrame(this.profile, { ...answer, fields: { ...fields, 41: fields[41] && 'ANOTHER1' } }, envelope)
      case 'answer-wrong-amount':
        return toFrame(
          this.profile,
          { ...answer, fields: { ...fields, 4: fields[4] && String(Number(fields[4]) + 100).padStart(12, '0') } },
          envelope,
        )
      default:
        return toFrame(this.profile, answer, envelope)
    }
  }
}

/** What the host does with a sale that it has just approved. */
function afterApproval(book: FaultBook, { answer }: DeskDecision): Fault | null {
  const isPlain = answer.fields[39] === '00'
  const fault = book.take(({ kind }) => AFTER_APPROVAL.has(kind) && (isPlain || kind !== 'host-wants-signature'))
  return fault?.kind === 'host-wants-signature' ? { ...fault, code: '08' } : fault
}

/** What waits for the bank's word: a charge, or an amount to hold. */
const ASKED = new Set(['0100', '0200'])

const AFTER_APPROVAL = new Set<FaultKind>([
  'host-restarts',
  'host-reverses-by-itself',
  'host-unsettled',
  'host-wants-signature',
])

const PROMPT_SECONDS = 15
const PROMPTS: readonly Omit<ScriptedPrompt, 'do' | 'title'>[] = [
  { kind: 'yes-no', place: 'cashier', options: [] },
  { kind: 'number', place: 'cashier', options: [], minLength: 2, maxLength: 4 },
  { kind: 'choice', place: 'cashier', options: ['Un', 'Deux'] },
  { kind: 'text', place: 'cashier', options: [], maxLength: 8 },
  { kind: 'message', place: 'cashier', options: [] },
  { kind: 'number', place: 'customer', subject: 'code', options: [], minLength: 2, maxLength: 4 },
]

function promptOf({ at = 0, code }: Fault): ScriptedPrompt {
  const prompt = PROMPTS[at % PROMPTS.length] as (typeof PROMPTS)[number]
  const isNeeded = code !== undefined && code !== '00'
  return {
    do: 'prompt',
    title: 'Question',
    ...prompt,
    seconds: PROMPT_SECONDS,
    ...(isNeeded && { codeWithoutAnswer: code }),
  }
}

/** `0230` answers `022`. */
function requestClassOf(mti: string): string {
  return `${mti.slice(0, 2)}${Number(mti[2]) - 1}`
}

const WRONG_CONTENT = new Set<FaultKind>([
  'answer-wrong-stan',
  'answer-wrong-mac',
  'answer-of-another-terminal',
  'answer-wrong-amount',
])
const REFUSALS: Readonly<Partial<Record<string, readonly FaultKind[]>>> = {
  '042': ['reversal-put-off', 'reversal-refused', 'reversal-not-understood'],
  '022': ['advice-put-off', 'advice-not-understood'],
  '032': ['upload-refused'],
}

function coded(answer: IsoMessage, { kind, code }: Fault): IsoMessage {
  return { ...answer, fields: { ...answer.fields, 39: kind === 'reversal-not-understood' ? '30' : (code ?? '91') } }
}

function keyOf({ fields }: IsoMessage): SaleKey {
  return { tid: fields[41] ?? '', stan: fields[11] ?? '', transmittedAt: fields[7] ?? '' }
}
