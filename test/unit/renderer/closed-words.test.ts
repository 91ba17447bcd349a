import type { TFunction } from 'i18next'
import { describe, expect, test } from 'vitest'
import type { ReservationState, ReservationView } from '#contract/views/reservation-view.ts'
import { closedWords } from '#renderer/screens/reservations/closed-words.ts'

/** A key of a reservation is open only where it can do something. */

const t = ((key: string) => key) as unknown as TFunction
const reservation = (state: ReservationState, terminal?: ReservationView['terminal']) =>
  ({ state, ...(terminal && { terminal }) }) as ReservationView
const AT = { id: 'terminal-1', alias: 'Comptoir 1' }
const BY_HAND = { ...AT, isByHand: true }
const NO_RAISE = 'closed.reservation.noRaise'

describe('of what stands', () => {
  test.each([
    ['the bank holds', undefined, { raise: null, release: null, pay: null }],
    ['a terminal holds', AT, { raise: NO_RAISE, release: null, pay: null }],
    [
      'only a person at the terminal can end',
      BY_HAND,
      { raise: NO_RAISE, release: null, pay: 'closed.reservation.byHand' },
    ],
  ] as const)('and %s', (_, terminal, closed) => {
    expect(closedWords(t, reservation('reserved', terminal), false)).toEqual(closed)
  })

  test('no terminal is ordered to let go while a ticket is paid: that order would hide the payment', () => {
    for (const state of ['reserved', 'expired'] as const) {
      expect(closedWords(t, reservation(state, AT), true).release).toBe('closed.inPayment')
      // Neither is an order: the bank is told beside the ticket, and a note asks nobody.
      expect(closedWords(t, reservation(state), true).release).toBeNull()
      expect(closedWords(t, reservation(state, BY_HAND), true).release).toBeNull()
    }
  })
})
