import type { TFunction } from 'i18next'
import type { ReservationView } from '#contract/views/reservation-view.ts'

/** Why something cannot be done with a reservation now; null where it can. */
export interface ClosedWords {
  readonly raise: string | null
  readonly release: string | null
  readonly pay: string | null
}

/** An expired one can only be let go of, and what a terminal holds is not raised; one that is over, or that the bank is asked about, is left alone. */
export function closedWords(t: TFunction, { state, terminal }: ReservationView): ClosedWords {
  const all = (why: string | null): ClosedWords => ({ raise: why, release: why, pay: why })
  switch (state) {
    case 'reserved':
      return { ...all(null), raise: terminal === undefined ? null : t('closed.reservation.noRaise') }
    case 'raising':
      return all(t('closed.reservation.raising'))
    case 'expired':
      return { ...all(t('closed.reservation.expired')), release: null }
    case 'completed':
      return all(t('closed.reservation.completed'))
    case 'completing':
      return all(t('closed.reservation.atTerminal'))
    case 'releasing':
      return all(t(terminal === undefined ? 'closed.reservation.released' : 'closed.reservation.atTerminal'))
    case 'released':
      return all(t('closed.reservation.released'))
  }
}
