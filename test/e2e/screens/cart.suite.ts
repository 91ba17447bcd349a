import { describe, test } from 'vitest'
import { scanInto } from '#test/support/renderer/scanner.ts'
import { isAct, screenHands } from '#test/support/renderer/screen-hands.ts'
import type { OpenScreen } from '#test/support/renderer/screen-rig.ts'

/** Discounts, notes, goods that come back, the shop's own ways to pay and commands that are scanned: by keys, and by touch. */
export function cartSuite(open: () => OpenScreen): void {
  const page = () => open().page
  const { press, show, expectAsked, expectNoDialog } = screenHands(open, isAct)
  const tap = (name: string | RegExp) =>
    page()
      .getByRole('button', { name, exact: typeof name === 'string' })
      .first()
      .tap()
  const dialog = () => page().getByRole('dialog').waitFor()

  describe('the ticket in hand by keyboard', () => {
    test('a percentage off the whole ticket, with its reason', async () => {
      await show('sale')
      await press('Shift+F3')
      await dialog()
      await press('1', '0', 'B', 'Enter')
      const discount = { kind: 'percent', basisPoints: 1_000 }
      await expectAsked(['cart.discountTicket', { discount, reason: 'Produit abîmé' }])
    })

    test('nothing is taken off a ticket that is empty or being paid: the key says why', async () => {
      const alert = page().getByRole('alert')
      for (const state of ['sale-empty', 'choosing']) {
        await show(state)
        await press('Shift+F3')
        await alert.waitFor()
        await expectNoDialog()
      }
      await expectAsked()
    })

    test('F3 twice is an amount off the line; a third time lets go', async () => {
      await show('sale')
      await press('F3', 'F3', '1', ',', '5', 'Enter')
      const discount = { kind: 'amount', amountMinor: 150 }
      await expectAsked(['cart.discountLine', { lineId: 'line-6', discount }])
      await press('F3', 'F3', 'F3', 'Enter')
      await expectAsked(['cart.discountLine', { lineId: 'line-6', discount }], ['tender.begin', {}])
    })

    test('a note, and a piece that comes back', async () => {
      await show('sale')
      await press('N')
      await dialog()
      await page().keyboard.type('bien cuit', { delay: 60 })
      await press('Enter')
      await expectAsked(['cart.noteLine', { lineId: 'line-6', note: 'bien cuit' }])
      await press('1', 'B')
      await dialog()
      await press('B')
      await expectAsked(
        ['cart.noteLine', { lineId: 'line-6', note: 'bien cuit' }],
        ['cart.bringBack', { lineId: 'line-6', reason: 'Défectueux', quantityMilli: 1_000 }],
      )
    })

    test('a line that was deleted comes back', async () => {
      await show('sale')
      await press('F7')
      await page().getByText('Z le remet').waitFor()
      await press('Z')
      await expectAsked(['sale.removeLine', { lineId: 'line-6' }], ['cart.restoreLine', {}])
    })

    test('a scanned command does what its key does', async () => {
      await show('sale')
      await scanInto(page(), 'CMD-TOTAL')
      await expectAsked(['tender.begin', {}])
      await scanInto(page(), 'CMD-CASH')
      await expectAsked(['tender.begin', {}], ['tender.cash', { givenMinor: 3_776 }])
    })

    test('another way to pay, and a part taken back', async () => {
      await show('parts-taken')
      await press('A')
      await dialog()
      await press('1')
      await expectAsked(['tender.means', { meansId: 'cheque', amountMinor: null }])
      await show('parts-taken')
      await press('F7')
      await expectAsked(['tender.undo', { tenderId: 'cash' }])
    })
  })

  describe('the ticket in hand by touch', () => {
    test('a discount, and goods that come back', async () => {
      await show('sale')
      await tap(/^Remise ticket/)
      await dialog()
      await tap(/^20/)
      await tap(/^Retirer 7,55/)
      await expectAsked(['cart.discountTicket', { discount: { kind: 'percent', basisPoints: 2_000 } }])
      await show('sale')
      await tap(/^Plus/)
      await dialog()
      await tap(/^Retour sans ticket/)
      await tap(/^Défectueux/)
      await expectAsked(['cart.bringBack', { lineId: 'line-6', reason: 'Défectueux' }])
    })

    test('money that goes back', async () => {
      await show('pay-out')
      await tap(/^Rendre 7,66/)
      await expectAsked(['tender.cash', { givenMinor: 0 }])
    })

    test('the number of a cheque is asked for where the shop wants it, and goes with the payment', async () => {
      await show('means-reference')
      await press('Enter')
      await expectAsked(['tender.means', { meansId: 'cheque', amountMinor: null, reference: '0004217' }])
      await expectNoDialog()
    })
  })
}
