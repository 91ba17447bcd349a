import type { Request, Response } from '#contract/api.ts'
import { SAMPLE_SALE } from './sample-shop.ts'

/** What may come back of the sample ticket; of its last line nothing is left. */
export function sampleReturn(chosen: Request<'return.look'>['lines']): Response<'return.look'> {
  const lines = SAMPLE_SALE.lines.map(({ id, name, unit, quantityMilli, totalMinor }, place) => {
    const wanted = chosen.find(({ lineId }) => lineId === id)?.quantityMilli ?? 0
    const isGone = place === SAMPLE_SALE.lines.length - 1
    const amountMinor = Math.round((totalMinor * wanted) / quantityMilli)
    return { lineId: id, name, unit, quantityMilli, leftMilli: isGone ? 0 : quantityMilli, amountMinor }
  })
  const totalMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const left = { leftMinor: SAMPLE_SALE.totalMinor, cashLeftMinor: 1_500 }
  return { number: '2-004317', currency: SAMPLE_SALE.currency, lines, totalMinor, ...left, failure: null }
}
