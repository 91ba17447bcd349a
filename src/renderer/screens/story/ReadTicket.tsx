import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount, parseAmount } from '#contract/money.ts'
import type { PaymentFile } from '#contract/views/explorer-view.ts'
import type { TerminalView } from '#contract/views/terminal-view.ts'
import { BackAnd } from '../../components/BackAnd.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { StepDialog } from '../../components/StepDialog.tsx'
import { call } from '../../state/call.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { clockTime } from '../../words/shop-time.ts'
import { reprintOf } from '../devices/TerminalReprint.tsx'
import { ChoosePrinter, usePrinters } from '../papers/ChoosePrinter.tsx'
import { CardFreeField } from './CardFreeField.tsx'
import styles from './story.module.css'

const close = () => useScreenStore.setState({ panel: null })
export const openReadTicket = () => useScreenStore.setState({ panel: 'read-ticket' })

type Outcome = 'paid' | 'part' | 'not-paid'
const CODE_LENGTH_MAX = 12
/** Longer than any amount: whoever types a card number is told so. */
const AMOUNT_LENGTH_MAX = 24

/** The way out of a doubt that the terminal itself does not end: its last ticket, as the person at the till reads it. */
export function ReadTicket({ file, onDone }: { readonly file: PaymentFile; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const open = useScreenStore((state) => state.panel === 'read-ticket')
  return (
    <>
      <Key look="button" className={keys.block} keyName="T" onPress={openReadTicket}>
        <Icon name="receipt" />
        {t('readTicket.open')}
      </Key>
      {open && <Reading file={file} onDone={onDone} />}
    </>
  )
}

/** On this till's printers, where the terminal can; else it is printed there. */
function ReprintLast({ terminal, onElsewhere }: { readonly terminal: TerminalView; readonly onElsewhere: () => void }) {
  const { t } = useTranslation()
  const hasOthers = usePrinters().length > 1
  return (
    <div className={styles.reprints}>
      <Key look="quiet" onPress={() => reprintOf(terminal.id)}>
        <Icon name="print" />
        {t('terminal.reprint')}
      </Key>
      {hasOthers && (
        <Key look="quiet" onPress={onElsewhere}>
          <Icon name="print" />
          {t('papers.elsewhere')}
        </Key>
      )}
    </div>
  )
}

function Reading({ file, onDone }: { readonly file: PaymentFile; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const { paymentId, paymentNumber, amountMinor, currency, startedAt, operation } = file.row
  const [outcome, choose] = useState<Outcome | null>(null)
  const [approvalCode, setCode] = useState('')
  const [partText, setPart] = useState('')
  const [isChoosing, setChoosing] = useState(false)
  const terminal = useSlice('terminals').find(
    ({ alias, can }) => alias === file.terminalAlias && can.includes('reprint'),
  )
  const amount = formatAmount(amountMinor, currency)
  const partMinor = outcome === 'part' ? parseAmount(partText, currency) : null
  const isPart = partMinor !== null && partMinor > 0 && partMinor < amountMinor
  const why =
    outcome === null
      ? t('closed.readTicket')
      : outcome === 'part' && !isPart
        ? t('closed.readAmount', { amount })
        : null
  const isPaid = outcome === 'paid' || outcome === 'part'
  const confirm = () => {
    if (outcome === null || why !== null) return
    close()
    const code = isPaid && approvalCode.trim() !== '' ? { approvalCode: approvalCode.trim() } : {}
    const part = isPart ? { amountMinor: partMinor } : {}
    void call('terminal.decide', { paymentId, outcome: isPaid ? 'paid' : 'not-paid', ...code, ...part }).then(onDone)
  }
  if (isChoosing && terminal !== undefined) {
    const reprintOn = (deviceId: string) => {
      setChoosing(false)
      reprintOf(terminal.id, deviceId)
    }
    const paper = t('job.terminal-slip', { number: terminal.alias })
    return <ChoosePrinter paper={paper} onChoose={reprintOn} onClose={() => setChoosing(false)} />
  }
  return (
    <StepDialog
      step={paymentNumber}
      title={t('readTicket.title', { terminal: file.terminalAlias ?? '–' })}
      keys={{ Escape: close, Enter: confirm }}
      onClose={close}
      footer={
        <BackAnd words={t('readTicket.later')} onBack={close}>
          <Key look="primary" keyName={t('key.enter')} closed={why} onPress={confirm}>
            <Icon name="pencil" />
            {t('readTicket.confirm')}
          </Key>
        </BackAnd>
      }
    >
      <p>{t('readTicket.text', { amount, time: clockTime(startedAt) })}</p>
      {terminal && <ReprintLast terminal={terminal} onElsewhere={() => setChoosing(true)} />}
      <fieldset className={styles.words}>
        <legend className="sm">
          <b>{t('readTicket.question')}</b>
        </legend>
        {outcomesOf(operation).map((each) => (
          <Key key={each} look="button" pressed={outcome === each} onPress={() => choose(each)}>
            {t([`readTicket.${each}.${operation}`, `readTicket.${each}`], { amount })}
          </Key>
        ))}
      </fieldset>
      {isPaid && <Shown isPart={outcome === 'part'} {...{ partText, setPart, approvalCode, setCode }} />}
    </StepDialog>
  )
}

/** A card that holds less pays what it holds; what goes back, goes back whole. */
function outcomesOf(operation: PaymentFile['row']['operation']): readonly Outcome[] {
  return operation === 'sale' ? ['paid', 'part', 'not-paid'] : ['paid', 'not-paid']
}

interface ShownProps {
  readonly isPart: boolean
  readonly partText: string
  readonly setPart: (text: string) => void
  readonly approvalCode: string
  readonly setCode: (text: string) => void
}

/** What a ticket that shows something paid shows of it. */
function Shown({ isPart, partText, setPart, approvalCode, setCode }: ShownProps) {
  const { t } = useTranslation()
  return (
    <>
      {isPart && (
        <CardFreeField
          id="read-amount"
          label={t('readTicket.partAmount')}
          hint={t('readTicket.partHint')}
          text={partText}
          lengthMax={AMOUNT_LENGTH_MAX}
          onType={setPart}
        />
      )}
      <CardFreeField
        id="approval-code"
        label={t('readTicket.code')}
        hint={t('readTicket.codeHint')}
        text={approvalCode}
        lengthMax={CODE_LENGTH_MAX}
        onType={(typed) => setCode(typed.toUpperCase())}
      />
    </>
  )
}
