/**
 * Goal: on a serial line, where bytes are lost and spoilt and nobody hears of the other side's end, an order is said once, and what
 * was not heard is said again only where that charges nobody. Method: the drivers on simulated terminals over pseudo-terminals and
 * lines in memory, and the bytes of the standalone-terminals sheet (2a, 2c).
 */
import { afterEach, describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { simulatedPair } from '#hardware/link/simulated-link.ts'
import { ConcertReader, concertSign, encodeConcertBlock } from '#hardware/terminals/caisse-ap/concert-block.codec.ts'
import { ConcertLine } from '#hardware/terminals/caisse-ap/concert-line.ts'
import { ZVT } from '#hardware/terminals/zvt/zvt-apdu.codec.ts'
import { SerialCarrier } from '#hardware/terminals/zvt/zvt-carrier.ts'
import { encodeZvtFrame } from '#hardware/terminals/zvt/zvt-serial.codec.ts'
import type { TerminalOrder, TerminalOutcome } from '#payment/ports/standalone-terminal.port.ts'
import { netChargedMinor } from '#simulators/standalone-terminal/terminal-ledger.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'
import { PROTOCOLS } from '#test/support/terminals/byte-tables.ts'
import { openCaisseApBench } from '#test/support/terminals/caisse-ap-bench.ts'
import type { TerminalBench } from '#test/support/terminals/terminal-bench.ts'
import { orderOf } from '#test/support/terminals/terminal-orders.ts'
import { openZvtBench } from '#test/support/terminals/zvt-bench.ts'

const codeOf = (outcome: TerminalOutcome) =>
  'failure' in outcome ? [outcome.kind, outcome.failure.code] : [outcome.kind]
const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
const ACK = 0x06
const NAK = 0x15

let lines = 0

/** The far end of a line in memory; what it heard, and what it may say. */
async function openLine() {
  lines += 1
  const { link, far } = simulatedPair(`serial:far-end-${lines}`)
  const heard: string[] = []
  far.onBytes((bytes) => heard.push(Buffer.from(bytes).toString('hex')))
  const clock = new ManualClock()
  return { link, far, heard, clock }
}

describe('over a pseudo-terminal', () => {
  let bench: TerminalBench
  afterEach(() => bench.close())

  it.each([
    ['ZVT', () => openZvtBench({}, true)],
    ['Concert V3', () => openCaisseApBench({}, true)],
  ])('a terminal that speaks %s charges once, and says who it is', async (_, open) => {
    bench = await open()
    expect(bench.driver.endpoint).toMatch(/^serial:/)
    expect((await bench.driver.probe()).ok).toBe(true)
    expect(await bench.driver.pay(orderOf('pay'))).toMatchObject({ kind: 'approved', result: { amountMinor: 1_234 } })
    expect(netChargedMinor(bench.ledger())).toBe(1_234)
  })
})

describe('a Concert block', () => {
  const blank = '20 '.repeat(10)
  it.each([
    ['a request', `30 31 30 30 30 30 31 32 33 34 30 31 30 39 37 38 ${blank} 41 30 31 30 42 30 31 30`, '02'],
    ['an acceptance', `30 31 30 30 30 30 30 31 32 33 34 31 39 37 38 ${blank}`, '31'],
    ['a refusal', `30 31 37 30 30 30 30 31 32 33 34 31 39 37 38 ${blank}`, '36'],
  ])('has the sum of the sheet: %s', (_, hex, lrc) => {
    const block = encodeConcertBlock(bytesOf(hex))
    expect(Buffer.from(block.subarray(-2)).toString('hex')).toBe(`03${lrc}`)
    const events = [...block].flatMap((byte) => new ConcertReader().accept(Uint8Array.of(byte)))
    expect(events).toEqual([])
    expect(new ConcertReader().accept(block)).toEqual([{ kind: 'block', body: bytesOf(hex) }])
  })

  it('with any bit spoilt is never another block, and its eighth bit means nothing', () => {
    const body = Buffer.from('CZ0040320')
    const block = encodeConcertBlock(body)
    for (let place = 0; place < block.length; place += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const spoilt = Uint8Array.from(block)
        spoilt[place] = (spoilt[place] ?? 0) ^ (1 << bit)
        const blocks = new ConcertReader().accept(spoilt).filter(({ kind }) => kind === 'block')
        expect(blocks, `byte ${place}, bit ${bit}`).toEqual(
          bit === 7 ? [{ kind: 'block', body: Uint8Array.from(body) }] : [],
        )
      }
    }
  })
})

describe('a Concert terminal', () => {
  const table = () => PROTOCOLS['Concert V3 on a serial line']()

  it('that finds a block spoilt is told it again, three times in all', async () => {
    const { driver, terminal, ledger } = bound(table())
    await terminal.control({ do: 'nak', times: 2 })
    expect((await driver.pay(orderOf('pay'))).kind).toBe('approved')
    await terminal.control({ do: 'nak', times: 3 })
    expect(codeOf(await driver.pay(orderOf('pay')))).toEqual(['unknown', 'TERMINAL_LINK_LOST'])
    expect(netChargedMinor(await ledger())).toBe(1_234)
  })

  it('that does not listen is busy with the customer before: nothing was said', async () => {
    const { driver, terminal, ledger } = bound(table())
    await terminal.control({ do: 'deaf', on: true })
    expect(codeOf(await driver.pay(orderOf('pay')))).toEqual(['not-started', 'TERMINAL_BUSY'])
    expect(await ledger()).toEqual([])
  })

  it('says a spoilt answer again', async () => {
    const { driver, terminal, ledger } = bound(table())
    await terminal.control({ do: 'fault', on: 'pay', kind: 'garbage', bytes: 12, times: 2 })
    expect((await driver.pay(orderOf('pay'))).kind).toBe('approved')
    expect(netChargedMinor(await ledger())).toBe(1_234)
  })

  it('is listened to when it is not heard to take the order, which is not said again', async () => {
    const { link, far, heard, clock } = await openLine()
    const line = new ConcertLine({ newLink: () => link, clock })
    const exchange = line.exchange({ request: Buffer.from('CZ0040320'), timeoutMs: 60_000 })
    await settle()
    far.write(concertSign('ack'))
    await settle()
    await clock.advance(LIMITS.concertAckTimeoutMs)
    expect(heard).toEqual(['05', Buffer.from(encodeConcertBlock(Buffer.from('CZ0040320'))).toString('hex'), '04'])
    far.write(concertSign('enq'))
    const block = encodeConcertBlock(Buffer.from('CZ0040320AE00210'))
    far.write(block.subarray(0, 5))
    await settle()
    await clock.advance(LIMITS.concertByteGapMs)
    far.write(block)
    await settle()
    expect(heard.slice(3)).toEqual(['06', '15', '06'])
    expect((await exchange).kind).toBe('answer')
  })

  it('that is silent is asked three times whether it listens', async () => {
    const { link, heard, clock } = await openLine()
    const line = new ConcertLine({ newLink: () => link, clock })
    const exchange = line.exchange({ request: Buffer.from('CZ0040320'), timeoutMs: 60_000 })
    for (let asked = 0; asked <= LIMITS.concertRepeats; asked += 1) {
      await settle()
      await clock.advance(LIMITS.concertAckTimeoutMs)
    }
    expect([await exchange, heard]).toEqual([{ kind: 'busy' }, ['05', '05', '05']])
  })
})

describe('a ZVT terminal', () => {
  const table = () => PROTOCOLS['ZVT on a serial line']()

  it('that finds frames spoilt, or takes one without a word, charges once', async () => {
    for (const trouble of [
      { do: 'nak', times: 2 },
      { do: 'mute', times: 1 },
    ]) {
      const { driver, terminal, ledger } = bound(table())
      await driver.probe()
      await terminal.control(trouble)
      expect((await driver.pay(orderOf('pay'))).kind).toBe('approved')
      expect(netChargedMinor(await ledger())).toBe(1_234)
    }
  })

  it('whose result is spoilt says it again; the till keeps it once', async () => {
    const { driver, terminal, ledger } = bound(table())
    const kept: unknown[] = []
    await driver.probe()
    await terminal.control({ do: 'fault', on: 'status', kind: 'garbage', bytes: 20, times: 2 })
    const order: Partial<TerminalOrder> = { keep: async (result) => kept.push(result) > 0 }
    expect((await driver.pay(orderOf('pay', order))).kind).toBe('approved')
    expect([kept.length, netChargedMinor(await ledger())]).toEqual([1, 1_234])
  })

  it('that is away never got the order', async () => {
    const { driver, terminal } = bound(table())
    await driver.probe()
    await terminal.control({ do: 'power', on: false })
    expect((await driver.pay(orderOf('pay'))).kind).toBe('not-started')
  })

  it.each([
    ['registration', 3, ZVT.registration],
    ['payment', 1, ZVT.payment],
    ['day end', 1, ZVT.dayEnd],
  ])('that does not say whether it took a %s is told it so often: %i', async (_, times, control) => {
    const { link, heard, clock } = await openLine()
    await link.open()
    const carrier = new SerialCarrier(link, clock)
    carrier.hear({ onMessage: () => {}, onLost: () => {} })
    const said = carrier.say({ control, data: new Uint8Array() })
    for (let waited = 0; waited <= LIMITS.zvtRepeats; waited += 1) {
      await settle()
      await clock.advance(LIMITS.zvtAckTimeoutMs)
    }
    expect([await said, heard.length]).toEqual([false, times])
    await carrier.close()
  })

  it('is told of a frame that stops in the middle, and heard once when it says one again', async () => {
    const { link, far, heard, clock } = await openLine()
    await link.open()
    const messages: number[] = []
    const carrier = new SerialCarrier(link, clock)
    carrier.hear({ onMessage: ({ control }) => messages.push(control), onLost: () => {} })
    const frame = encodeZvtFrame(bytesOf('04 FF 01 0A'))
    far.write(frame.subarray(0, 4))
    await settle()
    await clock.advance(LIMITS.zvtByteGapMs - 1)
    expect(heard).toEqual([])
    await clock.advance(1)
    far.write(frame)
    far.write(frame)
    await settle()
    expect([heard, messages]).toEqual([
      [NAK, ACK, ACK].map((byte) => byte.toString(16).padStart(2, '0')),
      [ZVT.progress],
    ])
    // Once an answer of ours was taken, the same words are new ones.
    const said = carrier.say({ control: ZVT.yes, data: new Uint8Array() })
    await settle()
    // Its word and its next frame come in one piece.
    far.write(Uint8Array.of(ACK, ...frame))
    expect(await said).toBe(true)
    await settle()
    expect(messages).toEqual([ZVT.progress, ZVT.progress])
    await carrier.close()
  })
})

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const table of opened.splice(0)) await table.close()
})

function bound<Table extends { close(): Promise<void>; ledger(): unknown }>(table: Table) {
  opened.push(table)
  return Object.assign(table, { ledger: table.ledger.bind(table) })
}
