import type { Request, Response } from '#contract/api.ts'
import type { ReturnTargetView } from '#contract/views/return-view.ts'
import { SAMPLE_SALE } from './sample-shop.ts'

const CARD: ReturnTargetView = {
  key: 'card:payment-1',
  kind: 'card',
  name: '',
  scheme: 'visa',
  cardTail: '4821',
  leftMinor: 900,
  amountMinor: 0,
  path: null,
}
const NO_CARD = { scheme: null, cardTail: null, path: null } as const

/** A part of it was paid by card, the rest in cash; its customer has an account. */
function sampleTargets(totalMinor: number, to: string | undefined): ReturnTargetView[] {
  const targets: ReturnTargetView[] = [
    CARD,
    { ...NO_CARD, key: 'account', kind: 'account', name: 'Atelier Kowalczyk', leftMinor: 3_000, amountMinor: 0 },
    { ...NO_CARD, key: 'cash', kind: 'cash', name: '', leftMinor: 1_500, amountMinor: 0 },
  ]
  const path = { way: 'refund', reason: 'part-of-amount' } as const
  let leftMinor = totalMinor
  const order = [...targets.filter(({ key }) => key === to), ...targets.filter(({ key }) => key !== to)]
  const shares = new Map(
    order.map(({ key, leftMinor: mostMinor }) => {
      const amountMinor = key === 'account' && to !== key ? 0 : Math.min(leftMinor, mostMinor)
      leftMinor -= amountMinor
      return [key, amountMinor]
    }),
  )
  return targets.map((target) => {
    const amountMinor = shares.get(target.key) ?? 0
    return { ...target, amountMinor, ...(target.kind === 'card' && amountMinor > 0 && { path }) }
  })
}

/** What may come back of the sample ticket; of its last line nothing is left. */
export function sampleReturn({ lines: chosen, to }: Request<'return.look'>): Response<'return.look'> {
  const lines = SAMPLE_SALE.lines.map(({ id, name, unit, quantityMilli, totalMinor }, place) => {
    const wanted = chosen.find(({ lineId }) => lineId === id)?.quantityMilli ?? 0
    const isGone = place === SAMPLE_SALE.lines.length - 1
    const amountMinor = Math.round((totalMinor * wanted) / quantityMilli)
    return { lineId: id, name, unit, quantityMilli, leftMilli: isGone ? 0 : quantityMilli, amountMinor }
  })
  const totalMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const targets = sampleTargets(totalMinor, to)
  const left = { leftMinor: SAMPLE_SALE.totalMinor, targets }
  return { number: '2-004317', currency: SAMPLE_SALE.currency, lines, totalMinor, ...left, failure: null }
}

/** All of it went back. */
export const SAMPLE_RETURN_END: Response<'return.give'> = {
  outcome: 'done',
  returnSaleId: 'return-1',
  number: '2-004318',
  cashMinor: 0,
  givenMinor: 3_776,
  failure: null,
}
