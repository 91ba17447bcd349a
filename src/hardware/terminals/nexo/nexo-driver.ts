import { z } from 'zod'
import { LIMITS } from '#contract/limits.ts'
import { type Failure, fail, type Result, succeed } from '#contract/result.ts'
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
import {
  judgementOf,
  type NexoJudgement,
  refusalOf,
  totalsTicket,
  UNDER_WAY,
  UNSEEN,
  UNSEEN_OUTCOME,
  unknown,
} from './nexo-answers.ts'
import { NexoConversation, type NexoReply } from './nexo-conversation.ts'
import { createNexoDial } from './nexo-dial.ts'
import { type NexoDial, NexoLine } from './nexo-line.ts'
import { type NexoCategory, serviceIdOf } from './nexo-messages.codec.ts'
import { nexoOrder } from './nexo-orders.ts'
import { nexoTickets } from './nexo-receipt.ts'
import type { NexoKeys } from './nexo-security.codec.ts'

/** What the shop and its terminal agree on; the contract has the names, the vendor's pages the key. */
export const nexoSettingsSchema = z.strictObject({
  saleId: z.string().min(1).max(40),
  poiId: z.string().min(1).max(64),
  certificate: z.string().max(8_000),
  passphrase: z.string().max(255),
  keyIdentifier: z.string().max(64),
  keyVersion: z.int().min(0),
  can: z
    .array(z.enum(['refund', 'void', 'reserve', 'complete', 'release', 'day-end', 'reprint', 'abort']))
    .default(['refund', 'void', 'reprint', 'abort']),
  /** What gives money back of a payment that the terminal knows: a reversal of it, or the card once more. */
  returnsBy: z.enum(['reversal', 'card']).default('reversal'),
  /** How it hears that a card that holds less may pay what it holds (SaleToAcquirerData); null where it has no word for it. */
  partWish: z.string().nullable().default(null),
})
export type NexoSettings = z.infer<typeof nexoSettingsSchema>

export interface NexoOptions {
  readonly alias: string
  readonly endpoint: string
  readonly settings: NexoSettings
  readonly clock: Pick<ClockPort, 'after' | 'now'>
  /** Lines made elsewhere, for tests; else the endpoint's, encrypted. */
  readonly dial?: NexoDial
  /** Made of the passphrase elsewhere, for tests. */
  readonly keys?: NexoKeys
}

/** The driver of a terminal that speaks nexo Retailer in JSON over HTTPS, its messages closed as Adyen has it. */
export function createNexoTerminal(options: NexoOptions): StandaloneTerminalPort {
  return new NexoTerminal(options)
}

type Busy = { readonly kind: 'busy' }
type OrderMessage = Readonly<{ category: 'Payment' | 'Reversal'; serviceId: string }>

/** Some say by HTTP alone that they know no such key. */
const TURNED_AWAY = ['HTTP 400', 'HTTP 401', 'HTTP 403']
const BUSY: Busy = { kind: 'busy' }

class NexoTerminal implements StandaloneTerminalPort {
  readonly alias: string
  readonly endpoint: string
  readonly can: ReadonlySet<TerminalOperation>
  readonly #settings: NexoSettings
  readonly #clock: Pick<ClockPort, 'after' | 'now'>
  readonly #line: NexoLine
  readonly #terminal: NexoConversation
  #isBusy = false
  #isClosed = false
  /** The order under way, which alone can be aborted: before it has left it is not given at all. */
  #open: (OrderMessage & { hasLeft: boolean; isStopped: boolean }) | null = null
  /** The last one that may have left: its ticket alone is printed again, never that of the payment before. */
  #last: OrderMessage | null = null
  #endPause: () => void = () => {}

  constructor({ alias, endpoint, settings, clock, dial, keys }: NexoOptions) {
    this.alias = alias
    this.endpoint = endpoint
    this.#settings = settings
    this.#clock = clock
    this.#line = new NexoLine({ dial: dial ?? createNexoDial(endpoint, settings, clock), clock, endpoint })
    this.#terminal = new NexoConversation(settings, this.#line, endpoint, keys ?? null)
    this.can = new Set<TerminalOperation>(['pay', 'last-result', ...settings.can])
  }

  async probe(): Promise<Result<TerminalIdentity>> {
    const reply = await this.#inTurn(() => this.#ask('Diagnosis', { HostDiagnosisFlag: false }))
    const isTurnedAway = reply.kind === 'broken' && TURNED_AWAY.includes(reply.why)
    if (reply.kind === 'unreadable' || reply.kind === 'other' || isTurnedAway) {
      return { ok: false, error: this.#terminal.notPaired() }
    }
    if (reply.kind === 'empty' || reply.kind === 'broken') {
      return fail('TERMINAL_WRONG_PROTOCOL', { endpoint: this.endpoint })
    }
    if (reply.kind !== 'answer') return { ok: false, error: this.#troubleOf(reply) }
    const found = reply.message.DiagnosisResponse
    if (found === undefined) return fail('TERMINAL_WRONG_PROTOCOL', { endpoint: this.endpoint })
    if (found.Response.Result === 'Failure') return { ok: false, error: refusalOf(found.Response) }
    if (found.POIStatus?.GlobalStatus === 'Busy') return fail('TERMINAL_BUSY')
    return succeed({ protocolVersion: '3.0', terminalId: this.#settings.poiId })
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

  complete(order: TerminalOrder): Promise<TerminalOutcome> {
    return this.#order(order)
  }

  release(order: TerminalOrder): Promise<TerminalOutcome> {
    return this.#order(order)
  }

  /**
   * Asks about the order by its name until the terminal has an end to tell (standalone-terminals sheet 2d, recovery):
   *
   *   Success     the answer to the order, once more: judged as if it had just come
   *   InProgress  asked again after a pause
   *   NotFound    asked again: what has only just left may still arrive; `LIMITS.nexoUnseenAsks` times, it never came
   */
  async lastResult(order: TerminalOrder): Promise<TerminalOutcome> {
    const asked = nexoOrder(order, this.#settings)
    if (asked === null) return unknown(fail('TERMINAL_CANNOT_TELL').error)
    const message: OrderMessage = { category: asked.category, serviceId: serviceIdOf(order.id) }
    const outcome = await this.#inTurn(() => this.#recalled(message, order))
    return outcome.kind === 'busy' ? unknown(this.#troubleOf(outcome)) : outcome
  }

  async dayEnd(): Promise<TerminalDayEnd> {
    if (!this.can.has('day-end')) return { kind: 'not-started', failure: fail('TERMINAL_CANNOT').error }
    const body = { ReconciliationType: 'SaleReconciliation' }
    const reply = await this.#inTurn(() => this.#ask('Reconciliation', body, LIMITS.nexoAnswerTimeoutMs))
    if (reply.kind === 'not-sent' || reply.kind === 'busy') {
      return { kind: 'not-started', failure: this.#troubleOf(reply) }
    }
    const ended = reply.kind === 'answer' ? reply.message.ReconciliationResponse : undefined
    if (ended?.Response.Result === 'Success') return { kind: 'done', ticket: totalsTicket(ended) }
    const isRefused = ended?.Response.Result === 'Failure' && ended.Response.ErrorCondition !== UNDER_WAY
    if (isRefused) return { kind: 'refused', failure: refusalOf(ended.Response) }
    return { kind: 'unknown', failure: fail('TERMINAL_DAY_END_UNKNOWN').error }
  }

  async reprint(): Promise<Result<readonly string[]>> {
    if (!this.can.has('reprint')) return fail('TERMINAL_CANNOT')
    // Without a name the terminal takes its last one.
    const last = this.#last
    const named = last && { MessageReference: this.#terminal.referenceOf(last.category, last.serviceId) }
    const body = { ...named, ReceiptReprintFlag: true, DocumentQualifier: ['CustomerReceipt'] }
    const reply = await this.#inTurn(() => this.#ask('TransactionStatus', body))
    if (reply.kind !== 'answer') return { ok: false, error: this.#troubleOf(reply) }
    const status = reply.message.TransactionStatusResponse
    const hasNoEnd = [UNSEEN, UNDER_WAY].includes(conditionOf(reply) ?? '')
    if (last !== null && hasNoEnd) return fail('TERMINAL_CANNOT_TELL')
    if (status?.Response.Result === 'Failure') return { ok: false, error: refusalOf(status.Response) }
    const { PaymentResponse, ReversalResponse } = status?.RepeatedMessageResponse?.RepeatedResponseMessageBody ?? {}
    const receipts = PaymentResponse?.PaymentReceipt ?? ReversalResponse?.PaymentReceipt
    if (receipts === undefined || receipts.length === 0) return fail('TERMINAL_CANNOT')
    const tickets = nexoTickets(receipts)
    return succeed((tickets.find(({ copy }) => copy === 'customer') ?? tickets[0])?.lines ?? [])
  }

  /** On a line of its own, beside the order's and after it; taken without a word, and the order is answered. */
  async abort(): Promise<Result<null>> {
    if (!this.can.has('abort')) return fail('TERMINAL_CANNOT')
    const open = this.#open
    if (open === null) return fail('TERMINAL_NO_ANSWER')
    if (!open.hasLeft) {
      open.isStopped = true
      return succeed(null)
    }
    const reference = this.#terminal.referenceOf(open.category, open.serviceId)
    const reply = await this.#ask('Abort', { AbortReason: 'MerchantAbort', MessageReference: reference })
    return reply.kind === 'empty' ? succeed(null) : fail('TERMINAL_NO_ANSWER')
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#endPause()
    this.#line.close()
  }

  /** The protocol has no word on what the customer does, and a line that was given up on is not heard any more. */
  onNotice(_: (notice: TerminalNotice) => void): () => void {
    return () => {}
  }

  async #order(order: TerminalOrder): Promise<TerminalOutcome> {
    const asked = this.can.has(order.operation) ? nexoOrder(order, this.#settings) : null
    if (asked === null) return { kind: 'not-started', failure: fail('TERMINAL_CANNOT').error }
    const message: OrderMessage = { category: asked.category, serviceId: serviceIdOf(order.id) }
    const reply = await this.#inTurn(() => {
      const open = { ...message, hasLeft: false, isStopped: false }
      this.#open = open
      const mayLeave = () => {
        open.hasLeft = !open.isStopped
        return open.hasLeft
      }
      const { serviceId } = message
      const answer = this.#terminal.ask(asked.category, asked.body, {
        timeoutMs: LIMITS.nexoAnswerTimeoutMs,
        serviceId,
        mayLeave,
      })
      return answer.finally(() => {
        this.#open = null
      })
    })
    const hasLeft = reply.kind !== 'not-sent' && reply.kind !== 'busy'
    if (hasLeft) this.#last = message
    if (reply.kind === 'answer') return this.#told(judgementOf(reply.message, message.category, order), order)
    return { kind: hasLeft ? 'unknown' : 'not-started', failure: this.#troubleOf(reply) }
  }

  /** The terminal has booked already: a ticket that the disk does not take changes nothing of it. */
  async #told({ outcome, tickets }: NexoJudgement, order: TerminalOrder): Promise<TerminalOutcome> {
    for (const ticket of tickets) await order.keepTicket(ticket)
    return outcome
  }

  async #recalled(message: OrderMessage, order: TerminalOrder): Promise<TerminalOutcome> {
    let unseen = 0
    this.#last = message
    for (let asks = 0; asks < LIMITS.nexoAsks; asks += 1) {
      if (asks > 0) await this.#pause(LIMITS.nexoAskPauseMs)
      if (this.#isClosed) break
      const reply = await this.#askAbout(message)
      const condition = conditionOf(reply)
      unseen = condition === UNSEEN ? unseen + 1 : 0
      if (unseen >= LIMITS.nexoUnseenAsks) return this.#unseen(order)
      if (condition !== UNSEEN && condition !== UNDER_WAY) return this.#repeated(reply, message, order)
    }
    return unknown(fail('TERMINAL_CANNOT_TELL').error)
  }

  async #repeated(reply: NexoReply, message: OrderMessage, order: TerminalOrder): Promise<TerminalOutcome> {
    if (reply.kind !== 'answer') return unknown(this.#troubleOf(reply))
    const status = reply.message.TransactionStatusResponse
    const repeated = status?.Response.Result === 'Success' ? status.RepeatedMessageResponse : undefined
    if (repeated === undefined) return unknown(fail('TERMINAL_CANNOT_TELL').error)
    const { category, serviceId } = message
    const field = this.#terminal.strangerInRepeated(repeated.MessageHeader, category, serviceId)
    if (field !== null) return unknown(fail('TERMINAL_OTHER_ANSWER', { field }).error)
    return this.#told(judgementOf(repeated.RepeatedResponseMessageBody, category, order), order)
  }

  /** A terminal may have forgotten what it did: some minutes afterwards, or nobody knows how many where the clock went back. */
  #unseen({ orderedAt }: TerminalOrder): TerminalOutcome {
    const elapsedMs = Date.parse(this.#clock.now()) - Date.parse(orderedAt)
    if (elapsedMs < 0 || elapsedMs >= LIMITS.nexoRemembersMs) return unknown(fail('TERMINAL_CANNOT_TELL').error)
    this.#last = null
    return UNSEEN_OUTCOME
  }

  #askAbout({ category, serviceId }: OrderMessage): Promise<NexoReply> {
    return this.#ask('TransactionStatus', {
      MessageReference: this.#terminal.referenceOf(category, serviceId),
      ReceiptReprintFlag: true,
      DocumentQualifier: ['CashierReceipt', 'CustomerReceipt'],
    })
  }

  #ask(category: NexoCategory, body: object, timeoutMs: number = LIMITS.terminalProbeTimeoutMs): Promise<NexoReply> {
    return this.#terminal.ask(category, body, { timeoutMs })
  }

  /** A terminal that is sent a second message while one is open answers that it is busy: it is not sent. */
  async #inTurn<Value>(work: () => Promise<Value>): Promise<Value | Busy> {
    if (this.#isBusy) return BUSY
    this.#isBusy = true
    try {
      return await work()
    } finally {
      this.#isBusy = false
    }
  }

  #troubleOf(reply: Exclude<NexoReply, { kind: 'answer' }> | Busy): Failure {
    return reply.kind === 'busy' ? fail('TERMINAL_BUSY').error : this.#terminal.troubleOf(reply)
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.#clock.after(ms, resolve)
      this.#endPause = () => {
        stop()
        resolve()
      }
    })
  }
}

/** Why a question about an order was not answered by the order's answer; null where it was, or where there was no answer. */
function conditionOf(reply: NexoReply): string | null {
  const response = reply.kind === 'answer' ? reply.message.TransactionStatusResponse?.Response : undefined
  return response?.Result === 'Failure' ? (response.ErrorCondition ?? '') : null
}
