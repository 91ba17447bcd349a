/**
 * Goal: the texts of the standalone-terminals sheet (2b and 3, Caisse-AP) are said and heard in whole exchanges of the till with a
 * simulated terminal, and each of its reasons is told as what it is. Method: both on a line in memory that keeps what passed; the
 * terminal's own ledger says what is charged.
 */
import { afterEach, describe, expect, it } from 'vitest'
import { readCaisseAp } from '#hardware/terminals/caisse-ap/caisse-ap.codec.ts'
import { type CaisseApSettings, createCaisseApTerminal } from '#hardware/terminals/caisse-ap/caisse-ap-driver.ts'
import { CaisseApTerminal } from '#simulators/caisse-ap-terminal/terminal.ts'
import { netChargedMinor, type TerminalEntry } from '#simulators/standalone-terminal/terminal-ledger.ts'
import { realClock } from '#test/support/acquirer/real-clock.ts'
import { TERMINAL_SETTINGS } from '#test/support/terminals/caisse-ap-bench.ts'
import {
  CAISSE_AP_CUTS,
  CAISSE_AP_DECLINED,
  CAISSE_AP_IDENTITY,
  CAISSE_AP_PAY,
  CAISSE_AP_REJECTED,
  CAISSE_AP_SIMULATOR,
} from '#test/support/terminals/caisse-ap-vectors.ts'
import { FaultyCable } from '#test/support/terminals/faulty-cable.ts'
import { orderOf } from '#test/support/terminals/terminal-orders.ts'

const OWN = { port: 0, ledgerFile: null, terminalId: '330538600404', customerMs: 0 } as const
let terminal: CaisseApTerminal
afterEach(() => terminal.close())

/** A till and its terminal; what each of them said. */
function table(settings: Partial<CaisseApSettings> = {}) {
  terminal = new CaisseApTerminal(OWN, () => {})
  const asked: string[] = []
  const said: string[] = []
  const cable = new FaultyCable(
    'memory:caisse-ap-sheet',
    (outlet, isSerial) => {
      const write = (bytes: Uint8Array) => {
        said.push(Buffer.from(bytes).toString('latin1'))
        outlet.write(bytes)
      }
      const line = terminal.attach({ write, cut: () => outlet.cut() }, isSerial)
      const receive = line.receive.bind(line)
      line.receive = (bytes) => {
        asked.push(Buffer.from(bytes).toString('latin1'))
        receive(bytes)
      }
      return line
    },
    0,
  )
  const driver = createCaisseApTerminal({
    alias: 'Comptoir',
    endpoint: 'memory:caisse-ap-sheet',
    settings: { ...TERMINAL_SETTINGS, ...settings },
    clock: realClock,
    newLink: cable.newLink,
  })
  return { driver, asked, said, ledger: () => terminal.control({ do: 'ledger' }) as Promise<readonly TerminalEntry[]> }
}

/** The fields of a message, but for the till's own reference, which the sheet's messages do not have. */
function fieldsOf(text: string | undefined): Readonly<Record<string, string>> {
  const reading = readCaisseAp(Buffer.from(text ?? '', 'latin1'))
  if (reading.kind !== 'complete') throw new Error(`${text} is ${reading.kind}`)
  const { CF: _, ...fields } = Object.fromEntries(reading.fields)
  return fields
}
const HIPAY = { version: '0320', tillId: '999999999999', tillNumber: '01' } as const
const amountMinor = 12_345

describe('the sheet’s exchange', () => {
  it('pays 123.45', async () => {
    const { driver, asked, ledger } = table({ version: '0300', tillId: '247300123456', tillNumber: '01' })
    expect(await driver.pay(orderOf('pay', { amountMinor }))).toMatchObject({
      kind: 'approved',
      result: { amountMinor },
    })
    expect(fieldsOf(asked[0])).toMatchObject(fieldsOf(CAISSE_AP_PAY))
    expect(await ledger()).toMatchObject([{ amountMinor, currency: '978', state: 'approved' }])
  })

  it('is rejected for its form', async () => {
    const { driver, said, ledger } = table(HIPAY)
    await terminal.control({ do: 'customer', acts: 'declined' })
    await terminal.control({ do: 'twist', set: { AF: '09' } })
    expect(await driver.pay(orderOf('pay', { amountMinor }))).toEqual({
      kind: 'declined',
      failure: { code: 'TERMINAL_REFUSED_ORDER', details: { reason: '09' } },
    })
    expect(fieldsOf(said[0])).toEqual(fieldsOf(CAISSE_AP_REJECTED))
    expect(netChargedMinor(await ledger())).toBe(0)
  })

  it('is declined, with a ticket in it', async () => {
    const { driver, said, ledger } = table(HIPAY)
    const { AC = '', ZT = '' } = fieldsOf(CAISSE_AP_DECLINED)
    await terminal.control({ do: 'customer', acts: 'declined' })
    await terminal.control({ do: 'twist', set: { AC, ZT } })
    expect(await driver.pay(orderOf('pay', { amountMinor }))).toMatchObject({
      kind: 'declined',
      failure: { code: 'TERMINAL_DECLINED' },
      isNotVoidable: true,
    })
    expect(fieldsOf(said[0])).toEqual(fieldsOf(CAISSE_AP_DECLINED))
    expect(netChargedMinor(await ledger())).toBe(0)
  })

  it('says who the terminal is', async () => {
    const { driver, asked, said } = table({ version: '0301', tillId: '247300123456', tillNumber: '01' })
    expect(await driver.probe()).toEqual({
      ok: true,
      value: { protocolVersion: '0301', terminalId: '330538600404' },
    })
    expect(asked).toEqual(['CZ0040301CJ012247300123456CA00201CD001I'])
    expect(said).toEqual([CAISSE_AP_IDENTITY])
  })

  it('is that of another program’s terminal', async () => {
    const { driver, said, ledger } = table({ version: '0300', tillId: '012345678901', tillNumber: '01' })
    const { BA = '', CC = '', CI = '', AC = '', AA = '', CG = '' } = fieldsOf(CAISSE_AP_SIMULATOR)
    await terminal.control({ do: 'twist', set: { BA, CC, CI, AC, AA, CG, AI: '', CH: '' } })
    expect(await driver.pay(orderOf('pay'))).toMatchObject({
      kind: 'approved',
      result: {
        amountMinor: 1_234,
        reference: { approvalCode: '506078', receiptNumber: null },
        maskedPan: '885177******6669',
        entryMode: 'contactless',
        contract: '424242',
      },
    })
    expect(fieldsOf(said[0])).toEqual(fieldsOf(CAISSE_AP_SIMULATOR))
    expect(netChargedMinor(await ledger())).toBe(1_234)
  })

  it('pays five cents, and is read in the pieces of the sheet', async () => {
    const { driver, asked, ledger } = table()
    await terminal.control({ do: 'keep-open', on: true })
    await terminal.control({ do: 'twist', split: CAISSE_AP_CUTS, pauseMs: 1 })
    expect(await driver.pay(orderOf('pay', { amountMinor: 5 }))).toMatchObject({ result: { amountMinor: 5 } })
    expect(asked[0]).toMatch(/CB00205$/)
    expect(netChargedMinor(await ledger())).toBe(5)
  })
})

describe('a till', () => {
  it('never asks to be answered before the end, and allows a part only where its order does', async () => {
    const { driver, asked } = table()
    await driver.pay(orderOf('pay'))
    await driver.pay(orderOf('pay', { mayBeLess: true }))
    await driver.refund(orderOf('refund'))
    expect(asked.map((text) => [fieldsOf(text).BA, fieldsOf(text).BF, fieldsOf(text).BB])).toEqual([
      ['0', undefined, undefined],
      ['0', '1', undefined],
      ['0', undefined, undefined],
    ])
  })

  it('ends its request like a line, where the terminal wants that', async () => {
    const { driver, asked } = table({ endsWithLine: true })
    expect((await driver.pay(orderOf('pay'))).kind).toBe('approved')
    expect(asked[0]).toMatch(/CB0041234\r\n$/)
  })

  it('asks what became of an order (CD T), and for its ticket once more (CD 3)', async () => {
    const { driver, asked } = table()
    const order = orderOf('pay')
    await driver.pay(order)
    expect(await driver.lastResult(order)).toMatchObject({ kind: 'approved', result: { amountMinor: 1_234 } })
    expect((await driver.reprint()).ok).toBe(true)
    expect(asked.slice(1).map((text) => [fieldsOf(text).CD, fieldsOf(text).CK])).toEqual([
      ['T', '100'],
      ['3', '100'],
    ])
    expect((await driver.lastResult(orderOf('pay'))).kind).toBe('unknown')
  })
})

describe('what a terminal says', () => {
  it.each([
    ['00', 'unknown', ['declined', 'TERMINAL_DECLINED', undefined]],
    ['01', 'authorised: no reason for what was not done', ['unknown', 'TERMINAL_MALFORMED_ANSWER', undefined]],
    ['02', 'phone call', ['declined', 'TERMINAL_DECLINED', undefined]],
    ['03', 'forced: no reason either', ['unknown', 'TERMINAL_MALFORMED_ANSWER', undefined]],
    ['04', 'refused', ['declined', 'TERMINAL_DECLINED', true]],
    ['05', 'forbidden', ['declined', 'TERMINAL_DECLINED', true]],
    ['06', 'abandoned', ['aborted', 'TERMINAL_ABANDONED', undefined]],
    ['07', 'not completed', ['declined', 'TERMINAL_DECLINED', undefined]],
    ['08', 'input timeout', ['aborted', 'TERMINAL_ABANDONED', undefined]],
    ['09', 'format error', ['declined', 'TERMINAL_REFUSED_ORDER', undefined]],
    ['10', 'selection error', ['declined', 'TERMINAL_REFUSED_ORDER', undefined]],
    ['11', 'operator abandoned', ['aborted', 'TERMINAL_ABANDONED', undefined]],
    ['12', 'unknown action', ['declined', 'TERMINAL_REFUSED_ORDER', true]],
    ['13', 'currency', ['declined', 'TERMINAL_REFUSED_ORDER', undefined]],
  ])('of what was not done is its reason: %s, %s', async (AF, _, told) => {
    const { driver, ledger } = table()
    await terminal.control({ do: 'customer', acts: 'declined' })
    await terminal.control({ do: 'twist', set: { AF } })
    const outcome = await driver.pay(orderOf('pay'))
    const notVoidable = outcome.kind === 'declined' ? outcome.isNotVoidable : undefined
    expect([outcome.kind, 'failure' in outcome && outcome.failure.code, notVoidable]).toEqual(told)
    expect(netChargedMinor(await ledger())).toBe(0)
  })

  it('of the bank’s code and words is shown in its words', async () => {
    const { driver } = table()
    await terminal.control({ do: 'customer', acts: 'declined' })
    await terminal.control({ do: 'twist', set: { AF: '0451PROVISION INSUFF.    ' } })
    expect(await driver.pay(orderOf('pay'))).toMatchObject({ failure: { details: { reason: 'PROVISION INSUFF.' } } })
  })

  it.each([
    ['1', 'chip'],
    ['2', 'contactless'],
    ['3', 'stripe'],
    ['4', 'manual'],
  ])('of how the card was read is kept: %s, %s', async (CI, entryMode) => {
    const { driver } = table()
    await terminal.control({ do: 'twist', set: { CI } })
    expect(await driver.pay(orderOf('pay'))).toMatchObject({ kind: 'approved', result: { entryMode } })
  })
})
