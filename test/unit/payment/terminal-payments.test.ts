/**
 * Goal: a payment on a standalone terminal is ordered once, is told as what the terminal said, and where nobody knows stays
 * unknown until the terminal or a person says. Method: the engine on a bench with a terminal that does what each test says.
 */
import { describe, expect, test } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import type { TerminalOutcome } from '#payment/ports/standalone-terminal.port.ts'
import { SALE } from '#test/support/payment/bench-till.ts'
import { settle } from '#test/support/payment/manual-clock.ts'
import { MemoryJournal } from '#test/support/payment/memory-journal.ts'
import { ScriptedTerminal, TERMINAL_ID, UNKNOWN } from '#test/support/payment/scripted-terminal.ts'
import { terminalTill } from '#test/support/payment/terminal-till.ts'

const failing = (
  kind: 'declined' | 'aborted' | 'not-started',
  code: 'TERMINAL_DECLINED' | 'TERMINAL_ABANDONED' | 'TERMINAL_NOT_FOUND',
) => ({ kind, failure: { code } }) as const

describe('an order', () => {
  test('is on disk before the terminal hears of it, with the number of the payment before', async () => {
    const { pay, terminal, journal, book } = terminalTill()
    book.lastNumber = '0041'
    terminal.script = (order) => {
      const state = journal.payments.get(order.id)?.state
      expect(state).toMatchObject({ kind: 'ordered', intent: { terminal: { lastReceiptNumber: '0041' } } })
      return terminal.approve(order)
    }
    expect((await pay()).ok).toBe(true)
    expect(terminal.orders).toMatchObject([
      { operation: 'pay', amountMinor: 2_000, lastReceiptNumber: '0041', mayBeLess: true },
    ])
  })

  test('that is approved is stored as an approval, with the ticket of the terminal', async () => {
    const { pay, journal, engine, stateOf } = terminalTill()
    await pay()
    expect(stateOf()).toMatchObject({
      kind: 'paid-by-terminal',
      tickets: [{ copy: 'customer', lines: ['CARTE BANCAIRE', 'DEBIT'] }],
    })
    expect(journal.approvedSteps).toHaveLength(1)
    expect(engine.view()).toMatchObject({
      outcome: 'approved',
      approvalCode: '123456',
      cardTail: '4821',
      terminal: { alias: 'Comptoir 1' },
    })
    expect(engine.isUnresolved(SALE.saleId)).toBe(false)
  })

  test.each([
    [failing('declined', 'TERMINAL_DECLINED'), 'declined'],
    [failing('aborted', 'TERMINAL_ABANDONED'), 'cancelled'],
    [failing('not-started', 'TERMINAL_NOT_FOUND'), 'failed'],
  ] as const)('that is %o charges nothing, and says why', async (outcome, seen) => {
    const { pay, terminal, engine } = terminalTill()
    terminal.script = () => outcome
    await pay()
    expect(engine.view()).toMatchObject({ outcome: seen, failure: outcome.failure })
    expect(engine.isUnresolved(SALE.saleId)).toBe(false)
  })

  test('for less than was asked is a payment of the part', async () => {
    const { pay, terminal, stateOf } = terminalTill()
    terminal.script = async () => ({ kind: 'approved', result: terminal.result({ amountMinor: 1_500 }) })
    await pay()
    expect(stateOf()?.intent).toMatchObject({ amountMinor: 1_500, askedMinor: 2_000 })
  })

  test('goes to one terminal at a time, and waits for no bank', async () => {
    const { pay, terminal, engine } = terminalTill()
    terminal.script = () => new Promise(() => {})
    await pay()
    expect(engine.view()).toMatchObject({ prompt: 'follow-terminal', outcome: null })
    expect(await pay({ saleId: 'sale-2' })).toMatchObject({ error: { code: 'PAYMENT_ALREADY_OPEN' } })
    expect(terminal.orders).toHaveLength(1)
  })

  test('is not given to a terminal that is not there, or cannot', async () => {
    const { pay, terminal } = terminalTill()
    expect(await pay({ terminalId: 'gone' })).toMatchObject({ error: { code: 'TERMINAL_NOT_SET_UP' } })
    terminal.can.delete('pay')
    expect(await pay()).toMatchObject({ error: { code: 'TERMINAL_CANNOT' } })
  })

  test('shows what the terminal does, and until when its silence is waited for', async () => {
    const { pay, terminal, engine, clock } = terminalTill()
    terminal.script = () => new Promise(() => {})
    await pay()
    const at = Date.parse(clock.now())
    terminal.tell({ kind: 'progress', orderId: 'payment-1', step: 'pin-entry', text: 'CODE ?' })
    await settle()
    const deadlineAt = new Date(at + LIMITS.terminalAnswerTimeoutMs).toISOString()
    expect(engine.view()?.terminal).toMatchObject({ step: 'pin-entry', text: 'CODE ?', deadlineAt })
  })

  test('can be stopped where the terminal can, and ends by the terminal’s word', async () => {
    const { pay, terminal, engine } = terminalTill()
    let end: (outcome: TerminalOutcome) => void = () => {}
    terminal.script = () =>
      new Promise((resolve) => {
        end = resolve
      })
    await pay()
    expect(await engine.cancel()).toEqual({ ok: true, value: null })
    expect([terminal.aborts, engine.view()?.cancellable, engine.view()?.outcome]).toEqual([1, false, null])
    end(failing('aborted', 'TERMINAL_ABANDONED'))
    await settle()
    expect(engine.view()?.outcome).toBe('cancelled')
    expect(await engine.terminals.abort()).toMatchObject({ error: { code: 'PAYMENT_NOT_OPEN' } })
  })

  test('whose time is over is kept no more: its terminal hears no, and takes it back', async () => {
    const { pay, terminal, wait, journal } = terminalTill()
    terminal.script = () => new Promise(() => {})
    await pay()
    await wait(LIMITS.terminalOrderWaitMs)
    const [order] = terminal.orders
    expect(await order?.keep(terminal.result({ amountMinor: 2_000 }))).toBe(false)
    expect(journal.payments.get('payment-1')?.state).toMatchObject({ kind: 'order-unknown', told: null })
  })

  test('of a driver that never answers is unknown after its time', async () => {
    const { pay, terminal, engine, wait } = terminalTill()
    terminal.script = () => new Promise(() => {})
    await pay()
    await wait(LIMITS.terminalOrderWaitMs)
    expect(engine.view()).toMatchObject({ outcome: 'unknown', failure: { code: 'TERMINAL_NO_ANSWER' } })
  })
})

describe('an order of which nobody knows what became', () => {
  const lost = async (recall: () => TerminalOutcome = () => UNKNOWN) => {
    const made = terminalTill()
    made.terminal.script = () => UNKNOWN
    made.terminal.recall = recall
    await made.engine.terminals.start()
    await made.pay()
    return made
  }

  test('blocks its ticket and its terminal, and nothing else', async () => {
    const { engine, pay, directory, terminal } = await lost()
    expect(engine.view()).toMatchObject({
      outcome: 'unknown',
      prompt: 'read-terminal',
      failure: { code: 'TERMINAL_LINK_LOST' },
    })
    expect(engine.unresolvedCount()).toBe(1)
    expect(await pay({ attempt: 2 })).toMatchObject({
      error: { code: 'TERMINAL_BLOCKED', details: { number: 'P-2-000001' } },
    })
    expect(engine.terminals.views()).toMatchObject([{ state: 'blocked', blockedBy: { paymentId: 'payment-1' } }])
    const other = new ScriptedTerminal()
    directory.set([{}, { id: 'terminal-2', port: other }])
    expect(await pay({ terminalId: 'terminal-2', attempt: 2 })).toMatchObject({
      error: { code: 'PAYMENT_OUTCOME_UNKNOWN' },
    })
    expect(await pay({ terminalId: 'terminal-2', saleId: 'sale-2' })).toMatchObject({ ok: true })
    expect([terminal.orders.length, other.orders.length]).toEqual([1, 1])
  })

  test('is asked about at once, then with pauses, and never given again', async () => {
    const { terminal, wait, engine, stateOf } = await lost()
    await wait(0)
    expect(terminal.asked).toHaveLength(1)
    expect(engine.view()?.terminal?.nextAskAt).not.toBeNull()
    await wait(3_000)
    expect(terminal.asked).toHaveLength(2)
    terminal.recall = (order) => ({ kind: 'approved', result: terminal.result(order) })
    await wait(10_000)
    expect(stateOf()?.kind).toBe('paid-by-terminal')
    await wait(600_000)
    expect([terminal.asked.length, terminal.orders.length]).toEqual([3, 1])
  })

  test('that never was there charges nothing', async () => {
    const { wait, engine } = await lost(() => failing('declined', 'TERMINAL_DECLINED'))
    await wait(0)
    expect(engine.view()?.outcome).toBe('declined')
    expect(engine.isUnresolved(SALE.saleId)).toBe(false)
  })

  test('is asked about when a person wants it, with the reason where the terminal does not say', async () => {
    const { engine, terminal, stateOf } = await lost()
    expect(await engine.terminals.askAgain('payment-1')).toMatchObject({ error: { code: 'TERMINAL_LINK_LOST' } })
    terminal.recall = (order) => ({ kind: 'approved', result: terminal.result(order) })
    expect(await engine.terminals.askAgain('payment-1')).toEqual({ ok: true, value: null })
    expect(stateOf()?.kind).toBe('paid-by-terminal')
    expect(await engine.terminals.askAgain('payment-1')).toMatchObject({ error: { code: 'TERMINAL_NOT_IN_DOUBT' } })
  })

  test('is asked about once its terminal answers again', async () => {
    const { directory, terminal, wait } = await lost()
    await wait(0)
    directory.set([{ isReachable: false }])
    directory.set([{ isReachable: true }])
    await settle()
    expect(terminal.asked).toHaveLength(2)
  })

  test('of a terminal that cannot be asked waits for whoever reads its ticket', async () => {
    const made = terminalTill()
    const { terminal, engine, pay, wait, stateOf, journal } = made
    terminal.can.delete('last-result')
    terminal.script = () => UNKNOWN
    await engine.terminals.start()
    await pay()
    await wait(600_000)
    expect([terminal.asked.length, engine.view()?.terminal?.nextAskAt]).toEqual([0, null])
    expect(await engine.terminals.askAgain('payment-1')).toMatchObject({ error: { code: 'TERMINAL_CANNOT_TELL' } })
    const read = { by: 'Inès', outcome: 'paid', typed: ' 12a456' } as const
    expect(await engine.terminals.read('payment-1', { ...read, typed: '4111111111111111' })).toMatchObject({
      error: { code: 'PAYMENT_PROMPT_CARD_NUMBER' },
    })
    expect(await engine.terminals.read('payment-1', { ...read, typed: '1234567' })).toMatchObject({
      error: { code: 'PAYMENT_VOICE_CODE' },
    })
    expect(await engine.terminals.read('payment-1', read)).toEqual({ ok: true, value: null })
    expect(stateOf()).toMatchObject({
      kind: 'paid-by-terminal',
      readBy: 'Inès',
      result: { amountMinor: 2_000, reference: { approvalCode: '12A456' } },
    })
    expect(journal.approvedSteps).toHaveLength(1)
    expect(await engine.terminals.read('payment-1', read)).toMatchObject({ error: { code: 'TERMINAL_NOT_IN_DOUBT' } })
  })

  test('of which the card paid a part is a payment of the part, as whoever read its ticket says', async () => {
    const { engine, stateOf, journal } = await lost()
    const read = { by: 'Inès', outcome: 'paid', typed: '' } as const
    for (const amountMinor of [2_001, 0]) {
      expect(await engine.terminals.read('payment-1', { ...read, amountMinor })).toMatchObject({
        error: { code: 'TERMINAL_READ_AMOUNT', details: { amount: expect.stringContaining('20') } },
      })
    }
    expect(stateOf()?.kind).toBe('order-unknown')
    expect(await engine.terminals.read('payment-1', { ...read, amountMinor: 1_500 })).toEqual({ ok: true, value: null })
    expect(stateOf()).toMatchObject({
      kind: 'paid-by-terminal',
      intent: { amountMinor: 1_500, askedMinor: 2_000 },
      result: { amountMinor: 1_500 },
      readBy: 'Inès',
    })
    expect(journal.records.at(-1)).toMatchObject({ kind: 'terminal-read', body: { amountMinor: 1_500 } })
  })

  test('that a person reads as not paid frees its ticket, and what the terminal says of it later is raised', async () => {
    const { engine, terminal, journal } = await lost()
    await engine.terminals.read('payment-1', { by: 'Inès', outcome: 'not-paid', typed: '' })
    expect(engine.view()).toMatchObject({
      outcome: 'failed',
      failure: { code: 'TERMINAL_READ_AS_NOT_PAID', details: { by: 'Inès' } },
    })
    expect(engine.isUnresolved(SALE.saleId)).toBe(false)
    const late = { kind: 'approved', result: terminal.result({ amountMinor: 2_000 }) } as const
    terminal.tell({ kind: 'late', orderId: 'payment-1', outcome: late })
    await settle()
    expect(engine.late.raised).toMatchObject([{ paymentNumber: 'P-2-000001', amountMinor: 2_000 }])
    expect(journal.records.at(-1)?.kind).toBe('late-terminal-answered')
    expect(journal.payments.get('payment-1')?.state.kind).toBe('failed')
  })

  test('that a person reads as not paid while the terminal is asked is raised by what it then says', async () => {
    const { engine, terminal, wait, stateOf } = await lost()
    let say: (outcome: TerminalOutcome) => void = () => {}
    terminal.recall = () =>
      new Promise((resolve) => {
        say = resolve
      })
    await wait(0)
    await engine.terminals.read('payment-1', { by: 'Inès', outcome: 'not-paid', typed: '' })
    expect([terminal.asked.length, stateOf()?.kind]).toEqual([1, 'failed'])
    say({ kind: 'approved', result: terminal.result({ amountMinor: 2_000 }) })
    await settle()
    expect(engine.late.raised).toMatchObject([{ paymentNumber: 'P-2-000001', amountMinor: 2_000 }])
    expect(stateOf()?.kind).toBe('failed')
  })

  test.each([
    ['TERMINAL_NOT_FOUND', 'TERMINAL_NO_ANSWER'],
    ['TERMINAL_BUSY', 'TERMINAL_CANNOT_TELL'],
    ['TERMINAL_PORT_BUSY', 'TERMINAL_CANNOT_TELL'],
    ['TERMINAL_REFUSED_ORDER', 'TERMINAL_CANNOT_TELL'],
    ['STORE_DISK_FULL', 'TERMINAL_CANNOT_TELL'],
  ] as const)('for %s is never told as one that charged nothing', async (code, told) => {
    const made = terminalTill()
    const { terminal, engine, pay, stateOf } = made
    terminal.script = () => ({ kind: 'unknown', failure: { code } })
    terminal.recall = terminal.script
    await engine.terminals.start()
    await pay()
    expect(stateOf()).toMatchObject({ kind: 'order-unknown', failure: { code: told } })
    expect(await engine.terminals.askAgain('payment-1')).toMatchObject({ error: { code: told } })
    terminal.recall = () => ({ kind: 'not-started', failure: { code } })
    expect(await engine.terminals.askAgain('payment-1')).toMatchObject({ error: { code: told } })
    terminal.can.delete('reprint')
    const printed = await engine.terminals.days.reprint(TERMINAL_ID)
    expect(printed).toMatchObject({ error: { code: 'TERMINAL_CANNOT_TELL' } })
  })

  test('is ended by a late word, without an alarm', async () => {
    const { engine, terminal, stateOf } = await lost()
    const late = { kind: 'approved', result: terminal.result({ amountMinor: 2_000 }) } as const
    terminal.tell({ kind: 'late', orderId: 'payment-1', outcome: late })
    await settle()
    expect([stateOf()?.kind, engine.late.raised.length]).toEqual(['paid-by-terminal', 0])
  })
})

describe('after a kill', () => {
  test.each([1, 2])(
    'at record %i the order is asked about, told by what it is known, and never given again',
    async (record) => {
      const journal = new MemoryJournal()
      const first = terminalTill(journal)
      journal.afterCommit = (number) => (number === record ? new Promise(() => {}) : undefined)
      void first.pay()
      await settle()
      const again = terminalTill(journal)
      journal.afterCommit = () => {}
      again.terminal.recall = (order) => ({ kind: 'approved', result: again.terminal.result(order) })
      const found = await again.engine.recover()
      expect(found).toMatchObject([{ state: { kind: 'order-unknown', failure: { code: 'TERMINAL_INTERRUPTED' } } }])
      await again.engine.terminals.start()
      await again.wait(0)
      // A payment that a terminal has told of, it may take back for some seconds, and shows as made meanwhile.
      expect(again.terminal.asked).toHaveLength(record === 2 ? 0 : 1)
      await again.wait(6_000)
      expect(again.stateOf()?.kind).toBe('paid-by-terminal')
      expect([again.terminal.orders.length, again.terminal.asked.length]).toEqual([0, 1])
      expect(again.terminal.asked[0]?.told?.traceNumber).toBe(record === 2 ? '000042' : undefined)
    },
  )
})

describe('the day end of a terminal', () => {
  test('is kept before the terminal hears of it, and says how it went', async () => {
    const { engine, terminal, book } = terminalTill()
    terminal.dayEnds = [
      Promise.resolve({ kind: 'refused', failure: { code: 'TERMINAL_REFUSED_ORDER', details: { reason: '09' } } }),
    ]
    const before = engine.terminals.days.dayEnd(TERMINAL_ID)
    await settle()
    expect(await before).toMatchObject({ value: { state: 'refused' } })
    expect(await book.dayEnds()).toMatchObject([{ state: 'refused', failure: { code: 'TERMINAL_REFUSED_ORDER' } }])
    expect(engine.terminals.views()).toMatchObject([{ dayEnd: { state: 'refused' } }])
  })

  test('waits until what became of an order is known: its trace would be gone', async () => {
    const { engine, terminal, pay } = terminalTill()
    terminal.script = () => UNKNOWN
    await pay()
    expect(await engine.terminals.days.dayEnd(TERMINAL_ID)).toMatchObject({ error: { code: 'TERMINAL_BLOCKED' } })
    expect(await engine.terminals.days.reprint(TERMINAL_ID)).toMatchObject({
      value: { lines: ['DUPLICATA', 'CARTE BANCAIRE'] },
    })
  })
})
