/**
 * Goal: till and host compare their books, and each tells the other's figures as they are. Method: the driver against the host
 * simulator as a process, over TCP.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DebitCredit, SaleRequest } from '#payment/ports/acquirer-host.port.ts'
import { type HostUnderTest, startHostUnderTest } from '#test/support/acquirer/host-under-test.ts'
import { encryptCard, saleOf } from '#test/support/acquirer/test-card.ts'

let bench: HostUnderTest
beforeAll(async () => {
  bench = await startHostUnderTest()
})
beforeEach(() => bench.renew())
afterAll(() => bench.stop())

const card = encryptCard()
const sell = (stan: string, change: Partial<SaleRequest> = {}) => bench.acquirer.sale(saleOf(stan, change), card)
const reverse = (stan: string) =>
  bench.acquirer.reversal({ original: saleOf(stan), reason: 'timeout', repeat: false, transmittedAt: '1122093130' })

describe('totals', () => {
  const figures = (debitCount: number, debitMinor: number): DebitCredit => {
    return { debitCount, debitMinor, creditCount: 0, creditMinor: 0 }
  }
  const settle = (total: DebitCredit, byScheme: Record<string, DebitCredit>, change = {}) =>
    bench.acquirer.totals({
      stan: '000050',
      batchNumber: '000001',
      terminalId: 'TERM0001',
      merchantId: 'MERCHANT0000001',
      currencyNumeric: '978',
      transmittedAt: '1122213000',
      localTime: '223000',
      localDate: '1122',
      total,
      byScheme,
      repeat: false,
      ...change,
    })

  beforeEach(async () => {
    await sell('000001')
    await sell('000002', { scheme: 'cb', amountMinor: 350 })
    await sell('000003')
    await reverse('000003')
    await sell('000004', { batchNumber: '000002' })
  })

  it('agree: reversed sales and other batches are in neither side', async () => {
    const byScheme = { visa: figures(1, 2000), cb: figures(1, 350) }
    expect(await settle(figures(2, 2350), byScheme)).toEqual({
      kind: 'answered',
      answer: { responseCode: '00', result: 'balanced', total: figures(2, 2350), byScheme },
    })
  })

  it('differ: the host sends its own figures', async () => {
    expect(await settle(figures(1, 2000), { visa: figures(1, 2000) })).toEqual({
      kind: 'answered',
      answer: {
        responseCode: '95',
        result: 'differs',
        total: figures(2, 2350),
        byScheme: { visa: figures(1, 2000), cb: figures(1, 350) },
      },
    })
  })

  it('differ when only the schemes do', async () => {
    const outcome = await settle(figures(2, 2350), { visa: figures(2, 2350) })
    expect(outcome).toMatchObject({ answer: { responseCode: '95', result: 'differs' } })
  })

  it('repeated with the same number get the first answer, whatever was booked since', async () => {
    await bench.host.command({ do: 'fault', on: '0510', kind: 'refuse' })
    const byScheme = { visa: figures(1, 2000), cb: figures(1, 350) }
    expect(await settle(figures(2, 2350), byScheme)).toMatchObject({ kind: 'silent' })
    await sell('000005')
    expect(await settle(figures(2, 2350), byScheme, { repeat: true })).toMatchObject({ answer: { result: 'balanced' } })
  })

  it('of an empty batch balance', async () => {
    expect(await settle(figures(0, 0), {}, { batchNumber: '000009' })).toEqual({
      kind: 'answered',
      answer: { responseCode: '00', result: 'balanced', total: figures(0, 0), byScheme: {} },
    })
  })
})
