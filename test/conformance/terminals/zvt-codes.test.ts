/**
 * Goal: every code by which a ZVT terminal says why something was not done, and how it is, is what the standalone-terminals sheet (2a)
 * has for it. Method: the simulated terminal says each code to the driver; its own ledger says what is charged.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fail } from '#contract/result.ts'
import { ZVT } from '#hardware/terminals/zvt/zvt-apdu.codec.ts'
import { netChargedMinor } from '#simulators/standalone-terminal/terminal-ledger.ts'
import { scriptedZvt, YES } from '#test/support/terminals/scripted-zvt.ts'
import type { TerminalBench } from '#test/support/terminals/terminal-bench.ts'
import { orderOf } from '#test/support/terminals/terminal-orders.ts'
import { openZvtBench } from '#test/support/terminals/zvt-bench.ts'

let bench: TerminalBench
beforeEach(async () => {
  bench = await openZvtBench()
})
afterEach(() => bench.close())

const codesOf = (hex: string) => hex.split(' ').map((code) => Number.parseInt(code, 16))

describe('a payment that is not made', () => {
  it.each([
    ['the bank says no', '01 05 33 63', ['declined', 'TERMINAL_DECLINED', true]],
    [
      'the card, the customer or the amount does',
      '64 65 66 67 68 71 72 73 78 79 7A 7B 7C 7E C3 C8',
      ['declined', 'TERMINAL_DECLINED', undefined],
    ],
    ['the customer, the cashier or the time', '6C', ['aborted', 'TERMINAL_ABANDONED', undefined]],
    ['it is at work', '9C A0', ['declined', 'TERMINAL_BUSY', undefined]],
    ['it is reversed already', 'B4', ['declined', 'TERMINAL_ALREADY_VOIDED', undefined]],
    ['it cannot be reversed', 'B5', ['declined', 'TERMINAL_REFUSED_ORDER', true]],
    [
      'the terminal has a trouble of its own',
      '6A 6B 6F 77 7D 83 85 9A 9B A1 A3 A5 B1 B2 B7 B8 C1 C2 C5 CC D2 DC E0 E4 F0 F5 F6 FA FB FC FF',
      ['declined', 'TERMINAL_REFUSED_ORDER', undefined],
    ],
  ])('since %s', async (_, codes, told) => {
    for (const code of codesOf(codes)) {
      await bench.do('customer', { acts: 'declined', code })
      const outcome = await bench.driver.pay(orderOf('pay'))
      const notVoidable = outcome.kind === 'declined' ? outcome.isNotVoidable : undefined
      const failure = 'failure' in outcome ? outcome.failure.code : null
      expect([outcome.kind, failure, notVoidable], code.toString(16)).toEqual(told)
    }
    expect([bench.ledger().length, netChargedMinor(bench.ledger())]).toEqual([codesOf(codes).length, 0])
  })
})

describe('a terminal that is asked how it is', () => {
  const found = { protocolVersion: 'ZVT', terminalId: '28004869' }
  const troubled = (
    code: 'TERMINAL_DAY_END_DUE' | 'TERMINAL_NEEDS_CARE',
    details?: Readonly<Record<string, string>>,
  ) => ({
    ok: true,
    value: { ...found, trouble: { code, ...(details && { details }) } },
  })

  it('is ready', async () => {
    expect(await bench.driver.probe()).toEqual({ ok: true, value: found })
  })

  it.each(codesOf('9C DC'))('is at work, or has a card in it: %i', async (code) => {
    await bench.do('state', { code })
    expect(await bench.driver.probe()).toEqual(fail('TERMINAL_BUSY'))
  })

  it('wants its day ended', async () => {
    await bench.do('state', { code: 0xf0 })
    expect(await bench.driver.probe()).toEqual(troubled('TERMINAL_DAY_END_DUE'))
  })

  it('needs somebody, and says by which code', async () => {
    for (const code of codesOf('51 62 B1 B2 C1 C2 CC DF E0 E1 F6')) {
      await bench.do('state', { code })
      const reason = code.toString(16).toUpperCase()
      expect(await bench.driver.probe()).toEqual(troubled('TERMINAL_NEEDS_CARE', { reason }))
    }
    expect(await bench.do('ledger')).toEqual([])
  })

  it('takes an order all the same: what it says of that is its own word', async () => {
    await bench.do('state', { code: 0xc2 })
    await bench.driver.probe()
    expect((await bench.driver.pay(orderOf('pay'))).kind).toBe('approved')
  })

  it('is asked in the sheet’s words, and may have no answer to that', async () => {
    const password = { password: '123456' }
    for (const [answer, probed] of [
      [[YES, '06 0F 0B F0 F0 F7 32 2E 31 34 2E 31 35 00'], { ok: true, value: found }],
      [[YES, '06 0F 01 00'], { ok: true, value: found }],
      [[YES, '06 0F 00'], { ok: true, value: found }],
      [[YES, '06 0F 01 F0'], troubled('TERMINAL_DAY_END_DUE')],
      [['84 83 00'], { ok: true, value: found }],
      [['84 9C 00'], fail('TERMINAL_BUSY')],
      [[YES, '06 1E 01 9C'], fail('TERMINAL_BUSY')],
      [['84 6F 00'], fail('TERMINAL_REFUSED_ORDER', { reason: '6F' })],
    ] as const) {
      const { driver, heard } = scriptedZvt({ [ZVT.statusEnquiry]: answer }, 'whole', password)
      expect(await driver.probe(), answer.join(', ')).toEqual(probed)
      expect(heard).toContain('05 01 03 12 34 56')
    }
    const { driver } = scriptedZvt({ [ZVT.registration]: ['84 83 00'] })
    expect(await driver.probe()).toEqual(fail('TERMINAL_REFUSED_ORDER', { reason: '83' }))
  })
})
