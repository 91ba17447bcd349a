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
const held = (state: ReservationState): ReservationView => {
  const [sample] = sampleHeldAtTerminal()
  if (sample === undefined) throw new Error('no sample')
  return { ...sample, state }
}

test('what a terminal holds is paid from and released, and never raised', () => {
  const { raise, release, pay } = closedWords(t, held('reserved'))
  expect([raise, release, pay]).toEqual(['closed.reservation.noRaise', null, null])
  expect(closedWords(t, held('expired'))).toMatchObject({ release: null, pay: 'closed.reservation.expired' })
})

test.each(['completing', 'releasing'] as const)('one that its terminal is %s waits for its word', (state) => {
  const why = 'closed.reservation.atTerminal'
  expect(closedWords(t, held(state))).toEqual({ raise: why, release: why, pay: why })
})

test('one that the bank lets go of is over for the person at the till', () => {
  const { terminal: _, ...atBank } = held('releasing')
  expect(closedWords(t, atBank).release).toBe('closed.reservation.released')
})

test('every state has words for a terminal, but the one that no terminal comes to', () => {
  const untold = reservationStateSchema.options.filter((state) => !(`reservation.textAt.${state}` in words))
  expect(untold).toEqual(['raising'])
})
