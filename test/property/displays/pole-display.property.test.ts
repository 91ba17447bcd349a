/**
 * Goal: whatever a product is called, a display shows letters: nothing becomes a command, rows keep their width, figures
 * stay whole. Method: random names through driver and simulated display, which share no code but the command set's name.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DISPLAY_PROFILE_NAMES } from '#contract/views/devices-view.ts'
import { DisplayLetters } from '#hardware/displays/display-letters.ts'
import { DISPLAY_PROFILES } from '#hardware/displays/display-profiles.ts'
import { readyBytes, rowsBytes } from '#hardware/displays/pole-display.codec.ts'
import { DisplayBody } from '#simulators/customer-display/display-body.ts'

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(...'\u0000\u000c\u000d\u001b\u001fQAB@$←►§\u007f\u009bŻœ€éß漢'), maxLength: 40 }),
)
const figures = fc
  .tuple(fc.nat(999_999_999), fc.boolean())
  .map(([euros, marked]) => `${euros},50${marked ? ' EUR' : ''}`)

describe.each(DISPLAY_PROFILE_NAMES)('%s', (profile) => {
  const { dialect, pages } = DISPLAY_PROFILES[profile]
  const letters = new DisplayLetters(pages)

  it('shows any name and every figure as letters', () => {
    fc.assert(
      fc.property(fc.tuple(hostile, figures), fc.tuple(hostile, figures), (first, second) => {
        const problems: string[] = []
        const body = new DisplayBody({
          dialect,
          letters: profile === 'escpos-ocd300' ? 'ocd300' : 'plain',
          onProblem: (what) => problems.push(what),
        })
        const rows = [first, second].map(([text, amount]) => letters.encode({ text, figures: amount }))
        const [one, two] = rows
        if (!one || !two) throw new Error('two rows')
        body.accept(readyBytes(dialect))
        body.accept(rowsBytes(dialect, [one.cells, two.cells]))
        expect(problems).toEqual([])
        expect(body.cursorShown).toBe(false)
        expect(body.rows()).toEqual([one.text, two.text])
        expect(rows.map(({ text }) => text.length)).toEqual([20, 20])
        expect(one.text.endsWith(first[1]) && two.text.endsWith(second[1])).toBe(true)
      }),
      { numRuns: 150 },
    )
  })
})

it('no bytes at all bring the simulated display to a stop', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('cd5220' as const, 'escpos' as const),
      fc.uint8Array({ maxLength: 80 }),
      (dialect, bytes) => {
        const body = new DisplayBody({ dialect, letters: 'plain', onProblem: () => {} })
        body.accept(bytes)
        expect(body.rows().map((row) => row.length)).toEqual([20, 20])
      },
    ),
    { numRuns: 200 },
  )
})
