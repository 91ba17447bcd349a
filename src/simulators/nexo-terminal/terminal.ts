import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import {
  deriveNexoKeys,
  type NexoKeyName,
  type NexoKeys,
  NONCE_BYTES,
  openNexo,
  sealNexo,
} from '#hardware/terminals/nexo/nexo-security.codec.ts'
import { fingerprintOf } from '../crypto/certificate.ts'
import { FaultScript, faultSchema, type Outlet, sendThroughFaults } from '../process/faults.ts'
import type { EmitEvent, RunningSimulator } from '../process/simulator-process.ts'
import { TerminalLedger } from '../standalone-terminal/terminal-ledger.ts'
import { type TillLine, TillPlug, type TillPlugOptions } from '../standalone-terminal/till-plug.ts'
import { httpResponse, readHttpRequest } from './http-wire.ts'
import { type RequestHeader, type ResponseBody, requestHeaderSchema } from './messages.ts'
import { CUSTOMERS, OrderDesk } from './order-desk.ts'

export interface NexoTerminalOptions extends TillPlugOptions, NexoKeyName {
  readonly ledgerFile: string | null
  readonly poiId: string
  readonly passphrase: string
  /** Made of the passphrase elsewhere: it takes some milliseconds. */
  readonly keys?: NexoKeys
  /** How long the customer takes, when the script does not say. */
  readonly customerMs: number
}

/**
 * How an answer differs from what it should be. replace: a text inside it. header, outside: fields of its header, of the one in clear
 * alone. hmac: a wrong one. plain: not closed. status: of HTTP, without a body. replay: the answer before, once more. split: in pieces.
 */
const twistSchema = z.object({
  replace: z.tuple([z.string(), z.string()]).optional(),
  header: z.record(z.string(), z.string()).default({}),
  outside: z.record(z.string(), z.string()).default({}),
  hmac: z.boolean().default(false),
  plain: z.boolean().default(false),
  status: z.int().min(200).max(599).optional(),
  replay: z.boolean().default(false),
  /** So many bytes more than a till takes. */
  padding: z.int().min(0).max(1_000_000).default(0),
})
type Twist = z.infer<typeof twistSchema>
const NO_TWIST: Twist = twistSchema.parse({})

const commandSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('customer'), acts: z.enum(CUSTOMERS), takesMs: z.int().min(0).max(600_000).optional() }),
  /** Typed on the terminal, without a till. */
  z.object({ do: z.literal('pay-by-hand'), amountMinor: z.int().min(1) }),
  /** The next payment is of another amount, as many minor units more. */
  z.object({ do: z.literal('other-amount'), more: z.int() }),
  /** What the next questions about an order are answered. */
  z.object({ do: z.literal('status'), says: z.string().max(40), times: z.int().min(1).max(100).default(1) }),
  /** It knows no message any more. */
  z.object({ do: z.literal('forget') }),
  z.object({ do: z.literal('busy'), on: z.boolean() }),
  twistSchema.extend({ do: z.literal('twist') }),
  z.object({ do: z.literal('power'), on: z.boolean() }),
  /** The line goes when so many bytes of the next message have come. */
  z.object({ do: z.literal('hang-up-after'), bytes: z.int().min(0) }),
  z.object({ do: z.literal('certificate') }),
  z.object({ do: z.literal('ledger') }),
  faultSchema.extend({ do: z.literal('fault') }),
  z.object({ do: z.literal('no-faults') }),
])

const closedSchema = z.object({
  MessageHeader: requestHeaderSchema,
  NexoBlob: z.string().min(1),
  SecurityTrailer: z.object({
    AdyenCryptoVersion: z.literal(1),
    KeyIdentifier: z.string(),
    KeyVersion: z.int(),
    Nonce: z.string(),
    Hmac: z.string(),
  }),
})
type Closed = z.infer<typeof closedSchema>

const PATHS = ['/nexo', '/nexo/']

/** A terminal that speaks nexo in JSON, closed as Adyen has it, with its customers and its own ledger. */
export class NexoTerminal implements RunningSimulator {
  readonly #options: NexoTerminalOptions
  readonly #ledger: TerminalLedger
  readonly #desk: OrderDesk
  readonly #plug: TillPlug
  readonly #faults = new FaultScript()
  readonly #twists: Twist[] = []
  readonly #keys: NexoKeys
  #lastSent: Buffer = httpResponse(500, '')
  #hangUpAfter: number | null = null
  endpoint = ''

  constructor(options: NexoTerminalOptions, emit: EmitEvent) {
    this.#options = options
    this.#keys = options.keys ?? deriveNexoKeys(options.passphrase)
    this.#ledger = new TerminalLedger(options.ledgerFile)
    this.#desk = new OrderDesk(this.#ledger, options.customerMs, emit)
    this.#plug = new TillPlug(options, (line) => this.#connected(line))
  }

  async plugIn(): Promise<void> {
    this.endpoint = await this.#plug.plugIn()
  }

  /** A line in memory, for tests; `receive` of what it returns is the till's mouth. */
  attach(outlet: Outlet, isSerial: boolean) {
    return this.#plug.attach(outlet, isSerial)
  }

  /** A customer stands before it. */
  get isServing(): boolean {
    return this.#desk.isServing
  }

  traffic() {
    return this.#plug.traffic
  }

  async control(raw: Record<string, unknown>): Promise<unknown> {
    const command = commandSchema.parse(raw)
    switch (command.do) {
      case 'customer':
        this.#desk.expect(command)
        break
      case 'pay-by-hand':
        this.#desk.payByHand(command.amountMinor)
        break
      case 'other-amount':
        this.#desk.moreMinor = command.more
        break
      case 'status':
        this.#desk.sayOfOrders(command.says, command.times)
        break
      case 'forget':
        this.#desk.forget()
        break
      case 'busy':
        this.#desk.isBusy = command.on
        break
      case 'twist':
        this.#twists.push(command)
        break
      case 'power':
        await this.#plug.power(command.on)
        break
      case 'hang-up-after':
        this.#hangUpAfter = command.bytes
        break
      case 'certificate': {
        const { tls } = this.#options
        return tls ? { certificate: tls.certificate, fingerprint: fingerprintOf(tls) } : null
      }
      case 'ledger':
        return this.#ledger.entries()
      case 'fault':
        this.#faults.add(command)
        break
      case 'no-faults':
        this.#faults.clear()
    }
    return null
  }

  async close(): Promise<void> {
    this.#desk.close()
    await this.#plug.unplug()
  }

  #connected(line: TillLine): void {
    let bytes = Buffer.alloc(0)
    let isTaken = false
    const take = (more: Uint8Array) => {
      bytes = Buffer.concat([bytes, more])
      if (isTaken) return
      const reading = readHttpRequest(bytes)
      if (reading.kind === 'partial') return
      isTaken = true
      if (reading.kind === 'broken') return this.#refuse(line, 400)
      if (reading.method !== 'POST' || !PATHS.includes(reading.path)) return this.#refuse(line, 404)
      void this.#serve(line, reading.body)
    }
    line.listen(take, () => {})
    const hangUpAfter = this.#hangUpAfter
    this.#hangUpAfter = null
    if (hangUpAfter !== null) line.hangUpAfter(hangUpAfter)
  }

  #refuse(line: TillLine, status: number): void {
    line.write(httpResponse(status, ''))
    line.hangUp()
  }

  async #serve(line: TillLine, text: string): Promise<void> {
    const closed = closedSchema.safeParse(requestIn(text))
    const body = closed.success ? this.#bodyOf(closed.data) : null
    if (!closed.success || body === null) {
      line.write(httpResponse(200, REJECTED))
      return line.hangUp()
    }
    const { MessageHeader: header } = closed.data
    const answer = await this.#answer(header, body)
    await this.#send(line, header, answer)
  }

  /** The request inside; null unless it is closed under the key, and under the same header. */
  #bodyOf({ MessageHeader: outside, NexoBlob, SecurityTrailer }: Closed): Record<string, unknown> | null {
    const { keyIdentifier, keyVersion, poiId } = this.#options
    const isNamed = SecurityTrailer.KeyIdentifier === keyIdentifier && SecurityTrailer.KeyVersion === keyVersion
    const plain = isNamed ? openNexo({ NexoBlob, SecurityTrailer }, this.#keys) : null
    const inside = plain === null ? null : requestIn(plain)
    const read = z.looseObject({ MessageHeader: requestHeaderSchema }).safeParse(inside)
    if (!read.success || outside.POIID !== poiId) return null
    return JSON.stringify(read.data.MessageHeader) === JSON.stringify(outside) ? read.data : null
  }

  /** Null for what is taken without a word. */
  async #answer(header: RequestHeader, message: Record<string, unknown>): Promise<ResponseBody | null> {
    const { MessageCategory } = header
    const body = message[`${MessageCategory}Request`]
    switch (MessageCategory) {
      case 'Diagnosis':
        return this.#desk.diagnosis()
      case 'TransactionStatus':
        return this.#desk.status(body)
      case 'Abort':
        this.#desk.abort(body)
        return null
      default:
        return this.#desk.order(header, body)
    }
  }

  async #send(line: TillLine, header: RequestHeader, body: ResponseBody | null): Promise<void> {
    const twist = this.#twists.shift() ?? NO_TWIST
    const bytes = this.#encoded(header, body, twist)
    this.#lastSent = bytes
    await sendThroughFaults(line, bytes, this.#faults, header.MessageCategory)
    line.hangUp()
  }

  #encoded(header: RequestHeader, body: ResponseBody | null, twist: Twist): Buffer {
    if (twist.replay) return this.#lastSent
    if (twist.status !== undefined) return httpResponse(twist.status, '')
    if (body === null) return httpResponse(200, '')
    const MessageHeader = { ...header, MessageType: 'Response', ...twist.header }
    const message = JSON.stringify({
      SaleToPOIResponse: { MessageHeader, [`${header.MessageCategory}Response`]: body },
    }).padEnd(twist.padding)
    const text = twist.replace ? message.replaceAll(...twist.replace) : message
    if (twist.plain) return httpResponse(200, text)
    const { NexoBlob, SecurityTrailer } = sealNexo(text, this.#keys, this.#options, randomBytes(NONCE_BYTES))
    const Hmac = twist.hmac ? randomBytes(32).toString('base64') : SecurityTrailer.Hmac
    const outside = { ...MessageHeader, ...twist.outside }
    const closed = { MessageHeader: outside, NexoBlob, SecurityTrailer: { ...SecurityTrailer, Hmac } }
    return httpResponse(200, JSON.stringify({ SaleToPOIResponse: closed }))
  }
}

/** What it says to what it cannot read, in clear: no till must believe it. */
const REJECTED = JSON.stringify({
  SaleToPOIRequest: {
    MessageHeader: {
      ProtocolVersion: '3.0',
      MessageClass: 'Event',
      MessageCategory: 'Event',
      MessageType: 'Notification',
    },
    EventNotification: { EventToNotify: 'Reject', EventDetails: 'message=Message%20cannot%20be%20read' },
  },
})

function requestIn(text: string): unknown {
  try {
    return z.object({ SaleToPOIRequest: z.unknown() }).parse(JSON.parse(text)).SaleToPOIRequest
  } catch {
    return null
  }
}
