/**
 * Goal: a terminal that holds an amount charges what was used of it, once, and frees the rest; what the till says is what the
 * terminal's own ledger has. Method: the drivers on the simulated terminals, and the bytes of the standalone-terminals sheet.
 */
import { afterEach, describe, expect, it } from 'vitest'
import { encodeApdu } from '#hardware/terminals/zvt/zvt-apdu.codec.ts'
import { commandOf } from '#hardware/terminals/zvt/zvt-commands.ts'
import type { ZvtSettings } from '#hardware/terminals/zvt/zvt-driver.ts'
import type { TerminalOrder, TerminalOutcome, TerminalReference } from '#payment/ports/standalone-terminal.port.ts'
import { heldMinor, netChargedMinor } from '#simulators/standalone-terminal/terminal-ledger.ts'
import { openCaisseApBench } from '#test/support/terminals/caisse-ap-bench.ts'
import type { TerminalBench } from '#test/support/terminals/terminal-bench.ts'
import { orderOf } from '#test/support/terminals/terminal-orders.ts'
import { openZvtBench } from '#test/support/terminals/zvt-bench.ts'

let bench: TerminalBench
afterEach(() => bench?.close())

const CAN = ['void', 'reserve', 'complete', 'release', 'day-end'] as const
const codeOf = (outcome: TerminalOutcome) => ('failure' in outcome ? outcome.failure.code : outcome.kind)
const money = () => [heldMinor(bench.ledger()), netChargedMinor(bench.ledger())]

async function openZvt(settings: Partial<ZvtSettings> = {}) {
  bench = await openZvtBench({ can: [...CAN], ...settings })
}

/** 50,00 € are held. @returns by what the terminal knows them. */
async function reserved(): Promise<TerminalReference> {
  const outcome = await bench.driver.reserve(orderOf('reserve', { amountMinor: 5_000 }))
  if (outcome.kind !== 'approved') throw new Error(outcome.failure.code)
  expect(outcome.result.ticket).toBeNull()
  return outcome.result.reference
}

describe('a reservation at a ZVT terminal', () => {
  it.each(['total', 'rest'] as const)(
    'is charged what was used of it, named by its %s, and the rest is free',
    async (by) => {
      await openZvt({ completesBy: by })
      const original = await reserved()
      expect(money()).toEqual([5_000, 0])
      const used = orderOf('complete', { amountMinor: 3_200, reservedMinor: 5_000, original })
      expect(await bench.driver.complete(used)).toMatchObject({ kind: 'approved', result: { amountMinor: 3_200 } })
      expect(money()).toEqual([0, 3_200])
      expect(codeOf(await bench.driver.complete(orderOf('complete', used)))).toBe('TERMINAL_REFUSED_ORDER')
      expect(money()).toEqual([0, 3_200])
    },
  )

  it('is held still when its completion was not taken, and free when that is voided', async () => {
    await openZvt()
    const original = await reserved()
    const used = { amountMinor: 3_200, reservedMinor: 5_000, original }
    expect((await bench.driver.complete(orderOf('complete', { ...used, keep: async () => false }))).kind).toBe(
      'aborted',
    )
    expect(money()).toEqual([5_000, 0])
    const completed = await bench.driver.complete(orderOf('complete', used))
    if (completed.kind !== 'approved') throw new Error(completed.failure.code)
    const taken = { amountMinor: 3_200, original: completed.result.reference }
    expect((await bench.driver.void(orderOf('void', taken))).kind).toBe('approved')
    expect(money()).toEqual([0, 0])
  })

  it('is freed whole, and is nothing of the day’s', async () => {
    await openZvt()
    const original = await reserved()
    expect(await bench.driver.dayEnd()).toMatchObject({ kind: 'done', ticket: ['KASSENABSCHLUSS', '0'] })
    expect((await bench.driver.release(orderOf('release', { amountMinor: 5_000, original }))).kind).toBe('approved')
    expect(money()).toEqual([0, 0])
    const again = await bench.driver.release(orderOf('release', { amountMinor: 5_000, original }))
    expect(codeOf(again)).toBe('TERMINAL_REFUSED_ORDER')
  })

  it('is never asked for more than it holds, nor for one that the till cannot name', async () => {
    await openZvt({ completesBy: 'rest' })
    const original = await reserved()
    const { bytesIn } = bench.terminal.traffic()
    const orders: Partial<TerminalOrder>[] = [
      { amountMinor: 5_001, reservedMinor: 5_000, original },
      { amountMinor: 3_200, original },
      { amountMinor: 3_200, reservedMinor: 5_000 },
      // Nothing remains that could be named.
      { amountMinor: 5_000, reservedMinor: 5_000, original },
    ]
    for (const order of orders) {
      const outcome = await bench.driver.complete(orderOf('complete', order))
      expect([outcome.kind, codeOf(outcome)]).toEqual(['not-started', 'TERMINAL_CANNOT'])
    }
    expect((await bench.driver.release(orderOf('release'))).kind).toBe('not-started')
    expect(bench.terminal.traffic().bytesIn).toBe(bytesIn)
  })

  it('goes out with the bytes of the sheet', () => {
    const hexOf = (order: TerminalOrder, completesBy: 'total' | 'rest' = 'total') => {
      const command = commandOf(order, { password: '000000', completesBy })
      return command && Buffer.from(encodeApdu(command)).toString('hex')
    }
    expect(hexOf(orderOf('reserve', { amountMinor: 5_000 }))).toBe('06220a04000000005000490978')
    const original = { receiptNumber: '0123', traceNumber: '000470', approvalCode: '611804' }
    expect(hexOf(orderOf('release', { original }))).toBe('062503870123')
    const used = orderOf('complete', { amountMinor: 3_200, reservedMinor: 5_000, original })
    const told = '0b0004703b3631313830340000'
    expect(hexOf(used)).toBe(`062417870123${'04000000003200'}${told}`)
    expect(hexOf(used, 'rest')).toBe(`062317870123${'04000000001800'}${told}`)
    const long = orderOf('complete', {
      ...used,
      original: { ...original, traceNumber: '10015008', approvalCode: null },
    })
    expect(hexOf(long)).toBe(`062413870123${'04000000003200'}06071f2b0410015008`)
  })
})

describe('a reservation at a Caisse-AP terminal', () => {
  it('is taken by the application that holds amounts, and is completed on the terminal', async () => {
    bench = await openCaisseApBench({ reservationApplication: '301' })
    expect([...bench.driver.can]).toContain('reserve')
    expect([...bench.driver.can]).not.toContain('complete')
    expect((await bench.driver.reserve(orderOf('reserve', { amountMinor: 5_000 }))).kind).toBe('approved')
    expect(money()).toEqual([5_000, 0])
    expect(codeOf(await bench.driver.complete(orderOf('complete')))).toBe('TERMINAL_CANNOT')
    expect(codeOf(await bench.driver.release(orderOf('release')))).toBe('TERMINAL_CANNOT')
  })

  it('is no payment, and a payment is none', async () => {
    bench = await openCaisseApBench({ reservationApplication: '301' })
    await bench.do('twist', { set: { CC: '001' } })
    expect(codeOf(await bench.driver.reserve(orderOf('reserve')))).toBe('TERMINAL_OTHER_ANSWER')
    await bench.do('twist', { set: { CC: '301' } })
    expect(codeOf(await bench.driver.pay(orderOf('pay')))).toBe('TERMINAL_OTHER_ANSWER')
  })

  it('is not begun where the terminal has no such application', async () => {
    bench = await openCaisseApBench()
    expect((await bench.driver.reserve(orderOf('reserve'))).kind).toBe('not-started')
    expect(bench.terminal.traffic().bytesIn).toBe(0)
  })
})
