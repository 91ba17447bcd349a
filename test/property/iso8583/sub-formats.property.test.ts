/** Sub-formats of DE48 and DE63 and the figures of a batch: what is written reads back, nothing else is accepted. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SCHEMES } from '#contract/views/sale-view.ts'
import { Iso8583Error } from '#payment/iso8583/iso8583-error.ts'
import { readSchemeTotals, writeSchemeTotals } from '#payment/iso8583/scheme-totals.ts'
import { readTaggedSubFields, writeTaggedSubFields } from '#payment/iso8583/tagged-sub-fields.ts'
import { readTotalsFields, totalsFields } from '#payment/iso8583/totals-fields.ts'
import { ascii87 } from '#test/support/acquirer/ascii87-profile.ts'

const count = fc.integer({ min: 0, max: 9_999_999_999 })
const amount = fc.integer({ min: 0, max: 999_999_999_999 })
const figures = fc.record({ debitCount: count, debitMinor: amount, creditCount: count, creditMinor: amount })
const tag = fc.stringMatching(/^[0-9A-Z]{2}$/)

function refused(read: () => unknown): boolean {
  try {
    read()
    return false
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(Iso8583Error)
    return true
  }
}

describe('tagged sub-fields', () => {
  it('read back in order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(tag, fc.string({ maxLength: 99 })), { selector: ([name]) => name }),
        (parts) => {
          expect([...readTaggedSubFields(48, writeTaggedSubFields(parts))]).toEqual(parts)
        },
      ),
    )
  })

  it('refuse a cut, a repeated tag and any other text by their own error', () => {
    const twice = writeTaggedSubFields([
      ['T2', 'AA'],
      ['T2', 'BB'],
    ])
    expect(refused(() => readTaggedSubFields(48, twice))).toBe(true)
    fc.assert(
      fc.property(tag, fc.string({ minLength: 1, maxLength: 99 }), (name, value) => {
        const text = writeTaggedSubFields([[name, value]])
        expect(refused(() => readTaggedSubFields(48, text.slice(0, -1)))).toBe(true)
      }),
    )
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (refused(() => readTaggedSubFields(48, text))) return
        expect(writeTaggedSubFields([...readTaggedSubFields(48, text)])).toBe(text)
      }),
    )
  })
})

describe('totals by scheme', () => {
  it('read back', () => {
    const byScheme = fc.dictionary(fc.constantFrom(...SCHEMES), figures)
    fc.assert(
      fc.property(byScheme, (totals) => {
        const fields = { 63: writeSchemeTotals(ascii87, totals) }
        expect(readSchemeTotals(ascii87, { mti: '0500', fields })).toEqual({ ...totals })
      }),
    )
  })

  it('refuse any other text by their own error', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 120 }), (text) => {
        expect(refused(() => readSchemeTotals(ascii87, { mti: '0510', fields: { 63: text } }))).toBe(true)
      }),
    )
  })
})

describe('figures of a batch', () => {
  it('read back, and the net always follows', () => {
    fc.assert(
      fc.property(figures, (totals) => {
        expect(readTotalsFields(ascii87, totalsFields(ascii87, totals))).toEqual(totals)
      }),
    )
  })
})
