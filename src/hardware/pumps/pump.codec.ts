import { crc32 } from 'node:zlib'
import { z } from 'zod'
import { LIMITS } from '#contract/limits.ts'
import { AMOUNT_MINOR_MAX } from '#contract/money.ts'

/**
 * One line of the pump link (docs/pump-link.md):
 *
 *   offset  length  what
 *   0       8       CRC-32 of the body, capital hexadecimal
 *   8       1       space
 *   9       1..     body: one JSON object, UTF-8, without a line feed
 *   end     1       line feed
 *
 * Longer than `LIMITS.pumpLineBytesMax`, or with another sum, a line is nothing that was said.
 */
const SUM_LENGTH = 8
const LINE_FEED = 0x0a

const orderId = z.string().regex(/^[0-9a-zA-Z-]{1,40}$/)
const seq = z.int().min(1).max(999_999_999)
const amountMinor = z.int().min(0).max(AMOUNT_MINOR_MAX)
const nozzle = z.int().min(1).max(LIMITS.pumpNozzles)
/** Thousandths of the currency unit for a litre: 1879 is 1,879 €. */
const priceMilli = z.int().min(1).max(99_999)

/** How the pump knows an order. `unknown` also stands for one that it never heard of. */
export const pumpOrderSchema = z.object({
  id: orderId,
  state: z.enum(['unknown', 'released', 'delivering', 'ended']),
  ceilingMinor: amountMinor,
  nozzle: nozzle.nullable(),
  priceMilli: priceMilli.nullable(),
  volumeMl: z.int().min(0).max(9_999_999),
  amountMinor,
  /** Why it ended; null before. */
  end: z.enum(['hung-up', 'ceiling', 'stopped', 'not-lifted', 'withdrawn', 'power-cut']).nullable(),
})
export type PumpOrderWire = z.infer<typeof pumpOrderSchema>

/** What the till asks. Each may be repeated: the pump answers as it did, and does nothing twice. */
const pumpCommandSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('hello'), seq }),
  z.strictObject({
    do: z.literal('release'),
    seq,
    order: orderId,
    ceilingMinor: amountMinor.min(1),
    currency: z.enum(['EUR', 'PLN', 'GBP']),
    prices: z.array(z.strictObject({ nozzle, priceMilli })).min(1).max(LIMITS.pumpNozzles),
    liftWithinSeconds: z.int().min(1).max(600),
  }),
  z.strictObject({ do: z.enum(['withdraw', 'stop', 'look', 'taken']), seq, order: orderId }),
])
export type PumpCommand = z.infer<typeof pumpCommandSchema>
type WithoutSeq<Command> = Command extends unknown ? Omit<Command, 'seq'> : never
/** A command before it has its number. */
export type PumpAsk = WithoutSeq<PumpCommand>

export const PUMP_REFUSALS = ['busy', 'order-closed', 'other-terms', 'out-of-service', 'not-understood'] as const

const answerSchema = z.union([
  z.object({ seq, ok: z.literal(true), order: pumpOrderSchema }),
  z.object({
    seq,
    ok: z.literal(true),
    pump: z.object({
      serialNumber: z.string().min(1).max(40),
      nozzles: z.array(nozzle).min(1).max(LIMITS.pumpNozzles),
      /** The nozzle that was taken without a release. */
      calling: nozzle.nullable(),
    }),
  }),
  z.object({ seq, ok: z.literal(false), why: z.enum(PUMP_REFUSALS) }),
])
/** What the pump answers, by the number of the command. */
export type PumpAnswer = z.infer<typeof answerSchema>

const noticeSchema = z.union([
  z.object({ notice: z.literal('calling'), nozzle: nozzle.nullable() }),
  z.object({ notice: z.literal('order'), order: pumpOrderSchema }),
])
/** What the pump says by itself: a nozzle taken (null: put back), an order that moved. */
export type PumpNoticeWire = z.infer<typeof noticeSchema>

const fromPumpSchema = z.union([answerSchema, noticeSchema])

/** What a metered volume costs, half a minor unit rounded up: both sides count alike. */
export function meteredMinor(volumeMl: number, priceMilli: number): number {
  return Number((BigInt(volumeMl) * BigInt(priceMilli) + 5_000n) / 10_000n)
}

/** A message as a line, ready for the wire. */
export function pumpLine(message: PumpCommand | PumpAnswer | PumpNoticeWire): Uint8Array {
  const body = Buffer.from(JSON.stringify(message), 'utf8')
  return Buffer.concat([Buffer.from(`${sumOf(body)} `), body, Buffer.of(LINE_FEED)])
}

/** What a line of the pump says; null when it is none, or says nothing that this link knows. */
export function readFromPump(line: Uint8Array): PumpAnswer | PumpNoticeWire | null {
  const read = fromPumpSchema.safeParse(bodyOf(line))
  return read.success ? read.data : null
}

/** What a line of the till asks; null when the line is not whole, `seq` alone when the command is not understood. */
export function readFromTill(line: Uint8Array): PumpCommand | { readonly do: null; readonly seq: number } | null {
  const body = bodyOf(line)
  const read = pumpCommandSchema.safeParse(body)
  if (read.success) return read.data
  const numbered = z.object({ seq }).safeParse(body)
  return numbered.success ? { do: null, seq: numbered.data.seq } : null
}

function bodyOf(line: Uint8Array): unknown {
  const bytes = Buffer.from(line)
  const body = bytes.subarray(SUM_LENGTH + 1)
  if (bytes.subarray(0, SUM_LENGTH + 1).toString('latin1') !== `${sumOf(body)} `) return null
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}

const sumOf = (body: Uint8Array): string => crc32(body).toString(16).toUpperCase().padStart(SUM_LENGTH, '0')

/** Cuts a stream into lines. What grows too long is thrown away up to its line feed. */
export class PumpLines {
  #pending = Buffer.alloc(0)
  #skipping = false

  /** Whole lines, without their line feeds. */
  accept(bytes: Uint8Array): Uint8Array[] {
    const lines: Uint8Array[] = []
    let rest = Buffer.concat([this.#pending, bytes])
    for (let end = rest.indexOf(LINE_FEED); end >= 0; end = rest.indexOf(LINE_FEED)) {
      if (!this.#skipping && end <= LIMITS.pumpLineBytesMax) lines.push(rest.subarray(0, end))
      this.#skipping = false
      rest = rest.subarray(end + 1)
    }
    if (rest.length > LIMITS.pumpLineBytesMax) {
      this.#skipping = true
      rest = Buffer.alloc(0)
    }
    this.#pending = Buffer.from(rest)
    return lines
  }

  /** Forgets the beginning of a line that will not come. */
  reset(): void {
    this.#pending = Buffer.alloc(0)
    this.#skipping = false
  }
}
