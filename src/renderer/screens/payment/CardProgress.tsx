import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { CardCue, CardPaymentView, PaymentStepView } from '#contract/views/payment-view.ts'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import type { IconName } from '../../components/icons.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useSlice } from '../../state/till-store.ts'
import { useNow } from '../../state/use-now.ts'
import { extraWords } from '../../words/extra-words.ts'
import { stepSeconds, waitTime } from '../../words/figures.ts'
import { cardWordsOf } from './card-words.ts'
import { HostPrompt } from './HostPrompt.tsx'
import { PadMirror } from './PadMirror.tsx'
import { PartKeys, PartWords } from './PartQuestion.tsx'
import styles from './payment.module.css'
import { Referral } from './Referral.tsx'
import { RepeatKeys, RepeatWords } from './RepeatQuestion.tsx'
import { SignatureKeys, SignatureWords } from './SignatureCheck.tsx'
import { stopNow, stopWordsOf } from './stop-card.ts'
import { TerminalDetail, TerminalWords, terminalStepWords } from './TerminalProgress.tsx'

const STEP_ICONS: Readonly<Record<PaymentStepView['kind'], IconName>> = {
  'amount-sent': 'pad',
  'present-card': 'card',
  pin: 'lock',
  bank: 'bank',
  outcome: 'ok',
  terminal: 'pad',
  printing: 'print',
}

/** A card under way: steps with their seconds and limits, what the customer reads, and what may be done now. */
export function CardProgress({ payment }: { readonly payment: CardPaymentView }) {
  const now = useNow()
  return (
    <>
      <CardHead payment={payment} nowMs={now} />
      {payment.prompt === 'call-bank' && <Referral key={payment.id} payment={payment} nowMs={now} />}
      {payment.prompt !== 'call-bank' && <Progress payment={payment} nowMs={now} />}
    </>
  )
}

function Progress({ payment, nowMs }: { readonly payment: CardPaymentView; readonly nowMs: number }) {
  return (
    <>
      {payment.hostPrompt !== null ? (
        <HostPrompt prompt={payment.hostPrompt} nowMs={nowMs} />
      ) : (
        <div className={classNames('card', styles.stepsCard)}>
          <ol className={styles.steps}>
            {payment.steps.map((step, index) => (
              <Step key={step.kind} step={step} number={index + 1} payment={payment} nowMs={nowMs} />
            ))}
          </ol>
        </div>
      )}
      <Mirror payment={payment} nowMs={nowMs} />
      {keysBelow(payment)}
    </>
  )
}

/** The pad's own text, but for a question to the cashier, which needs the room: the pad only says to wait then. */
function Mirror({ payment, nowMs }: { readonly payment: CardPaymentView; readonly nowMs: number }) {
  if (payment.terminal !== null) return <TerminalWords terminal={payment.terminal} operation={payment.operation} />
  if (payment.hostPrompt?.askedAt === 'screen' || payment.codeName !== undefined) return <div />
  return <PadMirror rows={payment.padRows}>{wordsBeside(payment, nowMs)}</PadMirror>
}

/** What the cashier does or tells the customer now; null where the words for every step do. */
function wordsBeside(payment: CardPaymentView, nowMs: number) {
  if (payment.prompt === 'check-signature') return <SignatureWords />
  if (payment.prompt === 'confirm-repeat') return <RepeatWords payment={payment} nowMs={nowMs} />
  if (payment.prompt === 'choose-part') return <PartWords payment={payment} />
  return payment.cue && <CueWords cue={payment.cue} />
}

function keysBelow(payment: CardPaymentView) {
  if (payment.prompt === 'check-signature') return <SignatureKeys />
  if (payment.prompt === 'choose-part') return <PartKeys payment={payment} />
  return payment.prompt === 'confirm-repeat' ? <RepeatKeys /> : <StopCard payment={payment} />
}

/** What to tell the customer when the pad asks for the card again, or for another side of it. */
function CueWords({ cue }: { readonly cue: CardCue }) {
  const { t } = useTranslation()
  return (
    <p className={styles.cueText} role="status">
      {t(`cue.${cue}.text`)}
    </p>
  )
}

/** The one way out. Once asked for it says so until the pad has answered: nothing else opens before. */
function StopCard({ payment }: { readonly payment: CardPaymentView }) {
  const { t } = useTranslation()
  const { cancellable, cancelRequested } = payment
  const words = stopWordsOf(payment)
  const closed = cancelRequested ? t(words.asked) : cancellable ? null : t(words.tooLate)
  return (
    <div className="row g4 between">
      <p className={classNames('sm', styles.cancelText, !cancelRequested && 'muted')} role="status">
        {cancelRequested ? t(words.wait) : cancellable ? t(words.text) : closed}
      </p>
      <Key
        look="danger"
        className={keys.big}
        keyName={t('key.escape')}
        closed={closed}
        onPress={() => stopNow(payment)}
      >
        <Icon name={cancelRequested ? 'clock' : 'close'} />
        {cancelRequested ? t('payment.cancelling') : t(cardWordsOf(payment).stop)}
      </Key>
    </div>
  )
}

export function CardHead({ payment, nowMs }: { readonly payment: CardPaymentView; readonly nowMs: number }) {
  const { t } = useTranslation()
  const extras = extraWords(t, payment, payment.currency)
  const endMs = payment.finishedAt === null ? nowMs : Date.parse(payment.finishedAt)
  return (
    <div className="row between">
      <div>
        <h1 className={styles.title}>
          {t(payment.codeName === undefined ? cardWordsOf(payment).title : 'payCode.title', {
            amount: formatAmount(payment.amountMinor, payment.currency),
          })}
        </h1>
        <p className="muted">
          {extras.length > 0 && <b>{extras.join(' · ')} · </b>}
          {t('payment.cardOn', {
            pad: payment.codeName ?? payment.terminal?.alias ?? payment.padAlias,
            number: payment.number,
          })}
        </p>
      </div>
      <div className={styles.elapsed}>
        <div className="muted sm">{t('payment.elapsed')}</div>
        <time>{waitTime(endMs - Date.parse(payment.startedAt))}</time>
      </div>
    </div>
  )
}

function Step({
  step,
  number,
  payment,
  nowMs,
}: {
  readonly step: PaymentStepView
  readonly number: number
  readonly payment: CardPaymentView
  readonly nowMs: number
}) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const { kind, state } = step
  const seconds =
    state === 'done' && step.durationMs !== null
      ? t('step.seconds', { seconds: stepSeconds(step.durationMs, locale) })
      : state === 'current' && step.startedAt !== null
        ? t('step.seconds', { seconds: Math.max(0, Math.floor((nowMs - Date.parse(step.startedAt)) / 1000)) })
        : ''
  return (
    <li className={classNames(styles.step, styles[state])} {...(state === 'current' ? { 'aria-current': 'step' } : {})}>
      <span className={styles.dot}>
        {state === 'done' ? (
          <Icon name="check" size="small" />
        ) : state === 'current' ? (
          <Icon name={STEP_ICONS[kind]} />
        ) : (
          number
        )}
      </span>
      <span className={styles.stepWords}>
        {stepWords(t, step, payment)}
        {state === 'current' && <StepDetail step={step} payment={payment} nowMs={nowMs} />}
      </span>
      <span className={styles.stepTime}>{seconds}</span>
    </li>
  )
}

function stepWords(t: TFunction, { kind, state }: PaymentStepView, payment: CardPaymentView): string {
  if (kind === 'present-card' && state === 'done') {
    return payment.entryMode === 'none'
      ? t('step.present-card.done')
      : t('step.present-card.doneBy', { mode: t(`entryMode.${payment.entryMode}`) })
  }
  if (state === 'current' && payment.prompt === 'check-signature') return t('signature.step')
  if (state === 'current' && payment.prompt === 'confirm-repeat') return t('repeat.step')
  if (state === 'current' && payment.prompt === 'choose-part') return t('part.step')
  if (state === 'current' && payment.prompt === 'wait-for-reversal') return t('step.reversal')
  if (state === 'current' && kind === 'terminal') return terminalStepWords(t, payment.terminal)
  return t(`step.${kind}.${state === 'skipped' ? 'waiting' : state}`)
}

/** What may be done now, and the longest wait. */
function StepDetail({
  step,
  payment,
  nowMs,
}: {
  readonly step: PaymentStepView
  readonly payment: CardPaymentView
  readonly nowMs: number
}) {
  const { t } = useTranslation()
  const { prompt, cue, signatureDueAt } = payment
  if (prompt === 'check-signature') {
    return (
      <small>
        {signatureDueAt === null
          ? t('signature.paper')
          : t('signature.due', { time: waitTime(Date.parse(signatureDueAt) - nowMs) })}
      </small>
    )
  }
  if (payment.repeat !== null) {
    return <small>{t('repeat.due', { time: waitTime(Date.parse(payment.repeat.dueAt) - nowMs) })}</small>
  }
  if (payment.part !== null) {
    return <small>{t('part.due', { time: waitTime(Date.parse(payment.part.dueAt) - nowMs) })}</small>
  }
  if (payment.terminal !== null && step.kind === 'terminal')
    return <TerminalDetail terminal={payment.terminal} operation={payment.operation} nowMs={nowMs} />
  const limit = step.limitMs === null ? null : t('step.limit', { seconds: Math.round(step.limitMs / 1000) })
  if (cue !== null) {
    return (
      <small>
        <b className={styles.cue}>{t(`cue.${cue}`)}</b>
        {limit !== null && ` · ${limit}`}
      </small>
    )
  }
  return <small>{[stepHint(t, step, payment), limit].filter(Boolean).join(' · ')}</small>
}

function stepHint(t: TFunction, { kind }: PaymentStepView, payment: CardPaymentView): string | null {
  const { prompt, cardTail, scheme, entryMode } = payment
  if (prompt === 'wait-for-reversal') return t('step.reversal.hint')
  if (prompt === 'remove-card') return t('step.removeCard')
  if (kind === 'amount-sent') return t('step.amount-sent.hint')
  if (kind === 'present-card') return t('step.present-card.hint')
  // Of a stripe nothing is left to read.
  if (kind === 'pin')
    return t(prompt === 'customer-types-pin' || entryMode === 'stripe' ? 'step.pin.hint' : 'step.pin.reading')
  if (kind === 'bank' && cardTail !== null)
    return t('step.card', { scheme: t(`scheme.${scheme ?? 'other'}`), tail: cardTail })
  return kind === 'outcome' && entryMode === 'chip' ? t('step.leaveCard') : null
}
