import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { AccountMovementView } from '#contract/views/account-view.ts'
import type { CustomerFile } from '#contract/views/customer-view.ts'
import { classNames } from '../../components/class-names.ts'
import { fullDate } from '../../words/shop-time.ts'
import styles from './customers.module.css'

/** What the customer owes, in large figures, what of it is to be paid next, and all that made it so, newest first. */
export function Account({ file, children }: { readonly file: CustomerFile; readonly children: ReactNode }) {
  const { t } = useTranslation()
  const { balanceMinor, currency, creditLimitMinor, movements } = file
  if (movements.length === 0 && creditLimitMinor === 0 && balanceMinor === 0) return null
  const key = balanceMinor > 0 ? 'account.owes' : balanceMinor < 0 ? 'account.hasCredit' : 'account.even'
  return (
    <div>
      <div className={styles.account}>
        <span className={balanceMinor > 0 ? styles.owes : 'muted'}>{t(key)}</span>
        <b className={styles.accountAmount} data-testid="balance">
          {formatAmount(Math.abs(balanceMinor), currency)}
        </b>
      </div>
      {children}
      <ul aria-label={t('account.movements')}>
        {movements.map((movement) => (
          <Movement key={movement.id} movement={movement} currency={currency} />
        ))}
      </ul>
    </div>
  )
}

function Movement({
  movement,
  currency,
}: {
  readonly movement: AccountMovementView
  readonly currency: CustomerFile['currency']
}) {
  const { t } = useTranslation()
  const { kind, amountMinor, at, byName, saleNumber, invoiceNumber, reason } = movement
  const of = [invoiceNumber, saleNumber, reason, byName].filter((part) => part !== null)
  return (
    <li className={styles.movement}>
      <span className="grow">
        <b>{t(`account.kind.${kind}`)}</b>
        <small className={classNames(styles.what, 'muted sm')}>{[fullDate(at), ...of].join(' · ')}</small>
      </span>
      <b className="nowrap">
        {amountMinor > 0 ? '+' : ''}
        {formatAmount(amountMinor, currency)}
      </b>
    </li>
  )
}
