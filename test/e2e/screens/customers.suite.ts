import { describe, expect, test } from 'vitest'
import { SAMPLE_SALE } from '#test/support/renderer/sample-shop.ts'
import { isAct, screenHands } from '#test/support/renderer/screen-hands.ts'
import type { OpenScreen } from '#test/support/renderer/screen-rig.ts'

/** Customers by keys and by touch: on the ticket, in the list, on account, invoiced; which calls leave the screen. */
export function customersSuite(open: () => OpenScreen): void {
  const page = () => open().page
  const { press, show, expectAsked, expectAskedNames, expectOnlyAsked, expectNoDialog } = screenHands(open, isAct)
  const dialog = () => page().getByRole('dialog')
  const tap = (name: string | RegExp) => page().getByRole('button', { name }).first().tap()

  describe('customers', () => {
    test('F2, a name, Enter: on the ticket, whose head says so; F2, F7: off it', async () => {
      await show('sale')
      await press('F2')
      await page().locator('[role=dialog] input:focus').waitFor()
      await page().keyboard.type('marie', { delay: 60 })
      await dialog().getByText('C-000011').waitFor()
      await expect.poll(() => dialog().getByRole('listitem').count()).toBe(1)
      await press('Enter')
      await page()
        .getByRole('button', { name: /^Client du ticket : Marie/ })
        .waitFor()
      await expectNoDialog()
      await press('F2', 'F7')
      await page().getByRole('button', { name: 'Client', exact: true }).waitFor()
      await expectAsked(['customer.choose', { customerId: 'customer-2' }], ['customer.choose', { customerId: null }])
    })

    test('by touch: the key in the head, a line of the list, the cross', async () => {
      await show('sale')
      await tap('Client')
      await dialog()
        .getByRole('button', { name: /^Boulangerie Ar Bara/ })
        .tap()
      await tap('Retirer du ticket')
      await expectAskedNames('customer.choose', 'customer.choose')
    })

    test('a new one from the sale: F2 twice, a name, Enter saves it and puts it on the ticket', async () => {
      await show('find-customer')
      await press('F2')
      await page().locator('[role=dialog] input:focus').waitFor()
      await page().keyboard.type('Zofia Zak', { delay: 60 })
      await press('Enter')
      await expectAskedNames('customer.save', 'customer.choose')
    })

    test('a card number is taken out of the field as it is typed, and reaches nothing', async () => {
      await show('new-customer-card-number')
      await expect.poll(() => dialog().getByRole('textbox').first().inputValue()).not.toContain('4970')
      expect(JSON.stringify(open().till.calls)).not.toContain('4970')
      await expectOnlyAsked()
    })

    test('C puts the ticket on the account, and says what is owed then; Escape pays another way', async () => {
      await show('pay-on-account')
      await dialog().getByText('Dû ensuite').waitFor()
      await press('Escape')
      await expectNoDialog()
      await press('C')
      await dialog().getByText('Dû ensuite').waitFor()
      await press('Enter')
      await expectAsked(['account.tender', { amountMinor: 3776 }])
      await show('sale', { sale: { ...SAMPLE_SALE, state: 'paying' } })
      await press('C')
      await page().getByRole('alert').getByText('Ce ticket n’a pas de client').waitFor()
    })

    test('from the file: F6, a part, Enter goes to the payment of it', async () => {
      await show('take-payment')
      await press('5', '0', 'Enter')
      await expectAsked(['account.addPayment', { customerId: 'customer-1', amountMinor: 5000 }], ['tender.begin', {}])
    })

    test('from the file: one invoice, by arrows and Enter, and by touch', async () => {
      await show('take-payment')
      await press('ArrowDown', 'ArrowDown', 'Enter')
      const whole = { customerId: 'customer-1', amountMinor: 1800, invoiceNumber: 'F2-000041' }
      await expectAsked(['account.addPayment', whole], ['tender.begin', {}])
      await show('customers')
      await tap(/^Encaisser Facture F2-000029/)
      await dialog().getByRole('button', { name: '5', exact: true }).tap()
      await dialog().getByRole('button', { name: 'Encaisser 5,00', exact: false }).tap()
      const part = { customerId: 'customer-1', amountMinor: 500, invoiceNumber: 'F2-000029' }
      await expectAsked(['account.addPayment', part], ['tender.begin', {}])
    })

    test('points: a press on their row offers what they pay, by a key or by touch', async () => {
      await show('sale-rewards')
      await tap(/^Fidélité : 240/)
      await dialog().getByText('240 points de fidélité').waitFor()
      await press('R')
      await expectAsked(['loyalty.spend', { rewards: 1 }])
      await show('ticket-rewards')
      await dialog()
        .getByRole('button', { name: /^−10,00/ })
        .tap()
      await expectAsked(['loyalty.spend', { rewards: 2 }])
      await show('sale-rules-loyalty')
      await tap('200 points')
      const rules = { earnMinor: 100, rewardPoints: 200, rewardMinor: 500 }
      await expectAsked(['loyalty.setRules', { rules }])
      await tap(/^Belgique/)
      const cashRounding = { stepMinor: 5, tie: 'up' }
      await expectAsked(['loyalty.setRules', { rules }], ['settings.setTicketRules', { cashRounding }])
    })

    test('F invoices the paid ticket to whom is chosen; where it is there, a duplicate', async () => {
      await show('invoice-issue')
      await press('Enter')
      await expectAsked(['invoice.issue', { saleId: 'sale-4317', customerId: 'customer-1' }])
      await show('invoice-again')
      await tap('Imprimer un duplicata')
      await expectAsked(['invoice.reprint', { saleId: 'sale-4317' }])
    })
  })
}
