import { useScreenStore } from '../../state/screen-store.ts'
import { CustomerForm } from './CustomerForm.tsx'
import { closePanel, openPanel, putOnTicket } from './customer-actions.ts'

/** A new file: begun from the sale it goes on the ticket, else the list of customers shows it. */
export function NewCustomer() {
  const inList = useScreenStore((state) => state.space === 'customers')
  const saved = (customerId: string) => {
    if (!inList) putOnTicket(customerId)
    else useScreenStore.setState({ panel: null, customerId })
  }
  return <CustomerForm file={null} onSaved={saved} onClose={inList ? closePanel : () => openPanel('find-customer')} />
}
