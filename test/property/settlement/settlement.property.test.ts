/**
 * Goal: whatever a bank writes is read back as it was written, whatever a file holds never brings the till down, and no
 * matching counts money twice. Method: random statements, random damage, random batches and lines.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StoredBankLine } from '#payment/ports/settlement-book.port.ts'
import { readCfonb120 } from '#payment/settlement/cfonb120.ts'
import { type DatedBatch, matchBatches } from '#payment/settlement/match-batches.ts'
import { cfonbFile } from '#test/support/settlement/cfonb-file.ts'

const day = fc.integer({ min: 1, max: 28 }).map((date) => `2026-11-${String(date).padStart(2, '0')}`)
const movement = fc.record({
  on: day,
  minor: fc.integer({ min: -9_999_999, max: 9_999_999 }),
  label: fc.string({ unit: fc.constantFrom(...'REM CB 0123456789/'), minLength: 1, maxLength: 32 }),
  reference: fc.string({ unit: fc.constantFrom(...'VO-0123456789'), maxLength: 16 }),
  feeMinor: fc.option(fc.integer({ min: -9_999, max: 9_999 }), { nil: undefined }),
})
const account = fc.record({
  from: day,
  to: day,
  oldMinor: fc.integer({ min: -9_999_999, max: 9_999_999 }),
  movements: fc.array(
    movement.map(({ feeMinor, ...rest }) => (feeMinor === undefined ? rest : { ...rest, feeMinor })),
    {
      maxLength: 12,
    },
  ),
})

describe('a statement', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(fc.array(account, { minLength: 1, maxLength: 3 }), (accounts) => {
        const read = readCfonb120(cfonbFile(...accounts))
        if (!read.ok) throw new Error(read.error.code)
        const back = read.value.map(({ from, to, oldMinor, movements }) => ({
          from,
          to,
          oldMinor,
          movements: movements.map(({ bookedOn, amountMinor, feeMinor }) => [bookedOn, amountMinor, feeMinor]),
        }))
        expect(back).toEqual(
          accounts.map(({ movements, ...rest }) => ({
            ...rest,
            movements: movements.map((each) => [
              each.on,
              each.minor,
              'feeMinor' in each ? Math.abs(each.feeMinor) : null,
            ]),
          })),
        )
      }),
      { numRuns: 60 },
    )
  })

  it('with any damage is refused with line and columns or still adds up; nothing of it is in the words', () => {
    const damage = fc.tuple(fc.nat(2_000), fc.constantFrom(...'\u0000X9é\n}'))
    fc.assert(
      fc.property(account, fc.array(damage, { minLength: 1, maxLength: 3 }), (written, damages) => {
        const file = [...cfonbFile(written)]
        for (const [at, character] of damages) file[at % file.length] = character
        const read = readCfonb120(file.join(''))
        if (read.ok) {
          for (const { oldMinor, newMinor, movements } of read.value)
            expect(movements.reduce((sum, { amountMinor }) => sum + amountMinor, oldMinor)).toBe(newMinor)
        } else {
          expect(['SETTLEMENT_FILE_INVALID', 'SETTLEMENT_BALANCE_DIFFERS']).toContain(read.error.code)
          const { line, columns = '1', field = 'record' } = read.error.details ?? {}
          expect(line).toBeGreaterThan(0)
          expect(columns).toMatch(/^\d{1,3}(-\d{1,3})?$/)
          expect(field).toMatch(/^[a-z-]+$/)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('is not any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(readCfonb120(text).ok).toBe(false)
      }),
      { numRuns: 100 },
    )
  })
})

describe('matching', () => {
  const number = fc.constantFrom('000001', '000002', '000003', '000004')
  const amount = fc.constantFrom(1_000, 2_000, 3_000)
  const batches: fc.Arbitrary<DatedBatch[]> = fc.uniqueArray(
    fc.record({
      acquirerId: fc.constantFrom('main', 'other'),
      number,
      closedOn: day,
      closedAt: fc.constant('at'),
      tillMinor: amount,
      hostMinor: fc.option(amount),
    }),
    { selector: (batch) => `${batch.acquirerId} ${batch.number}`, maxLength: 6 },
  )
  const lines: fc.Arbitrary<StoredBankLine[]> = fc.uniqueArray(
    fc.record({
      key: fc.constantFrom(...'abcdefgh'),
      importId: fc.constant('i'),
      kind: fc.constantFrom('remittance' as const, 'fee' as const),
      line: fc.constant(2),
      bookedOn: day,
      valueOn: day,
      amountMinor: amount,
      feeMinor: fc.option(fc.constant(1_000)),
      label: fc.constant(''),
      reference: fc.constant(''),
      figures: fc.array(number, { maxLength: 1 }),
    }),
    { selector: ({ key }) => key, maxLength: 8 },
  )
  const decisions = fc.uniqueArray(
    fc.record({
      lineKey: fc.constantFrom(...'abcdefgh'),
      batch: fc.option(fc.record({ acquirerId: fc.constant('main'), number })),
      by: fc.constant('C'),
      at: fc.constant('at'),
    }),
    { selector: ({ lineKey }) => lineKey, maxLength: 2 },
  )
  const coverage = { from: '2026-11-01', to: '2026-11-28' }

  it('uses every batch and every line once, whatever their order', () => {
    fc.assert(
      fc.property(batches, lines, decisions, (ours, theirs, decided) => {
        const settled = matchBatches({ batches: ours, lines: theirs, decisions: decided, coverage })
        const usedBatches = settled.flatMap((each) =>
          'batch' in each ? [`${each.batch.acquirerId} ${each.batch.number}`] : [],
        )
        expect(usedBatches.sort()).toEqual(ours.map((each) => `${each.acquirerId} ${each.number}`).sort())
        const usedLines = settled.flatMap((each) => ('line' in each ? [each.line.key] : []))
        const offered = new Set(
          settled.flatMap((each) => ('candidates' in each ? each.candidates.map(({ key }) => key) : [])),
        )
        expect(usedLines.filter((key) => offered.has(key))).toEqual([])
        expect([...usedLines, ...offered].sort()).toEqual(theirs.map(({ key }) => key).sort())
        for (const each of settled)
          if (each.status === 'matched') expect(each.line.amountMinor).toBe(each.batch.tillMinor)
        const again = matchBatches({
          batches: ours.toReversed(),
          lines: theirs.toReversed(),
          decisions: decided.toReversed(),
          coverage,
        })
        expect(new Set(again.map((each) => JSON.stringify(each)))).toEqual(
          new Set(settled.map((each) => JSON.stringify(each))),
        )
      }),
      { numRuns: 200 },
    )
  })
})
