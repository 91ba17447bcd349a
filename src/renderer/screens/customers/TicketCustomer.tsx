import { useTranslation } from 'react-i18next'
import { useKeyHint } from '../../actions/use-own-keys.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useSlice } from '../../state/till-store.ts'
import { openFindCustomer, takeOffTicket } from './customer-actions.ts'
import styles from './customers.module.css'

/** In the head of the ticket: whose it is, and a key that takes the customer off it. */
export function TicketCustomer() {
  const { t } = useTranslation()
  const hint = useKeyHint()
  const { customer, table } = useSlice('sale')
  if (customer === undefined) {
    return (
      <Key look="quiet" className={`push ${keys.small}`} keyName={hint('customer.find')} onPress={openFindCustomer}>
        <Icon name="user" />
        {/* Beside a table there is no room for the word. */}
        <span className={table === undefined ? '' : 'visually-hidden'}>{t('action.customer')}</span>
      </Key>
    )
  }
  return (
    <span className={styles.onTicket}>
      <Key look="quiet" className={keys.small} keyName={hint('customer.find')} onPress={openFindCustomer}>
        <Icon name="user" />
        <span className="visually-hidden">{t('customer.onTicket', { name: customer.title })}</span>
        <b className={styles.onTicketName} aria-hidden="true">
          {customer.title}
        </b>
      </Key>
      <Key look="quiet" className={keys.small} label={t('customer.takeOff')} onPress={takeOffTicket}>
        <Icon name="close" />
      </Key>
    </span>
  )
}
