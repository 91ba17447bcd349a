import { type CashRounding, roundedCash } from '#contract/cash-rounding.ts'
import type { TenderView } from '#contract/views/sale-view.ts'
import { paidByMinor, pays } from '../cart/sale-figures.ts'
import type { TillContext } from '../core/till-context.ts'
import type { ReturnShare } from '../ports/approved-card-part.ts'
import type { PaidSale } from '../ports/commit-paid-sale.port.ts'
import { newTender } from '../tender/begin-paying.ts'
import { shopMeans } from '../tender/own-means.ts'
import { newVoucher, voucherMeans } from '../vouchers/issue-voucher.ts'

/**
 * What goes back without a card, as tenders below zero; cash is rounded as that of a sale is, and a voucher of the shop is a new one.
 *
 * @param before what went back of the same ticket: its cash and this one's are rounded together, so that a ticket that comes back piece by
 *   piece gives back what it would at once, and never more than it brought.
 */
export function tendersBack(
  context: TillContext,
  shares: readonly ReturnShare[],
  { at, number, before }: { readonly at: string; readonly number: string; readonly before: readonly PaidSale[] },
): readonly TenderView[] {
  const { memory, options } = context
  const voucherId = voucherMeans(context)?.id
  return shares.map(({ kind, amountMinor, means }) => {
    const isVoucher = means !== undefined && means.id === voucherId
    const backMinor = kind === 'cash' ? cashBack(amountMinor, before, memory.shop.cashRounding) : 0 - amountMinor
    const roundingMinor = backMinor + amountMinor
    return {
      ...newTender(options.nextId(), at),
      kind,
      amountMinor: backMinor,
      ...(roundingMinor !== 0 && { roundingMinor }),
      ...(means && { means: { ...means } }),
      ...(isVoucher && { voucher: newVoucher(context, number, amountMinor, at) }),
      givenMinor: null,
      outcome: 'received',
    }
  })
}

/** Cash that goes out for an amount, below zero or nothing: what all of the ticket's rounds to, less what went out before. */
function cashBack(amountMinor: number, before: readonly PaidSale[], rule: CashRounding | null | undefined): number {
  const gone = before.flatMap(({ tenders }) => tenders.filter((tender) => tender.kind === 'cash' && pays(tender)))
  const exactMinor = gone.reduce((sum, tender) => sum + paidByMinor(tender), 0 - amountMinor)
  const outMinor = gone.reduce((sum, tender) => sum - tender.amountMinor, roundedCash(exactMinor, rule))
  return Math.min(0, outMinor)
}

/** Cash is handed out of it, and so is what lies in it. */
export function opensDrawer({ memory }: TillContext, tenders: readonly TenderView[]): boolean {
  const kept = shopMeans(memory.shop).filter((one) => one.opensDrawer)
  return tenders.some(({ kind, means }) => kind === 'cash' || kept.some(({ id }) => id === means?.id))
}
