/** Goal: a paper is shown as what is known of it and no more. Method: each state beside what its printer says. */
import { describe, expect, it } from 'vitest'
import type { PrintJobView } from '#contract/views/sale-view.ts'
import { heldQuestion, paperState, placeOf } from '#renderer/screens/papers/paper-state.ts'
import { statusOfPapers } from '#test/support/renderer/sample-papers.ts'

const state = (change: Partial<PrintJobView>) =>
  paperState(
    { id: 'job-1', kind: 'customer-ticket', saleId: null, state: 'printed', at: '', ...change },
    statusOfPapers(),
  )

describe('a paper that its printer has done with', () => {
  it.each([
    [undefined, 'printed'],
    ['response', 'printed'],
    ['barrier', 'printed'],
    ['status', 'printed'],
    ['spooler', 'printed'],
    ['none', 'unconfirmed'],
  ] as const)('confirmed by %s is shown as %s', (confirmedBy, shown) => {
    expect(state(confirmedBy === undefined ? {} : { confirmedBy })).toBe(shown)
  })

  it('is in the printer where that one holds it up, the stand-in that it was sent to too', () => {
    const printedOn = { id: 'device-4', alias: 'Cuisine', isStandIn: true }
    expect([state({ state: 'sending' }), state({ state: 'sending', printedOn })]).toEqual(['sending', 'sent'])
  })

  it('is printed once somebody said that it is there, whatever its printer says', () => {
    expect(state({ confirmedBy: 'none', decision: 'came-out' })).toBe('printed')
    expect(state({ confirmedBy: 'none', state: 'not-printed', decision: 'printed-again' })).toBe('again')
  })
})

describe('a paper that is held', () => {
  it('goes on by itself after a refill, and not where its printer is to be switched off', () => {
    const asked = (['PRINTER_PAPER_OUT', 'PRINTER_TAKES_NOTHING', 'PRINTER_STOPPED'] as const).map((code) =>
      heldQuestion({ code }),
    )
    expect(asked).toEqual(['papers.heldQuestion', 'papers.heldQuestion', 'papers.question'])
  })
})

describe('a paper that a person is to look for', () => {
  const printedOn = { id: 'device-4', alias: 'Kitchen', isStandIn: true }
  const place = (state: PrintJobView['state']) =>
    placeOf({ id: 'job-1', kind: 'customer-ticket', saleId: null, state, at: '', printedOn }, statusOfPapers())

  it('is named by the printer that it went to, as that one is called now', () => {
    const tills = statusOfPapers().printer.alias
    expect((['sending', 'unknown', 'printed'] as const).map(place)).toEqual(['Cuisine', 'Cuisine', 'Cuisine'])
    expect((['queued', 'not-printed'] as const).map(place)).toEqual([tills, tills])
  })
})
