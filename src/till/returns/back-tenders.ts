import { roundedCash } from '#contract/cash-rounding.ts'
import type { TenderView } from '#contract/views/sale-view.ts'
import type { TillContext } from '../core/till-context.ts'
import type { ReturnShare } from '../ports/approved-card-part.ts'
import { newTender } from '../tender/begin-paying.ts'
import { shopMeans } from '../tender/own-means.ts'
import { newVoucher, voucherMeans } from '../vouchers/issue-voucher.ts'

/** What goes back without a card, as tenders below zero; cash is rounded as that of a sale is, and a voucher of the shop is a new one. */
export function tendersBack(
  context: TillContext,
  shares: readonly ReturnShare[],
  { at, number }: { readonly at: string; readonly number: string },
): readonly TenderView[] {
  const { memory, options } = context
  const voucherId = voucherMeans(context)?.id
  return shares.map(({ kind, amountMinor, means }) => {
    const isVoucher = means !== undefined && means.id === voucherId
    const backMinor = kind === 'cash' ? roundedCash(0 - amountMinor, memory.shop.cashRounding) : 0 - amountMinor
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

/** Cash is handed out of it, and so is what lies in it. */
export function opensDrawer({ memory }: TillContext, tenders: readonly TenderView[]): boolean {
  const kept = shopMeans(memory.shop).filter((one) => one.opensDrawer)
  return tenders.some(({ kind, means }) => kind === 'cash' || kept.some(({ id }) => id === means?.id))
}
