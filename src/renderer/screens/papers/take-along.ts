import i18next from 'i18next'
import type { ReprintKind } from '#contract/paper-api.ts'
import { call, inOrder } from '../../state/call.ts'
import { showToast } from '../../state/screen-store.ts'

/** Prints what somebody is given with the goods. */
export function printGiftReceipt(saleId: string): void {
  inOrder(async () => {
    const printed = await call('ticket.reprint', { saleId, kind: 'gift-receipt' })
    if (printed.ok) showToast({ tone: 'note', text: i18next.t('papers.giftPrinted') })
  })
}

/** Writes a paper as a PDF file, and says where it lies. */
export function savePdf(saleId: string, kind: ReprintKind): void {
  inOrder(async () => {
    const saved = await call('ticket.savePdf', { saleId, kind })
    if (saved.ok) showToast({ tone: 'note', text: i18next.t('papers.pdfSaved', { path: saved.value.path }) })
  })
}
