/**
 * Goal: till and host compare their books, and each tells the other's figures as they are. Method: the driver against the host
 * simulator as a process, over TCP.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DebitCredit, SaleRequest, TotalsRequest } from '#payment/ports/acquirer-host.port.ts'
import { type HostUnderTest, startHostUnderTest } from '#test/support/acquirer/host-under-test.ts'
import { encryptCard, saleOf } from '#test/support/acquirer/test-card.ts'
import { chargedOnly, totalsOf } from '#test/support/acquirer/test-totals.ts'

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
  const settle = (total: DebitCredit, byScheme: TotalsRequest['byScheme'], change: Partial<TotalsRequest> = {}) =>
    bench.acquirer.totals(totalsOf(total, byScheme, change))

  beforeEach(async () => {
    await sell('000001')
    await sell('000002', { scheme: 'cb', amountMinor: 350 })
    await sell('000003')
    await reverse('000003')
    await sell('000004', { batchNumber: '000002' })
  })

  it('agree: reversed sales and other batches are in neither side', async () => {
    const byScheme = { visa: chargedOnly(1, 2000), cb: chargedOnly(1, 350) }
    expect(await settle(chargedOnly(2, 2350), byScheme)).toEqual({
      kind: 'answered',
      answer: { responseCode: '00', result: 'balanced', total: chargedOnly(2, 2350), byScheme },
    })
  })

  it('differ: the host sends its own figures', async () => {
    expect(await settle(chargedOnly(1, 2000), { visa: chargedOnly(1, 2000) })).toEqual({
      kind: 'answered',
      answer: {
        responseCode: '95',
        result: 'differs',
        total: chargedOnly(2, 2350),
        byScheme: { visa: chargedOnly(1, 2000), cb: chargedOnly(1, 350) },
      },
    })
  })

  it('differ when only the schemes do', async () => {
    const outcome = await settle(chargedOnly(2, 2350), { visa: chargedOnly(2, 2350) })
    expect(outcome).toMatchObject({ answer: { responseCode: '95', result: 'differs' } })
  })

  it('repeated with the same number get the first answer, whatever was booked since', async () => {
    await bench.host.command({ do: 'fault', on: '0510', kind: 'refuse' })
    const byScheme = { visa: chargedOnly(1, 2000), cb: chargedOnly(1, 350) }
    expect(await settle(chargedOnly(2, 2350), byScheme)).toMatchObject({ kind: 'silent' })
    await sell('000005')
    expect(await settle(chargedOnly(2, 2350), byScheme, { repeat: true })).toMatchObject({
      answer: { result: 'balanced' },
    })
  })

  it('of an empty batch balance', async () => {
    expect(await settle(chargedOnly(0, 0), {}, { batchNumber: '000009' })).toEqual({
      kind: 'answered',
      answer: { responseCode: '00', result: 'balanced', total: chargedOnly(0, 0), byScheme: {} },
    })
  })
})
