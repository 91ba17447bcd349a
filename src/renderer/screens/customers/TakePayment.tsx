import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount, parseAmount } from '#contract/money.ts'
import type { CustomerFile } from '#contract/views/customer-view.ts'
import { AmountPad, padKeys } from '../../components/AmountPad.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { useEntry } from '../../input/use-entry.ts'
import { call } from '../../state/call.ts'
import { beginPaying } from '../../state/sale-actions.ts'
import { closePanel } from './customer-actions.ts'
import styles from './customers.module.css'

/** What the customer pays of the account: all that is owed unless a part is typed. It is paid as a ticket, by any tender. */
export function TakePayment({ file }: { readonly file: CustomerFile }) {
  const { t } = useTranslation()
  const entry = useEntry()
  const [isAsked, setAsked] = useState(false)
  const { currency, balanceMinor } = file
  const amountOf = (digits: string) => (digits === '' ? balanceMinor : (parseAmount(digits, currency) ?? 0))
  const amountMinor = amountOf(entry.digits)
  const confirm = async () => {
    const wantedMinor = amountOf(entry.latest())
    if (isAsked || wantedMinor === 0) return
    setAsked(true)
    const added = await call('account.addPayment', { customerId: file.id, amountMinor: wantedMinor })
    setAsked(false)
    if (added.ok) beginPaying()
  }
  return (
    <StepDialog
      step={`${file.number} · ${file.title}`}
      title={t('account.take')}
      keys={{
        ...padKeys(entry.type),
        Backspace: entry.erase,
        Enter: () => void confirm(),
        Escape: closePanel,
      }}
      onceKeys={['Enter']}
      onClose={closePanel}
      footer={
        <>
          <Key look="button" keyName={t('key.escape')} onPress={closePanel}>
            {t('account.notNow')}
          </Key>
          <span className="push" />
          <Key look="primary" keyName={t('key.enter')} onPress={() => void confirm()}>
            <Icon name="cash" />
            {t('account.takeAmount', { amount: formatAmount(amountMinor, currency) })}
          </Key>
        </>
      }
    >
      <div className={styles.take}>
        <dl>
          <div className={styles.sumRow}>
            <dt className={styles.sumName}>{t('account.now')}</dt>
            <dd className={styles.sum}>{formatAmount(balanceMinor, currency)}</dd>
          </div>
          <div className={styles.sumRow}>
            <dt className={styles.sumName}>{t('account.paidNow')}</dt>
            <dd className={styles.sum} data-testid="account-amount">
              {formatAmount(amountMinor, currency)}
            </dd>
          </div>
          <div className={styles.sumRow}>
            <dt className={styles.sumName}>{t('account.afterwards')}</dt>
            <dd className={classNames(styles.sum, styles.sumLast)}>
              {formatAmount(balanceMinor - amountMinor, currency)}
            </dd>
          </div>
        </dl>
        <AmountPad onDigit={entry.type} onErase={entry.erase} />
      </div>
      <p className="muted sm">{t('account.takeText')}</p>
    </StepDialog>
  )
}
