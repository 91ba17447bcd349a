import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount, parseAmount } from '#contract/money.ts'
import { ACCOUNT_REASON_MAX, accountReasonSchema } from '#contract/views/account-view.ts'
import type { CustomerFile } from '#contract/views/customer-view.ts'
import { BackAnd } from '../../components/BackAnd.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { call } from '../../state/call.ts'
import { CardFreeField } from '../story/CardFreeField.tsx'
import { closePanel } from './customer-actions.ts'
import styles from './customers.module.css'

const AMOUNT_CHARACTERS_MAX = 12

/** A manager credits an account or charges it, and says why; it stands there for ever. */
export function CorrectAccount({ file, onDone }: { readonly file: CustomerFile; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const [isCredit, setCredit] = useState(true)
  const [amount, setAmount] = useState('')
  const [reason, setReason] = useState('')
  const [isAsked, setAsked] = useState(false)
  const { currency, balanceMinor } = file
  const minor = parseAmount(amount, currency) ?? 0
  const told = accountReasonSchema.safeParse(reason)
  const signedMinor = isCredit ? -minor : minor
  const closed = minor === 0 ? t('note.badAmount') : told.success ? null : t('account.whyMissing')
  const confirm = async () => {
    if (closed !== null || !told.success || isAsked) return
    setAsked(true)
    const moved = await call('account.correct', { customerId: file.id, amountMinor: signedMinor, reason: told.data })
    setAsked(false)
    if (!moved.ok) return
    closePanel()
    onDone()
  }
  return (
    <StepDialog
      step={`${file.number} · ${file.title}`}
      title={t('account.correct')}
      keys={{ Enter: () => void confirm(), Escape: closePanel, F6: () => setCredit((before) => !before) }}
      onceKeys={['Enter']}
      onClose={closePanel}
      footer={
        <BackAnd words={t('account.notNow')} onBack={closePanel}>
          <Key look="primary" keyName={t('key.enter')} closed={closed} onPress={() => void confirm()}>
            <Icon name="check" />
            {t('account.correctTo', { amount: formatAmount(balanceMinor + signedMinor, currency) })}
          </Key>
        </BackAnd>
      }
    >
      <div className={styles.correct}>
        <Direction isCredit={isCredit} onChoose={setCredit} />
        <CardFreeField
          id="account-amount"
          label={t('account.amount')}
          hint={t('account.nowOwes', { amount: formatAmount(balanceMinor, currency) })}
          text={amount}
          lengthMax={AMOUNT_CHARACTERS_MAX}
          onType={setAmount}
        />
        <CardFreeField
          id="account-reason"
          label={t('account.why')}
          hint={t('account.whyHint')}
          text={reason}
          lengthMax={ACCOUNT_REASON_MAX}
          onType={setReason}
        />
      </div>
    </StepDialog>
  )
}

function Direction({
  isCredit,
  onChoose,
}: {
  readonly isCredit: boolean
  readonly onChoose: (isCredit: boolean) => void
}) {
  const { t } = useTranslation()
  return (
    <fieldset className={styles.ways} aria-label={t('account.direction')}>
      <Key look="button" pressed={isCredit} keyName="F6" onPress={() => onChoose(true)}>
        <Icon name="gift" />
        {t('account.credit')}
      </Key>
      <Key look="button" pressed={!isCredit} onPress={() => onChoose(false)}>
        <Icon name="plus" />
        {t('account.charge')}
      </Key>
    </fieldset>
  )
}
