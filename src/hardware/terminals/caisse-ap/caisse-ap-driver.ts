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
import { actionOf, DONE, NOT_DONE, outcomeOf, privateDataOf, recalledOutcomeOf, ticketOf } from './caisse-ap-answers.ts'
import { type CaisseApCarrier, type CaisseApExchange, CaisseApLine } from './caisse-ap-line.ts'
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
  /** Of a serial line, where the terminal says Concert V3. */
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
  readonly #listeners = new Set<(notice: TerminalNotice) => void>()
  #isBusy = false
  #asked: AskedAbout | null = null

  constructor({ alias, endpoint, settings, clock, newLink }: CaisseApOptions) {
    this.alias = alias
    this.endpoint = endpoint
    this.#settings = settings
    this.can = new Set<TerminalOperation>([
      'pay',
      ...settings.can,
      ...(settings.reservationApplication === undefined ? [] : (['reserve'] as const)),
      ...(settings.tellsLast ? (['last-result'] as const) : []),
    ])
    const form: SerialForm = { baudRate: settings.baudRate, ...SERIAL_FORMS[settings.serial] }
    const line = { newLink: newLink ?? (() => terminalLink(endpoint, form)), clock }
    this.#line = isSerial(endpoint) ? new ConcertLine(line) : new CaisseApLine(line)
  }

  async probe(): Promise<Result<TerminalIdentity>> {
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
    if (!this.#settings.tellsLast) return { kind: 'unknown', failure: fail('TERMINAL_CANNOT_TELL').error }
    // Without the order's reference: what a terminal only sends back would look like its own word.
    const fields = [['CD', LAST_STATUS], ...ticketWish(true)] as const
    const about: AskedAbout = { orderId: order.id, word: null }
    const asked = await this.#ask(fields, LIMITS.terminalProbeTimeoutMs, { about })
    if (about.word !== null) return about.word
    if (asked.kind !== 'answer') return { kind: 'unknown', failure: this.#troubleOf(asked) }
    return recalledOutcomeOf(asked.fields, order, this.#settings.reservationApplication)
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
    if (!this.can.has(order.operation)) return { kind: 'not-started', failure: this.#cannot() }
    const { application, reservationApplication, ticketOnTill } = this.#settings
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
    const onLate = (late: CaisseApFields) => this.#heardLate(order.id, outcomeOf(late, order, reservationApplication))
    const asked = await this.#ask(fields, LIMITS.terminalAnswerTimeoutMs, { onLate })
    if (asked.kind === 'answer') return outcomeOf(asked.fields, order, reservationApplication)
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
    const { version, tillId, tillNumber, endsWithLine } = this.#settings
    const head = [
      ['CZ', version],
      ['CJ', tillId],
      ['CA', tillNumber],
    ] as const
    const body = encodeCaisseAp([...head, ...fields])
    const request = endsWithLine && !isSerial(this.endpoint) ? Buffer.concat([body, Buffer.from('\r\n')]) : body
    try {
      const isAnswered = () => about !== undefined && about.word !== null
      return await this.#line.exchange({ request, timeoutMs, isAnswered, ...(onLate && { onLate }) })
    } finally {
      this.#isBusy = false
      this.#asked = null
    }
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

const reasonOf = (fields: CaisseApFields): string => fields.get('AF') ?? '00'
const optional = (tag: string, value: string | null | undefined) => (value ? ([[tag, value]] as const) : [])
const ticketWish = (isWanted: boolean) => [['CK', isWanted ? WITH_CUSTOMER_TICKET : WITHOUT_TICKET]] as const
