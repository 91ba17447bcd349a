import { useTranslation } from 'react-i18next'
import { useKeyHint } from '../../actions/use-own-keys.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { openTicketDiscount } from '../../state/line-actions.ts'
import * as act from '../../state/sale-actions.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import styles from './sale.module.css'

export function FunctionKeys() {
  const { t } = useTranslation()
  const hint = useKeyHint()
  return (
    <div className={styles.functions}>
      <Key look="function" keyName={hint('hold')} onPress={act.hold}>
        <Icon name="hold" />
        {t('action.hold')}
      </Key>
      <Key look="function" keyName={hint('ticketDiscount')} onPress={openTicketDiscount}>
        <Icon name="percent" />
        {t('action.ticketDiscount')}
      </Key>
      <Key look="function" keyName={hint('return')} onPress={act.pickReturn}>
        <Icon name="back" />
        {t('action.return')}
      </Key>
      <Key look="function" keyName={hint('drawer')} onPress={act.openDrawer}>
        <Icon name="drawer" />
        {t('action.drawer')}
      </Key>
      <Key look="function" keyName={hint('lastTicket')} onPress={act.openLastTicket}>
        <Icon name="print" />
        {t('action.lastTicket')}
      </Key>
      <Key look="function" keyName={hint('more')} onPress={() => useScreenStore.setState({ panel: 'more' })}>
        <Icon name="more" />
        {t('action.more')}
      </Key>
    </div>
  )
}
