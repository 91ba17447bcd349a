/**
 * The host's book under any order of sales, declines, reversals and repeats: the sum of all lines and the sum of the
 * approved ones are both what the cardholders are charged, and so are the totals of the batches.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hostLedgerLineSchema } from '#contract/tour-summary.ts'
import { SCHEMES } from '#contract/views/sale-view.ts'
import { addUp, HostLedger } from '#simulators/acquirer-host/ledger.ts'

const key = (stan: number) => ({ tid: 'TERM0001', stan: String(stan).padStart(6, '0'), transmittedAt: '1122093000' })
const step = fc.oneof(
  fc.record({
    kind: fc.constant('sale' as const),
    scheme: fc.constantFrom(...SCHEMES),
    amountMinor: fc.integer({ min: 0, max: 1_000_000 }),
    state: fc.constantFrom('approved' as const, 'declined' as const),
    batchNumber: fc.constantFrom('000001', '000002'),
  }),
  fc.record({ kind: fc.constant('reversal' as const), stan: fc.integer({ min: 1, max: 30 }) }),
)

describe('the ledger', () => {
  it('always adds up', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const ledger = new HostLedger()
        const charged = new Map<number, number>()
        steps.forEach((each, index) => {
          if (each.kind === 'reversal') {
            ledger.reverse(key(each.stan))
            charged.delete(each.stan)
            return
          }
          const { kind: _, ...sale } = each
          ledger.book({
            ...key(index + 1),
            ...sale,
            maskedPan: '411111******1111',
            mti: '0200',
            responseCode: sale.state === 'approved' ? '00' : '51',
            batchMinor: sale.amountMinor,
          })
          if (sale.state === 'approved') charged.set(index + 1, sale.amountMinor)
        })
        const net = [...charged.values()].reduce((sum, amountMinor) => sum + amountMinor, 0)
        const lines = ledger.lines().map((line) => hostLedgerLineSchema.parse(line))
        const sum = (states: readonly string[]) =>
          lines.filter(({ state }) => states.includes(state)).reduce((total, line) => total + line.amountMinor, 0)
        expect(sum(['approved', 'declined', 'reversed'])).toBe(net)
        expect(sum(['approved'])).toBe(net)
        const totals = addUp(['000001', '000002'].flatMap((batch) => Object.values(ledger.totals('TERM0001', batch))))
        expect(totals).toEqual({ debitCount: charged.size, debitMinor: net, creditCount: 0, creditMinor: 0 })
      }),
    )
  })
})
