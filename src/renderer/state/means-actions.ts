import i18next from 'i18next'
import { formatAmount, parseAmount } from '#contract/money.ts'
import type { TenderView } from '#contract/views/sale-view.ts'
import type { TillMeans } from '#contract/views/till-view.ts'
import { EMPTY_ENTRY } from '../input/entry.ts'
import { call, inOrder } from './call.ts'
import { showToast, useScreenStore } from './screen-store.ts'
import { useTillStore } from './till-store.ts'

/** A way to pay of the shop's own; where the shop wants the number of a cheque or voucher, that is asked first. */
export function payByMeans({ id, reference }: TillMeans): void {
  if (reference === undefined) payNow(id)
  else useScreenStore.setState({ panel: 'means-reference', askedMeansId: id })
}

/** For what is typed, else for all that it may pay. */
export function payNow(meansId: string, reference = ''): void {
  const { currency } = useTillStore.getState().slices?.sale ?? { currency: 'EUR' as const }
  inOrder(async () => {
    const { digits } = useScreenStore.getState().entry
    const amountMinor = digits === '' ? null : parseAmount(digits, currency)
    if (digits !== '' && amountMinor === null) {
      showToast({ tone: 'note', text: i18next.t('note.badAmount') })
      return
    }
    useScreenStore.setState({ entry: EMPTY_ENTRY })
    await call('tender.means', { meansId, amountMinor, ...(reference !== '' && { reference }) })
  })
}

/** A part that may be taken back: neither a card's, which goes back with the ticket, nor one that is not there any more. */
export function mayUndo({ kind, outcome }: TenderView): boolean {
  return outcome === 'received' && kind !== 'card'
}

/** Takes a part back before the ticket is finished; cash goes to the customer again. */
export function undoTender(tender: TenderView): void {
  const { currency } = useTillStore.getState().slices?.sale ?? { currency: 'EUR' as const }
  inOrder(async () => {
    const undone = await call('tender.undo', { tenderId: tender.id })
    const amount = formatAmount(tender.givenMinor ?? tender.amountMinor, currency)
    if (undone.ok) showToast({ tone: 'note', text: i18next.t('note.handBack', { amount }) })
  })
}

/** The part that was taken last. */
export function undoLastTender(): void {
  const last = useTillStore.getState().slices?.sale.tenders.findLast(mayUndo)
  if (last === undefined) showToast({ tone: 'closed', text: i18next.t('closed.nothingTaken') })
  else undoTender(last)
}
