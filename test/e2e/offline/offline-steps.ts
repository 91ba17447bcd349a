import type { OfflineRow } from '#contract/views/offline-view.ts'
import type { Counter } from '#test/support/e2e/counter.ts'
import { euros } from '#test/support/e2e/day-steps.ts'
import {
  eventually,
  expectPaidByCard,
  openPayment,
  payByCard,
  type TicketInHand,
} from '#test/support/e2e/sale-steps.ts'

export const APPROVED_BY_CARD = {
  says: 'La carte a accepté ; le paiement sera transmis à la banque.',
  onPaper: 'AUTORISATION HORS LIGNE',
} as const
export const APPROVED_BY_TILL = {
  says: 'La banque n’était pas joignable ; le paiement lui sera transmis.',
  onPaper: 'HORS LIGNE - SANS ACCORD BANQUE',
} as const

/** A sale with the card that decides offline, through to the next ticket. `waiting` or `status`: what the bar says then. */
export async function sellOffline(
  till: Counter,
  goods: Parameters<typeof openPayment>[1],
  {
    says,
    onPaper,
    waiting,
    status,
  }: { readonly says: string; readonly onPaper: string; readonly waiting?: number; readonly status?: string },
): Promise<TicketInHand> {
  const ticket = await openPayment(till, goods)
  const { rows } = await till.stage.ask('offline.list', {})
  const sumMinor = rows
    .filter(({ state }) => state === 'waiting' || state === 'sent')
    .reduce((sum, { amountMinor }) => sum + amountMinor, ticket.totalMinor)
  await payByCard(till, ticket, { card: 'cb-offline' })
  await expectPaidByCard(till, ticket, {
    tail: '4821',
    offline: says,
    onPaper: [onPaper],
    status: { offline: status ?? `${waiting} à transmettre · ${euros(sumMinor)} · \\d+ \\S+ 0 à voir` },
  })
  return ticket
}

/** The payment of that sale in the list of offline payments. */
export async function listRow({ stage, salesOnDisk }: Counter, { saleId }: TicketInHand): Promise<OfflineRow> {
  const sale = (await salesOnDisk()).find(({ id }) => id === saleId)
  const { rows } = await stage.ask('offline.list', {})
  const row = rows.find(({ paymentId }) => sale?.tenders.some((tender) => tender.paymentId === paymentId))
  if (!row) throw new Error('the sale is not in the list of offline payments')
  return row
}

/** The list on the screen comes to show the payment in that state. */
export async function seesListed({ stage }: Counter, paymentNumber: string, state: string): Promise<void> {
  const row = stage.page
    .getByRole('region', { name: 'Paiements hors ligne' })
    .getByRole('button', { name: paymentNumber })
  await eventually(() => row.innerText()).toContain(state)
}
