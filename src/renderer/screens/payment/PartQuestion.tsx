import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { CardPaymentView } from '#contract/views/payment-view.ts'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { call } from '../../state/call.ts'
import styles from './payment.module.css'

export function keepPart(): void {
  void call('payment.part', { keep: true })
}

export function takePartBack(): void {
  void call('payment.part', { keep: false })
}

/** What the bank approves, and what would be left to collect. */
export function PartWords({ payment }: { readonly payment: CardPaymentView }) {
  const { t } = useTranslation()
  const { part, amountMinor, currency } = payment
  if (part === null) return null
  const words = {
    part: formatAmount(part.approvedMinor, currency),
    amount: formatAmount(amountMinor, currency),
    left: formatAmount(part.leftMinor, currency),
  }
  return (
    <p className={styles.cueText} role="alert">
      {t(part.leftMinor > 0 ? 'part.text' : 'part.textTip', words)}
    </p>
  )
}

/** Keep the part and collect the rest, or give it back: one of the two is needed before anything else opens. */
export function PartKeys({ payment }: { readonly payment: CardPaymentView }) {
  const { t } = useTranslation()
  const amount = formatAmount(payment.part?.approvedMinor ?? 0, payment.currency)
  return (
    <div className={classNames('row', styles.judge)}>
      <Key look="danger" className={keys.big} keyName={t('key.escape')} onPress={takePartBack}>
        <Icon name="back" />
        {t('part.back', { amount })}
      </Key>
      <Key look="primary" className={keys.big} keyName={t('key.enter')} onPress={keepPart}>
        <Icon name="check" />
        {t('part.keep', { amount })}
      </Key>
    </div>
  )
}
