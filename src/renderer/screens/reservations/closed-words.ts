import type { TFunction } from 'i18next'
import type { ReservationView } from '#contract/views/reservation-view.ts'

/** Why something cannot be done with a reservation now; null where it can. */
export interface ClosedWords {
  readonly raise: string | null
  readonly release: string | null
  readonly pay: string | null
}

/**
 * An expired one can only be let go of, and what a terminal holds is not raised, nor paid from where only a person at the terminal can
 * end it; one that is over, or that the bank is asked about, is left alone. While a ticket is paid no terminal is ordered to let go of
 * anything: its order would take the place of the ticket's payment on the screen.
 */
export function closedWords(t: TFunction, { state, terminal }: ReservationView, isPaying: boolean): ClosedWords {
  const all = (why: string | null): ClosedWords => ({ raise: why, release: why, pay: why })
  const release = isPaying && terminal !== undefined && !terminal.isByHand ? t('closed.inPayment') : null
  switch (state) {
    case 'reserved':
      return {
        raise: terminal === undefined ? null : t('closed.reservation.noRaise'),
        release,
        pay: terminal?.isByHand ? t('closed.reservation.byHand', { terminal: terminal.alias }) : null,
      }
    case 'raising':
      return all(t('closed.reservation.raising'))
    case 'expired':
      return { ...all(t('closed.reservation.expired')), release }
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
