import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { ReservationView } from '#contract/views/reservation-view.ts'
import { DialogBox } from '../../components/DialogBox.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { call } from '../../state/call.ts'
import { useScreenStore } from '../../state/screen-store.ts'

const close = () => useScreenStore.setState({ panel: null })

/** Asked for twice: nothing can be paid out of it afterwards. The key that opened it does it. */
export function ReleaseReservation({ reservation }: { readonly reservation: ReservationView }) {
  const { t } = useTranslation()
  const { paymentId, paymentNumber, label, amountMinor, currency, cardTail } = reservation
  const release = () => {
    close()
    void call('reservation.release', { paymentId })
  }
  return (
    <DialogBox
      icon="warning"
      title={t('release.title', { label: label === '' ? paymentNumber : label })}
      onClose={close}
      confirmKey="V"
      onConfirm={release}
      footer={
        <>
          <Key look="button" keyName={t('key.escape')} autoFocus onPress={close}>
            {t('release.keep')}
          </Key>
          <Key look="danger" keyName="V" onPress={release}>
            <Icon name="back" />
            {t('release.confirm', { amount: formatAmount(amountMinor, currency) })}
          </Key>
        </>
      }
    >
      {t('release.text', { amount: formatAmount(amountMinor, currency), tail: cardTail })}
    </DialogBox>
  )
}
