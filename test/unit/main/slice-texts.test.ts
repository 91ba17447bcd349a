import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SliceEvent } from '#contract/views/till-view.ts'
import { SliceTexts, type TextChange } from '#main/carriers/slice-texts.ts'
import { SAMPLE_SALE, saleOf } from '#test/support/renderer/sample-shop.ts'

/** What a page puts together from the changes is what was sent, to the last character, however two values differ. */

const eventOf = (sequence: number, value: unknown) => ({ sequence, slice: 'sale', value }) as SliceEvent

function applied(text: string, { base, head, tail, middle }: TextChange): string {
  return base === 0 ? middle : text.slice(0, head) + middle + text.slice(text.length - tail)
}

test('any value after any other comes back whole, with no half of a character on the way', () => {
  const value = fc.oneof(
    fc.jsonValue(),
    fc.array(fc.string({ unit: 'binary', maxLength: 4 })),
    fc.constantFrom('😀😁', '😁😀', '😀', '😁'),
  )
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 6 }), (values) => {
      const texts = new SliceTexts()
      let text = ''
      for (const [place, each] of values.entries()) {
        const change = texts.change(eventOf(place + 1, each))
        expect(change.middle.isWellFormed()).toBe(true)
        text = applied(text, change)
        expect(text).toBe(JSON.stringify(each))
      }
    }),
  )
})

test('a line more on a long ticket is sent as that line, and whole once the page has forgotten', () => {
  const [line] = SAMPLE_SALE.lines
  if (line === undefined) throw new Error('the sample has no line')
  const lines = Array.from({ length: 201 }, (_, at) => ({ ...line, id: `line-${at}` }))
  const texts = new SliceTexts()
  const whole = texts.change(eventOf(1, saleOf(lines.slice(0, 200))))
  const more = texts.change(eventOf(2, saleOf(lines)))
  expect(whole.middle.length).toBeGreaterThan(40_000)
  expect(more.middle.length).toBeLessThan(1_000)
  texts.forget()
  expect(texts.change(eventOf(3, saleOf(lines)))).toMatchObject({ base: 0, head: 0, tail: 0 })
})
