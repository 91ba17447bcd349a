/**
 * Goal: a terminal that is older than Concert V3 is paid by the layout of the standalone-terminals sheet (2c and 3), byte for byte, and
 * nothing that it does not have is asked of it. Method: the sheet's blocks on the codec, on the simulated terminal alone, and on the
 * driver with it, on a serial line in memory; the terminal's own ledger says what is charged.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { CaisseApError } from '#hardware/terminals/caisse-ap/caisse-ap.codec.ts'
import { outcomeOf } from '#hardware/terminals/caisse-ap/caisse-ap-answers.ts'
import { createCaisseApTerminal } from '#hardware/terminals/caisse-ap/caisse-ap-driver.ts'
import { encodeConcertBlock } from '#hardware/terminals/caisse-ap/concert-block.codec.ts'
import {
  CONCERT_AMOUNT_MINOR_MAX,
  type ConcertLayout,
  concertReferenceOf,
  encodeConcertE,
  readConcertE,
} from '#hardware/terminals/caisse-ap/concert-e.codec.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { TerminalOutcome } from '#payment/ports/standalone-terminal.port.ts'
import { CaisseApTerminal } from '#simulators/caisse-ap-terminal/terminal.ts'
import { netChargedMinor, type TerminalEntry } from '#simulators/standalone-terminal/terminal-ledger.ts'
import { realClock } from '#test/support/acquirer/real-clock.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'
import { TERMINAL_SETTINGS } from '#test/support/terminals/caisse-ap-bench.ts'
import { FaultyCable } from '#test/support/terminals/faulty-cable.ts'
import { orderOf } from '#test/support/terminals/terminal-orders.ts'
import { bytesOfHex, hexOfBytes } from '#test/support/terminals/zvt-vectors.ts'

const BLANK = '20 '.repeat(10).trim()
/** 12.34 EUR of till 01. */
const REQUEST_E = `30 31 30 30 30 30 31 32 33 34 30 31 30 39 37 38 ${BLANK}`
const REQUEST = `02 ${REQUEST_E} 41 30 31 30 42 30 31 30 03 02`
const ACCEPTED = `02 30 31 30 30 30 30 30 31 32 33 34 31 39 37 38 ${BLANK} 03 31`
const REFUSED = `02 30 31 37 30 30 30 30 31 32 33 34 31 39 37 38 ${BLANK} 03 36`
const bodyOf = (block: string) => bytesOfHex(block).subarray(1, -2)
const FIELDS = new Map([
  ['CA', '01'],
  ['CB', '1234'],
  ['CD', '0'],
  ['CE', '978'],
])
const codeOf = (outcome: TerminalOutcome) =>
  'failure' in outcome ? [outcome.kind, outcome.failure.code] : [outcome.kind]

let terminal: CaisseApTerminal
beforeEach(() => {
  const own = { port: 0, ledgerFile: null, terminalId: '330538600404', customerMs: 0, wordMs: 2_000 } as const
  terminal = new CaisseApTerminal(own, () => {})
})
afterEach(() => terminal.close())
const ledger = async () => (await terminal.control({ do: 'ledger' })) as readonly TerminalEntry[]

describe('the layout', () => {
  it('of a request is that of the sheet', () => {
    expect(hexOfBytes(encodeConcertBlock(encodeConcertE(FIELDS, 'e-plus')))).toBe(REQUEST)
    expect(hexOfBytes(encodeConcertE(FIELDS, 'e'))).toBe(REQUEST_E)
    expect(encodeConcertBlock(encodeConcertE(FIELDS, 'e-plus'))).toHaveLength(37)
    expect(() => encodeConcertE(new Map([...FIELDS, ['CB', '100000000']]), 'e')).toThrow(CaisseApError)
  })

  it('of an answer is that of the sheet, short and long', () => {
    const accepted = { CA: '01', AE: '10', CB: '00001234', CE: '978' }
    const read = (body: Uint8Array) => Object.fromEntries(readConcertE(body) ?? [])
    expect(read(bodyOf(ACCEPTED))).toEqual(accepted)
    expect(read(bodyOf(REFUSED))).toEqual({ ...accepted, AE: '01' })
    const short = Buffer.from(bodyOf(ACCEPTED)).toString('latin1')
    const long = `${short.slice(0, 12)}${'5017670000006700'.padEnd(55)}${short.slice(12, 15)}1234567890`
    expect(long).toHaveLength(80)
    expect(read(Buffer.from(long))).toEqual({ ...accepted, CF: '1234567890' })
    expect(read(Buffer.from(short.replace(/^010/, '019')))).toEqual({ ...accepted, AE: '11' })
  })

  it('of another length, or with other signs, is none', () => {
    const body = bodyOf(ACCEPTED)
    for (const wrong of [body.subarray(1), Buffer.concat([body, body]), bodyOf(REQUEST), Buffer.alloc(25, 0x41)]) {
      expect(readConcertE(wrong)).toBeNull()
    }
  })

  it('with one bit that is wrong never approves another amount, another currency or another order', () => {
    const order = orderOf('pay')
    const reference = concertReferenceOf(order.id)
    const own = Buffer.from(bodyOf(ACCEPTED).subarray(0, 15))
    const body = Buffer.concat([own, Buffer.from(reference)])
    let approved = 0
    for (let bit = 0; bit < body.length * 8; bit += 1) {
      const spoilt = Buffer.from(body)
      spoilt[bit >> 3] = (spoilt[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const fields = readConcertE(spoilt)
      if (fields === null || outcomeOf(fields, order, { reference }).kind !== 'approved') continue
      approved += 1
      expect([Number(fields.get('CB')), fields.get('CE'), fields.get('CF')]).toEqual([1_234, '978', reference])
    }
    expect(approved).toBeGreaterThan(0)
  })
})

describe('a simulated terminal', () => {
  /** What it says to each byte or block of the till. */
  async function exchange(request: string): Promise<readonly string[]> {
    const said: string[] = []
    const line = terminal.attach({ write: (bytes) => said.push(hexOfBytes(bytes)), cut: () => {} }, true)
    for (const [hex, words] of [
      ['05', 1],
      [request, 2],
      ['04', 3],
      ['06', 4],
      ['06', 5],
    ] as const) {
      line.receive(bytesOfHex(hex))
      await expect.poll(() => said.length, { timeout: 5_000 }).toBe(words)
    }
    return said
  }

  it.each([
    ['pays', ACCEPTED],
    ['declined', REFUSED],
  ])('answers in the sheet’s bytes: a customer who %s', async (acts, answer) => {
    await terminal.control({ do: 'customer', acts })
    expect(await exchange(REQUEST)).toEqual(['06', '06', '05', answer, '04'])
    expect(netChargedMinor(await ledger())).toBe(acts === 'pays' ? 1_234 : 0)
  })
})

describe('a till', () => {
  function table(
    layout: ConcertLayout = 'e-plus',
    endpoint = 'serial:concert-e',
    clock: Pick<ClockPort, 'after'> = realClock,
  ) {
    const asked: Uint8Array[] = []
    const cable = new FaultyCable(
      endpoint,
      (outlet, isSerial) => {
        const line = terminal.attach(outlet, isSerial)
        const receive = line.receive.bind(line)
        line.receive = (bytes) => {
          asked.push(bytes)
          receive(bytes)
        }
        return line
      },
      0,
    )
    const settings = { ...TERMINAL_SETTINGS, reservationApplication: '301', layout }
    const driver = createCaisseApTerminal({
      alias: 'Comptoir',
      endpoint,
      settings,
      clock,
      newLink: cable.newLink,
    })
    return { driver, asked: () => hexOfBytes(Buffer.concat(asked)) }
  }

  it.each([
    ['e-plus', REQUEST],
    ['e', hexOfBytes(encodeConcertBlock(bytesOfHex(REQUEST_E)))],
  ] as const)('is paid by the layout %s, and names its order', async (layout, request) => {
    const { driver, asked } = table(layout)
    const order = orderOf('pay')
    expect(await driver.pay(order)).toMatchObject({ kind: 'approved', result: { amountMinor: 1_234, maskedPan: null } })
    const named = hexOfBytes(Buffer.from(concertReferenceOf(order.id)))
    // The sum is another, since the name is.
    const begins = `05 ${request.slice(0, -3)}`
    expect(asked().replace(named, BLANK).slice(0, begins.length)).toBe(begins)
    expect(await ledger()).toMatchObject([{ amountMinor: 1_234, reference: concertReferenceOf(order.id) }])
  })

  it('pays back, is refused, and given up', async () => {
    const { driver } = table()
    expect((await driver.refund(orderOf('refund', { amountMinor: 500 }))).kind).toBe('approved')
    await terminal.control({ do: 'customer', acts: 'declined' })
    expect(codeOf(await driver.pay(orderOf('pay')))).toEqual(['declined', 'TERMINAL_DECLINED'])
    expect(netChargedMinor(await ledger())).toBe(-500)
  })

  it.each([
    ['that is only handled', { AE: '11' }, 'TERMINAL_MALFORMED_ANSWER'],
    ['of another order', { CF: '0123456789' }, 'TERMINAL_OTHER_ANSWER'],
    ['of more', { CB: '1235' }, 'TERMINAL_OTHER_ANSWER'],
    ['in another currency', { CE: '985' }, 'TERMINAL_OTHER_ANSWER'],
  ])('takes no answer for an approval %s', async (_, set, code) => {
    const { driver } = table()
    await terminal.control({ do: 'twist', set })
    expect(codeOf(await driver.pay(orderOf('pay')))).toEqual(['unknown', code])
  })

  it('asks who listens, and says nothing', async () => {
    const { driver, asked } = table()
    expect(await driver.probe()).toEqual({ ok: true, value: { protocolVersion: 'Concert E+', terminalId: null } })
    expect(asked()).toBe('05 04')
    expect((await driver.pay(orderOf('pay'))).kind).toBe('approved')
  })

  it('finds a terminal that does not listen busy, and leaves it in peace', async () => {
    const clock = new ManualClock()
    const { driver, asked } = table('e-plus', 'serial:concert-e', clock)
    await terminal.control({ do: 'deaf', on: true })
    const found = driver.probe()
    for (let asks = 0; asks <= LIMITS.concertRepeats; asks += 1) {
      await settle()
      await clock.advance(LIMITS.concertAckTimeoutMs)
    }
    expect(await found).toMatchObject({ error: { code: 'TERMINAL_BUSY' } })
    expect(asked()).toBe('05 05 05')
  })

  it('asks for nothing that such a terminal does not have: a hold would be a debit', async () => {
    const { driver, asked } = table()
    const cannot = ['not-started', 'TERMINAL_CANNOT']
    expect([...driver.can].sort()).toEqual(['pay', 'refund'])
    for (const operation of ['void', 'reserve', 'complete', 'release'] as const) {
      expect(codeOf(await driver[operation](orderOf(operation))), operation).toEqual(cannot)
    }
    const large = orderOf('pay', { amountMinor: CONCERT_AMOUNT_MINOR_MAX + 1 })
    expect(codeOf(await driver.pay(large))).toEqual(cannot)
    expect((await driver.dayEnd()).kind).toBe('not-started')
    expect((await driver.reprint()).ok || (await driver.abort()).ok).toBe(false)
    expect(codeOf(await driver.lastResult(orderOf('pay')))).toEqual(['unknown', 'TERMINAL_CANNOT_TELL'])
    expect(asked()).toBe('')
  })

  it('says nothing of it on a network', async () => {
    const { driver, asked } = table('e-plus', 'memory:concert-e')
    expect(await driver.probe()).toMatchObject({ error: { code: 'TERMINAL_WRONG_PROTOCOL' } })
    expect(codeOf(await driver.pay(orderOf('pay')))).toEqual(['not-started', 'TERMINAL_CANNOT'])
    expect(asked()).toBe('')
  })
})
