/**
 * Goal: a driver that never answers holds up neither a payment, nor a doubt, nor the day's close; what it answers after all is not
 * dropped. Method: the engine on a bench, on virtual time, with a terminal that answers when a test says.
 */
import { expect, test } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import type { TerminalOutcome } from '#payment/ports/standalone-terminal.port.ts'
import { settle } from '#test/support/payment/manual-clock.ts'
import { TERMINAL_ID, UNKNOWN } from '#test/support/payment/scripted-terminal.ts'
import { terminalTill } from '#test/support/payment/terminal-till.ts'

const never = () => new Promise<never>(() => {})

/** An answer that comes when the test says. */
function held<Answer>() {
  let say: (answer: Answer) => void = () => {}
  const answer = new Promise<Answer>((resolve) => {
    say = resolve
  })
  return { answer, say }
}

/** Whether it has ended, without waiting for it. */
async function hasEnded(asked: Promise<unknown>): Promise<boolean> {
  let ended = false
  void asked.then(() => {
    ended = true
  })
  await settle()
  return ended
}

test('an order of a driver that answers after all, too late, is what it says', async () => {
  const { pay, terminal, wait, engine, stateOf } = terminalTill()
  const { answer, say } = held<TerminalOutcome>()
  terminal.script = () => answer
  await pay()
  await wait(LIMITS.terminalOrderWaitMs - 1)
  expect(engine.view()?.outcome).toBeNull()
  await wait(1)
  expect(engine.view()).toMatchObject({ outcome: 'unknown', failure: { code: 'TERMINAL_NO_ANSWER' } })
  say({ kind: 'approved', result: terminal.result({ amountMinor: 2_000 }) })
  await settle()
  expect([stateOf()?.kind, engine.late.raised.length]).toEqual(['paid-by-terminal', 0])
})

test('a question about an order that is never answered ends, and the order is asked about again', async () => {
  const { pay, terminal, wait, engine, stateOf } = terminalTill()
  terminal.script = () => UNKNOWN
  terminal.recall = never
  await engine.terminals.start()
  await pay()
  await wait(0)
  const asked = engine.terminals.askAgain('payment-1')
  await wait(LIMITS.terminalRecallWaitMs - 1)
  expect(await hasEnded(asked)).toBe(false)
  await wait(1)
  expect(await asked).toMatchObject({ error: { code: 'TERMINAL_NO_ANSWER' } })
  expect([terminal.asked.length, stateOf()?.kind]).toEqual([1, 'order-unknown'])
  terminal.recall = (order) => ({ kind: 'approved', result: terminal.result(order) })
  await wait(3_000)
  expect([terminal.asked.length, stateOf()?.kind]).toEqual([2, 'paid-by-terminal'])
})

test('a question about an order that is answered too late has ended its doubt, and what a person read is set beside it', async () => {
  for (const isRead of [false, true]) {
    const { pay, terminal, wait, engine, stateOf } = terminalTill()
    const { answer, say } = held<TerminalOutcome>()
    terminal.script = () => UNKNOWN
    terminal.recall = () => answer
    await engine.terminals.start()
    await pay()
    await wait(LIMITS.terminalRecallWaitMs)
    if (isRead) await engine.terminals.read('payment-1', { by: 'Inès', outcome: 'not-paid', typed: '' })
    say({ kind: 'approved', result: terminal.result({ amountMinor: 2_000 }) })
    await settle()
    expect([stateOf()?.kind, engine.late.raised.length]).toEqual(isRead ? ['failed', 1] : ['paid-by-terminal', 0])
  }
})

test('a day end that is never answered is unknown, not done, and holds the terminal no longer', async () => {
  const { engine, terminal, book, wait, pay } = terminalTill()
  terminal.dayEnds = [never()]
  const ended = engine.terminals.days.dayEnd(TERMINAL_ID)
  await wait(LIMITS.terminalDayEndWaitMs - 1)
  expect([await hasEnded(ended), engine.terminals.views()[0]?.state]).toEqual([false, 'busy'])
  await wait(1)
  const unknown = { state: 'unknown', failure: { code: 'TERMINAL_DAY_END_UNKNOWN' } }
  expect(await ended).toMatchObject({ value: unknown })
  expect(await book.dayEnds()).toMatchObject([unknown])
  expect(engine.terminals.views()).toMatchObject([{ state: 'ready', dayEnd: unknown }])
  expect((await pay()).ok).toBe(true)
})

test('a ticket once more that never comes is told as no answer, and holds the terminal no longer', async () => {
  const { engine, terminal, wait, pay } = terminalTill()
  terminal.reprint = never
  const printed = engine.terminals.days.reprint(TERMINAL_ID)
  await wait(LIMITS.terminalReprintWaitMs - 1)
  expect(await hasEnded(printed)).toBe(false)
  await wait(1)
  expect(await printed).toMatchObject({ error: { code: 'TERMINAL_NO_ANSWER' } })
  expect((await pay()).ok).toBe(true)
})

test('the engine waits for a driver no shorter than the driver waits for its terminal', () => {
  const { terminalLateWordMs, terminalConnectTimeoutMs, terminalProbeTimeoutMs, terminalAnswerTimeoutMs } = LIMITS
  const lineMs = terminalLateWordMs + terminalConnectTimeoutMs
  const nexoLookMs = LIMITS.nexoAsks * (terminalConnectTimeoutMs + terminalProbeTimeoutMs + LIMITS.nexoAskPauseMs)
  expect(LIMITS.terminalOrderWaitMs).toBeGreaterThan(LIMITS.terminalOrderMaxMs)
  expect(LIMITS.terminalRecallWaitMs).toBeGreaterThanOrEqual(nexoLookMs)
  expect(LIMITS.terminalDayEndWaitMs).toBeGreaterThan(LIMITS.terminalOrderMaxMs)
  expect(LIMITS.terminalReprintWaitMs).toBeGreaterThan(
    lineMs + LIMITS.terminalCommandTimeoutMs + terminalAnswerTimeoutMs,
  )
})
