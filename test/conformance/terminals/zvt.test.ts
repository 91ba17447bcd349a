/**
 * Goal: whatever a ZVT terminal or its line does, the till never says paid where nothing was charged, nor unpaid where something was:
 * it says what the terminal's own ledger has, or that only the terminal knows. Method: the driver on the simulated terminal, which
 * books by the till's yes, takes a payment back without it, and is troubled by its own script.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { fail } from '#contract/result.ts'
import { simulatedPair } from '#hardware/link/simulated-link.ts'
import { encodeApdu, ZVT } from '#hardware/terminals/zvt/zvt-apdu.codec.ts'
import { streamCarrier } from '#hardware/terminals/zvt/zvt-carrier.ts'
import { ZvtSession } from '#hardware/terminals/zvt/zvt-session.ts'
import type { TerminalOrder, TerminalOutcome } from '#payment/ports/standalone-terminal.port.ts'
import { netChargedMinor } from '#simulators/standalone-terminal/terminal-ledger.ts'
import { ManualClock } from '#test/support/payment/manual-clock.ts'
import type { TerminalBench } from '#test/support/terminals/terminal-bench.ts'
import { keeper, orderOf } from '#test/support/terminals/terminal-orders.ts'
import { openZvtBench } from '#test/support/terminals/zvt-bench.ts'

let bench: TerminalBench

beforeEach(async () => {
  bench = await openZvtBench()
})
afterEach(() => bench.close())

const pay = (more: Partial<TerminalOrder> = {}) => bench.driver.pay(orderOf('pay', more))
const codeOf = (outcome: TerminalOutcome) =>
  'failure' in outcome ? [outcome.kind, outcome.failure.code] : [outcome.kind]
const states = () => bench.ledger().map(({ state }) => state)

describe('the terminal', () => {
  it('gets to know the till, and says who it is', async () => {
    expect(await bench.driver.probe()).toEqual({ ok: true, value: { protocolVersion: 'ZVT', terminalId: '28004869' } })
    expect(await bench.do('ledger')).toEqual([])
  })

  it('charges once, tells what it does, and leaves both tickets to the till', async () => {
    const disk = keeper()
    const tickets: unknown[] = []
    const outcome = await pay({
      keep: disk.keep,
      keepTicket: async (ticket) => {
        tickets.push(ticket)
        return true
      },
    })
    expect(outcome).toMatchObject({
      kind: 'approved',
      result: {
        amountMinor: 1_234,
        reference: { approvalCode: '610001', receiptNumber: '0001' },
        scheme: 'mastercard',
        maskedPan: '501767******6700',
        applicationId: 'A0000000041010',
        entryMode: 'chip',
        contract: '100461763',
        ticket: ['KUNDENBELEG', 'PAY 0001 1234'],
      },
    })
    expect(disk.kept).toHaveLength(1)
    expect(tickets).toEqual([
      { copy: 'shop', lines: ['HÄNDLERBELEG', 'PAY 0001 1234'] },
      { copy: 'customer', lines: ['KUNDENBELEG', 'PAY 0001 1234'] },
    ])
    expect(bench.notices).toMatchObject([{ kind: 'progress', step: 'card-awaited', text: null }])
    expect(netChargedMinor(bench.ledger())).toBe(1_234)
  })

  it('takes a payment back by its receipt, and pays one back', async () => {
    const paid = await pay()
    if (paid.kind !== 'approved') throw new Error(paid.failure.code)
    const original = paid.result.reference
    expect((await bench.driver.void(orderOf('void', { original }))).kind).toBe('approved')
    expect(states()).toEqual(['voided', 'approved'])
    expect(codeOf(await bench.driver.void(orderOf('void', { original })))).toEqual([
      'declined',
      'TERMINAL_ALREADY_VOIDED',
    ])
    expect(codeOf(await bench.driver.void(orderOf('void')))).toEqual(['not-started', 'TERMINAL_CANNOT'])
    expect((await bench.driver.refund(orderOf('refund', { amountMinor: 500 }))).kind).toBe('approved')
    expect(netChargedMinor(bench.ledger())).toBe(-500)
  })

  it('ends its day, and gives its last ticket once more', async () => {
    await pay()
    expect(await bench.driver.dayEnd()).toEqual({ kind: 'done', ticket: ['KASSENABSCHLUSS', '1234'] })
    expect(bench.ledger().map(({ isSent }) => isSent)).toEqual([true])
    expect(await bench.driver.reprint()).toEqual({ ok: true, value: ['KUNDENBELEG', 'PAY 0001 1234'] })
    // What is with the bank is not voided any more, which is another word than that it is void already.
    const original = { approvalCode: null, receiptNumber: '0001', traceNumber: null }
    const refused = await bench.driver.void(orderOf('void', { original }))
    expect(codeOf(refused)).toEqual(['declined', 'TERMINAL_REFUSED_ORDER'])
    expect(refused).toHaveProperty('isNotVoidable', true)
    expect(refused).not.toHaveProperty('mayBeVoid')
  })

  it.each([
    ['declined', ['declined', 'TERMINAL_DECLINED'], { reason: 'Abgelehnt' }],
    ['abandons', ['aborted', 'TERMINAL_ABANDONED'], undefined],
  ])('tells a customer who %s', async (acts, outcome, details) => {
    await bench.do('customer', { acts })
    const ended = await pay()
    expect(codeOf(ended)).toEqual(outcome)
    expect('failure' in ended && ended.failure.details).toEqual(details)
    expect(netChargedMinor(bench.ledger())).toBe(0)
  })

  it('is asked to stop, and says what came of it', async () => {
    await bench.close()
    bench = await openZvtBench({ can: ['abort'] })
    expect(await bench.driver.abort()).toEqual(fail('TERMINAL_NO_ANSWER'))
    await bench.do('customer', { acts: 'pays', takesMs: 150 })
    const outcome = pay()
    await expect.poll(() => bench.notices.length).toBe(1)
    expect(await bench.driver.abort()).toMatchObject({ ok: true })
    expect(codeOf(await outcome)).toEqual(['aborted', 'TERMINAL_ABANDONED'])
  })

  it('is given no order that was stopped before its line stood, nor before the terminal knew the till', async () => {
    await bench.close()
    bench = await openZvtBench({ can: ['abort'] })
    for (let registered = 0; registered < 2; registered += 1) {
      const outcome = pay()
      expect(await bench.driver.abort()).toMatchObject({ ok: true })
      expect(codeOf(await outcome)).toEqual(['not-started', 'TERMINAL_ABANDONED'])
    }
    expect(await bench.do('ledger')).toEqual([])
    expect((await pay()).kind).toBe('approved')
  })

  it('that cannot do a thing is never asked to', async () => {
    await bench.close()
    bench = await openZvtBench({ can: [] })
    expect(codeOf(await bench.driver.refund(orderOf('refund')))).toEqual(['not-started', 'TERMINAL_CANNOT'])
    expect(await bench.driver.dayEnd()).toMatchObject({ kind: 'not-started', failure: { code: 'TERMINAL_CANNOT' } })
    expect(await bench.driver.abort()).toEqual(fail('TERMINAL_CANNOT'))
    expect(bench.terminal.traffic().bytesIn).toBe(0)
  })

  it('that is busy or forgot the till says so, and charges nothing', async () => {
    await bench.driver.probe()
    await bench.do('busy', { on: true })
    expect(codeOf(await pay())).toEqual(['declined', 'TERMINAL_BUSY'])
    await bench.do('busy', { on: false })
    await bench.do('forget-tills')
    const forgotten = await pay()
    expect(codeOf(forgotten)).toEqual(['declined', 'TERMINAL_REFUSED_ORDER'])
    expect(forgotten).not.toHaveProperty('isNotVoidable')
    expect((await pay()).kind).toBe('approved')
    expect(states()).toEqual(['approved'])
  })

  it('that does not let the till in never got the order', async () => {
    await bench.do('busy', { on: true })
    expect((await pay()).kind).toBe('not-started')
    await bench.do('busy', { on: false })
    await bench.do('fault', { on: 'yes', kind: 'garbage', bytes: 0 })
    expect(codeOf(await pay())).toEqual(['not-started', 'TERMINAL_MALFORMED_ANSWER'])
    expect(await bench.do('ledger')).toEqual([])
  })

  it('that goes on for ever is waited for no longer than an order may take', async () => {
    const clock = new ManualClock()
    const { link, far } = simulatedPair('memory:zvt-terminal')
    await link.open()
    const session = new ZvtSession(streamCarrier(link), clock)
    const silent = { onStatus: async () => 0, onPrint: async () => 0, onProgress: () => {} }
    const end = session.run({ control: ZVT.payment, data: new Uint8Array() }, silent)
    far.write(encodeApdu({ control: ZVT.yes, data: new Uint8Array() }))
    for (let passed = 0; passed < LIMITS.terminalOrderMaxMs; passed += 30_000) {
      far.write(encodeApdu({ control: ZVT.progress, data: Uint8Array.of(0x0e) }))
      await clock.advance(30_000)
    }
    expect(await end).toEqual({ kind: 'silent' })
    await session.close()
  })

  it('that is not there never got the order', async () => {
    await bench.do('power', { on: false })
    expect(codeOf(await pay())).toEqual(['not-started', 'TERMINAL_NOT_FOUND'])
  })
})

describe('a ticket', () => {
  it.each([
    ['lines', 'cp437'],
    ['glued-lines', 'latin1'],
  ] as const)('comes in %s, with the signs of %s', async (as, charset) => {
    await bench.close()
    bench = await openZvtBench({ charset })
    await bench.do('prints', { as })
    const tickets: (readonly string[])[] = []
    await pay({ keepTicket: async ({ lines }) => tickets.push(lines) > 0 })
    expect(tickets.at(-1)).toEqual(['HÄNDLERBELEG', 'PAY 0001 1234', 'KUNDENBELEG', 'PAY 0001 1234'])
  })

  it('once more is one that the terminal printed itself, or it cannot', async () => {
    await pay()
    await bench.do('prints', { as: 'nothing' })
    expect(await bench.driver.reprint()).toEqual(fail('TERMINAL_CANNOT'))
    await bench.close()
    bench = await openZvtBench({ ticketOnTill: false })
    expect(await pay()).toMatchObject({ kind: 'approved', result: { ticket: null } })
    expect(await bench.driver.reprint()).toEqual({ ok: true, value: [] })
  })
})

describe('the moment of the booking', () => {
  it('comes only when the result is on disk', async () => {
    expect(codeOf(await pay({ keep: async () => false }))).toEqual(['aborted', 'TERMINAL_ABANDONED'])
    expect(states()).toEqual(['reversed'])
  })

  it('does not come for another amount', async () => {
    await bench.do('other-amount', { more: 1 })
    expect(codeOf(await pay())).toEqual(['aborted', 'TERMINAL_ABANDONED'])
    expect(states()).toEqual(['reversed'])
  })

  it('comes once for a result that is told twice', async () => {
    await bench.do('tell-again', { times: 2 })
    const disk = keeper()
    expect((await pay({ keep: disk.keep })).kind).toBe('approved')
    expect([states(), netChargedMinor(bench.ledger())]).toEqual([['approved'], 1_234])
  })

  it('is not known when the result is stored and the till’s yes is lost', async () => {
    await bench.driver.probe()
    // The line goes when the terminal has told the result, before it hears the yes.
    const disk = keeper()
    const order = orderOf('pay', {
      lastReceiptNumber: '0000',
      keep: async (result) => {
        await disk.keep(result)
        await bench.do('power', { on: false })
        return true
      },
    })
    expect(codeOf(await bench.driver.pay(order))).toEqual(['unknown', 'TERMINAL_LINK_LOST'])
    await bench.do('power', { on: true })
    await expect.poll(states).toEqual(['reversed'])
    const told = disk.kept[0]?.reference
    expect(told?.traceNumber).toBe('000001')
    expect((await bench.driver.lastResult({ ...order, ...(told && { told }) })).kind).toBe('aborted')
    // The reversal of some other payment says nothing about this one.
    expect(codeOf(await bench.driver.lastResult(order))).toEqual(['unknown', 'TERMINAL_CANNOT_TELL'])
  })

  it('has been when the terminal says so after the till’s time', async () => {
    await bench.driver.probe()
    await bench.do('fault', { on: 'print', kind: 'delay', delayMs: 1_100 })
    const order = orderOf('pay')
    expect(codeOf(await bench.driver.pay(order))).toEqual(['unknown', 'TERMINAL_NO_ANSWER'])
    const late = () => bench.notices.filter(({ kind }) => kind === 'late')
    await expect.poll(late, { timeout: 10_000 }).toMatchObject([{ orderId: order.id, outcome: { kind: 'approved' } }])
    expect(states()).toEqual(['approved'])
  })

  it('is not told of while its end is lost, only once the terminal is asked', async () => {
    await bench.driver.probe()
    await bench.do('fault', { on: 'completion', kind: 'refuse' })
    const disk = keeper()
    const order = orderOf('pay', { keep: disk.keep })
    expect((await bench.driver.pay(order)).kind).toBe('unknown')
    const told = disk.kept[0]?.reference
    expect(await bench.driver.lastResult({ ...order, ...(told && { told }) })).toMatchObject({ kind: 'approved' })
    expect(states()).toEqual(['approved'])
  })

  it('never comes of a ticket that the disk did not take: the terminal was told so', async () => {
    await bench.driver.probe()
    await bench.do('fault', { on: 'completion', kind: 'refuse' })
    expect((await bench.driver.pay(orderOf('pay', { keepTicket: async () => false }))).kind).not.toBe('approved')
    await expect.poll(states).toEqual(['reversed'])
  })

  it('never comes of a line that goes while the till prints: the terminal has not booked yet', async () => {
    await bench.driver.probe()
    await bench.do('fault', { on: 'print', kind: 'refuse' })
    expect((await pay()).kind).not.toBe('approved')
    await expect.poll(states).toEqual(['reversed'])
  })

  it('never comes after the till’s time is over: the terminal takes its payment back', async () => {
    await bench.driver.probe()
    await bench.do('customer', { acts: 'pays', takesMs: 1_100 })
    const order = orderOf('pay')
    expect(codeOf(await bench.driver.pay(order))).toEqual(['unknown', 'TERMINAL_NO_ANSWER'])
    await expect
      .poll(() => bench.notices.filter(({ kind }) => kind === 'late'), { timeout: 10_000 })
      .toMatchObject([{ orderId: order.id, outcome: { kind: 'aborted' } }])
    expect(states()).toEqual(['reversed'])
  })
})

describe('what became of an order', () => {
  const cannotTell = ['unknown', 'TERMINAL_CANNOT_TELL']

  /** An order that the terminal never saw: the line goes before it is whole. */
  async function lostOrder(more: Partial<TerminalOrder> = {}): Promise<TerminalOrder> {
    await bench.driver.probe()
    await bench.do('hang-up-after', { bytes: 5 })
    const order = orderOf('pay', { lastReceiptNumber: '0000', ...more })
    expect(codeOf(await bench.driver.pay(order))).toEqual(['unknown', 'TERMINAL_LINK_LOST'])
    return order
  }

  /** One that the terminal charged, and what it told of it. */
  async function paidOrder(): Promise<TerminalOrder> {
    const order = orderOf('pay', { lastReceiptNumber: '0000' })
    const outcome = await bench.driver.pay(order)
    if (outcome.kind !== 'approved') throw new Error(outcome.failure.code)
    return { ...order, told: outcome.result.reference }
  }

  it('is what the terminal tells of the payment that it had told of before', async () => {
    const order = await paidOrder()
    expect(await bench.driver.lastResult(order)).toMatchObject({ kind: 'approved', result: { amountMinor: 1_234 } })
  })

  it('is nothing when the last payment is still the one before', async () => {
    const before = await paidOrder()
    const order = await lostOrder({ lastReceiptNumber: before.told?.receiptNumber ?? null })
    expect(codeOf(await bench.driver.lastResult(order))).toEqual(['aborted', 'TERMINAL_ABANDONED'])
  })

  it('is never a payment of the same amount that was typed on the terminal, before it or after', async () => {
    await bench.do('pay-by-hand', { amountMinor: 1_234 })
    const order = await lostOrder()
    expect(codeOf(await bench.driver.lastResult(order))).toEqual(cannotTell)
    await bench.do('pay-by-hand', { amountMinor: 1_234 })
    expect(codeOf(await bench.driver.lastResult(order))).toEqual(cannotTell)
  })

  it('is not known any more when another payment of the same amount came after it', async () => {
    const order = await paidOrder()
    await bench.do('pay-by-hand', { amountMinor: 1_234 })
    expect(codeOf(await bench.driver.lastResult(order))).toEqual(cannotTell)
  })

  it('is not told by a receipt whose number began anew, nor by a terminal of another time', async () => {
    await bench.do('pay-by-hand', { amountMinor: 1_234 })
    // The payment before this order had the number that the terminal gives once more.
    const order = orderOf('pay', { lastReceiptNumber: '0001', orderedAt: new Date(Date.now() - 60_000).toISOString() })
    expect(codeOf(await bench.driver.lastResult(order))).toEqual(cannotTell)
    await bench.do('clock', { offMs: -2 * LIMITS.terminalClockDriftMs })
    const late = await lostOrder({ lastReceiptNumber: '0001' })
    await bench.driver.pay(orderOf('pay'))
    const told = { approvalCode: '610002', receiptNumber: '0002', traceNumber: '000002' }
    expect(codeOf(await bench.driver.lastResult({ ...late, told }))).toEqual(cannotTell)
  })

  it('stays unknown for another amount, or a terminal that has none', async () => {
    const told = { approvalCode: null, receiptNumber: '0001', traceNumber: '000001' }
    expect(codeOf(await bench.driver.lastResult(orderOf('pay', { told })))).toEqual([
      'unknown',
      'TERMINAL_REFUSED_ORDER',
    ])
    await pay()
    expect(codeOf(await bench.driver.lastResult(orderOf('pay', { told, amountMinor: 999 })))).toEqual(cannotTell)
  })
})
