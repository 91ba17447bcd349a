import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { CardPaymentView } from '#contract/views/payment-view.ts'
import { Banner } from '../../components/Banner.tsx'
import { leaveReservation } from '../../state/reservation-actions.ts'
import { useSlice } from '../../state/till-store.ts'
import { useNow } from '../../state/use-now.ts'
import { dayAndTime } from '../../words/shop-time.ts'
import { timeLeft } from '../../words/time-left.ts'
import { LoneCard, Told, ToldFigure } from '../payment/LoneCard.tsx'
import layout from '../payment/payment.module.css'

/**
 * A card that reserves an amount, or an amount that a terminal lets go of: under way as for a ticket, then what the bank holds, or
 * why it does not.
 */
export function ReservationCard({ payment }: { readonly payment: CardPaymentView }) {
  const { t } = useTranslation()
  const { amountMinor, currency, label, outcome, operation } = payment
  const isRelease = operation === 'release'
  const held = outcome === 'approved' ? 'reserve.held' : 'reserve.toHold'
  return (
    <LoneCard
      payment={payment}
      zone={t('reserve.zone')}
      subject={
        <>
          <b className="lg">{t(isRelease ? 'release.toFree' : held)}</b>
          <div className={layout.dueAmount} data-testid="reserved">
            {formatAmount(amountMinor, currency)}
          </div>
        </>
      }
      label={label}
      nothing={t(isRelease ? 'release.nothing' : 'reserve.nothingCharged')}
      answer={isRelease ? <Released payment={payment} /> : <Reserved payment={payment} />}
      next={t('reserve.next')}
      onLeave={() => leaveReservation(payment.id)}
    />
  )
}

/** Its terminal has said so. */
function Released({ payment: { amountMinor, currency } }: { readonly payment: CardPaymentView }) {
  const { t } = useTranslation()
  const done = t('release.done', { amount: formatAmount(amountMinor, currency) })
  return (
    <>
      <Banner tone="ok" icon="back" title={done}>
        {t('reservation.text.released')}
      </Banner>
      <div>
        <h1 className="visually-hidden">{done}</h1>
      </div>
    </>
  )
}

/** The bank holds the amount: until when, and what is done with it later. */
function Reserved({ payment }: { readonly payment: CardPaymentView }) {
  const { t } = useTranslation()
  const now = useNow()
  const reservation = useSlice('reservations').find(({ paymentId }) => paymentId === payment.id)
  const { amountMinor, currency, approvalCode, pinVerified } = payment
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
      <Told>
        {reservation && (
          <>
            <h1>{t('reserve.until')}</h1>
            <ToldFigure clock>{timeLeft(t, reservation.expiresAt, now)}</ToldFigure>
            <p className="muted">{t('reserve.untilDay', { day: dayAndTime(reservation.expiresAt) })}</p>
          </>
        )}
        <p>{t('reservation.howToPay')}</p>
      </Told>
    </>
  )
}
