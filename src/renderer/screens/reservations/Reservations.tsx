import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { ReservationView } from '#contract/views/reservation-view.ts'
import { Badge } from '../../components/Badge.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { RowPaging } from '../../components/Paging.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { useReserveWays } from '../../state/card-ways.ts'
import { isReserving, leaveReservation } from '../../state/reservation-actions.ts'
import { openStory, showToast, useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { useNow } from '../../state/use-now.ts'
import { Story } from '../story/Story.tsx'
import { closedWords } from './closed-words.ts'
import { NewReservation } from './NewReservation.tsx'
import { RaiseReservation } from './RaiseReservation.tsx'
import { ReleaseReservation } from './ReleaseReservation.tsx'
import { ReservationCard } from './ReservationCard.tsx'
import { ReservationDetail } from './ReservationDetail.tsx'
import {
  cardWords,
  countdown,
  expiresSoon,
  isOpen,
  openFirst,
  RESERVATION_LOOKS,
  sumMinor,
} from './reservation-looks.ts'
import styles from './reservations.module.css'

const PAGE_ROWS = { small: 8, large: 12 } as const
const rowsPerPage = () => (window.innerHeight >= 1000 ? PAGE_ROWS.large : PAGE_ROWS.small)

/** What the bank holds for this till; while a card reserves, that card. */
export function Reservations() {
  const payment = useSlice('payment')
  const leftId = useScreenStore((state) => state.leftReservationId)
  if (payment === null || !isReserving(payment) || payment.id === leftId) return <List />
  if (payment.outcome === 'unknown') {
    return <Story paymentId={payment.id} onBack={() => leaveReservation(payment.id)} />
  }
  return <ReservationCard payment={payment} />
}

const openPanel = (panel: 'reserve' | 'raise-reservation' | 'release-reservation') => useScreenStore.setState({ panel })

/** Why no reservation can be made now; null where one can. */
function useNewClosed(): string | null {
  const { t } = useTranslation()
  const { state } = useSlice('sale')
  const { able, unable } = useReserveWays()
  if (state === 'paying') return t('closed.inPayment')
  return able.length === 0 && unable.length > 0 ? t('closed.reserve.nowhere') : null
}

const unless = (why: string | null, act: () => void) => () =>
  why === null ? act() : showToast({ tone: 'closed', text: why })

/** Open reservations first, each with its countdown; one key begins a new one. */
function List() {
  const { t } = useTranslation()
  const list = openFirst(useSlice('reservations'))
  const panel = useScreenStore((state) => state.panel)
  const [selectedId, setSelectedId] = useState<string | null>(null)
  const index = Math.max(
    0,
    list.findIndex(({ paymentId }) => paymentId === selectedId),
  )
  const reservation = list[index]
  const show = (to: number) => setSelectedId(list[Math.min(list.length - 1, Math.max(0, to))]?.paymentId ?? null)
  const perPage = rowsPerPage()
  const page = Math.floor(index / perPage)
  const newClosed = useNewClosed()
  const isPaying = useSlice('sale').state === 'paying'
  const closed = reservation === undefined ? null : closedWords(t, reservation, isPaying)
  const begin = unless(newClosed, () => openPanel('reserve'))
  const raise = unless(closed?.raise ?? null, () => openPanel('raise-reservation'))
  const release = unless(closed?.release ?? null, () => openPanel('release-reservation'))
  useKeys({
    place: 'reservations',
    keys: {
      Enter: begin,
      ArrowUp: () => show(index - 1),
      ArrowDown: () => show(index + 1),
      PageUp: () => show((page - 1) * perPage),
      PageDown: () => show((page + 1) * perPage),
      ...(reservation && { '+': raise, V: release, S: () => openStory(reservation.paymentId) }),
    },
  })
  return (
    <main className={styles.page}>
      <Head reservations={list} closed={newClosed} onNew={begin} />
      {reservation === undefined ? (
        <Empty />
      ) : (
        <>
          <section className={classNames('card', styles.list)} aria-label={t('reservations.title')}>
            <ul>
              {list.slice(page * perPage, (page + 1) * perPage).map((each) => (
                <Row
                  key={each.paymentId}
                  reservation={each}
                  selected={each.paymentId === reservation.paymentId}
                  onChoose={() => setSelectedId(each.paymentId)}
                />
              ))}
            </ul>
            <RowPaging page={page} perPage={perPage} count={list.length} show={show} />
          </section>
          <ReservationDetail reservation={reservation} onRaise={raise} onRelease={release} />
          {panel === 'raise-reservation' && <RaiseReservation reservation={reservation} />}
          {panel === 'release-reservation' && <ReleaseReservation reservation={reservation} />}
        </>
      )}
      {panel === 'reserve' && <NewReservation />}
    </main>
  )
}

function Head({
  reservations,
  closed,
  onNew,
}: {
  readonly reservations: readonly ReservationView[]
  readonly closed: string | null
  readonly onNew: () => void
}) {
  const { t } = useTranslation()
  const { currency } = useSlice('till')
  const open = reservations.filter(isOpen)
  return (
    <div className={styles.head}>
      <div className="grow">
        <h1>{t('reservations.title')}</h1>
        <p className="muted sm">
          {t('reservations.open', { count: open.length, amount: formatAmount(sumMinor(open), currency) })}
          {` · ${closed ?? t('reservations.text')}`}
        </p>
      </div>
      <Key look="primary" keyName={t('key.enter')} closed={closed} onPress={onNew}>
        <Icon name="plus" />
        {t('reservations.new')}
      </Key>
    </div>
  )
}

function Empty() {
  const { t } = useTranslation()
  return (
    <div className={styles.none}>
      <Icon name="lock" size="large" />
      <p>
        <b>{t('reservations.none')}</b>
        <br />
        {t('reservations.noneText')}
      </p>
    </div>
  )
}

function Row({
  reservation,
  selected,
  onChoose,
}: {
  readonly reservation: ReservationView
  readonly selected: boolean
  readonly onChoose: () => void
}) {
  const { t } = useTranslation()
  const now = useNow()
  const { label, paymentNumber, state, amountMinor, currency } = reservation
  return (
    <li>
      <Key
        look="quiet"
        className={classNames(styles.row, !isOpen(reservation) && styles.over)}
        pressed={selected}
        onPress={onChoose}
      >
        <span className={styles.words}>
          <b>{label === '' ? paymentNumber : label}</b>
          <small className="muted sm">{cardWords(t, reservation)}</small>
        </span>
        <span
          className={classNames(styles.left, (state === 'expired' || expiresSoon(reservation, now)) && styles.soon)}
        >
          {countdown(t, reservation, now)}
        </span>
        <span className={styles.state}>
          <Badge {...RESERVATION_LOOKS[state]}>{t(`reservationState.${state}`)}</Badge>
        </span>
        <b className={styles.amount}>{formatAmount(amountMinor, currency)}</b>
      </Key>
    </li>
  )
}
