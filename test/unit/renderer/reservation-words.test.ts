/**
 * Goal: a person is told what may be done with a reservation and who holds it, and nothing is offered that its terminal cannot do.
 * Method: the words of each state, as keys.
 */
import type { TFunction } from 'i18next'
import { expect, test } from 'vitest'
import {
  type ReservationState,
  type ReservationView,
  reservationStateSchema,
} from '#contract/views/reservation-view.ts'
import words from '#renderer/locales/fr.json' with { type: 'json' }
import { closedWords } from '#renderer/screens/reservations/closed-words.ts'
import { sampleHeldAtTerminal } from '#test/support/renderer/sample-reservations.ts'

const t = ((key: string) => key) as unknown as TFunction
const BY_HAND = { id: 'terminal-1', alias: 'Comptoir 1', isByHand: true }
const closed = (reservation: ReservationView, isPaying = false) => closedWords(t, reservation, isPaying)
const held = (state: ReservationState): ReservationView => {
  const [sample] = sampleHeldAtTerminal()
  if (sample === undefined) throw new Error('no sample')
  return { ...sample, state }
}

test('what a terminal holds is paid from and released, and never raised', () => {
  const { raise, release, pay } = closed(held('reserved'))
  expect([raise, release, pay]).toEqual(['closed.reservation.noRaise', null, null])
  expect(closed(held('expired'))).toMatchObject({ release: null, pay: 'closed.reservation.expired' })
})

test.each(['completing', 'releasing'] as const)('one that its terminal is %s waits for its word', (state) => {
  const why = 'closed.reservation.atTerminal'
  expect(closed(held(state))).toEqual({ raise: why, release: why, pay: why })
})

test('one that the bank lets go of is over for the person at the till', () => {
  const { terminal: _, ...atBank } = held('releasing')
  expect(closed(atBank).release).toBe('closed.reservation.released')
})

test('one that only a person at the terminal can end is not paid from, and noted as released', () => {
  const byHand = closed({ ...held('reserved'), terminal: BY_HAND })
  expect(byHand).toMatchObject({ release: null, pay: 'closed.reservation.byHand' })
})

test('no terminal is ordered to let go while a ticket is paid: that order would hide the payment', () => {
  for (const state of ['reserved', 'expired'] as const) {
    const { terminal: _, ...atBank } = held(state)
    expect(closed(held(state), true).release).toBe('closed.inPayment')
    // Neither is an order: the bank is told beside the ticket, and a note asks nobody.
    expect(closed(atBank, true).release).toBeNull()
    expect(closed({ ...atBank, terminal: BY_HAND }, true).release).toBeNull()
  }
})

test('every state has words for a terminal, but the one that no terminal comes to', () => {
  const untold = reservationStateSchema.options.filter((state) => !(`reservation.textAt.${state}` in words))
  expect(untold).toEqual(['raising'])
})
