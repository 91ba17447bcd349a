import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { CustomerFile } from '#contract/views/customer-view.ts'
import { BackAnd } from '../../components/BackAnd.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { EMPTY_ENTRY } from '../../input/entry.ts'
import { useMay } from '../../state/allowed.ts'
import { call } from '../../state/call.ts'
import { tenderAmount } from '../../state/sale-actions.ts'
import { showToast, useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { closePanel, openPanel } from './customer-actions.ts'
import styles from './customers.module.css'
import { useCustomerFile } from './use-customers.ts'

export const ACCOUNT_KEY = 'C'

/** Opens it, or says that the ticket is nobody's. */
export function openPayOnAccount(closed: string | null): void {
  if (closed === null) openPanel('pay-on-account')
  else showToast({ tone: 'closed', text: closed })
}

/** What the ticket puts on its customer's account, and what the customer owes then; asked before, for no money comes in. */
export function PayOnAccount() {
  const { t } = useTranslation()
  const { customer, remainingMinor, currency } = useSlice('sale')
  const file = useCustomerFile(customer?.id ?? null, null)
  const [isPaying, setPaying] = useState(false)
  const [amountMinor] = useState(() => Math.min(tenderAmount() ?? remainingMinor, remainingMinor))
  const leftMinor = file === null ? 0 : file.creditLimitMinor - file.balanceMinor
  const isBeyond = file !== null && amountMinor > leftMinor
  const closed = file === null ? t('closed.noCustomer') : null
  const confirm = async () => {
    if (closed !== null) return showToast({ tone: 'closed', text: closed })
    if (isPaying) return
    setPaying(true)
    const paid = await call('account.tender', { amountMinor })
    setPaying(false)
    if (!paid.ok) return
    useScreenStore.setState({ panel: null, entry: EMPTY_ENTRY })
  }
  if (customer === undefined) return null
  return (
    <StepDialog
      step={customer.number}
      title={t('account.putOn', { name: customer.title })}
      keys={{ Enter: () => void confirm(), Escape: closePanel }}
      onceKeys={['Enter']}
      onClose={closePanel}
      footer={
        <BackAnd words={t('account.otherWay')} onBack={closePanel}>
          <Key look="primary" keyName={t('key.enter')} closed={closed} onPress={() => void confirm()}>
            <Icon name="check" />
            {t('account.put', { amount: formatAmount(amountMinor, currency) })}
          </Key>
        </BackAnd>
      }
    >
      {file !== null && <Afterwards file={file} amountMinor={amountMinor} isBeyond={isBeyond} />}
    </StepDialog>
  )
}

function Afterwards({
  file,
  amountMinor,
  isBeyond,
}: {
  readonly file: CustomerFile
  readonly amountMinor: number
  readonly isBeyond: boolean
}) {
  const { t } = useTranslation()
  const isManager = useMay('manage-accounts')
  const { balanceMinor, creditLimitMinor, currency } = file
  const rows: readonly (readonly [string, number])[] = [
    ['account.now', balanceMinor],
    ['account.thisTicket', amountMinor],
    ['account.afterwards', balanceMinor + amountMinor],
    ['customer.field.limit', creditLimitMinor],
  ]
  return (
    <>
      <dl>
        {rows.map(([key, minor]) => (
          <div key={key} className={styles.sumRow}>
            <dt className={styles.sumName}>{t(key)}</dt>
            <dd className={classNames(styles.sum, key === 'account.afterwards' && styles.sumLast)}>
              {formatAmount(minor, currency)}
            </dd>
          </div>
        ))}
      </dl>
      {isBeyond && (
        <p className={styles.beyond}>
          <Icon name="warning" />
          {t(isManager ? 'account.beyondManager' : 'account.beyond')}
        </p>
      )}
    </>
  )
}
