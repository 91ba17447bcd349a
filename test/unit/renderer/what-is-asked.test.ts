/** Goal: whoever lends an approval reads what it is for: which line, how much, to what price. */
import { expect, test } from 'vitest'
import type { CallName } from '#contract/api.ts'
import { whatIsAsked } from '#renderer/screens/approval/what-is-asked.ts'
import { SAMPLE_SALE } from '#test/support/renderer/sample-shop.ts'

const [line] = SAMPLE_SALE.lines
const lineId = line?.id
const asked = (call: CallName, payload: Record<string, unknown>) =>
  whatIsAsked(
    { call, payload, permission: 'change-price' },
    { sale: { ...SAMPLE_SALE, number: '2-000007', totalMinor: 3_776 }, currency: 'EUR', locale: 'fr' },
  ).replaceAll(/[\u00a0\u202f]/g, ' ')
const euros = (minor: number) => `${(minor / 100).toFixed(2).replace('.', ',')} €`

test.each([
  ['sale.setDiscount', { lineId, basisPoints: 3_050 }, `${line?.name} · −30,5 %`],
  ['cart.discountLine', { lineId, discount: { kind: 'amount', amountMinor: 150 } }, `${line?.name} · −1,50 €`],
  ['cart.discountTicket', { discount: { kind: 'percent', basisPoints: 4_000 } }, '2-000007 · 37,76 € · −40 %'],
  ['sale.setPrice', { lineId, unitPriceMinor: 100 }, `${line?.name} · ${euros(line?.unitPriceMinor ?? 0)} → 1,00 €`],
  ['sale.removeLine', { lineId }, `${line?.name} · ${euros(line?.totalMinor ?? 0)}`],
  ['sale.void', {}, '2-000007 · 37,76 €'],
  ['card.refund', { paymentId: 'p', amountMinor: 12_000 }, '120,00 €'],
  ['drawer.open', {}, ''],
  ['sale.setPrice', { lineId: 'gone', unitPriceMinor: 100 }, '1,00 €'],
] as const)('%s of %o says %s', (call, payload, words) => {
  expect(asked(call, payload)).toBe(words)
})
