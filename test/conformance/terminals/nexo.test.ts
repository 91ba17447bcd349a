/**
 * Goal: whatever a nexo terminal or its line does, the till never says paid where nothing was charged, nor unpaid where something was: it
 * says what the terminal's own ledger has, or that only the terminal knows. Method: the driver on the simulated terminal, over TLS, which
 * is troubled by its own script.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { serviceIdOf } from '#hardware/terminals/nexo/nexo-messages.codec.ts'
import type { TerminalOrder, TerminalOutcome, TerminalTicket } from '#payment/ports/standalone-terminal.port.ts'
import { heldMinor, netChargedMinor } from '#simulators/standalone-terminal/terminal-ledger.ts'
import { type NexoBenchTerms, openNexoBench } from '#test/support/terminals/nexo-bench.ts'
import type { TerminalBench } from '#test/support/terminals/terminal-bench.ts'
import { orderOf } from '#test/support/terminals/terminal-orders.ts'

let bench: TerminalBench
beforeEach(async () => {
  bench = await openNexoBench()
})
afterEach(() => bench.close())

async function reopen(terms: NexoBenchTerms): Promise<void> {
  await bench.close()
  bench = await openNexoBench(terms)
}

const pay = (more: Partial<TerminalOrder> = {}) => bench.driver.pay(orderOf('pay', more))
const codeOf = (outcome: TerminalOutcome) =>
  'failure' in outcome ? [outcome.kind, outcome.failure.code] : [outcome.kind]
const charged = () => netChargedMinor(bench.ledger())

async function paid(order: TerminalOrder = orderOf('pay')) {
  const outcome = await bench.driver.pay(order)
  if (outcome.kind !== 'approved') throw new Error(outcome.failure.code)
  return { order, original: outcome.result.reference }
}

describe('the terminal', () => {
  it('says who it is, without money', async () => {
    expect(await bench.driver.probe()).toEqual({
      ok: true,
      value: { protocolVersion: '3.0', terminalId: 'P400Plus-275039202' },
    })
    expect(bench.ledger()).toEqual([])
  })

  it('charges once, says by what it is known, and leaves both tickets to the till', async () => {
    const tickets: TerminalTicket[] = []
    const order = orderOf('pay', { keepTicket: async (ticket) => tickets.push(ticket) > 0 })
    expect(await bench.driver.pay(order)).toMatchObject({
      kind: 'approved',
      result: {
        amountMinor: 1_234,
        reference: { approvalCode: 'N0001', receiptNumber: '0001', traceNumber: expect.stringMatching(/^20\d\d-/) },
        scheme: 'mastercard',
        maskedPan: '541333****0011',
        applicationId: 'A0000000041010',
        entryMode: 'contactless',
        contract: 'M1000',
        ticket: ['REÇU CLIENT', '', 'PAY: 0001', 'TOTAL: 12.34 EUR'],
      },
    })
    expect(tickets.map(({ copy, lines }) => [copy, lines[0]])).toEqual([
      ['customer', 'REÇU CLIENT'],
      ['shop', 'REÇU MARCHAND'],
    ])
    expect(bench.ledger()).toMatchObject([{ amountMinor: 1_234, currency: 'EUR', reference: serviceIdOf(order.id) }])
  })

  it('charges, though the disk does not take its tickets', async () => {
    expect((await pay({ keepTicket: async () => false })).kind).toBe('approved')
    expect(charged()).toBe(1_234)
  })

  it('takes a payment back, pays a part of one back, and pays back by card', async () => {
    const { original } = await paid()
    expect((await bench.driver.void(orderOf('void', { original }))).kind).toBe('approved')
    expect(bench.ledger().map(({ operation, state }) => [operation, state])).toEqual([
      ['pay', 'voided'],
      ['void', 'approved'],
    ])
    const second = await paid()
    const part = orderOf('refund', { amountMinor: 500, original: second.original })
    expect(await bench.driver.refund(part)).toMatchObject({ kind: 'approved', result: { amountMinor: 500 } })
    expect(charged()).toBe(734)
    expect((await bench.driver.refund(orderOf('refund', { amountMinor: 34 }))).kind).toBe('approved')
    expect(charged()).toBe(700)
    expect(codeOf(await bench.driver.void(orderOf('void')))).toEqual(['not-started', 'TERMINAL_CANNOT'])
    // It knows nothing that it would void: that is for good. That it is busy is not.
    const again = orderOf('void', { original })
    expect(await bench.driver.void(again)).toMatchObject({
      kind: 'declined',
      isNotVoidable: true,
      mayBeVoid: true,
    })
    await bench.do('busy', { on: true })
    expect(await bench.driver.void(orderOf('void', { original }))).not.toHaveProperty('isNotVoidable')
  })

  it('holds an amount, charges a part of it, or lets it go', async () => {
    const held = await bench.driver.reserve(orderOf('reserve', { amountMinor: 5_000 }))
    if (held.kind !== 'approved') throw new Error(held.failure.code)
    const original = held.result.reference
    expect([heldMinor(bench.ledger()), charged()]).toEqual([5_000, 0])
    const tooMuch = { amountMinor: 5_001, reservedMinor: 5_000, original }
    expect(codeOf(await bench.driver.complete(orderOf('complete', tooMuch)))).toEqual([
      'not-started',
      'TERMINAL_CANNOT',
    ])
    const used = { amountMinor: 3_200, reservedMinor: 5_000, original }
    expect((await bench.driver.complete(orderOf('complete', used))).kind).toBe('approved')
    expect([heldMinor(bench.ledger()), charged()]).toEqual([0, 3_200])
    const other = await bench.driver.reserve(orderOf('reserve', { amountMinor: 700 }))
    if (other.kind !== 'approved') throw new Error(other.failure.code)
    const released = orderOf('release', { amountMinor: 700, original: other.result.reference })
    expect((await bench.driver.release(released)).kind).toBe('approved')
    expect([heldMinor(bench.ledger()), charged()]).toEqual([0, 3_200])
  })

  it('ends its day with its totals, and gives its last ticket once more', async () => {
    await paid()
    expect(await bench.driver.reprint()).toEqual({
      ok: true,
      value: ['REÇU CLIENT', '', 'PAY: 0001', 'TOTAL: 12.34 EUR'],
    })
    expect(await bench.driver.dayEnd()).toEqual({
      kind: 'done',
      ticket: ['No. 1000', 'mc Debit 1 12.34 EUR', 'mc Credit 0 0 EUR'],
    })
    expect(bench.ledger().map(({ isSent }) => isSent)).toEqual([true])
    await bench.do('fault', { on: 'Reconciliation', kind: 'drop' })
    expect(await bench.driver.dayEnd()).toMatchObject({
      kind: 'unknown',
      failure: { code: 'TERMINAL_DAY_END_UNKNOWN' },
    })
    await bench.do('busy', { on: true })
    expect(await bench.driver.dayEnd()).toMatchObject({ kind: 'refused', failure: { code: 'TERMINAL_BUSY' } })
  })

  it('that cannot do a thing is never asked to', async () => {
    await reopen({ settings: { can: [] } })
    expect(codeOf(await bench.driver.refund(orderOf('refund')))).toEqual(['not-started', 'TERMINAL_CANNOT'])
    expect(await bench.driver.dayEnd()).toMatchObject({ kind: 'not-started', failure: { code: 'TERMINAL_CANNOT' } })
    expect(await bench.driver.reprint()).toMatchObject({ error: { code: 'TERMINAL_CANNOT' } })
    expect(await bench.driver.abort()).toMatchObject({ error: { code: 'TERMINAL_CANNOT' } })
    expect(bench.terminal.traffic().bytesIn).toBe(0)
  })

  it('tells a customer who is refused, and one who gives up', async () => {
    await bench.do('customer', { acts: 'declined' })
    expect(await pay()).toMatchObject({
      kind: 'declined',
      failure: { code: 'TERMINAL_DECLINED', details: { reason: 'NOT ENOUGH' } },
    })
    await bench.do('customer', { acts: 'abandons' })
    expect(codeOf(await pay())).toEqual(['aborted', 'TERMINAL_ABANDONED'])
    await bench.do('busy', { on: true })
    expect(codeOf(await pay())).toEqual(['declined', 'TERMINAL_BUSY'])
    expect(await bench.driver.probe()).toMatchObject({ error: { code: 'TERMINAL_BUSY' } })
    expect(charged()).toBe(0)
  })

  it('is given no order that was stopped before its line stood', async () => {
    const outcome = pay()
    expect(await bench.driver.abort()).toMatchObject({ ok: true })
    expect(codeOf(await outcome)).toEqual(['not-started', 'TERMINAL_ABANDONED'])
    expect([bench.ledger(), (await bench.driver.abort()).ok]).toEqual([[], false])
    expect((await pay()).kind).toBe('approved')
  })

  it('ends an order that the till gives up, by its own word', async () => {
    await bench.do('customer', { acts: 'pays', takesMs: 5_000 })
    const open = pay()
    await expect.poll(() => bench.terminal.traffic().bytesIn).toBeGreaterThan(0)
    await expect.poll(async () => (await bench.driver.abort()).ok).toBe(true)
    expect(codeOf(await open)).toEqual(['aborted', 'TERMINAL_ABANDONED'])
    expect(await bench.driver.abort()).toMatchObject({ error: { code: 'TERMINAL_NO_ANSWER' } })
    expect(charged()).toBe(0)
  })
})

describe('an answer', () => {
  it('may name less only where the order allows it', async () => {
    await bench.do('other-amount', { more: -234 })
    expect(codeOf(await pay())).toEqual(['unknown', 'TERMINAL_OTHER_ANSWER'])
    await bench.do('other-amount', { more: -234 })
    expect(await pay({ mayBeLess: true })).toMatchObject({ kind: 'approved', result: { amountMinor: 1_000 } })
  })

  it.each([
    ['to another question', { header: { ServiceID: 'OTHER00001' } }, 'TERMINAL_OTHER_ANSWER'],
    ['to another till', { header: { SaleID: 'Caisse-2' } }, 'TERMINAL_OTHER_ANSWER'],
    ['of another terminal', { header: { POIID: 'P400Plus-1' } }, 'TERMINAL_OTHER_ANSWER'],
    ['of another kind', { header: { MessageCategory: 'Reversal' } }, 'TERMINAL_OTHER_ANSWER'],
    ['under another name outside', { outside: { ServiceID: 'OTHER00001' } }, 'TERMINAL_MALFORMED_ANSWER'],
    ['for another order', { replace: ['"TransactionID":"6f1c', '"TransactionID":"7f1c'] }, 'TERMINAL_OTHER_ANSWER'],
    [
      'of another amount',
      { replace: ['"AuthorizedAmount":12.34', '"AuthorizedAmount":12.35'] },
      'TERMINAL_OTHER_ANSWER',
    ],
    ['of no amount', { replace: ['"AuthorizedAmount":12.34', '"AuthorizedAmount":12.341'] }, 'TERMINAL_OTHER_ANSWER'],
    ['in another currency', { replace: ['"Currency":"EUR"', '"Currency":"PLN"'] }, 'TERMINAL_OTHER_ANSWER'],
    [
      'of another operation',
      { replace: ['"PaymentType":"Normal"', '"PaymentType":"Refund"'] },
      'TERMINAL_OTHER_ANSWER',
    ],
    ['that does a part', { replace: ['"Result":"Success"', '"Result":"Partial"'] }, 'TERMINAL_OTHER_ANSWER'],
    ['without an amount', { replace: ['"PaymentResult"', '"NoResult"'] }, 'TERMINAL_OTHER_ANSWER'],
    ['without a result', { replace: ['"Result":"Success"', '"Result":"Yes"'] }, 'TERMINAL_MALFORMED_ANSWER'],
    ['with a wrong HMAC', { hmac: true }, 'TERMINAL_MALFORMED_ANSWER'],
    ['that is not closed', { plain: true }, 'TERMINAL_MALFORMED_ANSWER'],
    ['of no content', { status: 204 }, 'TERMINAL_MALFORMED_ANSWER'],
    ['of HTTP alone', { status: 200 }, 'TERMINAL_MALFORMED_ANSWER'],
    ['of a broken server', { status: 500 }, 'TERMINAL_MALFORMED_ANSWER'],
    ['that leads elsewhere', { status: 307 }, 'TERMINAL_MALFORMED_ANSWER'],
    ['that is too long', { padding: LIMITS.nexoBodyBytesMax }, 'TERMINAL_MALFORMED_ANSWER'],
  ])('is no approval %s, and is asked for', async (_, twist, code) => {
    await bench.do('twist', twist)
    const order = orderOf('pay')
    expect(codeOf(await bench.driver.pay(order))).toEqual(['unknown', code])
    expect((await bench.driver.lastResult(order)).kind).toBe('approved')
    expect(charged()).toBe(1_234)
  })

  it('of before, sent once more, is no answer to what follows', async () => {
    await paid()
    await bench.do('twist', { replay: true })
    expect(codeOf(await pay())).toEqual(['unknown', 'TERMINAL_OTHER_ANSWER'])
    await bench.do('twist', { replay: true })
    expect(await bench.driver.probe()).toMatchObject({ error: { code: 'TERMINAL_NOT_PAIRED' } })
  })

  it('is read in whatever pieces it comes', async () => {
    for (const bytes of [1, 16, 90, 300, 2_000]) {
      await bench.do('fault', { on: 'Payment', kind: 'stall', bytes, delayMs: 5 })
      expect((await pay()).kind).toBe('approved')
    }
  })

  it('whose ticket is made otherwise counts all the same', async () => {
    await bench.do('twist', { replace: ['"OutputText":[', '"OutputText":[7,'] })
    expect(await pay()).toMatchObject({ kind: 'approved', result: { ticket: null } })
  })

  it('never brings a whole card number into the till', async () => {
    await bench.do('twist', { replace: ['541333 **** 0011', '5413330089010011'] })
    const outcome = await pay()
    expect(JSON.stringify(outcome)).not.toContain('5413330089010011')
    expect(outcome).toMatchObject({ kind: 'approved', result: { maskedPan: '541333******0011' } })
  })
})

describe('an order', () => {
  it('never left when no terminal is there', async () => {
    await bench.do('power', { on: false })
    expect(codeOf(await pay())).toEqual(['not-started', 'TERMINAL_NOT_FOUND'])
    expect(await bench.driver.probe()).toMatchObject({ error: { code: 'TERMINAL_NOT_FOUND' } })
  })

  it('never leaves while another one is under way', async () => {
    await bench.do('customer', { acts: 'pays', takesMs: 60 })
    const order = orderOf('pay')
    const first = bench.driver.pay(order)
    expect(codeOf(await pay())).toEqual(['not-started', 'TERMINAL_BUSY'])
    expect(codeOf(await bench.driver.lastResult(order))).toEqual(['unknown', 'TERMINAL_BUSY'])
    expect((await first).kind).toBe('approved')
    expect(charged()).toBe(1_234)
  })

  it('is done by a terminal whose line went, and is found', async () => {
    const order = orderOf('pay')
    await bench.do('fault', { on: 'Payment', kind: 'drop' })
    expect(codeOf(await bench.driver.pay(order))).toEqual(['unknown', 'TERMINAL_LINK_LOST'])
    expect(await bench.driver.lastResult(order)).toMatchObject({ kind: 'approved', result: { amountMinor: 1_234 } })
    expect(charged()).toBe(1_234)
  })

  it('that takes too long is asked about until it is done', async () => {
    await bench.do('customer', { acts: 'pays', takesMs: 1_700 })
    const order = orderOf('pay')
    expect(codeOf(await bench.driver.pay(order))).toEqual(['unknown', 'TERMINAL_NO_ANSWER'])
    expect((await bench.driver.lastResult(order)).kind).toBe('approved')
    expect(charged()).toBe(1_234)
  })

  it('that went with its line at its first bytes was never had', async () => {
    await bench.do('hang-up-after', { bytes: 40 })
    const order = orderOf('pay')
    expect(codeOf(await bench.driver.pay(order))).toEqual(['unknown', 'TERMINAL_LINK_LOST'])
    expect(codeOf(await bench.driver.lastResult(order))).toEqual(['aborted', 'TERMINAL_ORDER_UNSEEN'])
    expect(charged()).toBe(0)
  })

  it('ends when the till closes', async () => {
    await bench.do('customer', { acts: 'pays', takesMs: 5_000 })
    const open = pay()
    await expect.poll(() => bench.terminal.traffic().bytesIn).toBeGreaterThan(0)
    await bench.driver.close()
    expect(codeOf(await open)).toEqual(['unknown', 'TERMINAL_LINK_LOST'])
    expect(codeOf(await pay())).toEqual(['not-started', 'TERMINAL_NOT_FOUND'])
  })
})

describe('what became of an order', () => {
  const lost = async (acts: 'pays' | 'declined' = 'pays') => {
    const order = orderOf('pay')
    await bench.do('customer', { acts })
    await bench.do('fault', { on: 'Payment', kind: 'drop' })
    await bench.driver.pay(order)
    return order
  }

  it('is what the terminal had answered: paid, or refused', async () => {
    expect((await bench.driver.lastResult(await lost())).kind).toBe('approved')
    expect(codeOf(await bench.driver.lastResult(await lost('declined')))).toEqual(['declined', 'TERMINAL_DECLINED'])
  })

  it('is asked again while it is not known yet, or not there yet', async () => {
    const order = await lost()
    await bench.do('status', { says: 'NotFound', times: LIMITS.nexoUnseenAsks - 1 })
    await bench.do('status', { says: 'InProgress', times: 2 })
    await bench.do('status', { says: 'NotFound', times: LIMITS.nexoUnseenAsks - 1 })
    expect((await bench.driver.lastResult(order)).kind).toBe('approved')
  })

  it('stays unknown while the terminal goes on, or says something else', async () => {
    const order = await lost()
    await bench.do('status', { says: 'InProgress', times: LIMITS.nexoAsks })
    expect(codeOf(await bench.driver.lastResult(order))).toEqual(['unknown', 'TERMINAL_CANNOT_TELL'])
    await bench.do('status', { says: 'Busy' })
    expect(codeOf(await bench.driver.lastResult(order))).toEqual(['unknown', 'TERMINAL_CANNOT_TELL'])
    await bench.do('fault', { on: 'TransactionStatus', kind: 'drop' })
    expect(codeOf(await bench.driver.lastResult(order))).toEqual(['unknown', 'TERMINAL_LINK_LOST'])
  })

  it.each([
    ['another order', { replace: ['"ServiceID":"', '"ServiceID":"X'] }],
    ['another amount', { replace: ['"AuthorizedAmount":12.34', '"AuthorizedAmount":1.34'] }],
    ['no order', { replace: ['"RepeatedMessageResponse"', '"Nothing"'] }],
  ])('is not read from %s', async (_, twist) => {
    const order = await lost()
    await bench.do('twist', twist)
    expect((await bench.driver.lastResult(order)).kind).toBe('unknown')
  })

  it('is not read from an answer to another payment', async () => {
    const order = await lost()
    await paid()
    const stranger = orderOf('pay')
    await bench.do('twist', { replace: [serviceIdOf(order.id), serviceIdOf(stranger.id)] })
    expect((await bench.driver.lastResult(order)).kind).toBe('unknown')
    expect(codeOf(await bench.driver.lastResult(stranger))).toEqual(['aborted', 'TERMINAL_ORDER_UNSEEN'])
  })

  it('long afterwards is not concluded from a terminal that has forgotten', async () => {
    const order = await lost()
    await bench.do('forget')
    expect(codeOf(await bench.driver.lastResult(order))).toEqual(['aborted', 'TERMINAL_ORDER_UNSEEN'])
    for (const agoMs of [LIMITS.nexoRemembersMs, 20 * 60_000, -60_000]) {
      // A minute in the future: the till's clock went back, and nobody knows how long ago it was.
      const orderedAt = new Date(Date.now() - agoMs).toISOString()
      expect(codeOf(await bench.driver.lastResult({ ...order, orderedAt }))).toEqual([
        'unknown',
        'TERMINAL_CANNOT_TELL',
      ])
    }
  })

  it('is never read from the ticket of the payment before', async () => {
    const lastLine = async () => {
      const printed = await bench.driver.reprint()
      return printed.ok ? printed.value[2] : printed.error.code
    }
    await paid()
    await lost()
    expect(await lastLine()).toBe('PAY: 0002')
    await bench.do('hang-up-after', { bytes: 40 })
    const order = orderOf('pay')
    await bench.driver.pay(order)
    expect(await lastLine()).toBe('TERMINAL_CANNOT_TELL')
    await bench.driver.lastResult(order)
    expect(await lastLine()).toBe('PAY: 0002')
  })
})
