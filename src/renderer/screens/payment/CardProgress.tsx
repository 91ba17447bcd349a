import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { CardPaymentView, PaymentStepView } from '#contract/views/payment-view.ts'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import type { IconName } from '../../components/icons.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { call } from '../../state/call.ts'
import { useSlice } from '../../state/till-store.ts'
import { useNow } from '../../state/use-now.ts'
import { stepSeconds, waitTime } from '../../words/figures.ts'
import { PadMirror } from './PadMirror.tsx'
import styles from './payment.module.css'

const STEP_ICONS: Readonly<Record<PaymentStepView['kind'], IconName>> = {
  'amount-sent': 'pad',
  'present-card': 'card',
  pin: 'lock',
  bank: 'bank',
  outcome: 'ok',
  printing: 'print',
}

/** A card under way: steps with their seconds and limits, what the customer reads, and the one way out. */
export function CardProgress({ payment }: { readonly payment: CardPaymentView }) {
  const { t } = useTranslation()
  const now = useNow()
  const closed = !payment.cancellable
    ? t('closed.cancelTooLate')
    : payment.cancelRequested
      ? t('closed.cancelAsked')
      : null
  return (
    <>
      <CardHead payment={payment} nowMs={now} />
      <div className={classNames('card', styles.stepsCard)}>
        <ol className={styles.steps}>
          {payment.steps.map((step, index) => (
            <Step key={step.kind} step={step} number={index + 1} payment={payment} nowMs={now} />
          ))}
        </ol>
      </div>
      <PadMirror rows={payment.padRows} />
      <div className="row g4 between">
        <p className={classNames('muted sm', styles.cancelText)}>{t('payment.cancelText')}</p>
        <Key
          look="danger"
          className={keys.big}
          keyName={t('key.escape')}
          closed={closed}
          onPress={() => void call('payment.cancel', {})}
        >
          <Icon name="close" />
          {payment.cancelRequested ? t('payment.cancelling') : t('payment.cancel')}
        </Key>
      </div>
    </>
  )
}

export function CardHead({ payment, nowMs }: { readonly payment: CardPaymentView; readonly nowMs: number }) {
  const { t } = useTranslation()
  const endMs = payment.finishedAt === null ? nowMs : Date.parse(payment.finishedAt)
  return (
    <div className="row between">
      <div>
        <h1 className={styles.title}>
          {t('payment.cardTitle', { amount: formatAmount(payment.amountMinor, payment.currency) })}
        </h1>
        <p className="muted">{t('payment.cardOn', { pad: payment.padAlias, number: payment.number })}</p>
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
        {state === 'current' && <small>{stepDetail(t, step, payment)}</small>}
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
  return t(`step.${kind}.${state === 'skipped' ? 'waiting' : state}`)
}

/** What the cashier may do, and the longest wait. */
function stepDetail(t: TFunction, step: PaymentStepView, payment: CardPaymentView): string {
  const card =
    step.kind === 'bank' && payment.cardTail !== null
      ? t('step.card', { scheme: t(`scheme.${payment.scheme ?? 'other'}`), tail: payment.cardTail })
      : step.kind === 'present-card'
        ? t('step.present-card.hint')
        : step.kind === 'pin'
          ? t(payment.prompt === 'customer-types-pin' ? 'step.pin.hint' : 'step.pin.reading')
          : null
  const limit = step.limitMs === null ? null : t('step.limit', { seconds: Math.round(step.limitMs / 1000) })
  return [card, limit].filter(Boolean).join(' · ')
}
