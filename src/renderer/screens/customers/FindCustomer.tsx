import { useTranslation } from 'react-i18next'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { useSlice } from '../../state/till-store.ts'
import { CustomerRows, SearchField } from './CustomerList.tsx'
import { closePanel, openFile, openPanel, putOnTicket, takeOffTicket } from './customer-actions.ts'
import styles from './customers.module.css'
import { useChosenCustomer } from './use-customers.ts'

/** Whose the ticket is: type, Enter. A loyalty card that is scanned needs none of this. */
export function FindCustomer() {
  const { t } = useTranslation()
  const sale = useSlice('sale')
  const { search, customer, move } = useChosenCustomer()
  const closed = customer === undefined ? t('closed.noCustomer') : null
  const put = () => customer && putOnTicket(customer.id)
  const takeOff = () => {
    closePanel()
    takeOffTicket()
  }
  const add = () => openPanel('new-customer')
  const open = () => customer && openFile(customer.id)
  return (
    <StepDialog
      step={t('sale.ticket', { number: sale.number })}
      title={t('customer.find')}
      keys={{
        ArrowUp: () => move(-1),
        ArrowDown: () => move(1),
        PageUp: () => move(-6),
        PageDown: () => move(6),
        Enter: () => put(),
        Escape: closePanel,
        F2: add,
        F3: () => open(),
        ...(sale.customer && { F7: takeOff }),
      }}
      onClose={closePanel}
      footer={
        <>
          <Key look="button" keyName="F2" onPress={add}>
            <Icon name="plus" />
            {t('customer.new')}
          </Key>
          <Key look="button" keyName="F3" closed={closed} onPress={() => open()}>
            <Icon name="user" />
            {t('customer.file')}
          </Key>
          {sale.customer && (
            <Key look="button" keyName="F7" onPress={takeOff}>
              <Icon name="close" />
              {t('customer.takeOff')}
            </Key>
          )}
          <span className="push" />
          <Key look="primary" keyName={t('key.enter')} closed={closed} onPress={() => put()}>
            <Icon name="check" />
            {t('customer.put')}
          </Key>
        </>
      }
    >
      <div className={styles.finder}>
        <SearchField search={search} isFocused />
        <CustomerRows search={search} selectedId={customer?.id ?? null} onChoose={({ id }) => putOnTicket(id)} />
      </div>
    </StepDialog>
  )
}
