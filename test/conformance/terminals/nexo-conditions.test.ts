/**
 * Goal: every condition by which a nexo terminal says why something was not done (standalone-terminals sheet 2d) is told as what it is.
 * Method: the simulated terminal says each to the driver; its own ledger says what is charged.
 */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { netChargedMinor } from '#simulators/standalone-terminal/terminal-ledger.ts'
import { openNexoBench } from '#test/support/terminals/nexo-bench.ts'
import type { TerminalBench } from '#test/support/terminals/terminal-bench.ts'
import { orderOf } from '#test/support/terminals/terminal-orders.ts'

let bench: TerminalBench
beforeEach(async () => {
  bench = await openNexoBench()
})
afterEach(() => bench.close())

const REFUSED = ['declined', 'TERMINAL_REFUSED_ORDER', undefined]
const NEVER_REVERSED = ['declined', 'TERMINAL_REFUSED_ORDER', true]
const DECLINED = ['declined', 'TERMINAL_DECLINED', undefined]
const BUSY = ['declined', 'TERMINAL_BUSY', undefined]
const GIVEN_UP = ['aborted', 'TERMINAL_ABANDONED', undefined]

it.each([
  ['Aborted', GIVEN_UP],
  ['Busy', BUSY],
  ['Cancel', GIVEN_UP],
  ['DeviceOut', REFUSED],
  ['InProgress', ['unknown', 'TERMINAL_CANNOT_TELL', undefined]],
  ['InsertedCard', BUSY],
  ['InvalidCard', DECLINED],
  ['LoggedOut', REFUSED],
  ['MessageFormat', REFUSED],
  ['NotAllowed', NEVER_REVERSED],
  ['NotFound', NEVER_REVERSED],
  ['PaymentRestriction', DECLINED],
  ['Refusal', ['declined', 'TERMINAL_DECLINED', true]],
  ['UnavailableDevice', REFUSED],
  ['UnavailableService', REFUSED],
  ['UnreachableHost', DECLINED],
  ['WrongPIN', DECLINED],
])('%s', async (condition, told) => {
  await bench.do('customer', { acts: 'declined' })
  await bench.do('twist', { replace: ['"ErrorCondition":"Refusal"', `"ErrorCondition":"${condition}"`] })
  const outcome = await bench.driver.pay(orderOf('pay'))
  const notVoidable = outcome.kind === 'declined' ? outcome.isNotVoidable : undefined
  expect([outcome.kind, 'failure' in outcome && outcome.failure.code, notVoidable]).toEqual(told)
  expect([bench.ledger().length, netChargedMinor(bench.ledger())]).toEqual([1, 0])
})
