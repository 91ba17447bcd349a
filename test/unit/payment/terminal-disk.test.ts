/**
 * Goal: a disk that refuses what a terminal says, or that it says nothing, loses no charge and leaves no doubt that nobody asks about.
 * Method: the engine on a bench; the journal throws as a full disk does.
 */
import { describe, expect, test } from 'vitest'
import { CatalogueFailure } from '#contract/result.ts'
import { settle } from '#test/support/payment/manual-clock.ts'
import { MemoryJournal } from '#test/support/payment/memory-journal.ts'
import { UNKNOWN } from '#test/support/payment/scripted-terminal.ts'
import { terminalTill } from '#test/support/payment/terminal-till.ts'

describe('a disk that refuses', () => {
  const full = () => {
    throw new CatalogueFailure({ code: 'STORE_DISK_FULL' })
  }

  test('what the terminal approved makes it take the payment back', async () => {
    const journal = new MemoryJournal()
    const { pay, engine } = terminalTill(journal)
    journal.beforeCommit = (number) => (number === 2 ? full() : undefined)
    await pay()
    expect(engine.view()?.outcome).toBe('cancelled')
  })

  test('the answer leaves it unknown, and the answer is put to it again until the disk takes it', async () => {
    const journal = new MemoryJournal()
    const { pay, engine, wait, stateOf, terminal } = terminalTill(journal)
    await engine.terminals.start()
    journal.beforeCommit = (number) => (number > 2 ? full() : undefined)
    await pay()
    expect(engine.view()).toMatchObject({ outcome: 'unknown', failure: { code: 'TERMINAL_NOT_KEPT' } })
    expect(stateOf()?.kind).toBe('ordered')
    await wait(3_000)
    journal.beforeCommit = () => {}
    await wait(10_000)
    expect(stateOf()?.kind).toBe('paid-by-terminal')
    expect([terminal.orders.length, terminal.asked.length]).toEqual([1, 0])
  })
})

describe('a disk that refuses the word on an order in doubt', () => {
  const inDoubt = async (recall = true) => {
    const journal = new MemoryJournal()
    const made = terminalTill(journal)
    const { terminal, engine, pay } = made
    if (!recall) terminal.can.delete('last-result')
    terminal.script = () => UNKNOWN
    await engine.terminals.start()
    await pay()
    const fill = (isFull: boolean) => {
      journal.beforeCommit = () => {
        if (isFull) throw new CatalogueFailure({ code: 'STORE_DISK_FULL' })
      }
    }
    return { ...made, fill }
  }

  test('keeps an approval that came late until it takes it, and lets nobody talk it away', async () => {
    const { terminal, engine, stateOf, fill, wait, unexpected } = await inDoubt(false)
    const [order] = terminal.orders
    if (order === undefined) throw new Error('no order')
    fill(true)
    terminal.tell({ kind: 'late', orderId: order.id, outcome: { kind: 'approved', result: terminal.result(order) } })
    await settle()
    expect([stateOf()?.kind, engine.view()?.failure?.code]).toEqual(['order-unknown', 'TERMINAL_NOT_KEPT'])
    expect(await engine.terminals.askAgain('payment-1')).toMatchObject({ error: { code: 'TERMINAL_NOT_KEPT' } })
    fill(false)
    const declined = { kind: 'declined', failure: { code: 'TERMINAL_DECLINED' } } as const
    terminal.tell({ kind: 'late', orderId: order.id, outcome: declined })
    await settle()
    expect(await engine.terminals.read('payment-1', { by: 'Inès', outcome: 'not-paid', typed: '' })).toMatchObject({
      error: { code: 'TERMINAL_NOT_IN_DOUBT' },
    })
    await wait(10_000)
    expect([stateOf()?.kind, terminal.asked.length, unexpected]).toEqual(['paid-by-terminal', 0, []])
  })

  test('keeps by what the terminal knows the payment, also where a person reads its ticket first', async () => {
    const { terminal, engine, stateOf, fill } = await inDoubt(false)
    const [order] = terminal.orders
    if (order === undefined) throw new Error('no order')
    fill(true)
    terminal.tell({ kind: 'late', orderId: order.id, outcome: { kind: 'approved', result: terminal.result(order) } })
    await settle()
    fill(false)
    await engine.terminals.read('payment-1', { by: 'Inès', outcome: 'paid', typed: '' })
    expect(stateOf()).toMatchObject({
      kind: 'paid-by-terminal',
      readBy: 'Inès',
      result: { scheme: 'cb', reference: { receiptNumber: '0001', approvalCode: '123456' } },
    })
  })

  test('keeps what the terminal says when it is asked, and asks it no more', async () => {
    const { terminal, engine, stateOf, fill, wait, unexpected } = await inDoubt()
    terminal.recall = (order) => ({ kind: 'approved', result: terminal.result(order) })
    fill(true)
    await wait(20_000)
    expect([stateOf()?.kind, engine.view()?.failure?.code]).toEqual(['order-unknown', 'TERMINAL_NOT_KEPT'])
    fill(false)
    await wait(10_000)
    expect([stateOf()?.kind, terminal.asked.length, unexpected]).toEqual(['paid-by-terminal', 1, []])
  })
})

describe('a disk that refuses that nobody knows', () => {
  test('has it asked of the terminal all the same, and a person may say what its ticket shows', async () => {
    const journal = new MemoryJournal()
    const { pay, engine, wait, stateOf, terminal } = terminalTill(journal)
    await engine.terminals.start()
    terminal.script = () => UNKNOWN
    journal.beforeCommit = (number) => {
      if (number > 1) throw new CatalogueFailure({ code: 'STORE_DISK_FULL' })
    }
    await pay()
    expect([stateOf()?.kind, engine.view()?.outcome]).toEqual(['ordered', 'unknown'])
    await wait(3_000)
    expect(terminal.asked.length).toBeGreaterThan(0)
    journal.beforeCommit = () => {}
    await wait(3_000)
    expect(stateOf()?.kind).toBe('order-unknown')
    expect(await engine.terminals.read('payment-1', { by: 'Inès', outcome: 'not-paid', typed: '' })).toMatchObject({
      ok: true,
    })
    expect([stateOf()?.kind, terminal.orders.length]).toEqual(['failed', 1])
  })

  test('is not written over the word that came before the disk took it', async () => {
    const journal = new MemoryJournal()
    const { pay, engine, wait, stateOf, terminal } = terminalTill(journal)
    await engine.terminals.start()
    terminal.script = () => UNKNOWN
    let isFull = true
    journal.beforeCommit = (number) => {
      if (isFull && number > 1) throw new CatalogueFailure({ code: 'STORE_DISK_FULL' })
    }
    await pay()
    isFull = false
    const [order] = terminal.orders
    if (order === undefined) throw new Error('no order')
    const outcome = { kind: 'approved', result: terminal.result(order) } as const
    terminal.tell({ kind: 'late', orderId: order.id, outcome })
    await settle()
    expect(stateOf()?.kind).toBe('paid-by-terminal')
    await wait(3_000)
    expect(stateOf()?.kind).toBe('paid-by-terminal')
  })
})
