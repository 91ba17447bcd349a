/**
 * Goal: money goes back once, on the terminal that took it, by a void or else by a refund; where nobody knows, nobody may go on.
 * Method: the engine on a bench with a terminal that does what each test says.
 */
import { describe, expect, test } from 'vitest'
import type { ErrorCode } from '#contract/errors/catalogue.ts'
import type { TerminalOrder, TerminalOutcome } from '#payment/ports/standalone-terminal.port.ts'
import { SALE } from '#test/support/payment/bench-till.ts'
import { type ScriptedTerminal, TERMINAL_ID, UNKNOWN } from '#test/support/payment/scripted-terminal.ts'
import { terminalTill } from '#test/support/payment/terminal-till.ts'

/** A terminal that does not void, and has no word for what is void already. */
const unclear = (terminal: ScriptedTerminal) => (order: TerminalOrder) =>
  order.operation === 'void'
    ? ({ kind: 'declined', failure: { code: 'TERMINAL_DECLINED' }, isNotVoidable: true, mayBeVoid: true } as const)
    : terminal.approve(order)

type Till = Pick<ReturnType<typeof terminalTill>, 'journal' | 'engine'>

const pathOf = async ({ journal, engine }: Till, amountMinor?: number) => {
  const stored = await journal.payment('payment-1')
  if (stored?.state.kind !== 'paid-by-terminal') throw new Error('not paid')
  return engine.terminals.returns.path({ ...stored, state: stored.state }, amountMinor)
}

const paid = async () => {
  const made = terminalTill()
  await made.engine.terminals.start()
  await made.pay()
  return made
}

describe('money that goes back on the terminal', () => {
  test('is a void while the terminal’s day is open, and the payment is taken back with it', async () => {
    const made = await paid()
    const { engine, terminal, stateOf } = made
    expect(await pathOf(made)).toMatchObject({ way: 'void', leftMinor: 2_000 })
    const ended = await engine.terminals.returns.takeBack('payment-1', 'void')
    expect(ended).toMatchObject({ value: { state: { kind: 'paid-by-terminal' } } })
    expect(terminal.orders[1]).toMatchObject({
      operation: 'void',
      amountMinor: 2_000,
      original: { receiptNumber: '0001' },
    })
    expect(stateOf()).toMatchObject({ kind: 'taken-back-by-terminal' })
    expect(await engine.terminals.returns.takeBack('payment-1', 'void')).toMatchObject({
      error: { code: 'PAYMENT_NOT_RETURNABLE' },
    })
  })

  test('is a refund once its day has ended, up to what is left', async () => {
    const { engine, terminal, stateOf, clock } = await paid()
    await clock.advance(1_000)
    expect(await engine.terminals.days.dayEnd(TERMINAL_ID)).toMatchObject({
      value: { state: 'done', ticket: ['TELECOLLECTE OK'] },
    })
    const { returns } = engine.terminals
    expect(await returns.takeBack('payment-1', 'void')).toMatchObject({ error: { code: 'PAYMENT_NOT_RETURNABLE' } })
    expect(await returns.takeBack('payment-1', 'refund', { amountMinor: 500 })).toMatchObject({
      value: { state: { kind: 'paid-by-terminal' } },
    })
    expect(terminal.orders[1]).toMatchObject({ operation: 'refund', amountMinor: 500 })
    expect(await returns.takeBack('payment-1', 'refund', { amountMinor: 1_600 })).toMatchObject({
      error: { code: 'PAYMENT_REFUND_TOO_HIGH' },
    })
    expect(await returns.takeBack('payment-1', 'refund', { amountMinor: 1_500 })).toMatchObject({ ok: true })
    expect(stateOf()?.kind).toBe('paid-by-terminal')
  })

  test('of a ticket that is left is taken back before it is left; without a word of the terminal nobody may go on', async () => {
    const { engine, terminal, stateOf, pay } = await paid()
    terminal.script = () => UNKNOWN
    expect(await engine.giveBack('payment-1')).toMatchObject({ error: { code: 'TERMINAL_RETURN_UNKNOWN' } })
    expect([stateOf()?.kind, engine.isUnresolved(SALE.saleId)]).toEqual(['paid-by-terminal', true])
    expect(await engine.giveBack('payment-1')).toMatchObject({ error: { code: 'PAYMENT_NOT_OPEN' } })
    expect(await pay({ saleId: 'sale-2' })).toMatchObject({ error: { code: 'TERMINAL_BLOCKED' } })
    terminal.recall = (order) => ({ kind: 'approved', result: terminal.result(order) })
    expect(await engine.terminals.askAgain('payment-2')).toEqual({ ok: true, value: null })
    expect([stateOf()?.kind, engine.isUnresolved(SALE.saleId)]).toEqual(['taken-back-by-terminal', false])
  })

  test('of a payment of which only its ticket was read is a refund: the terminal would not find it', async () => {
    const made = terminalTill()
    const { engine, terminal, pay } = made
    terminal.script = () => UNKNOWN
    await pay()
    await engine.terminals.read('payment-1', { by: 'Inès', outcome: 'paid', typed: '123456' })
    expect(await pathOf(made)).toEqual({ way: 'refund', reason: 'terminal-refunds', leftMinor: 2_000 })
    terminal.script = (order) => terminal.approve(order)
    expect(await engine.giveBack('payment-1')).toEqual({ ok: true, value: null })
    expect(terminal.orders.map(({ operation }) => operation)).toEqual(['pay', 'refund'])
  })

  test('stays where it is when the terminal can do neither', async () => {
    const { engine, terminal, stateOf } = await paid()
    terminal.can.delete('void')
    terminal.can.delete('refund')
    expect(await engine.giveBack('payment-1')).toMatchObject({ error: { code: 'TERMINAL_CANNOT' } })
    expect(stateOf()?.kind).toBe('paid-by-terminal')
  })
})

describe('a void that the terminal refuses', () => {
  const refusing = async (code: ErrorCode, kind: 'declined' | 'aborted' | 'for-good' = 'for-good') => {
    const made = await paid()
    const { terminal } = made
    const failure = { code }
    const refused: TerminalOutcome =
      kind === 'for-good' ? { kind: 'declined', failure, isNotVoidable: true } : { kind, failure }
    terminal.script = (order: TerminalOrder) => (order.operation === 'void' ? refused : terminal.approve(order))
    const path = (amountMinor?: number) => pathOf(made, amountMinor)
    const orders = () => terminal.orders.map(({ operation }) => operation)
    return { ...made, path, orders, returns: made.engine.terminals.returns }
  }

  test.each(['TERMINAL_REFUSED_ORDER', 'TERMINAL_DECLINED'] as const)(
    'by %s is paid back instead, with the reason, and once',
    async (code) => {
      const { returns, path, orders, stateOf, journal } = await refusing(code)
      expect(await returns.takeBack('payment-1', 'void')).toMatchObject({ value: { state: { kind: 'declined' } } })
      expect(await path()).toEqual({ way: 'refund', reason: 'void-refused', leftMinor: 2_000 })
      expect(await returns.takeBack('payment-1', 'void')).toMatchObject({ error: { code: 'PAYMENT_NOT_RETURNABLE' } })
      expect(await returns.takeBack('payment-1', 'refund')).toMatchObject({
        value: { state: { kind: 'paid-by-terminal' } },
      })
      expect(await path()).toMatchObject({ way: 'none', reason: 'nothing-left' })
      expect(orders()).toEqual(['pay', 'void', 'refund'])
      expect(stateOf()).toMatchObject({ kind: 'paid-by-terminal', isVoidRefused: true })
      expect((await journal.story('payment-1')).map(({ kind }) => kind)).toContain('void-refused')
    },
  )

  test.each([
    ['TERMINAL_ALREADY_VOIDED', 'declined'],
    ['TERMINAL_BUSY', 'declined'],
    ['TERMINAL_REFUSED_ORDER', 'declined'],
    ['TERMINAL_ABANDONED', 'aborted'],
  ] as const)('by %s is not paid back besides', async (code, kind) => {
    const { returns, path, orders } = await refusing(code, kind)
    await returns.takeBack('payment-1', 'void')
    expect(await path()).toMatchObject({ way: 'void', reason: 'batch-open' })
    expect(orders()).toEqual(['pay', 'void'])
  })

  test('since it is void already is never paid back, not in part, nor once its day is over', async () => {
    const { returns, path, orders, engine, clock } = await refusing('TERMINAL_ALREADY_VOIDED', 'declined')
    await returns.takeBack('payment-1', 'void')
    const none = { way: 'none', reason: 'void-already', leftMinor: 2_000 }
    expect(await path(500)).toEqual(none)
    await clock.advance(1_000)
    await engine.terminals.days.dayEnd(TERMINAL_ID)
    expect(await path()).toEqual(none)
    for (const answer of [await returns.takeBack('payment-1', 'refund'), await engine.giveBack('payment-1')]) {
      expect(answer).toMatchObject({ error: { code: 'TERMINAL_ALREADY_VOIDED' } })
    }
    expect(orders()).toEqual(['pay', 'void'])
  })

  test('stays a void where the terminal pays nothing back', async () => {
    const { returns, path, terminal } = await refusing('TERMINAL_REFUSED_ORDER')
    terminal.can.delete('refund')
    await returns.takeBack('payment-1', 'void')
    expect(await path()).toMatchObject({ way: 'void', reason: 'batch-open' })
  })

  test('of a ticket that is left is followed by a refund at once, and the payment is taken back', async () => {
    const { engine, orders, stateOf } = await refusing('TERMINAL_REFUSED_ORDER')
    expect(await engine.giveBack('payment-1')).toEqual({ ok: true, value: null })
    expect(orders()).toEqual(['pay', 'void', 'refund'])
    expect([stateOf()?.kind, engine.isUnresolved(SALE.saleId)]).toEqual(['taken-back-by-terminal', false])
  })

  test('which may be void there already is paid back only by whoever was told so', async () => {
    const { returns, path, orders, engine, clock, terminal } = await refusing('TERMINAL_DECLINED')
    terminal.script = unclear(terminal)
    await returns.takeBack('payment-1', 'void')
    const unclearPath = { way: 'refund', reason: 'void-unclear', leftMinor: 2_000 }
    expect([await path(), await path(500)]).toEqual([unclearPath, unclearPath])
    // Nor is that forgotten with the day.
    await clock.advance(1_000)
    await engine.terminals.days.dayEnd(TERMINAL_ID)
    expect(await path()).toEqual(unclearPath)
    expect(await returns.takeBack('payment-1', 'refund')).toMatchObject({
      value: { state: { kind: 'paid-by-terminal' } },
    })
    expect(orders()).toEqual(['pay', 'void', 'refund'])
  })

  test('of a ticket that is left, which may be void there already, waits for a person who has looked', async () => {
    const { engine, orders, stateOf, terminal } = await refusing('TERMINAL_DECLINED')
    terminal.script = unclear(terminal)
    expect(await engine.giveBack('payment-1', true)).toMatchObject({ error: { code: 'TERMINAL_VOID_UNCLEAR' } })
    expect(orders()).toEqual(['pay', 'void'])
    expect(stateOf()).toMatchObject({ kind: 'paid-by-terminal', isVoidRefused: true, mayBeVoid: true })
    // Pressed again, it is still nobody's word.
    expect(await engine.giveBack('payment-1')).toMatchObject({ error: { code: 'TERMINAL_VOID_UNCLEAR' } })
    expect(orders()).toEqual(['pay', 'void'])
    expect(await engine.giveBack('payment-1', true)).toEqual({ ok: true, value: null })
    expect(orders()).toEqual(['pay', 'void', 'refund'])
    expect([stateOf()?.kind, engine.isUnresolved(SALE.saleId)]).toEqual(['taken-back-by-terminal', false])
  })

  test('gives no part of a return to be read on its ticket: what goes back, goes back whole', async () => {
    const { engine, terminal } = await paid()
    terminal.script = () => UNKNOWN
    await engine.terminals.returns.takeBack('payment-1', 'void')
    const read = { by: 'Inès', outcome: 'paid', typed: '' } as const
    expect(await engine.terminals.read('payment-2', { ...read, amountMinor: 500 })).toMatchObject({
      error: { code: 'TERMINAL_READ_AMOUNT' },
    })
    expect(await engine.terminals.read('payment-2', read)).toEqual({ ok: true, value: null })
  })
})
