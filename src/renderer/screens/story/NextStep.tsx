import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { PaymentAction, PaymentFile } from '#contract/views/explorer-view.ts'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useSlice } from '../../state/till-store.ts'
import { useNow } from '../../state/use-now.ts'
import { waitTime } from '../../words/figures.ts'
import { clockTime } from '../../words/shop-time.ts'
import { isHold } from './Certain.tsx'
import { ACTION_LOOKS } from './payment-actions.ts'
import styles from './story.module.css'

/** The one filled key of the story: what ends a doubt, else what is of use, else the way back. */
export function NextStep({
  file,
  action,
  onNext,
}: {
  readonly file: PaymentFile
  readonly action: PaymentAction | null
  readonly onNext: () => void
}) {
  const { t } = useTranslation()
  const isUnknown = file.row.outcome === 'unknown'
  const look = action === null ? null : ACTION_LOOKS[action]
  return (
    <section className={classNames('card', styles.next, isUnknown && styles.safe)}>
      <h2>
        <Icon name={isUnknown ? 'unknown' : 'arrow'} size="large" />
        {t(isUnknown ? 'story.safeTitle' : 'story.nextTitle')}
      </h2>
      <p>{isUnknown ? <Unknown file={file} /> : t(`story.next.${action ?? 'none'}`)}</p>
      <Key
        look={isUnknown ? 'unknown' : 'primary'}
        className={classNames(keys.big, keys.block, styles.ask)}
        keyName={t('key.enter')}
        onPress={onNext}
      >
        <Icon name={look?.icon ?? 'chevron-left'} />
        {t(look?.words ?? 'action.back')}
      </Key>
      {isUnknown &&
        (file.terminalAlias === null ? <NextTry file={file} /> : <NextQuestion paymentId={file.row.paymentId} />)}
    </section>
  )
}

function Unknown({ file }: { readonly file: PaymentFile }) {
  const { t } = useTranslation()
  const { row, terminalAlias } = file
  if (terminalAlias === null) return t(unknownKey(file))
  // What to read, and on what: the amount and the time tell this payment from the one before it.
  const told = {
    terminal: terminalAlias,
    amount: formatAmount(row.amountMinor, row.currency),
    time: clockTime(row.startedAt),
  }
  return t(TERMINAL_TEXTS[row.operation] ?? 'story.terminalReturnText', told)
}

/** What the terminal may have done; what is none of these gives money back. */
const TERMINAL_TEXTS: Readonly<Partial<Record<PaymentFile['row']['operation'], string>>> = {
  sale: 'story.terminalText',
  completion: 'story.terminalText',
  'pre-authorisation': 'story.terminalHoldText',
  release: 'story.terminalReleaseText',
}

/** What the doubt is about: a charge, an amount that may be held, or one that the bank is to let go of. */
function unknownKey(file: PaymentFile): string {
  if (file.reversal?.isParked) return 'story.parkedText'
  if (file.failure?.code === 'RESERVATION_RELEASED') return 'reservation.text.releasing'
  return isHold(file.row) ? 'story.safeTextHeld' : 'story.safeText'
}

/** When the terminal is asked next; one that cannot say leaves it to its ticket. */
function NextQuestion({ paymentId }: { readonly paymentId: string }) {
  const { t } = useTranslation()
  const now = useNow()
  const payment = useSlice('payment')
  const nextAt = payment?.id === paymentId ? (payment.terminal?.nextAskAt ?? null) : null
  const words =
    nextAt === null
      ? t('story.terminalNoTry')
      : Date.parse(nextAt) <= now
        ? t('story.terminalAsking')
        : t('story.terminalNextTry', { time: waitTime(Date.parse(nextAt) - now) })
  return (
    <p className="muted sm row">
      <Icon name="clock" size="small" />
      {words}
    </p>
  )
}

function NextTry({ file }: { readonly file: PaymentFile }) {
  const { t } = useTranslation()
  const now = useNow()
  const nextAt = file.reversal?.nextAt ?? null
  const attempts = file.reversal?.attempts ?? 0
  const words = file.reversal?.isParked
    ? t('story.parkedTry')
    : nextAt === null
      ? t('story.noNextTry')
      : Date.parse(nextAt) <= now
        ? t('story.dueTry')
        : t('story.nextTry', { time: waitTime(Date.parse(nextAt) - now) })
  return (
    <p className="muted sm row">
      <Icon name="clock" size="small" />
      {words}
      {` · ${t('story.attempts', { count: attempts })}`}
    </p>
  )
}
