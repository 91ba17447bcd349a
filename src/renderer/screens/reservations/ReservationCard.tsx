import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { CardPaymentView } from '#contract/views/payment-view.ts'
import { Banner } from '../../components/Banner.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { ScrolledList } from '../../components/ScrolledList.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { leaveReservation } from '../../state/reservation-actions.ts'
import { useSlice } from '../../state/till-store.ts'
import { useNow } from '../../state/use-now.ts'
import { dayAndTime } from '../../words/shop-time.ts'
import { timeLeft } from '../../words/time-left.ts'
import { CardEnded } from '../payment/CardEnded.tsx'
import { CardProgress } from '../payment/CardProgress.tsx'
import { cardKeys, endedKeys } from '../payment/card-keys.ts'
import payment from '../payment/payment.module.css'
import styles from './reservation-card.module.css'

/** A card that reserves an amount: under way as for a ticket, then what the bank holds, or why it does not. */
export function ReservationCard({ payment: card }: { readonly payment: CardPaymentView }) {
  const { t } = useTranslation()
  return (
    <main className={payment.payment}>
      <Held card={card} />
      <section className={payment.right} aria-label={t('payment.cardZone')}>
        {card.outcome === null ? (
          <CardProgress payment={card} />
        ) : card.outcome === 'approved' ? (
          <Reserved card={card} />
        ) : (
          <CardEnded payment={card} />
        )}
      </section>
      <CardKeys card={card} />
    </main>
  )
}

function CardKeys({ card }: { readonly card: CardPaymentView }) {
  const leave = () => leaveReservation(card.id)
  const map =
    card.outcome === null
      ? cardKeys(card)
      : card.outcome === 'approved'
        ? { Enter: leave, Escape: leave }
        : endedKeys(card)
  useKeys({ keys: map })
  return null
}

/** The amount never moves while the card is asked; below it what it is for. */
function Held({ card }: { readonly card: CardPaymentView }) {
  const { t } = useTranslation()
  const { amountMinor, currency, label, scheme, cardTail, padAlias, outcome } = card
  const isHeld = outcome === 'approved'
  return (
    <section className={payment.left} aria-label={t('reserve.zone')}>
      <div className={payment.due}>
        <b className="lg">{t(isHeld ? 'reserve.held' : 'reserve.toHold')}</b>
        <div className={payment.dueAmount} data-testid="reserved">
          {formatAmount(amountMinor, currency)}
        </div>
      </div>
      <ScrolledList className={payment.taken} name={t('reserve.zone')}>
        <li>
          <Icon name="receipt" />
          <span className="grow">{label}</span>
        </li>
        <li>
          <Icon name="card" />
          <span className="grow">
            {cardTail === null
              ? padAlias
              : t('step.card', { scheme: t(`scheme.${scheme ?? 'other'}`), tail: cardTail })}
          </span>
        </li>
      </ScrolledList>
      <p className={styles.nothing}>
        <Icon name="shield" />
        {t('reserve.nothingCharged')}
      </p>
    </section>
  )
}

/** The bank holds the amount: until when, and what is done with it later. */
function Reserved({ card }: { readonly card: CardPaymentView }) {
  const { t } = useTranslation()
  const now = useNow()
  const reservation = useSlice('reservations').find(({ paymentId }) => paymentId === card.id)
  const { amountMinor, currency, approvalCode, pinVerified } = card
  return (
    <>
      <Banner
        tone="ok"
        icon="ok"
        title={t('reserve.done', { amount: formatAmount(amountMinor, currency) })}
        aside={approvalCode === null ? undefined : t('approved.authorisation', { code: approvalCode })}
      >
        {pinVerified && `${t('approved.pinVerified')} `}
        {t('approved.removeCard')}
      </Banner>
      <div className={classNames('card', styles.until)}>
        {reservation && (
          <>
            <h1>{t('reserve.until')}</h1>
            <div className={styles.time}>{timeLeft(t, reservation.expiresAt, now)}</div>
            <p className="muted">{t('reserve.untilDay', { day: dayAndTime(reservation.expiresAt) })}</p>
          </>
        )}
        <p>{t('reservation.howToPay')}</p>
      </div>
      <div />
      <Key look="primary" className={styles.next} keyName={t('key.enter')} onPress={() => leaveReservation(card.id)}>
        <Icon name="arrow" size="large" />
        {t('reserve.next')}
      </Key>
    </>
  )
}
