import { describe, expect, test } from 'vitest'
import type { CallName } from '#contract/api.ts'
import { screenHands } from '#test/support/renderer/screen-hands.ts'
import type { OpenScreen } from '#test/support/renderer/screen-rig.ts'

const CALLS: readonly CallName[] = [
  'reservation.begin',
  'reservation.raise',
  'reservation.release',
  'tender.reserved',
  'payment.dismiss',
]

/** What the bank holds is begun, raised, released and paid from, by keys and by touch: which calls leave the screen. */
export function reservationSuite(open: () => OpenScreen): void {
  const page = () => open().page
  const { press, show, expectAsked, expectAskedNames, expectOnlyAsked } = screenHands(open, (name) =>
    CALLS.includes(name),
  )
  const button = (name: string | RegExp) => page().getByRole('button', { name })

  describe('reservations', () => {
    test('an amount, Enter, a name, Enter: the card is asked for, and Enter after it goes back to the list', async () => {
      await show('reservations-empty')
      await press('Enter')
      await page().getByTestId('reserve-amount').waitFor()
      await press('8', '0', 'Enter')
      await page().locator('input:focus').waitFor()
      await page().keyboard.type('Chambre 12', { delay: 60 })
      await press('Enter')
      await page().getByText('Réservation de 80,00').waitFor()
      await expectAsked(['reservation.begin', { amountMinor: 8000, label: 'Chambre 12' }])
      await show('reserve-approved')
      await page().getByText('Réservation acceptée').waitFor()
      await press('Enter')
      await button('Nouvelle réservation').waitFor()
      await expectOnlyAsked()
    })

    test('without a keyboard: figures, a word, figures', async () => {
      await show('reservations-empty')
      await button('Nouvelle réservation').tap()
      const dialog = page().getByRole('dialog')
      for (const name of ['5', '0', 'Table', '7', 'Réserver 50,00']) {
        await dialog
          .getByRole('button', { name, exact: name.length === 1 })
          .first()
          .tap()
      }
      await page().getByText('Réservation de 50,00').waitFor()
      await expectAsked(['reservation.begin', { amountMinor: 5000, label: 'Table 7' }])
    })

    test('a card number as a name is refused as it is typed, and reaches nothing', async () => {
      await show('reserve')
      await page().getByRole('textbox').fill('')
      await page().keyboard.type('4970 1000 0000 0014', { delay: 50 })
      await page().getByText('Cela ressemble à un numéro de carte').waitFor()
      // What follows a whole number is a name like any other.
      await expect.poll(() => page().getByRole('textbox').inputValue()).not.toContain('4970')
      await press('Escape')
      expect(JSON.stringify(open().till.calls)).not.toContain('4970')
      await expectOnlyAsked()
    })

    test('a card that was refused: * asks for another one, for the same reservation', async () => {
      await show('reserve-declined')
      await press('*')
      await expectAsked(['payment.dismiss', {}], ['reservation.begin', { amountMinor: 8000, label: 'Chambre 12' }])
    })

    test('+ raises it by what is typed', async () => {
      await show('reservations')
      await press('+')
      await page().getByTestId('raise-amount').waitFor()
      await press('2', '0', 'Enter')
      await page().getByText('Réservation augmentée : 100,00').waitFor()
      await expectAsked(['reservation.raise', { paymentId: 'payment-9119', addMinor: 2000 }])
    })

    test('V asks and V again releases; Escape keeps it; what is over says why it cannot', async () => {
      await show('reservations')
      const dialog = page().getByRole('dialog')
      await press('V')
      await dialog.waitFor()
      await press('Escape')
      await dialog.waitFor({ state: 'detached' })
      await expectOnlyAsked()
      await press('V')
      await dialog.waitFor()
      await press('V')
      await page().getByText('Libération').first().waitFor()
      await expectAsked(['reservation.release', { paymentId: 'payment-9119' }])
      await button('Pompe 1').tap()
      await press('+')
      await page().getByRole('alert').getByText('Cette réservation est libérée').waitFor()
      await expectOnlyAsked('reservation.release')
    })

    test('what was released on the terminal itself is noted, and nobody is asked', async () => {
      await show('reservations-at-terminal')
      await press('V')
      await page()
        .getByRole('dialog')
        .getByRole('button', { name: /sur le terminal même/ })
        .tap()
      await expectAsked(['reservation.release', { paymentId: 'payment-9127', isByHand: true }])
    })

    test('S tells its story, and back is the list', async () => {
      await show('reservations')
      await press('S')
      await page().getByText('Que s’est-il passé').waitFor()
      await press('Escape')
      await button('Nouvelle réservation').waitFor()
    })

    test('B pays the ticket with the chosen one; a dearer ticket has it raised first, by what is missing', async () => {
      await show('pay-reserved')
      await press('Enter')
      await page().getByRole('dialog').waitFor({ state: 'detached' })
      await expectAsked(['tender.reserved', { paymentId: 'payment-9119' }])
      await show('pay-reserved-dear')
      await press('Enter')
      await page().getByText('Le ticket peut être payé').waitFor()
      await press('Enter')
      await page().getByRole('dialog').waitFor({ state: 'detached' })
      await expectAsked(
        ['reservation.raise', { paymentId: 'payment-9119', addMinor: 3328 }],
        ['tender.reserved', { paymentId: 'payment-9119' }],
      )
    })

    test('after a refused raise Enter leads to another way to pay', async () => {
      await show('pay-reserved-refused')
      await press('Enter')
      await page().getByRole('dialog').waitFor({ state: 'detached' })
      await expectAskedNames('reservation.raise')
    })

    test('by touch: an expired one cannot pay, another one can', async () => {
      await show('choosing-reserved')
      await button('Réservation 4 ouvertes').tap()
      const dialog = page().getByRole('dialog')
      await dialog.getByRole('button', { name: 'Chambre 4' }).tap()
      // A closed key answers a press with its reason.
      await dialog.getByRole('button', { name: /^Payer/ }).tap({ force: true })
      await page().getByRole('alert').getByText('a expiré').waitFor()
      await expectOnlyAsked()
      await dialog.getByRole('button', { name: 'Location vélo' }).tap()
      await dialog.getByRole('button', { name: /^Payer/ }).tap()
      await expectAsked(['tender.reserved', { paymentId: 'payment-9114' }])
    })

    test('without one the key says so', async () => {
      await show('choosing')
      await press('B')
      await page().getByText('Aucune réservation n’est ouverte').waitFor()
    })
  })
}
