import i18next from 'i18next'
import { call, inOrder } from '../../state/call.ts'
import { showToast } from '../../state/screen-store.ts'

/** Prints what somebody is given with the goods. */
export function printGiftReceipt(saleId: string): void {
  inOrder(async () => {
    const printed = await call('ticket.reprint', { saleId, kind: 'gift-receipt' })
    if (printed.ok) showToast({ tone: 'note', text: i18next.t('papers.giftPrinted') })
  })
}
