import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { formatAmount } from '#contract/money.ts'
import type { Failure } from '#contract/result.ts'
import { readVoucherCode, VOUCHER_CODE_LETTERS } from '#contract/voucher-code.ts'
import { BackAnd } from '../../components/BackAnd.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { ask } from '../../state/call.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { TextField } from '../first-run/TextField.tsx'

const close = () => useScreenStore.setState({ panel: null })
/** With blanks between, as people read it out. */
const LENGTH_MAX = 2 * (VOUCHER_CODE_LETTERS + 1)

/** The customer pays with a voucher of the shop; a ticket that owes the customer something is put on a new one. */
export function PayByVoucher() {
  const { remainingMinor } = useSlice('sale')
  return remainingMinor < 0 ? <Issue owedMinor={0 - remainingMinor} /> : <Redeem remainingMinor={remainingMinor} />
}

function Redeem({ remainingMinor }: { readonly remainingMinor: number }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const { currency } = useSlice('sale')
  const [typed, type] = useState('')
  const [failure, setFailure] = useState<Failure | null>(null)
  const [isAsking, setAsking] = useState(false)
  const pay = async (scanned: string) => {
    const code = readVoucherCode(scanned)
    if (code === null || isAsking) return
    setAsking(true)
    const paid = await ask('sale.scan', { code, typed: true })
    setAsking(false)
    if (paid.ok) close()
    else setFailure(paid.error)
  }
  const isCode = readVoucherCode(typed) !== null
  return (
    <StepDialog
      step={`${t('payment.amount')} · ${formatAmount(remainingMinor, currency)}`}
      title={t('voucher.redeem')}
      keys={{ Enter: () => void pay(typed), Escape: close }}
      onceKeys={['Enter']}
      isLone
      onClose={close}
      onScan={(code) => {
        type(code)
        void pay(code)
      }}
      footer={
        <BackAnd onBack={close}>
          <Key
            look="primary"
            keyName={t('key.enter')}
            closed={isCode ? null : t('voucher.badCode')}
            onPress={() => void pay(typed)}
          >
            <Icon name="receipt" />
            {t('voucher.pay')}
          </Key>
        </BackAnd>
      }
    >
      <TextField
        label={t('voucher.code')}
        value={typed}
        lengthMax={LENGTH_MAX}
        onType={(text) => {
          setFailure(null)
          type(text.toUpperCase())
        }}
        hint={t('voucher.codeHint')}
        problem={failure === null ? null : errorSentence(failure, locale)}
        testId="voucher-code"
        focused
      />
    </StepDialog>
  )
}

function Issue({ owedMinor }: { readonly owedMinor: number }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const { currency } = useSlice('sale')
  const [failure, setFailure] = useState<Failure | null>(null)
  const [isAsking, setAsking] = useState(false)
  const amount = formatAmount(owedMinor, currency)
  const issue = async () => {
    if (isAsking) return
    setAsking(true)
    const issued = await ask('voucher.issue', {})
    setAsking(false)
    if (issued.ok) close()
    else setFailure(issued.error)
  }
  return (
    <StepDialog
      step={t('voucher.redeem')}
      title={t('voucher.issueTitle', { amount })}
      keys={{ Enter: () => void issue(), Escape: close }}
      onceKeys={['Enter']}
      isLone
      onClose={close}
      footer={
        <BackAnd onBack={close}>
          <Key look="primary" autoFocus keyName={t('key.enter')} onPress={() => void issue()}>
            <Icon name="receipt" />
            {t('voucher.issue')}
          </Key>
        </BackAnd>
      }
    >
      <p>{t('voucher.issueText')}</p>
      {failure !== null && <p role="alert">{errorSentence(failure, locale)}</p>}
    </StepDialog>
  )
}
