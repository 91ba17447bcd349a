import type { TFunction } from 'i18next'
import type { ReservationState, ReservationView } from '#contract/views/reservation-view.ts'
import type { Tone } from '../../components/Badge.tsx'
import type { IconName } from '../../components/icons.tsx'
import { timeLeft } from '../../words/time-left.ts'

/** One drawing and one colour per state; the word stands beside them. */
export const RESERVATION_LOOKS: Readonly<Record<ReservationState, { readonly tone: Tone; readonly icon: IconName }>> = {
  reserved: { tone: 'acc', icon: 'lock' },
  raising: { tone: 'warn', icon: 'clock' },
  completing: { tone: 'warn', icon: 'clock' },
  completed: { tone: 'ok', icon: 'ok' },
  releasing: { tone: 'warn', icon: 'clock' },
  released: { tone: 'plain', icon: 'back' },
  expired: { tone: 'warn', icon: 'warning' },
}

const OPEN: readonly ReservationState[] = ['reserved', 'raising', 'completing', 'expired']

/** The bank still holds it, or nobody has told it to let go; what its terminal was told it may not have heard. */
export function isOpen({ state, terminal }: ReservationView): boolean {
  return OPEN.includes(state) || (state === 'releasing' && terminal !== undefined)
}

/** Those that wait for somebody, then those that are over; each as the till has them, newest first. */
export function openFirst(reservations: readonly ReservationView[]): ReservationView[] {
  return [...reservations.filter(isOpen), ...reservations.filter((each) => !isOpen(each))]
}

export function sumMinor(reservations: readonly { readonly amountMinor: number }[]): number {
  return reservations.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
}

const SOON_MS = 24 * 3_600_000

/** The bank lets go of it within a day. */
export function expiresSoon({ state, expiresAt }: ReservationView, nowMs: number): boolean {
  return (state === 'reserved' || state === 'raising') && Date.parse(expiresAt) - nowMs < SOON_MS
}

/** `expire dans 3 j 4 h`; nothing for one that is over. */
export function countdown(t: TFunction, reservation: ReservationView, nowMs: number): string {
  if (!isOpen(reservation)) return ''
  if (reservation.state === 'releasing' || reservation.state === 'completing') return ''
  if (reservation.state === 'expired') return t('reservation.isExpired')
  return t('reservation.expiresIn', { time: timeLeft(t, reservation.expiresAt, nowMs) })
}

/** `CB •••• 4821`, and the terminal that holds it: only that one can end it. */
export function cardWords(t: TFunction, { scheme, cardTail, terminal }: ReservationView): string {
  const card = cardTail === null ? t(`scheme.${scheme}`) : `${t(`scheme.${scheme}`)} •••• ${cardTail}`
  return terminal === undefined ? card : `${card} · ${terminal.alias}`
}

/** What it means now. */
export function stateWords(t: TFunction, { state, terminal }: ReservationView): string {
  return terminal === undefined
    ? t(`reservation.text.${state}`)
    : t(`reservation.textAt.${state}`, { terminal: terminal.alias })
}
