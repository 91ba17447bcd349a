import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { PaymentFile } from '#contract/views/explorer-view.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { StepDialog } from '../../components/StepDialog.tsx'
import { call } from '../../state/call.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { dayAndTime } from '../../words/shop-time.ts'
import styles from './story.module.css'

const close = () => useScreenStore.setState({ panel: null })

/**
 * For a manager on the telephone with the bank: what the bank asks for, and a note of its word. It ends nothing: only
 * the bank's own answer to the reversal does.
 */
export function OtherIssue({ file, onDone }: { readonly file: PaymentFile; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const open = useScreenStore((state) => state.panel === 'other-issue')
  return (
    <>
      <Key look="quiet" className={keys.block} onPress={() => useScreenStore.setState({ panel: 'other-issue' })}>
        <Icon name="lock" />
        {t('story.otherIssue')}
      </Key>
      {open && <BankWord file={file} onDone={onDone} />}
    </>
  )
}

function BankWord({ file, onDone }: { readonly file: PaymentFile; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const { row } = file
  const note = (word: 'charged' | 'not-charged') => () => {
    close()
    void call('payment.noteBankWord', { paymentId: row.paymentId, word }).then(onDone)
  }
  return (
    <StepDialog
      step={row.paymentNumber}
      title={t('story.bankWord')}
      keys={{ Escape: close, Enter: close }}
      onClose={close}
      footer={
        <>
          <Key look="button" onPress={note('charged')}>
            {t('story.word.charged')}
          </Key>
          <Key look="button" onPress={note('not-charged')}>
            {t('story.word.not-charged')}
          </Key>
          <span className="grow" />
          <Key look="button" keyName={t('key.escape')} autoFocus onPress={close}>
            {t('action.close')}
          </Key>
        </>
      }
    >
      <p>{t('story.bankWordText')}</p>
      <BankFacts file={file} />
    </StepDialog>
  )
}

/** What the bank asks for on the telephone. */
export function BankFacts({ file }: { readonly file: PaymentFile }) {
  const { t } = useTranslation()
  const { row } = file
  const facts: readonly (readonly [string, string | null])[] = [
    [t('explorer.column.amount'), formatAmount(row.amountMinor, row.currency)],
    [t('explorer.fact.started'), dayAndTime(row.startedAt)],
    [t('explorer.fact.stan'), file.stan],
    [t('explorer.field.terminalId'), file.terminalId],
    [t('explorer.fact.merchant'), file.merchantId],
    [t('explorer.fact.acquirer'), file.acquirerId],
    [t('explorer.fact.reference'), file.retrievalReference],
  ]
  return (
    <dl className={styles.dictate}>
      {facts.map(
        ([name, value]) =>
          value !== null && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
