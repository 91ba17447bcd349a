import type { Request } from '#contract/api.ts'
import type { ErrorCode } from '#contract/errors/catalogue.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { PrintJobView, SaleView } from '#contract/views/sale-view.ts'
import type { SliceName, Slices } from '#contract/views/till-view.ts'
import { questionAbout } from './sample-goods.ts'
import { COMPLETED_SALE, PRODUCTS, paymentAt, saleOf, sampleSlices, tenderOf } from './sample-shop.ts'

/** The little of a till that a ticket changes. */
interface Shown {
  readonly slices: Slices
  set<Name extends SliceName>(slice: Name, value: Slices[Name]): void
  readonly calls: readonly unknown[]
  readonly kitchenPapers: PrintJobView[]
}

/** A ticket as it is rung up, put aside and paid: enough to follow the keys, counting nothing that the real till counts. */
export function saleAnswers(till: Shown) {
  let aside: SaleView[] = [
    saleOf(sampleSlices().sale.lines.slice(0, 3), { id: 'held-1', number: '2-004311', state: 'held' }),
  ]
  const done = () => succeed({})
  const setSale = (sale: SaleView) => {
    till.set('sale', sale)
    return succeed({})
  }
  const refuseWhilePaying = (): ReturnType<typeof fail<ErrorCode>> | null => {
    return till.slices.sale.state === 'paying' ? fail<ErrorCode>('SALE_IN_PAYMENT') : null
  }

  const add = (productId: string, quantityMilli = 1000) => {
    const refused = refuseWhilePaying()
    if (refused) return refused
    const product = PRODUCTS.find(({ id }) => id === productId)
    if (!product) return fail('SALE_NOT_FOUND')
    const { sale } = till.slices
    const line = {
      id: `line-${sale.lines.length}-${till.calls.length}`,
      productId,
      barcode: product.barcode,
      name: product.name,
      unit: product.unit,
      quantityMilli,
      unitPriceMinor: product.priceMinor,
      discountBasisPoints: 0,
      discountMinor: 0,
      vatBasisPoints: product.vatBasisPoints,
      vatLetter: 'A',
      totalMinor: Math.round((product.priceMinor * quantityMilli) / 1000),
    }
    return setSale(saleOf([...sale.lines, line], { id: sale.id, number: sale.number }))
  }

  const finish = () => {
    const { sale } = till.slices
    till.set('sale', saleOf([], { id: `${sale.id}-next`, number: '2-004319' }))
    till.set('payment', null)
    till.set('lastSale', COMPLETED_SALE)
    return succeed({})
  }

  const changeLine = (lineId: string, change: Partial<SaleView['lines'][number]> | null) => {
    const { sale } = till.slices
    const lines = sale.lines.flatMap((line) =>
      line.id !== lineId ? [line] : change === null ? [] : [{ ...line, ...change }],
    )
    return setSale(saleOf(lines, { id: sale.id, number: sale.number, touchedLineId: lineId }))
  }

  const cardTender = (amountMinor: number): Result<{ paymentId: string }> => {
    const { sale } = till.slices
    if (amountMinor > sale.remainingMinor) return fail('SALE_AMOUNT_TOO_HIGH')
    till.set('sale', saleOf(sale.lines, { ...sale, tenders: [...sale.tenders, tenderOf({ amountMinor })] }))
    till.set('payment', paymentAt('present-card', { amountMinor, prompt: 'present-card' }))
    return succeed({ paymentId: 'payment-1' })
  }
  return {
    'sale.scan': ({ code, quantityMilli }: Request<'sale.scan'>) => {
      const product = PRODUCTS.find(({ barcode }) => barcode === code)
      if (/^2-00\d{4}$/.test(code)) return succeed({ saleId: `sale-${code.slice(-4)}` })
      return product ? add(product.id, quantityMilli) : fail('SALE_UNKNOWN_BARCODE', { barcode: code })
    },
    'sale.addProduct': ({ productId, quantityMilli, unitPriceMinor }: Request<'sale.addProduct'>) => {
      if (productId.startsWith('shirt-')) return succeed({})
      const question = questionAbout(productId, quantityMilli, unitPriceMinor)
      return question === null ? add(productId, quantityMilli) : succeed({ question })
    },
    'sale.setQuantity': ({ lineId, quantityMilli }: Request<'sale.setQuantity'>) =>
      changeLine(lineId, { quantityMilli }),
    'sale.setPrice': ({ lineId, unitPriceMinor }: Request<'sale.setPrice'>) => changeLine(lineId, { unitPriceMinor }),
    'sale.setDiscount': ({ lineId, basisPoints }: Request<'sale.setDiscount'>) =>
      changeLine(lineId, { discountBasisPoints: basisPoints }),
    'sale.removeLine': ({ lineId }: Request<'sale.removeLine'>) => changeLine(lineId, null),
    'cart.discountLine': ({ lineId, discount }: Request<'cart.discountLine'>) =>
      changeLine(lineId, {
        discountBasisPoints: discount?.kind === 'percent' ? discount.basisPoints : 0,
        ...(discount?.kind === 'amount' && { discountAmountMinor: discount.amountMinor }),
      }),
    'cart.discountTicket': ({ discount, reason }: Request<'cart.discountTicket'>) => {
      const { sale } = till.slices
      const agreed = discount && { ...discount, ...(reason && { reason }) }
      return setSale({ ...sale, discount: agreed && { agreed, amountMinor: 378 } })
    },
    'cart.noteLine': ({ lineId, note }: Request<'cart.noteLine'>) => changeLine(lineId, { note }),
    'cart.printCommands': done,
    'cart.restoreLine': done,
    'cart.findTickets': () => {
      const [held] = aside
      const { id: saleId, number, at, itemCount, totalMinor, currency } = COMPLETED_SALE
      const paid = { saleId, kind: 'paid' as const, number, reference: null, at, itemCount, totalMinor, currency }
      if (held === undefined) return succeed({ tickets: [paid] })
      const waiting = { kind: 'held' as const, reference: 'Table 12', at, itemCount: 3, currency }
      return succeed({
        tickets: [{ ...waiting, saleId: held.id, number: held.number, totalMinor: held.totalMinor }, paid],
      })
    },
    'cart.bringBack': ({ lineId, reason }: Request<'cart.bringBack'>) => changeLine(lineId, { returned: { reason } }),
    'sale.void': () => setSale(saleOf([])),
    'sale.hold': () => {
      aside = [...aside, { ...till.slices.sale, state: 'held' }]
      return setSale(saleOf([], { id: `sale-after-hold-${till.calls.length}`, number: '2-004319' }))
    },
    'sale.held': () => succeed({ sales: aside.map((sale) => ({ ...sale, kitchenPapers: till.kitchenPapers })) }),
    'sale.recall': ({ saleId }: Request<'sale.recall'>) => {
      const sale = aside.find(({ id }) => id === saleId)
      if (!sale) return fail('SALE_NOT_FOUND')
      aside = aside.filter(({ id }) => id !== saleId)
      return setSale({ ...sale, state: 'open' })
    },
    'tender.begin': () => {
      const { sale } = till.slices
      if (sale.lines.length === 0) return fail('SALE_AMOUNT_ZERO')
      return setSale({ ...sale, state: 'paying' })
    },
    'tender.leave': () => setSale({ ...till.slices.sale, state: 'open' }),
    'tender.cash': ({ givenMinor }: Request<'tender.cash'>) => (givenMinor === 0 ? fail('SALE_AMOUNT_ZERO') : finish()),
    'tender.card': ({ amountMinor }: Request<'tender.card'>) => cardTender(amountMinor),
    'tender.code': ({ amountMinor }: Request<'tender.code'>) => cardTender(amountMinor),
    'tender.terminal': ({ amountMinor = till.slices.sale.remainingMinor }: Request<'tender.terminal'>) =>
      cardTender(amountMinor),
    'tender.means': ({ amountMinor, meansId }: Request<'tender.means'>) => {
      const { sale } = till.slices
      const means = { id: meansId, name: meansId === 'meal' ? 'Titre-restaurant' : 'Chèque' }
      const part = { kind: 'other', means, paymentId: null, paymentNumber: null, outcome: 'received' } as const
      const tender = tenderOf({
        ...part,
        id: `means-${sale.tenders.length}`,
        amountMinor: amountMinor ?? sale.remainingMinor,
      })
      return setSale(saleOf(sale.lines, { ...sale, tenders: [...sale.tenders, tender] }))
    },
    'tender.undo': ({ tenderId }: Request<'tender.undo'>) => {
      const { sale } = till.slices
      const tenders = sale.tenders.map((each) =>
        each.id === tenderId ? { ...each, outcome: 'reversed' as const } : each,
      )
      return setSale({ ...saleOf(sale.lines, { ...sale, tenders }), remainingMinor: sale.totalMinor })
    },
  }
}
