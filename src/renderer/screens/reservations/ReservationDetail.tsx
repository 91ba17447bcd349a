import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { ReservationView } from '#contract/views/reservation-view.ts'
import { Badge } from '../../components/Badge.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { openStory } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { useNow } from '../../state/use-now.ts'
import { dayAndTime } from '../../words/shop-time.ts'
import { closedWords } from './closed-words.ts'
import { cardWords, countdown, expiresSoon, isOpen, RESERVATION_LOOKS, stateWords } from './reservation-looks.ts'
import styles from './reservations.module.css'

/** One reservation: what it means now, its figures, and what may be done with it. */
export function ReservationDetail({
  reservation,
  onRaise,
  onRelease,
}: {
  readonly reservation: ReservationView
  readonly onRaise: () => void
  readonly onRelease: () => void
}) {
  const { t } = useTranslation()
  const { paymentId, paymentNumber, label, state, amountMinor, currency } = reservation
  const closed = closedWords(t, reservation, useSlice('sale').state === 'paying')
  return (
    <section className={classNames('card', styles.detail)} aria-label={label === '' ? paymentNumber : label}>
      <header>
        <span className={styles.label}>{label === '' ? paymentNumber : label}</span>
        <span className="push">
          <Badge {...RESERVATION_LOOKS[state]}>{t(`reservationState.${state}`)}</Badge>
        </span>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
      <section className={styles.facts} tabIndex={0} aria-label={t('explorer.facts')}>
        <div className={styles.big}>{formatAmount(amountMinor, currency)}</div>
        <p className={state === 'expired' ? styles.soon : undefined}>{stateWords(t, reservation)}</p>
        <Facts reservation={reservation} />
      </section>
      <div className={styles.actions}>
        <Key look="button" keyName="+" closed={closed.raise} onPress={onRaise}>
          <Icon name="plus" />
          {t('reservation.raise')}
        </Key>
        <Key look="button" keyName="V" closed={closed.release} onPress={onRelease}>
          <Icon name="back" />
          {t('reservation.release')}
        </Key>
        <Key look="quiet" className={keys.small} keyName="S" onPress={() => openStory(paymentId)}>
          <Icon name="clock" />
          {t('explorer.story')}
        </Key>
        <p className="muted sm">{closed.pay ?? t('reservation.howToPay')}</p>
      </div>
    </section>
  )
}

function Facts({ reservation }: { readonly reservation: ReservationView }) {
  const { t } = useTranslation()
  const now = useNow()
  const { paymentNumber, amountMinor, currency, approvalCode, reservedAt, expiresAt, completedMinor, remainderState } =
    reservation
  const restMinor = completedMinor === null ? 0 : amountMinor - completedMinor
  const facts: readonly (readonly [key: string, value: string | null, isSoon?: boolean])[] = [
    ['reservation.fact.left', countdown(t, reservation, now) || null, expiresSoon(reservation, now)],
    ['reservation.fact.paid', completedMinor === null ? null : formatAmount(completedMinor, currency)],
    [
      'reservation.fact.rest',
      remainderState === 'none' || restMinor === 0
        ? null
        : `${formatAmount(restMinor, currency)} · ${t(`remainder.${remainderState}`)}`,
    ],
    ['offline.fact.card', cardWords(t, reservation)],
    ['reservation.fact.reserved', dayAndTime(reservedAt)],
    ['reservation.fact.expires', isOpen(reservation) ? dayAndTime(expiresAt) : null],
    ['reservation.fact.number', approvalCode === null ? paymentNumber : `${paymentNumber} · ${approvalCode}`],
  ]
  return (
    <dl>
      {facts.map(
        ([key, value, isSoon]) =>
          value !== null && (
            <div key={key}>
              <dt>{t(key)}</dt>
              <dd className={isSoon ? styles.soon : undefined}>{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
