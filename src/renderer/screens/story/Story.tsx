import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { PaymentFile } from '#contract/views/explorer-view.ts'
import { Badge } from '../../components/Badge.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useKeys } from '../../input/keyboard.ts'
import { useMay } from '../../state/allowed.ts'
import { call } from '../../state/call.ts'
import { hold, leavePaying } from '../../state/sale-actions.ts'
import { useSlice } from '../../state/till-store.ts'
import { rowLook } from '../explorer/row-looks.ts'
import { usePaymentFile } from '../explorer/use-explorer.ts'
import { WireLog } from '../explorer/WireLog.tsx'
import { RESERVATION_LOOKS } from '../reservations/reservation-looks.ts'
import { Certain, isCompleted } from './Certain.tsx'
import { CloseByHand } from './CloseByHand.tsx'
import { NextStep } from './NextStep.tsx'
import { OtherIssue } from './OtherIssue.tsx'
import { nextFor, takeAction } from './payment-actions.ts'
import { openReadTicket, ReadTicket } from './ReadTicket.tsx'
import { openMessages, StoryEvents } from './StoryEvents.tsx'
import styles from './story.module.css'

/** A reservation that paid a ticket holds nothing any more. */
const COMPLETED_LOOK = { ...RESERVATION_LOOKS.completed, words: 'reservationState.completed' } as const

const payBack = () => leavePaying()

interface StoryProps {
  readonly paymentId: string
  readonly onBack: () => void
  /** It stands in the place of the ticket in hand, which waits for this payment. */
  readonly inSale?: boolean
}

/** One row per event in journal order, one lane per party, and exactly one thing that is safe to do. */
export function Story(props: StoryProps) {
  const { t } = useTranslation()
  const { paymentId, onBack, inSale = false } = props
  const file = usePaymentFile(paymentId)
  // The ticket in hand waits for a payment without an outcome: its one safe key works before the story is read.
  const payment = useSlice('payment')
  const isAtTerminal = payment?.id === paymentId && payment.terminal !== null
  const ask = () => void call(isAtTerminal ? 'terminal.askAgain' : 'payment.askBank', { paymentId })
  useKeys({ keys: { Escape: onBack, ...(inSale && { Enter: ask }) } })
  if (file.value === null) {
    return (
      <main className={styles.waiting} role="status">
        {file.failure !== null ? t('story.notFound') : file.slow && t('explorer.looking')}
      </main>
    )
  }
  return <Told {...props} file={file.value} askAgain={file.askAgain} />
}

function Told({
  file,
  askAgain,
  onBack,
  inSale = false,
}: StoryProps & { readonly file: PaymentFile; readonly askAgain: () => void }) {
  const { t } = useTranslation()
  const sale = useSlice('sale')
  const holdsMoney = inSale && sale.tenders.some(({ outcome }) => outcome === 'received' || outcome === 'approved')
  const isUnknown = file.row.outcome === 'unknown'
  const isAtTerminal = file.terminalAlias !== null
  const mayRead = isUnknown && isAtTerminal
  const action = nextFor(file, useMay('settle-doubts'))
  const next = () => (action === null ? onBack() : takeAction(file, action, askAgain))
  const mayAskToo = action === 'close-by-hand'
  const askBank = () => takeAction(file, 'ask-bank', askAgain)
  useKeys({
    place: 'story',
    keys: {
      Enter: next,
      M: openMessages,
      ...(mayAskToo && { A: askBank }),
      ...(mayRead && { T: openReadTicket }),
      ...(inSale && { F8: hold }),
      ...(holdsMoney && { R: payBack }),
    },
  })
  return (
    <main className={styles.page}>
      <Head file={file} onBack={onBack} />
      <StoryEvents file={file} />
      <aside className={styles.actions} aria-label={t('story.actionsZone')}>
        <NextStep file={file} action={action} onNext={next} />
        {mayAskToo && (
          <Key look="button" className={keys.block} keyName="A" onPress={askBank}>
            <Icon name="ask-again" />
            {t('story.ask')}
          </Key>
        )}
        {mayRead && <ReadTicket file={file} onDone={askAgain} />}
        <Certain file={file} />
        <div className="grow" />
        {inSale && (
          <Key look="button" className={keys.block} keyName="F8" onPress={hold}>
            <Icon name="hold" />
            {t('story.hold')}
          </Key>
        )}
        {holdsMoney && (
          <Key look="button" className={keys.block} keyName="R" onPress={payBack}>
            <Icon name="chevron-left" />
            {t('story.payBack')}
          </Key>
        )}
        {isUnknown && !mayAskToo && !isAtTerminal && <OtherIssue file={file} onDone={askAgain} />}
        {mayAskToo && <CloseByHand file={file} onDone={askAgain} />}
      </aside>
      <WireLog paymentId={file.row.paymentId} />
    </main>
  )
}

function Head({ file, onBack }: { readonly file: PaymentFile; readonly onBack: () => void }) {
  const { t } = useTranslation()
  const { row, saleNumber } = file
  const look = isCompleted(file) ? COMPLETED_LOOK : rowLook(row)
  const parts = [
    saleNumber === null
      ? t('story.paymentAlone', { number: row.paymentNumber })
      : t('story.payment', { number: row.paymentNumber, sale: saleNumber }),
    row.cardTail && t('step.card', { scheme: t(`scheme.${row.scheme ?? 'other'}`), tail: row.cardTail }),
    row.operation !== 'sale' && t(`operation.${row.operation}`),
    row.cashierName,
  ]
  return (
    <div className={styles.head}>
      <Key look="button" className={keys.small} label={t('action.back')} onPress={onBack}>
        <Icon name="chevron-left" />
      </Key>
      <div className="grow">
        <h1>{t('story.title')}</h1>
        <div className="muted sm">{parts.filter(Boolean).join(' · ')}</div>
      </div>
      <div className={styles.amount}>{formatAmount(row.amountMinor, row.currency)}</div>
      <Badge tone={look.tone} icon={look.icon}>
        {row.outcome === 'unknown' ? t('outcome.unknownLong') : t(look.words)}
      </Badge>
    </div>
  )
}
