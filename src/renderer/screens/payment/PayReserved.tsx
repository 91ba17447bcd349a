import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { formatAmount } from '#contract/money.ts'
import type { ReservationView } from '#contract/views/reservation-view.ts'
import { Banner } from '../../components/Banner.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { call } from '../../state/call.ts'
import { showToast, useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { useNow } from '../../state/use-now.ts'
import { closedWords } from '../reservations/closed-words.ts'
import { Working } from '../reservations/RaiseReservation.tsx'
import { cardWords, countdown, isOpen } from '../reservations/reservation-looks.ts'
import { type Raise, useRaise } from '../reservations/use-raise.ts'
import styles from './pay-reserved.module.css'

const close = () => useScreenStore.setState({ panel: null })

/** Opens it, or says that nothing is reserved. */
export function openPayReserved(closed: string | null): void {
  if (closed === null) useScreenStore.setState({ panel: 'pay-reserved' })
  else showToast({ tone: 'closed', text: closed })
}

/** The chosen reservation beside the ticket, and the one thing to do next: have it raised, or pay. */
function usePayReserved() {
  const { t } = useTranslation()
  const { remainingMinor } = useSlice('sale')
  const open = useSlice('reservations').filter(isOpen)
  const [chosenId, choose] = useState<string | null>(null)
  const reservation = open.find(({ paymentId }) => paymentId === chosenId) ?? open[0]
  const raising = useRaise(reservation?.paymentId ?? null)
  const [isPaying, setPaying] = useState(false)
  const isBusy = raising.isWorking || isPaying
  const missingMinor = reservation === undefined ? 0 : remainingMinor - reservation.amountMinor
  const words = reservation === undefined ? null : closedWords(t, reservation, true)
  // What a terminal holds cannot be made more.
  const isTooSmall = missingMinor > 0 && reservation?.terminal !== undefined
  const closed = words === null ? t('closed.noReservation') : (words.pay ?? (isTooSmall ? words.raise : null))
  const pay = async ({ paymentId }: ReservationView) => {
    setPaying(true)
    const paid = await call('tender.reserved', { paymentId })
    setPaying(false)
    if (paid.ok) close()
  }
  return {
    open,
    reservation,
    raising,
    isBusy,
    missingMinor,
    closed,
    choose: (paymentId: string) => {
      if (!isBusy) choose(paymentId)
    },
    step: (by: number) => {
      if (isBusy || reservation === undefined) return
      const next = open[Math.min(open.length - 1, Math.max(0, open.indexOf(reservation) + by))]
      if (next) choose(next.paymentId)
    },
    confirm: () => {
      if (isBusy || reservation === undefined) return
      if (closed !== null) showToast({ tone: 'closed', text: closed })
      else if (missingMinor > 0) raising.raise(missingMinor)
      else void pay(reservation)
    },
  }
}

/**
 * Pays what is left of the ticket out of a reservation, and says before what becomes of the rest. A ticket that is dearer
 * than what the bank holds first has it hold more.
 */
export function PayReserved() {
  const { t } = useTranslation()
  const { remainingMinor, currency } = useSlice('sale')
  const { open, reservation, raising, isBusy, missingMinor, closed, choose, step, confirm } = usePayReserved()
  const leave = () => {
    if (!isBusy) close()
  }
  const isRefused = raising.end !== null && 'failure' in raising.end && missingMinor > 0
  const amount = (minor: number) => formatAmount(minor, currency)
  return (
    <StepDialog
      step={t('payReserved.step', { amount: amount(remainingMinor) })}
      title={t('payReserved.title')}
      keys={{ Enter: isRefused ? leave : confirm, Escape: leave, ArrowUp: () => step(-1), ArrowDown: () => step(1) }}
      onClose={leave}
      footer={
        <>
          {/* What the bank has just refused is no longer the next thing to do. */}
          <Key
            look={isRefused ? 'primary' : 'button'}
            keyName={t(isRefused ? 'key.enter' : 'key.escape')}
            onPress={leave}
          >
            {t('payReserved.keep')}
          </Key>
          <span className="push" />
          <Key
            look={isRefused ? 'button' : 'primary'}
            keyName={isRefused ? undefined : t('key.enter')}
            closed={isBusy ? t('giveBack.working') : closed}
            onPress={confirm}
          >
            <Icon name={missingMinor > 0 ? 'plus' : 'check'} />
            {missingMinor > 0
              ? t('raise.confirm', { amount: amount(missingMinor) })
              : t('payReserved.confirm', { amount: amount(remainingMinor) })}
          </Key>
        </>
      }
    >
      <div className={styles.columns}>
        <ul className={styles.list} aria-label={t('reservations.title')}>
          {open.map((each) => (
            <Choice
              key={each.paymentId}
              reservation={each}
              chosen={each === reservation}
              onChoose={() => choose(each.paymentId)}
            />
          ))}
        </ul>
        {reservation !== undefined && (
          <Outcome reservation={reservation} missingMinor={missingMinor} raising={raising} closed={closed} />
        )}
      </div>
    </StepDialog>
  )
}

function Choice({
  reservation,
  chosen,
  onChoose,
}: {
  readonly reservation: ReservationView
  readonly chosen: boolean
  readonly onChoose: () => void
}) {
  const { t } = useTranslation()
  const now = useNow()
  const { label, paymentNumber, amountMinor, currency } = reservation
  return (
    <li>
      <Key look="button" className={styles.choice} pressed={chosen} onPress={onChoose}>
        <span className={styles.words}>
          <b>{label === '' ? paymentNumber : label}</b>
          <small>{cardWords(t, reservation)}</small>
          <small>{countdown(t, reservation, now)}</small>
        </span>
        <b className="nowrap">{formatAmount(amountMinor, currency)}</b>
      </Key>
    </li>
  )
}

/** What comes of the difference. */
function restKey(missingMinor: number, terminal: ReservationView['terminal']): string {
  if (missingMinor > 0) return 'payReserved.missingText'
  if (missingMinor === 0) return 'payReserved.wholeText'
  return terminal === undefined ? 'payReserved.backText' : 'payReserved.backAt'
}

/** What is held, what the ticket takes of it, and what the customer gets back. */
function Outcome({
  reservation,
  missingMinor,
  raising: { isWorking, end },
  closed,
}: {
  readonly reservation: ReservationView
  readonly missingMinor: number
  readonly raising: Raise
  readonly closed: string | null
}) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const { remainingMinor, currency } = useSlice('sale')
  const { amountMinor, terminal } = reservation
  const amount = (minor: number) => formatAmount(minor, currency)
  const isMissing = missingMinor > 0
  return (
    <div className={styles.outcome}>
      <dl>
        <div>
          <dt>{t('payReserved.held')}</dt>
          <dd>{amount(amountMinor)}</dd>
        </div>
        <div>
          <dt>{t('payReserved.ticket')}</dt>
          <dd>{amount(remainingMinor)}</dd>
        </div>
        <div className={styles.last}>
          <dt>{t(isMissing ? 'payReserved.missing' : 'payReserved.back')}</dt>
          <dd data-testid="reserved-rest">{amount(Math.abs(missingMinor))}</dd>
        </div>
      </dl>
      {closed === null && end === null && !isWorking && (
        <p>{t(restKey(missingMinor, terminal), { terminal: terminal?.alias })}</p>
      )}
      {closed !== null && !isWorking && <p>{closed}</p>}
      {isWorking && <Working />}
      {end !== null && 'failure' in end && (
        <Banner tone="err" icon="stopped" title={t('raise.refused', { amount: amount(amountMinor) })}>
          {errorSentence(end.failure, locale)}
        </Banner>
      )}
      {end !== null && 'byMinor' in end && (
        <Banner tone="ok" icon="ok" title={t('raise.done', { amount: amount(amountMinor) })}>
          {t('payReserved.nowEnough')}
        </Banner>
      )}
    </div>
  )
}
