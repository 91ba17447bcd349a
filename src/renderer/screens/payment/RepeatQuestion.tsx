import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { CardPaymentView } from '#contract/views/payment-view.ts'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { call } from '../../state/call.ts'
import { timeAgo } from '../../words/time-ago.ts'
import styles from './payment.module.css'

export function chargeAgain(): void {
  void call('payment.repeat', { again: true })
}

export function chargeNoMore(): void {
  void call('payment.repeat', { again: false })
}

/** What this card has paid, when and for which ticket: the cashier asks the customer, then answers. */
export function RepeatWords({ payment, nowMs }: { readonly payment: CardPaymentView; readonly nowMs: number }) {
  const { t } = useTranslation()
  const { repeat, scheme, cardTail, amountMinor, currency } = payment
  if (repeat === null) return null
  const words = {
    card: t('step.card', { scheme: t(`scheme.${scheme ?? 'other'}`), tail: cardTail ?? '––––' }),
    amount: formatAmount(amountMinor, currency),
    ago: timeAgo(t, repeat.chargedAt, nowMs),
    proof:
      repeat.ticketNumber === null
        ? t('repeat.payment', { number: repeat.paymentNumber })
        : t('repeat.ticket', { number: repeat.ticketNumber }),
  }
  return (
    <p className={styles.cueText} role="alert">
      {repeat.isCertain ? t('repeat.text', words) : t('repeat.textUnsure', words)}
    </p>
  )
}

/** The safe answer holds the focus; both keys of a hurried hand, Enter and Escape, give it. */
export function RepeatKeys() {
  const { t } = useTranslation()
  return (
    <div className={classNames('row', styles.judge)}>
      <Key look="danger" className={keys.big} keyName="R" onPress={chargeAgain}>
        <Icon name="card" />
        {t('repeat.again')}
      </Key>
      <Key look="primary" className={keys.big} keyName={t('key.enter')} autoFocus onPress={chargeNoMore}>
        <Icon name="close" />
        {t('repeat.no')}
      </Key>
    </div>
  )
}
