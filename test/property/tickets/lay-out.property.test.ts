/**
 * Goal: whatever a document holds, no row is wider than the paper, no amount is missing, no control survives and no
 * card number shows more than its copy may. Method: random documents on every paper; fast-check prints its seed.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LOCALES } from '#contract/locale.ts'
import { foldForPaper } from '#contract/paper-text.ts'
import { type LaidOutTicket, rowWidth } from '#contract/views/ticket-view.ts'
import { cardTicket, customerTicket, dayReport, line, paperText, SHOP } from '#test/support/tickets/documents.ts'
import { layOut } from '#till/tickets/lay-out.ts'
import { paperFigures } from '#till/tickets/paper-figures.ts'
import type { CardTicket, TicketDocument } from '#till/tickets/ticket-document.ts'

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: fc.constantFrom(...'aé œŻ’…§←\t\n\u001b\u009b\u202f€漢'), maxLength: 80 }),
)
const amountMinor = fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 999_999_999_999 }))
const columns = fc.constantFrom<LaidOutTicket['columns']>(32, 42, 48)
const head = {
  locale: fc.constantFrom(...LOCALES),
  currency: fc.constantFrom('EUR' as const, 'PLN' as const),
  training: fc.boolean(),
  copyNumber: fc.integer({ min: 0, max: 99 }),
  shop: fc.record({
    name: text,
    street: text,
    city: text,
    phone: text,
    legal: fc.array(text, { maxLength: 3 }),
    tillLabel: text,
  }),
}
const vatRow = fc.record({
  letter: fc.constantFrom('A', 'B', 'C'),
  basisPoints: fc.integer({ min: 0, max: 10_000 }),
  netMinor: amountMinor,
  vatMinor: amountMinor,
  grossMinor: amountMinor,
})
const saleLine = fc
  .record({
    name: text,
    unit: fc.constantFrom('piece' as const, 'kg' as const),
    quantityMilli: fc.integer({ min: 1, max: 9_999_000 }),
    unitPriceMinor: amountMinor,
    discountMinor: fc.integer({ min: 0, max: 999_999 }),
    discountBasisPoints: fc.integer({ min: 0, max: 10_000 }),
    totalMinor: fc.integer({ min: 0, max: 999_000_000_000 }),
  })
  .map(({ name, totalMinor, ...more }) => line(name, totalMinor, 'A', more))
const customer = fc
  .record({
    ...head,
    number: text,
    cashierName: text,
    signature: text,
    softwareVersion: text,
    lines: fc.array(saleLine, { maxLength: 5 }),
    totalMinor: amountMinor,
    vat: fc.array(vatRow, { maxLength: 3 }),
    changeMinor: amountMinor,
    itemCount: fc.integer({ min: 0, max: 9_999 }),
  })
  .map(customerTicket)
const card = fc
  .record({
    ...head,
    copy: fc.constantFrom('customer' as const, 'merchant' as const),
    outcome: fc.constantFrom<CardTicket['outcome'][]>(
      'approved',
      'to-sign',
      'declined',
      'abandoned',
      'signature-refused',
    ),
    fallback: fc.boolean(),
    offline: fc.constantFrom(null, 'card' as const, 'stand-in' as const),
    amountMinor,
    maskedPan: fc.oneof(fc.stringMatching(/^\d{4,19}$/), fc.stringMatching(/^\d{6}\*{6,9}\d{4}$/)),
    applicationLabel: fc.option(text),
    contract: text,
    cardholderVerification: fc.constantFrom<CardTicket['cardholderVerification'][]>(
      'none',
      'pin-online',
      'pin-offline',
      'signature',
      'device',
    ),
  })
  .map(cardTicket)
const report = fc
  .record({
    ...head,
    kind: fc.constantFrom('x-report' as const, 'z-report' as const),
    number: fc.option(text),
    turnoverMinor: amountMinor,
    perpetualTotalMinor: amountMinor,
    vat: fc.array(vatRow, { maxLength: 3 }),
    openMatters: fc.array(
      fc.record({
        kind: fc.constantFrom('reversal-open' as const, 'print-unknown' as const, 'sale-held' as const),
        amountMinor,
        reference: text,
      }),
      { maxLength: 3 },
    ),
  })
  .map(dayReport)

const CONTROL = /[\p{C}\p{M}\u{10000}-\u{10ffff}☺☻♥♦♣♠•◘○◙♂♀♪♫☼►◄↕‼¶§▬↨↑↓→←∟↔▲▼⌂]/u

describe('any paper', () => {
  it('has no row wider than its columns and nothing that could be a command', () => {
    fc.assert(
      fc.property(fc.oneof<fc.Arbitrary<TicketDocument>[]>(customer, card, report), columns, (document, width) => {
        const { rows } = layOut(document, width)
        for (const row of rows) {
          if (row.kind !== 'text') continue
          expect([...row.text].length).toBe(row.text.length)
          expect(row.text.length).toBeLessThanOrEqual(rowWidth(row, width))
          expect(row.text).not.toMatch(CONTROL)
        }
        expect(rows.filter(({ kind }) => kind === 'cut')).toEqual([rows.at(-1)])
      }),
      { numRuns: 300 },
    )
  })

  it('shows every amount of the document, whole', () => {
    const plainShop = { shop: SHOP }
    fc.assert(
      fc.property(customer, card, report, columns, (anyCustomer, anyCard, anyReport, width) => {
        const amounts: [TicketDocument, number[]][] = [
          [
            { ...anyCustomer, ...plainShop },
            [
              anyCustomer.totalMinor,
              ...anyCustomer.lines.flatMap((item) => [item.totalMinor + item.discountMinor, -item.discountMinor]),
              ...anyCustomer.vat.flatMap((row) => [row.netMinor, row.vatMinor, row.grossMinor]),
              ...anyCustomer.tenders.map((part) => part.givenMinor ?? part.amountMinor),
              anyCustomer.changeMinor,
            ].filter((minor) => minor !== 0),
          ],
          [{ ...anyCard, ...plainShop }, [anyCard.amountMinor]],
          [
            { ...anyReport, ...plainShop },
            [
              anyReport.turnoverMinor,
              anyReport.perpetualTotalMinor,
              ...anyReport.vat.flatMap((row) => [row.netMinor, row.vatMinor, row.grossMinor]),
              ...anyReport.tenders.map((part) => part.amountMinor),
              ...anyReport.batch.rows.flatMap((row) => [row.till.amountMinor, row.host?.amountMinor ?? 0]),
              ...anyReport.openMatters.map((matter) => matter.amountMinor),
              -200,
              2_000,
            ].filter((minor) => minor !== 0),
          ],
        ]
        for (const [document, minors] of amounts) {
          const rows = paperText(layOut(document, width))
          const currency = document.kind === 'drawer' ? 'EUR' : document.currency
          for (const minor of minors) {
            const figures = paperFigures(minor, currency)
            expect(
              rows.some((row) => row.includes(figures)),
              figures,
            ).toBe(true)
          }
        }
      }),
      { numRuns: 150 },
    )
  })

  it('shows at most the last four of a card to the customer, and first six and last four to the merchant', () => {
    fc.assert(
      fc.property(card, columns, (document, width) => {
        const plain = { ...document, shop: SHOP, applicationLabel: null, contract: '1' }
        const starred = paperText(layOut(plain, width)).filter((row) => row.includes('*'))
        const number = starred.map((row) => row.trim().split(' ').at(-1) ?? '')
        const tail = document.maskedPan.length > 4 ? document.maskedPan.slice(-4) : ''
        const head =
          document.copy === 'merchant' && document.maskedPan.length >= 13 ? document.maskedPan.slice(0, 6) : ''
        const stars = document.maskedPan.length - head.length - tail.length
        expect(number).toEqual([`${head}${'*'.repeat(stars)}${tail}`])
      }),
      { numRuns: 300 },
    )
  })

  it('is folded once for ever', () => {
    fc.assert(
      fc.property(text, (content) => {
        expect(foldForPaper(foldForPaper(content))).toBe(foldForPaper(content))
      }),
      { numRuns: 2_000 },
    )
  })
})
