/**
 * Goal: each closed batch finds the money the bank paid for it, or the difference has a name; what fits more than one way
 * is a person's. Method: batches and lines as they are kept.
 */
import { describe, expect, it } from 'vitest'
import type { StoredBankLine, StoredDecision } from '#payment/ports/settlement-book.port.ts'
import { sortLines } from '#payment/settlement/bank-lines.ts'
import { type DatedBatch, matchBatches } from '#payment/settlement/match-batches.ts'

const COVERAGE = { from: '2026-11-01', to: '2026-11-30' }
const batch = (number: string, closedOn: string, tillMinor: number, change: Partial<DatedBatch> = {}): DatedBatch => ({
  acquirerId: 'main',
  number,
  closedOn,
  closedAt: `${closedOn}T20:00:00.000Z`,
  tillMinor,
  hostMinor: tillMinor,
  ...change,
})
const line = (
  key: string,
  bookedOn: string,
  amountMinor: number,
  change: Partial<StoredBankLine> = {},
): StoredBankLine => ({
  key,
  importId: 'i',
  kind: 'remittance',
  line: 2,
  bookedOn,
  valueOn: bookedOn,
  amountMinor,
  feeMinor: null,
  label: 'REM CB',
  reference: '',
  figures: [],
  ...change,
})

function settle(
  batches: readonly DatedBatch[],
  lines: readonly StoredBankLine[],
  decisions: readonly StoredDecision[] = [],
  coverage: typeof COVERAGE | null = COVERAGE,
) {
  return matchBatches({ batches, lines, decisions, coverage })
    .map((each) =>
      [
        each.status,
        'cause' in each ? each.cause : null,
        'batch' in each ? each.batch.number : null,
        'line' in each ? each.line.key : null,
        'candidates' in each ? each.candidates.map(({ key }) => key).join('+') : null,
      ]
        .filter((part) => part !== null)
        .join(' '),
    )
    .sort()
}
const decided = (lineKey: string, number: string | null): StoredDecision => ({
  lineKey,
  batch: number === null ? null : { acquirerId: 'main', number },
  by: 'Claire D.',
  at: 'now',
})

describe('a batch', () => {
  it('is paid by the line of its amount, up to three days before or after', () => {
    for (const on of ['2026-11-19', '2026-11-22', '2026-11-25'])
      expect(settle([batch('000001', '2026-11-22', 5_000)], [line('a', on, 5_000)])).toEqual(['matched 000001 a'])
    for (const on of ['2026-11-18', '2026-11-26'])
      expect(settle([batch('000001', '2026-11-22', 5_000)], [line('a', on, 5_000)])).toEqual([
        'only-ours missing 000001',
        'only-theirs no-batch a',
      ])
  })

  it('is found by its number before its amount, and a difference is named', () => {
    const named = (key: string, minor: number, number: string) => line(key, '2026-11-23', minor, { figures: [number] })
    expect(
      settle(
        [batch('000001', '2026-11-22', 5_000), batch('000002', '2026-11-22', 4_000)],
        [named('a', 4_000, '000001'), named('b', 5_000, '000002')],
      ),
    ).toEqual(['amount-differs unexplained 000001 a', 'amount-differs unexplained 000002 b'])
  })

  it('less the fee told beside the line is explained, less anything else is not', () => {
    const paid = (feeMinor: number) => [line('a', '2026-11-23', 4_965, { feeMinor, figures: ['000001'] })]
    expect(settle([batch('000001', '2026-11-22', 5_000)], paid(35))).toEqual(['amount-differs fee-deducted 000001 a'])
    expect(settle([batch('000001', '2026-11-22', 5_000)], paid(36))).toEqual(['amount-differs unexplained 000001 a'])
    expect(settle([batch('000001', '2026-11-22', 5_000)], [line('a', '2026-11-23', 4_965, { feeMinor: 35 })])).toEqual([
      'amount-differs fee-deducted 000001 a',
    ])
  })

  it('paid as the bank had counted it is told so', () => {
    const counted = batch('000001', '2026-11-22', 5_000, { hostMinor: 5_200 })
    expect(settle([counted], [line('a', '2026-11-23', 5_200)])).toEqual([
      'amount-differs bank-counted-otherwise 000001 a',
    ])
  })

  it('whose net is a refund is paid by a debit', () => {
    expect(settle([batch('000001', '2026-11-22', -700)], [line('a', '2026-11-23', -700)])).toEqual(['matched 000001 a'])
  })

  it('without a line is due, missing, or of a time that no statement covers', () => {
    const absent = (closedOn: string, coverage: typeof COVERAGE | null = COVERAGE) =>
      settle([batch('000001', closedOn, 5_000)], [], [], coverage)[0]
    expect(absent('2026-11-22', null)).toBe('only-ours due 000001')
    expect(absent('2026-11-28')).toBe('only-ours due 000001')
    expect(absent('2026-11-27')).toBe('only-ours missing 000001')
    expect(absent('2026-10-28')).toBe('only-ours no-statement 000001')
  })
})

describe('what fits more than one way', () => {
  it('is a person’s: two lines for a batch, two batches for a line', () => {
    expect(
      settle([batch('000001', '2026-11-22', 5_000)], [line('a', '2026-11-22', 5_000), line('b', '2026-11-23', 5_000)]),
    ).toEqual(['ambiguous 000001 a+b'])
    expect(
      settle(
        [batch('000001', '2026-11-21', 5_000), batch('000002', '2026-11-22', 5_000)],
        [line('a', '2026-11-23', 5_000)],
      ),
    ).toEqual(['ambiguous 000001 a', 'ambiguous 000002 a'])
  })

  it('is not what only one equal amount or one other pair leaves open', () => {
    const named = (key: string, minor: number) => line(key, '2026-11-23', minor, { figures: ['000001'] })
    expect(settle([batch('000001', '2026-11-22', 5_000)], [named('a', 5_000), named('b', 35)])).toEqual([
      'matched 000001 a',
      'only-theirs second-line b',
    ])
    expect(
      settle(
        [batch('000001', '2026-11-20', 5_000), batch('000002', '2026-11-24', 5_000)],
        [line('a', '2026-11-19', 5_000), line('b', '2026-11-24', 5_000)],
      ),
    ).toEqual(['matched 000001 a', 'matched 000002 b'])
  })

  it('is told apart by the acquirer’s own amounts when two of them use the same number', () => {
    const lines = [
      line('a', '2026-11-23', 5_000, { figures: ['000001'] }),
      line('b', '2026-11-23', 4_000, { figures: ['000001'] }),
    ]
    const other = batch('000001', '2026-11-22', 4_000, { acquirerId: 'amex' })
    expect(settle([batch('000001', '2026-11-22', 5_000), other], lines)).toEqual([
      'matched 000001 a',
      'matched 000001 b',
    ])
  })
})

describe('a person', () => {
  it('decides, and what is left falls into place', () => {
    const batches = [batch('000001', '2026-11-21', 5_000), batch('000002', '2026-11-22', 5_000)]
    const lines = [line('a', '2026-11-22', 5_000), line('b', '2026-11-23', 5_000)]
    expect(settle(batches, lines, [decided('b', '000001')])).toEqual(['matched 000001 b', 'matched 000002 a'])
  })

  it('pairs what no rule would, and says that a line is none of ours', () => {
    const lines = [line('a', '2026-11-12', 4_900), line('b', '2026-11-23', 10)]
    expect(settle([batch('000001', '2026-11-22', 5_000)], lines, [decided('a', '000001'), decided('b', null)])).toEqual(
      ['amount-differs unexplained 000001 a', 'only-theirs no-batch b'],
    )
  })

  it('who decided about what is gone changes nothing', () => {
    const lines = [line('a', '2026-11-22', 5_000)]
    expect(
      settle([batch('000001', '2026-11-22', 5_000)], lines, [decided('gone', '000001'), decided('a', '000009')]),
    ).toEqual(['matched 000001 a'])
  })
})

describe('lines of a statement', () => {
  const sorted = (labels: readonly (readonly [label: string, minor: number])[], currency = 'EUR') =>
    sortLines(
      [
        {
          bank: '30004',
          branch: '00123',
          account: '0001234567A',
          currency,
          decimals: 2,
          ...COVERAGE,
          oldMinor: 0,
          newMinor: 0,
          movements: labels.map(([label, amountMinor], index) => ({
            line: index + 2,
            bookedOn: '2026-11-22',
            valueOn: '2026-11-22',
            amountMinor,
            label,
            entryNumber: '',
            reference: 'VO-7781',
            complements: [{ qualifier: 'LIB', text: 'LOT 000231' }],
            feeMinor: null,
          })),
        },
      ],
      'EUR',
    )

  it('are credits of batches, fees on their own, and others', () => {
    const { cards, others } = sorted([
      ['REM CB 22/11', 5_000],
      ['REMISE CARTES', 4_000],
      ['COMMISSION CB NOV', -35],
      ['FRAIS REM CB', -20],
      ['VIR LOYER', -90_000],
      ['REMISE CHEQUES', 12_000],
      ['COMMISSION CB RENDUE', 35],
    ])
    expect(cards.map(({ kind }) => kind)).toEqual(['remittance', 'remittance', 'fee', 'fee'])
    expect(others.map(({ line: number }) => number)).toEqual([6, 7, 8])
    expect(cards[0]?.figures).toEqual(['22', '11', '7781', '000231'])
  })

  it('of another currency are others, without an amount', () => {
    expect(sorted([['REM CB', 5_000]], 'USD')).toMatchObject({ cards: [], others: [{ amountMinor: null }] })
  })

  it('that are alike in everything stay two, and are the same two in another file', () => {
    const twice = [
      ['REM CB', 5_000],
      ['REM CB', 5_000],
    ] as const
    const keys = sorted(twice).cards.map(({ key }) => key)
    expect(new Set(keys).size).toBe(2)
    expect(sorted([['VIR', 1], ...twice]).cards.map(({ key }) => key)).toEqual(keys)
  })
})
