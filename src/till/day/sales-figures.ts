import type { TenderKind } from '#contract/views/sale-view.ts'
import { pays } from '../cart/sale-figures.ts'
import { addAdjustments, adjustmentsOf } from '../ports/adjustments.ts'
import type { PaidSale } from '../ports/commit-paid-sale.port.ts'
import {
  accountPaymentFigures,
  type CountedAmount,
  type GiftCardFigures,
  giftCardFigures,
  notTurnoverMinor,
  referencesOf,
  type SalesFigures,
} from '../ports/paid-sales.port.ts'

/** The day's figures with one more sale; the same as the store's own sums, without asking it. */
export function withSale(figures: SalesFigures, sale: PaidSale): SalesFigures {
  return {
    ticketCount: figures.ticketCount + 1,
    turnoverMinor: figures.turnoverMinor + sale.totalMinor - notTurnoverMinor(sale),
    vat: withVat(figures.vat, sale.vat),
    tenders: withTenders(figures.tenders, sale),
    ...withReferences(figures.references, sale),
    terminals: withTerminals(figures.terminals, sale),
    giftCards: withGiftCards(figures.giftCards, giftCardFigures(sale)),
    adjustments: addAdjustments(figures.adjustments, adjustmentsOf(sale)),
    accountPayments: bothOf(figures.accountPayments, accountPaymentFigures(sale)),
    tips: withExtra(figures.tips, sale, 'tipMinor'),
    cashback: withExtra(figures.cashback, sale, 'cashbackMinor'),
  }
}

function withReferences(known: SalesFigures['references'] = [], sale: PaidSale): Pick<SalesFigures, 'references'> {
  const references = [...known, ...referencesOf(sale)]
  return references.length === 0 ? {} : { references }
}

/** Of a terminal that was renamed meanwhile one of its names, as the store's own sums have it. */
function withTerminals(rows: SalesFigures['terminals'], { tenders }: PaidSale): SalesFigures['terminals'] {
  let sums = [...rows]
  for (const { terminal, amountMinor } of tenders.filter(pays)) {
    if (terminal === undefined) continue
    const { id, alias } = terminal
    const before = sums.find((row) => row.id === id) ?? { alias, count: 0, amountMinor: 0 }
    const named = alias > before.alias ? alias : before.alias
    const sum = { id, alias: named, count: before.count + 1, amountMinor: before.amountMinor + amountMinor }
    sums = [...sums.filter((row) => row.id !== id), sum]
  }
  return sums.sort((one, other) => (one.id < other.id ? -1 : 1))
}

function withGiftCards(sum: GiftCardFigures, more: GiftCardFigures): GiftCardFigures {
  const both = (name: keyof GiftCardFigures) => bothOf(sum[name], more[name])
  return { sold: both('sold'), loaded: both('loaded'), redeemed: both('redeemed') }
}

function bothOf(sum: CountedAmount, more: CountedAmount): CountedAmount {
  return { count: sum.count + more.count, amountMinor: sum.amountMinor + more.amountMinor }
}

function withExtra(sum: CountedAmount, { tenders }: PaidSale, name: 'tipMinor' | 'cashbackMinor'): CountedAmount {
  const amounts = tenders.filter(pays).flatMap((tender) => tender[name] ?? [])
  return {
    count: sum.count + amounts.length,
    amountMinor: amounts.reduce((all, amountMinor) => all + amountMinor, sum.amountMinor),
  }
}

function withVat(rows: SalesFigures['vat'], added: PaidSale['vat']): SalesFigures['vat'] {
  const rates = [...new Set([...rows, ...added].map(({ basisPoints }) => basisPoints))].sort((a, b) => a - b)
  return rates.map((basisPoints) => {
    const same = [...rows, ...added].filter((row) => row.basisPoints === basisPoints)
    return {
      basisPoints,
      netMinor: same.reduce((sum, row) => sum + row.netMinor, 0),
      vatMinor: same.reduce((sum, row) => sum + row.vatMinor, 0),
      grossMinor: same.reduce((sum, row) => sum + row.grossMinor, 0),
    }
  })
}

const KINDS: readonly TenderKind[] = ['cash', 'card', 'account', 'other']

/** In the order of the kinds, ways of the shop's own by their ids; one that was renamed meanwhile as the store's own sums have it. */
function withTenders(rows: SalesFigures['tenders'], { tenders }: PaidSale): SalesFigures['tenders'] {
  let sums = [...rows]
  for (const { kind, means, amountMinor } of tenders.filter(pays)) {
    const before = sums.find((row) => row.kind === kind && row.means?.id === means?.id)
    const name = [before?.means?.name ?? '', means?.name ?? ''].sort().at(-1) ?? ''
    const sum = {
      kind,
      ...(means !== undefined && { means: { id: means.id, name } }),
      count: (before?.count ?? 0) + 1,
      amountMinor: (before?.amountMinor ?? 0) + amountMinor,
    }
    sums = [...sums.filter((row) => row !== before), sum]
  }
  return sums.sort(
    (one, other) =>
      KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) || ((one.means?.id ?? '') < (other.means?.id ?? '') ? -1 : 1),
  )
}
