/**
 * Goal: the four results of the standalone-terminals sheet (section 3, ZVT), said by a simulated terminal in whole sessions, are to the
 * till what they are on the terminal's own ledger. Method: the driver on the simulated terminal, which tells its result in the sheet's
 * bytes.
 */
import { afterEach, expect, it } from 'vitest'
import { netChargedMinor } from '#simulators/standalone-terminal/terminal-ledger.ts'
import type { TerminalBench } from '#test/support/terminals/terminal-bench.ts'
import { orderOf } from '#test/support/terminals/terminal-orders.ts'
import { openZvtBench } from '#test/support/terminals/zvt-bench.ts'
import { ZVT_ABORTED, ZVT_APPROVED, ZVT_CONTACTLESS, ZVT_DECLINED } from '#test/support/terminals/zvt-vectors.ts'

let bench: TerminalBench
afterEach(() => bench.close())

/** Data of 04 0F: without its head of three bytes. */
const dataOf = (message: string) => message.replaceAll(' ', '').slice(6)
const AMOUNT = '04000000002040'

interface Example {
  readonly terminalId?: string
  readonly acts?: 'declined' | 'abandons'
  readonly result: string
  readonly outcome: object
  readonly state: string
}

const EXAMPLES: Readonly<Record<string, Example>> = {
  'approved 20.40': {
    result: dataOf(ZVT_APPROVED),
    outcome: { kind: 'approved', result: { reference: { receiptNumber: '0470', approvalCode: '611804' } } },
    state: 'approved',
  },
  'declined by the host': {
    acts: 'declined',
    result: dataOf(ZVT_DECLINED),
    outcome: { kind: 'declined', failure: { code: 'TERMINAL_DECLINED', details: { reason: 'Abgelehnt' } } },
    state: 'declined',
  },
  'given up by the customer': {
    acts: 'abandons',
    result: dataOf(ZVT_ABORTED),
    outcome: { kind: 'aborted', failure: { code: 'TERMINAL_ABANDONED' } },
    state: 'abandoned',
  },
  'contactless, with its amount': {
    terminalId: '00000006',
    result: AMOUNT + dataOf(ZVT_CONTACTLESS),
    outcome: { kind: 'approved', result: { entryMode: 'contactless', reference: { traceNumber: '10015008' } } },
    state: 'approved',
  },
  'contactless, without one': {
    terminalId: '00000006',
    result: dataOf(ZVT_CONTACTLESS),
    outcome: { kind: 'aborted', failure: { code: 'TERMINAL_ABANDONED' } },
    state: 'reversed',
  },
}

it.each(Object.entries(EXAMPLES))('%s', async (_, { terminalId, acts = 'pays', result, outcome, state }) => {
  bench = await openZvtBench({}, false, terminalId)
  await bench.do('customer', { acts })
  await bench.do('tells', { result })
  expect(await bench.driver.pay(orderOf('pay', { amountMinor: 2_040 }))).toMatchObject(outcome)
  expect(bench.ledger()).toMatchObject([{ state, amountMinor: 2_040 }])
  expect(netChargedMinor(bench.ledger())).toBe(state === 'approved' ? 2_040 : 0)
})

it('33.00, which the terminal tells again until the till has heard it, is charged once', async () => {
  bench = await openZvtBench()
  await bench.do('tell-again', { times: 5 })
  const outcome = await bench.driver.pay(orderOf('pay', { amountMinor: 3_300 }))
  expect(outcome).toMatchObject({ kind: 'approved', result: { amountMinor: 3_300 } })
  expect(bench.ledger()).toMatchObject([{ state: 'approved', amountMinor: 3_300 }])
})
