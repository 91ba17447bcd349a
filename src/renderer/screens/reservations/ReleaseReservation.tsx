import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { ReservationView } from '#contract/views/reservation-view.ts'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { call } from '../../state/call.ts'
import { useScreenStore } from '../../state/screen-store.ts'

const close = () => useScreenStore.setState({ panel: null })

/**
 * Asked for twice: nothing can be paid out of it afterwards. The key that opened it does it. What was done by hand on a terminal is only
 * noted: whoever asks the terminal for it again is refused.
 */
export function ReleaseReservation({ reservation }: { readonly reservation: ReservationView }) {
  const { t } = useTranslation()
  const { paymentId, paymentNumber, label, amountMinor, currency, cardTail, terminal } = reservation
  const amount = formatAmount(amountMinor, currency)
  const isByHand = terminal?.isByHand === true
  const atTerminal = isByHand ? 'release.textByHand' : 'release.textAt'
  const note = () => {
    close()
    void call('reservation.release', { paymentId, isByHand: true })
  }
  const release = () => {
    close()
    void call('reservation.release', { paymentId })
  }
  return (
    <ConfirmDialog
      title={t('release.title', { label: label === '' ? paymentNumber : label })}
      keep={t('release.keep')}
      onKeep={close}
      deed={{
        words: t(isByHand ? 'release.confirmByHand' : 'release.confirm', { amount }),
        icon: 'back',
        onConfirm: isByHand ? note : release,
        keyName: 'V',
      }}
    >
      {terminal === undefined
        ? t('release.text', { amount, tail: cardTail })
        : t(atTerminal, { amount, terminal: terminal.alias })}
      {terminal !== undefined && !isByHand && (
        <Key look="quiet" className={keys.small} onPress={note}>
          <Icon name="pencil" />
          {t('release.already')}
        </Key>
      )}
    </ConfirmDialog>
  )
}
