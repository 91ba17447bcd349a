import i18next from 'i18next'
import { call, inOrder } from '../../state/call.ts'
import { goTo, type Panel, showToast, useScreenStore } from '../../state/screen-store.ts'

export const openPanel = (panel: Panel | null) => useScreenStore.setState({ panel })
export const closePanel = () => openPanel(null)

/** F2 everywhere: whose the ticket is. */
export function openFindCustomer(): void {
  goTo('sale')
  openPanel('find-customer')
}

/** Opens a customer's file in the list of customers. */
export function openFile(customerId: string): void {
  goTo('customers')
  useScreenStore.setState({ customerId })
}

/** Puts a customer on the ticket in hand and goes back to it. */
export function putOnTicket(customerId: string): void {
  inOrder(async () => {
    const chosen = await call('customer.choose', { customerId })
    if (chosen.ok) goTo('sale')
  })
}

export function takeOffTicket(): void {
  inOrder(async () => {
    const taken = await call('customer.choose', { customerId: null })
    if (taken.ok) showToast({ tone: 'note', text: i18next.t('customer.takenOff') })
  })
}
