/**
 * Goal: a question about an order whose time was over does not end the line on which the order's own word still comes: the word is the
 * answer, and only a line that stays silent is given up for the question. Method: the drivers on lines in memory, on virtual time, whose
 * far side says what each test wants.
 */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import type { ByteLink } from '#hardware/link/byte-link.ts'
import { type FarEnd, simulatedPair } from '#hardware/link/simulated-link.ts'
import { encodeCaisseAp } from '#hardware/terminals/caisse-ap/caisse-ap.codec.ts'
import { createCaisseApTerminal } from '#hardware/terminals/caisse-ap/caisse-ap-driver.ts'
import { concertSign, encodeConcertBlock } from '#hardware/terminals/caisse-ap/concert-block.codec.ts'
import { encodeApdu, readApdus, ZVT } from '#hardware/terminals/zvt/zvt-apdu.codec.ts'
import { createZvtTerminal, zvtSettingsSchema } from '#hardware/terminals/zvt/zvt-driver.ts'
import { BMP, encodeFields, toBcd } from '#hardware/terminals/zvt/zvt-fields.codec.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type {
  StandaloneTerminalPort,
  TerminalNotice,
  TerminalOrder,
  TerminalOutcome,
} from '#payment/ports/standalone-terminal.port.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'
import { TERMINAL_SETTINGS } from '#test/support/terminals/caisse-ap-bench.ts'
import { orderOf } from '#test/support/terminals/terminal-orders.ts'

const NOTHING = new Uint8Array()
const apdu = (control: number, data: Uint8Array = NOTHING) => encodeApdu({ control, data })
const NOT_ISSUED = 0x8466
const STX = 0x02

type NewDriver = (newLink: () => ByteLink, clock: Pick<ClockPort, 'after'>) => StandaloneTerminalPort

/** A terminal on lines in memory, of which each is another one. */
abstract class Far {
  readonly clock = new ManualClock()
  readonly driver: StandaloneTerminalPort
  readonly notices: TerminalNotice[] = []
  readonly #lines: FarEnd[] = []

  constructor(newDriver: NewDriver) {
    this.driver = newDriver(() => this.#newLink(), this.clock)
    this.driver.onNotice((notice) => this.notices.push(notice))
  }

  get lines(): number {
    return this.#lines.length
  }

  /** On the first line: the order's. */
  get line(): FarEnd {
    const [line] = this.#lines
    if (line === undefined) throw new Error('no line yet')
    return line
  }

  /** What it does until the order is with it. */
  abstract take(bytes: Uint8Array, line: FarEnd): void
  /** The end of the order, which moved nothing. */
  abstract refuse(order: TerminalOrder): Promise<void>

  /** An order that the terminal has, and says nothing more of in its time. */
  async silentOrder(): Promise<TerminalOrder> {
    const order = orderOf('pay')
    const paid = this.driver.pay(order)
    await settle()
    await this.clock.advance(LIMITS.terminalAnswerTimeoutMs)
    expect(await paid).toMatchObject({ kind: 'unknown', failure: { code: 'TERMINAL_NO_ANSWER' } })
    return order
  }

  #newLink(): ByteLink {
    const { link, far } = simulatedPair(`memory:late-${this.#lines.length}`)
    this.#lines.push(far)
    far.onBytes((bytes) => this.take(bytes, far))
    return link
  }
}

class ZvtFar extends Far {
  readonly answers: number[] = []

  constructor() {
    super((newLink, clock) =>
      createZvtTerminal({
        alias: 'Theke',
        endpoint: 'memory:zvt',
        settings: zvtSettingsSchema.parse({}),
        clock,
        newLink,
      }),
    )
  }

  take(bytes: Uint8Array, line: FarEnd): void {
    for (const { control } of readApdus(bytes).apdus) {
      if (control === ZVT.registration || control === ZVT.payment) line.write(apdu(ZVT.yes))
      else this.answers.push(control)
      if (control === ZVT.registration) line.write(apdu(ZVT.completion))
    }
  }

  /** Its approval comes too late: the till says that the goods were not given, and it takes the payment back. */
  async refuse(): Promise<void> {
    this.tellApproved()
    await settle()
    expect(this.answers.at(-1)).toBe(NOT_ISSUED)
    this.line.write(apdu(ZVT.abort, Uint8Array.of(0x6c)))
    await settle()
  }

  tellApproved(): void {
    const approved = encodeFields([
      [BMP.result, Uint8Array.of(0)],
      [BMP.amount, toBcd(1_234, 6)],
      [BMP.receipt, toBcd('0001', 2)],
      [BMP.pan, Buffer.from('501767eeeeee6700', 'hex')],
    ])
    this.line.write(apdu(ZVT.statusInfo, approved))
  }
}

const refusalOf = (order: TerminalOrder): Uint8Array =>
  encodeCaisseAp([
    ['CZ', '0320'],
    ['CF', order.id],
    ['CD', '0'],
    ['CB', String(order.amountMinor)],
    ['AE', '01'],
    ['AF', '06'],
  ])

const caisseAp =
  (endpoint: string): NewDriver =>
  (newLink, clock) =>
    createCaisseApTerminal({ alias: 'Comptoir', endpoint, settings: TERMINAL_SETTINGS, clock, newLink })

class CaisseApFar extends Far {
  constructor() {
    super(caisseAp('memory:caisse-ap'))
  }

  take(): void {}

  async refuse(order: TerminalOrder): Promise<void> {
    this.line.write(refusalOf(order))
    await this.clock.advance(LIMITS.terminalDrainMs)
  }
}

class ConcertFar extends Far {
  constructor() {
    super(caisseAp('serial:concert'))
  }

  take(bytes: Uint8Array, line: FarEnd): void {
    if (bytes[0] === concertSign('enq')[0] || bytes[0] === STX) line.write(concertSign('ack'))
  }

  async refuse(order: TerminalOrder): Promise<void> {
    this.line.write(encodeConcertBlock(refusalOf(order)))
    await settle()
  }
}

const FARS = {
  ZVT: () => new ZvtFar(),
  'Caisse-AP over IP': () => new CaisseApFar(),
  'Concert V3': () => new ConcertFar(),
} as const

describe.each(Object.entries(FARS))('over %s, an order that was silent in its time', (_, open) => {
  it('and ends while it is asked about is answered by its own word, on its own line', async () => {
    const far = open()
    const order = await far.silentOrder()
    const asked = far.driver.lastResult(order)
    await far.clock.advance(LIMITS.terminalLateWordMs - 1_000)
    expect(far.lines).toBe(1)
    await far.refuse(order)
    expect(await asked).toMatchObject({ kind: 'aborted', failure: { code: 'TERMINAL_ABANDONED' } })
    // Said once, to whoever asked.
    expect([far.lines, far.notices]).toEqual([1, []])
    await far.driver.close()
  })

  it('and ends while its ticket is asked for once more, or another order waits, is told of', async () => {
    for (const ask of [
      (driver: StandaloneTerminalPort) => driver.reprint(),
      (driver: StandaloneTerminalPort) => driver.pay(orderOf('pay')),
    ]) {
      const far = open()
      const order = await far.silentOrder()
      const asked = ask(far.driver)
      await settle()
      expect(far.lines).toBe(1)
      await far.refuse(order)
      expect(far.notices).toMatchObject([{ kind: 'late', orderId: order.id, outcome: { kind: 'aborted' } }])
      expect(far.lines).toBe(2)
      await far.driver.close()
      await asked
    }
  })

  it('and stays so is asked about on another line, once that was waited for', async () => {
    const far = open()
    const order = await far.silentOrder()
    const asked = far.driver.lastResult(order)
    await far.clock.advance(LIMITS.terminalLateWordMs)
    expect(far.lines).toBe(2)
    await far.driver.close()
    expect((await asked).kind).toBe('unknown')
    // Nothing was waited for that is waited for still.
    const later = far.driver.lastResult(order)
    await settle()
    expect([(await later).kind, far.lines]).toEqual(['unknown', 2])
  })

  it('ends with the till, though somebody waits for it', async () => {
    const far = open()
    const order = await far.silentOrder()
    const asked: Promise<TerminalOutcome> = far.driver.lastResult(order)
    await settle()
    await far.driver.close()
    expect([(await asked).kind, far.lines]).toEqual(['unknown', 1])
  })
})

it('a ZVT terminal that has begun to say what became of an order is heard out, whoever waits', async () => {
  const far = new ZvtFar()
  const order = await far.silentOrder()
  const asked = far.driver.lastResult(order)
  await far.clock.advance(LIMITS.terminalLateWordMs - 1_000)
  far.tellApproved()
  // It takes the payment back at its bank, which needs its time.
  await far.clock.advance(LIMITS.terminalLateWordMs - 1_000)
  far.line.write(apdu(ZVT.abort, Uint8Array.of(0x6c)))
  await settle()
  expect([(await asked).kind, far.lines]).toEqual(['aborted', 1])
  await far.driver.close()
})
