import { z } from 'zod'
import { LIMITS } from '#contract/limits.ts'
import { CURRENCIES } from '#contract/money.ts'
import { type Failure, fail, type Result, succeed } from '#contract/result.ts'
import { cardApplicationSchema } from '#contract/views/terminal-device-view.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type {
  StandaloneTerminalPort,
  TerminalDayEnd,
  TerminalIdentity,
  TerminalNotice,
  TerminalOperation,
  TerminalOrder,
  TerminalOutcome,
} from '#payment/ports/standalone-terminal.port.ts'
import type { ByteLink } from '../../link/byte-link.ts'
import type { SerialForm } from '../../link/serial-link.ts'
import type { AskedAbout } from '../late-line.ts'
import { failureOf, isNotStarted, isSerial, terminalLink } from '../terminal-link.ts'
import { type CaisseApFields, encodeCaisseAp, STATUS_TAG } from './caisse-ap.codec.ts'
import {
  actionOf,
  type CaisseApTerms,
  DONE,
  NOT_DONE,
  outcomeOf,
  privateDataOf,
  recalledOutcomeOf,
  ticketOf,
} from './caisse-ap-answers.ts'
import { type CaisseApCarrier, type CaisseApExchange, type CaisseApHeard, CaisseApLine } from './caisse-ap-line.ts'
import {
  CONCERT_AMOUNT_MINOR_MAX,
  CONCERT_LAYOUTS,
  concertReferenceOf,
  encodeConcertE,
  readConcertE,
} from './concert-e.codec.ts'
import { ConcertLine } from './concert-line.ts'

/** What the shop and its terminal agree on; the bank's installer knows the numbers. */
export const caisseApSettingsSchema = z.strictObject({
  /** CJ, given to the maker of the till. */
  tillId: z.string().regex(/^\d{12}$/),
  /** CA. */
  tillNumber: z.string().regex(/^\d{2}$/),
  version: z.enum(['0300', '0301', '0310', '0320']).default('0320'),
  /** CC: which application of the terminal takes the card; 000 leaves it to the terminal. Left out, the field is not sent. */
  application: cardApplicationSchema.optional(),
  /** CC of the application that holds an amount (301 at hotels and rentals); left out where the terminal has none. */
  reservationApplication: cardApplicationSchema.optional(),
  /** Some terminals on the network refuse everything that does not end like a line. */
  endsWithLine: z.boolean().default(false),
  /** The terminal leaves its customer's ticket to the till. */
  ticketOnTill: z.boolean().default(false),
  /** Of a serial line, where the terminal is older than V3: things at their places (E, E+), no fields with names. */
  layout: z.enum(CONCERT_LAYOUTS).optional(),
  /** Of a serial line, where the terminal says Concert. */
  serial: z.enum(['8N1', '7E1']).default('8N1'),
  baudRate: z.int().min(1_200).max(115_200).default(9_600),
  can: z.array(z.enum(['refund', 'void', 'day-end', 'reprint'])).default([]),
  /** It can be asked for its last payment (CD T). */
  tellsLast: z.boolean().default(false),
})
export type CaisseApSettings = z.infer<typeof caisseApSettingsSchema>

export interface CaisseApOptions {
  readonly alias: string
  readonly endpoint: string
  readonly settings: CaisseApSettings
  readonly clock: Pick<ClockPort, 'after'>
  /** A line made elsewhere, for tests; else the endpoint's. */
  readonly newLink?: () => ByteLink
}

const LAST_STATUS = 'T'
const DAY_END = 'B'
const ANSWER_AT_THE_END = '0'
const ALLOW_LESS = '1'
const WITH_CUSTOMER_TICKET = '100'
const WITHOUT_TICKET = '000'

const SERIAL_FORMS = {
  '8N1': {},
  '7E1': { dataBits: 7, parity: 'even' },
} as const satisfies Record<CaisseApSettings['serial'], Omit<SerialForm, 'baudRate'>>

/** The driver of a terminal that speaks Caisse-AP: over IP, or as Concert V3 on a serial line, as its endpoint says. */
export function createCaisseApTerminal(options: CaisseApOptions): StandaloneTerminalPort {
  return new CaisseApTerminal(options)
}

class CaisseApTerminal implements StandaloneTerminalPort {
  readonly alias: string
  readonly endpoint: string
  readonly can: ReadonlySet<TerminalOperation>
  readonly #settings: CaisseApSettings
  readonly #line: CaisseApCarrier
  /** That line, where its terminal is older than V3. */
  readonly #old: ConcertLine | null
  readonly #listeners = new Set<(notice: TerminalNotice) => void>()
  #isBusy = false
  #asked: AskedAbout | null = null

  constructor({ alias, endpoint, settings, clock, newLink }: CaisseApOptions) {
    this.alias = alias
    this.endpoint = endpoint
    this.#settings = settings
    this.can = operationsOf(settings)
    const form: SerialForm = { baudRate: settings.baudRate, ...SERIAL_FORMS[settings.serial] }
    const line = { newLink: newLink ?? (() => terminalLink(endpoint, form)), clock }
    this.#old = isSerial(endpoint) && settings.layout ? new ConcertLine({ ...line, read: readOld }) : null
    this.#line = this.#old ?? (isSerial(endpoint) ? new ConcertLine(line) : new CaisseApLine(line))
  }

  async probe(): Promise<Result<TerminalIdentity>> {
    const { layout } = this.#settings
    if (layout !== undefined) return this.#greet(layout === 'e' ? 'Concert E' : 'Concert E+')
    const asked = await this.#ask([['CD', 'I']], LIMITS.terminalProbeTimeoutMs)
    if (asked.kind === 'broken') return fail('TERMINAL_WRONG_PROTOCOL', { endpoint: this.endpoint })
    if (asked.kind !== 'answer') return { ok: false, error: this.#troubleOf(asked) }
    return succeed({
      protocolVersion: asked.fields.get('CZ') ?? '',
      terminalId: asked.fields.get('CJ')?.trim() ?? null,
    })
  }

  pay(order: TerminalOrder): Promise<TerminalOutcome> {
    return this.#order(order)
  }

  refund(order: TerminalOrder): Promise<TerminalOutcome> {
    return this.#order(order)
  }

  void(order: TerminalOrder): Promise<TerminalOutcome> {
    return this.#order(order)
  }

  reserve(order: TerminalOrder): Promise<TerminalOutcome> {
    return this.#order(order)
  }

  /** The protocol has no confirmed word for it: reservations are completed and released on the terminal. */
  async complete(): Promise<TerminalOutcome> {
    return { kind: 'not-started', failure: this.#cannot() }
  }

  async release(): Promise<TerminalOutcome> {
    return { kind: 'not-started', failure: this.#cannot() }
  }

  async lastResult(order: TerminalOrder): Promise<TerminalOutcome> {
    if (!this.can.has('last-result')) return { kind: 'unknown', failure: fail('TERMINAL_CANNOT_TELL').error }
    // Without the order's reference: what a terminal only sends back would look like its own word.
    const fields = [['CD', LAST_STATUS], ...ticketWish(true)] as const
    const about: AskedAbout = { orderId: order.id, word: null }
    const asked = await this.#ask(fields, LIMITS.terminalProbeTimeoutMs, { about })
    if (about.word !== null) return about.word
    if (asked.kind !== 'answer') return { kind: 'unknown', failure: this.#troubleOf(asked) }
    return recalledOutcomeOf(asked.fields, order, this.#termsOf(order))
  }

  async dayEnd(): Promise<TerminalDayEnd> {
    if (!this.can.has('day-end')) return { kind: 'not-started', failure: this.#cannot() }
    const asked = await this.#ask([['CD', DAY_END]], LIMITS.terminalAnswerTimeoutMs)
    if (asked.kind === 'not-sent' || asked.kind === 'busy') {
      return { kind: 'not-started', failure: this.#troubleOf(asked) }
    }
    const fields = asked.kind === 'answer' ? asked.fields : null
    const isOwn = (fields?.get('CD') ?? DAY_END) === DAY_END
    const status = isOwn ? fields?.get(STATUS_TAG) : undefined
    if (fields !== null && status === DONE) return { kind: 'done', ticket: ticketOf(fields) }
    if (fields !== null && status === NOT_DONE) {
      return { kind: 'refused', failure: fail('TERMINAL_REFUSED_ORDER', { reason: reasonOf(fields) }).error }
    }
    return { kind: 'unknown', failure: fail('TERMINAL_DAY_END_UNKNOWN').error }
  }

  async reprint(): Promise<Result<readonly string[]>> {
    if (!this.can.has('reprint')) return { ok: false, error: this.#cannot() }
    const asked = await this.#ask([['CD', '3'], ...ticketWish(true)], LIMITS.terminalProbeTimeoutMs)
    if (asked.kind !== 'answer') return { ok: false, error: this.#troubleOf(asked) }
    const ticket = ticketOf(asked.fields)
    return ticket === null ? fail('TERMINAL_REFUSED_ORDER', { reason: reasonOf(asked.fields) }) : succeed(ticket)
  }

  /** One that is older than V3 does not say who it is. */
  async #greet(protocolVersion: string): Promise<Result<TerminalIdentity>> {
    if (this.#old === null) return fail('TERMINAL_WRONG_PROTOCOL', { endpoint: this.endpoint })
    if (this.#isBusy) return fail('TERMINAL_BUSY')
    this.#isBusy = true
    const greeted = await this.#old.greet().finally(() => {
      this.#isBusy = false
    })
    if (greeted.kind !== 'there') return { ok: false, error: this.#troubleOf(greeted) }
    return succeed({ protocolVersion, terminalId: null })
  }

  /** The protocol has no word for it: there is a red key. */
  async abort(): Promise<Result<null>> {
    return { ok: false, error: this.#cannot() }
  }

  close(): Promise<void> {
    return this.#line.close()
  }

  onNotice(listener: (notice: TerminalNotice) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  async #order(order: TerminalOrder): Promise<TerminalOutcome> {
    const { application, layout, reservationApplication, ticketOnTill } = this.#settings
    const hasNoRoom = layout !== undefined && (this.#old === null || order.amountMinor > CONCERT_AMOUNT_MINOR_MAX)
    if (!this.can.has(order.operation) || hasNoRoom) return { kind: 'not-started', failure: this.#cannot() }
    const original = order.original
    // The amount comes last: a request that was cut on its way is no order.
    const fields: (readonly [string, string])[] = [
      ['CE', CURRENCIES[order.currency].numeric],
      ['BA', ANSWER_AT_THE_END],
      ['CD', actionOf(order)],
      ...optional('CC', order.operation === 'reserve' ? reservationApplication : application),
      ...optional('CH', original?.receiptNumber),
      ...optional('AC', original?.approvalCode),
      ...optional('BF', order.mayBeLess && ALLOW_LESS),
      ['CF', privateDataOf(order)],
      ...ticketWish(ticketOnTill),
      ['CB', String(order.amountMinor).padStart(2, '0')],
    ]
    const terms = this.#termsOf(order)
    const onLate = (late: CaisseApFields) => this.#heardLate(order.id, outcomeOf(late, order, terms))
    const asked = await this.#ask(fields, LIMITS.terminalAnswerTimeoutMs, { onLate })
    if (asked.kind === 'answer') return outcomeOf(asked.fields, order, terms)
    return { kind: isNotStarted(asked) ? 'not-started' : 'unknown', failure: this.#troubleOf(asked) }
  }

  async #ask(
    fields: readonly (readonly [string, string])[],
    timeoutMs: number,
    { onLate, about }: { readonly onLate?: (fields: CaisseApFields) => void; readonly about?: AskedAbout } = {},
  ): Promise<CaisseApExchange> {
    if (this.#isBusy) return { kind: 'busy' }
    this.#isBusy = true
    this.#asked = about ?? null
    const request = this.#requestOf(fields)
    try {
      const isAnswered = () => about !== undefined && about.word !== null
      return await this.#line.exchange({ request, timeoutMs, isAnswered, ...(onLate && { onLate }) })
    } finally {
      this.#isBusy = false
      this.#asked = null
    }
  }

  #requestOf(fields: readonly (readonly [string, string])[]): Uint8Array {
    const { version, tillId, tillNumber, layout, endsWithLine } = this.#settings
    const head = [
      ['CZ', version],
      ['CJ', tillId],
      ['CA', tillNumber],
    ] as const
    if (layout !== undefined) return encodeConcertE(new Map([...head, ...fields]), layout)
    const body = encodeCaisseAp([...head, ...fields])
    return endsWithLine && !isSerial(this.endpoint) ? Buffer.concat([body, Buffer.from('\r\n')]) : body
  }

  #termsOf({ id }: TerminalOrder): CaisseApTerms {
    const { layout, reservationApplication: reservation } = this.#settings
    return { reservation, reference: layout === undefined ? undefined : concertReferenceOf(id) }
  }

  #troubleOf(asked: Exclude<CaisseApExchange, { kind: 'answer' }>): Failure {
    if (asked.kind === 'broken') return fail('TERMINAL_MALFORMED_ANSWER', { reason: asked.why }).error
    return failureOf(asked, this.endpoint)
  }

  #cannot(): Failure {
    return fail('TERMINAL_CANNOT').error
  }

  /** A word on the order that is asked about just now is the answer to the question. */
  #heardLate(orderId: string, outcome: TerminalOutcome): void {
    if (this.#asked?.orderId === orderId && outcome.kind !== 'unknown') this.#asked.word = outcome
    else this.#tell({ kind: 'late', orderId, outcome })
  }

  #tell(notice: TerminalNotice): void {
    for (const listener of [...this.#listeners]) listener(notice)
  }
}

/** Of what is older than V3 nothing but these two is said: a hold would go out as a debit, and a void cannot name its payment. */
const OLD_OPERATIONS: readonly TerminalOperation[] = ['pay', 'refund']

function operationsOf({ can, layout, reservationApplication, tellsLast }: CaisseApSettings): Set<TerminalOperation> {
  const all: readonly TerminalOperation[] = [
    'pay',
    ...can,
    ...(reservationApplication === undefined ? [] : (['reserve'] as const)),
    ...(tellsLast ? (['last-result'] as const) : []),
  ]
  return new Set(layout === undefined ? all : all.filter((operation) => OLD_OPERATIONS.includes(operation)))
}

function readOld(body: Uint8Array): CaisseApHeard {
  const fields = readConcertE(body)
  return fields === null ? { kind: 'broken', why: 'Concert' } : { kind: 'answer', fields }
}

const reasonOf = (fields: CaisseApFields): string => fields.get('AF') ?? '00'
const optional = (tag: string, value: string | null | undefined) => (value ? ([[tag, value]] as const) : [])
const ticketWish = (isWanted: boolean) => [['CK', isWanted ? WITH_CUSTOMER_TICKET : WITHOUT_TICKET]] as const
