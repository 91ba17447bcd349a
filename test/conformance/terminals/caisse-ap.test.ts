/**
 * Goal: whatever a Caisse-AP terminal or its line does, the till never says paid where nothing was charged, nor unpaid where
 * something was: it says what the terminal's own ledger has, or that only the terminal knows. Method: the driver on the simulated
 * terminal, which is troubled by its own script.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLink } from '#hardware/link/create-link.ts'
import type { TerminalOrder, TerminalOutcome } from '#payment/ports/standalone-terminal.port.ts'
import { netChargedMinor } from '#simulators/standalone-terminal/terminal-ledger.ts'
import { openCaisseApBench } from '#test/support/terminals/caisse-ap-bench.ts'
import type { TerminalBench } from '#test/support/terminals/terminal-bench.ts'
import { orderOf } from '#test/support/terminals/terminal-orders.ts'

let bench: TerminalBench

beforeEach(async () => {
  bench = await openCaisseApBench()
})
afterEach(() => bench.close())

const pay = (more: Partial<TerminalOrder> = {}) => bench.driver.pay(orderOf('pay', more))
const codeOf = (outcome: TerminalOutcome) =>
  'failure' in outcome ? [outcome.kind, outcome.failure.code] : [outcome.kind]

async function paid(): Promise<{ order: TerminalOrder; receiptNumber: string; approvalCode: string }> {
  const order = orderOf('pay')
  const outcome = await bench.driver.pay(order)
  if (outcome.kind !== 'approved') throw new Error(outcome.failure.code)
  const { receiptNumber, approvalCode } = outcome.result.reference
  return { order, receiptNumber: receiptNumber ?? '', approvalCode: approvalCode ?? '' }
}

describe('the terminal', () => {
  it('says who it is, without money', async () => {
    expect(await bench.driver.probe()).toEqual({
      ok: true,
      value: { protocolVersion: '0320', terminalId: '330538600404' },
    })
    expect(bench.terminal.traffic().bytesIn).toBeGreaterThan(0)
    expect(await bench.do('ledger')).toEqual([])
  })

  it('charges once, and says by what it is known', async () => {
    expect(await pay()).toMatchObject({
      kind: 'approved',
      result: {
        amountMinor: 1_234,
        reference: { approvalCode: 'A0001', receiptNumber: '0001' },
        scheme: 'cb',
        maskedPan: '501767******6700',
        applicationId: 'A0000000421010',
        entryMode: 'chip',
        contract: '1234567',
        ticket: null,
      },
    })
    expect(netChargedMinor(bench.ledger())).toBe(1_234)
  })

  it('takes a payment back, and pays one back', async () => {
    const { order, receiptNumber, approvalCode } = await paid()
    const original = { receiptNumber, approvalCode, traceNumber: null }
    expect((await bench.driver.void(orderOf('void', { original }))).kind).toBe('approved')
    expect(bench.ledger().map(({ state, reference }) => [state, reference])[0]).toEqual(['voided', order.id])
    expect((await bench.driver.refund(orderOf('refund', { amountMinor: 500 }))).kind).toBe('approved')
    expect(netChargedMinor(bench.ledger())).toBe(-500)
  })

  it('voids nothing that it does not have', async () => {
    const original = { receiptNumber: '0099', approvalCode: 'A0099', traceNumber: null }
    expect(await bench.driver.void(orderOf('void', { original }))).toMatchObject({
      kind: 'declined',
      failure: { code: 'TERMINAL_DECLINED' },
      isNotVoidable: true,
      mayBeVoid: true,
    })
  })

  it('sends its day to its bank, and gives its last ticket once more', async () => {
    await paid()
    expect(await bench.driver.dayEnd()).toEqual({ kind: 'done', ticket: null })
    expect(bench.ledger().map(({ isSent }) => isSent)).toEqual([true])
    await bench.do('twist', { set: { AE: '11' } })
    expect(await bench.driver.dayEnd()).toMatchObject({
      kind: 'unknown',
      failure: { code: 'TERMINAL_DAY_END_UNKNOWN' },
    })
    expect(await bench.driver.reprint()).toEqual({
      ok: true,
      value: ['CARTE BANCAIRE', '501767******6700', 'PAY 0001 1234', 'TICKET CLIENT', 'A CONSERVER'],
    })
  })

  it.each([
    ['declined', ['declined', 'TERMINAL_DECLINED']],
    ['abandons', ['aborted', 'TERMINAL_ABANDONED']],
    ['walks-away', ['aborted', 'TERMINAL_ABANDONED']],
  ])('tells a customer who %s', async (acts, outcome) => {
    await bench.do('customer', { acts })
    expect(codeOf(await pay())).toEqual(outcome)
    expect(netChargedMinor(bench.ledger())).toBe(0)
  })

  it('that cannot do a thing is never asked to', async () => {
    await bench.close()
    bench = await openCaisseApBench({ can: [], tellsLast: false })
    expect(codeOf(await bench.driver.refund(orderOf('refund')))).toEqual(['not-started', 'TERMINAL_CANNOT'])
    expect(await bench.driver.dayEnd()).toMatchObject({ kind: 'not-started', failure: { code: 'TERMINAL_CANNOT' } })
    expect(await bench.driver.reprint()).toMatchObject({ error: { code: 'TERMINAL_CANNOT' } })
    expect(codeOf(await bench.driver.lastResult(orderOf('pay')))).toEqual(['unknown', 'TERMINAL_CANNOT_TELL'])
    expect(bench.terminal.traffic().bytesIn).toBe(0)
  })
})

describe('an answer', () => {
  it('may have data of the terminal’s own where the order’s reference was', async () => {
    await bench.do('twist', { set: { CF: '1010000000' } })
    expect((await pay()).kind).toBe('approved')
  })

  it('may pad the amount', async () => {
    await bench.do('twist', { pad: 6 })
    expect(await pay()).toMatchObject({ kind: 'approved', result: { amountMinor: 1_234 } })
  })

  it('may name less only where the order allows it', async () => {
    await bench.do('twist', { less: 234 })
    expect(codeOf(await pay())).toEqual(['unknown', 'TERMINAL_OTHER_ANSWER'])
    await bench.do('twist', { less: 234 })
    expect(await pay({ mayBeLess: true })).toMatchObject({ kind: 'approved', result: { amountMinor: 1_000 } })
  })

  it('may leave the amount blank when nothing was charged, and only then', async () => {
    await bench.do('customer', { acts: 'abandons' })
    await bench.do('twist', { blank: true })
    expect(codeOf(await pay())).toEqual(['aborted', 'TERMINAL_ABANDONED'])
    await bench.do('twist', { blank: true })
    expect(codeOf(await pay())).toEqual(['unknown', 'TERMINAL_OTHER_ANSWER'])
  })

  it.each([
    ['more than was asked', { more: 1 }, 'TERMINAL_OTHER_ANSWER'],
    ['another currency', { set: { CE: '985' } }, 'TERMINAL_OTHER_ANSWER'],
    ['no currency', { set: { CE: '' } }, 'TERMINAL_OTHER_ANSWER'],
    ['another operation', { set: { CD: '1' } }, 'TERMINAL_OTHER_ANSWER'],
    ['the result for an attempt that is closed', { set: { CF: orderOf('pay').id } }, 'TERMINAL_OTHER_ANSWER'],
    ['accepted for later', { set: { AE: '11' } }, 'TERMINAL_MALFORMED_ANSWER'],
  ])('is no approval with %s', async (_, twist, code) => {
    await bench.do('twist', twist)
    expect(codeOf(await pay())).toEqual(['unknown', code])
  })

  it('that refuses and authorises in one is neither', async () => {
    await bench.do('customer', { acts: 'declined' })
    await bench.do('twist', { set: { AF: '01' } })
    expect(codeOf(await pay())).toEqual(['unknown', 'TERMINAL_MALFORMED_ANSWER'])
  })

  it('is read whole when it is split at the border of a field, and when the line stays open', async () => {
    await bench.do('keep-open', { on: true })
    await bench.do('twist', { split: [11, 28], pauseMs: 0 })
    expect((await pay()).kind).toBe('approved')
  })

  it('never brings a whole card number into the till', async () => {
    await bench.do('twist', { set: { AA: '5017670000006700', CG: '5017670000006700' } })
    const outcome = await pay()
    expect(JSON.stringify(outcome)).not.toContain('5017670000006700')
    expect(outcome).toMatchObject({ kind: 'approved', result: { maskedPan: '501767******6700' } })
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
    const first = pay()
    expect(codeOf(await pay())).toEqual(['not-started', 'TERMINAL_BUSY'])
    expect((await first).kind).toBe('approved')
    expect(netChargedMinor(bench.ledger())).toBe(1_234)
  })

  it('leaves once the one before, whose time was over, has its answer', async () => {
    await bench.do('customer', { acts: 'pays', takesMs: 1_000 })
    const before = orderOf('pay')
    expect(codeOf(await bench.driver.pay(before))).toEqual(['unknown', 'TERMINAL_NO_ANSWER'])
    expect((await pay()).kind).toBe('approved')
    expect(bench.notices).toMatchObject([{ kind: 'late', orderId: before.id, outcome: { kind: 'approved' } }])
    expect(netChargedMinor(bench.ledger())).toBe(2_468)
  })

  it('whose answer comes after its time is told of it', async () => {
    await bench.do('customer', { acts: 'pays', takesMs: 1_000 })
    const order = orderOf('pay')
    expect(codeOf(await bench.driver.pay(order))).toEqual(['unknown', 'TERMINAL_NO_ANSWER'])
    await expect.poll(() => bench.notices, { timeout: 10_000 }).toHaveLength(1)
    expect(bench.notices).toMatchObject([{ kind: 'late', orderId: order.id, outcome: { kind: 'approved' } }])
  })
})

describe('at the address of a terminal', () => {
  it('something that speaks otherwise is named as such', async () => {
    await bench.do('fault', { on: 'identify', kind: 'garbage', bytes: 0 })
    expect(await bench.driver.probe()).toMatchObject({ error: { code: 'TERMINAL_WRONG_PROTOCOL' } })
  })

  it('a line that another program holds is told, and nothing is sent', async () => {
    const held = createLink(bench.terminal.endpoint)
    if (!held.ok) throw new Error('no link')
    await held.value.open()
    expect(codeOf(await pay())).toEqual(['not-started', 'TERMINAL_PORT_BUSY'])
    await held.value.close()
    expect((await pay()).kind).toBe('approved')
  })
})

describe('what became of an order', () => {
  it('is what the terminal says under its reference', async () => {
    const { order } = await paid()
    expect(await bench.driver.lastResult(order)).toMatchObject({ kind: 'approved', result: { amountMinor: 1_234 } })
    await bench.do('customer', { acts: 'declined' })
    const declined = orderOf('pay')
    await bench.driver.pay(declined)
    expect(codeOf(await bench.driver.lastResult(declined))).toEqual(['declined', 'TERMINAL_DECLINED'])
  })

  it('stays unknown when the terminal tells of another payment, or none', async () => {
    expect(codeOf(await bench.driver.lastResult(orderOf('pay')))).toEqual(['unknown', 'TERMINAL_CANNOT_TELL'])
    await paid()
    expect(codeOf(await bench.driver.lastResult(orderOf('pay')))).toEqual(['unknown', 'TERMINAL_CANNOT_TELL'])
  })

  it.each(['pays', 'declined'] as const)(
    'is not read from an echo: another payment (%s) is not this one',
    async (acts) => {
      await bench.do('customer', { acts })
      await bench.driver.pay(orderOf('pay', { amountMinor: 1_200 }))
      const lost = orderOf('pay', { amountMinor: 3_000, mayBeLess: true })
      expect(codeOf(await bench.driver.lastResult(lost))).toEqual(['unknown', 'TERMINAL_CANNOT_TELL'])
    },
  )
})
