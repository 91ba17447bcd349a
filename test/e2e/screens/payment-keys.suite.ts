import { describe, expect, test } from 'vitest'
import { isAct, screenHands } from '#test/support/renderer/screen-hands.ts'
import type { OpenScreen } from '#test/support/renderer/screen-rig.ts'

/** A ticket is paid by keys, and what the card, the bank and the holder ask is answered. */
export function paymentKeysSuite(open: () => OpenScreen): void {
  const page = () => open().page
  const { press, show, asked, expectAsked, expectAskedNames, expectOnlyAsked, expectNoDialog } = screenHands(
    open,
    isAct,
  )

  describe('payment by keyboard', () => {
    test('a part by card, then Escape stops it, Enter goes on, cash pays the rest', async () => {
      await show('choosing')
      await press('2', '0', '*')
      await page().getByText('Présentez la carte').waitFor()
      await press('Escape')
      await page().getByText('Carte annulée').first().waitFor()
      await press('Enter')
      await page().getByText('Comment le client paie-t-il').waitFor()
      await press('/')
      await expectAsked(
        ['tender.card', { amountMinor: 2000 }],
        ['payment.cancel', {}],
        ['payment.dismiss', {}],
        ['tender.cash', { givenMinor: 3776 }],
      )
    })

    test('M takes the code that the customer reads out; more figures than a code has are gone', async () => {
      await show('choosing')
      await press('M')
      const typed = () => page().getByTestId('pay-code').innerText()
      await press('Enter', ...'4829173056612')
      await page().getByRole('dialog').getByRole('alert').getByText('numéro de carte').waitFor()
      await expect.poll(typed).toBe('–')
      await press(...'482917', 'Enter')
      await expectAsked(['tender.code', { amountMinor: 3776, productId: 'mobile', code: '482917' }])
    })

    test('a card under way closes the other tenders', async () => {
      await show('card-bank')
      await press('Enter', '/', '*')
      await page().getByRole('alert').waitFor()
      await expectOnlyAsked()
    })

    test('an unknown outcome has one action: the bank; no tender key exists', async () => {
      await show('unknown')
      await press('Enter')
      await expectAsked(['payment.askBank', { paymentId: 'payment-1' }])
      await press('*', '/', 'F9')
      await expectOnlyAsked('payment.askBank')
    })

    test('after a decline the Card key asks for another card, for the same amount', async () => {
      await show('declined')
      await press('*')
      await expectAsked(['payment.dismiss', {}], ['tender.card', { amountMinor: 2000 }])
      await page().getByText('Présentez la carte').waitFor()
    })

    test('after a decline R prints that nothing was charged, and the choice stays', async () => {
      await show('declined')
      await press('R')
      await expectAsked(['payment.printDecline', { paymentId: 'payment-1' }])
      await page().getByText('Carte refusée').first().waitFor()
    })

    test('a stop that was asked for is not asked for again, and says so until the end', async () => {
      await show('card-stopping')
      await page().getByText('Arrêt demandé').waitFor()
      await press('Escape')
      await page().getByRole('alert').waitFor()
      await expectOnlyAsked()
    })

    test('Enter accepts a signature', async () => {
      await show('signature')
      await press('Enter')
      await expectAsked(['payment.signature', { accepted: true }])
    })

    test('a card that has just paid the same is charged again by one key only; the hurried ones mean no', async () => {
      await show('repeat')
      await page().locator(':focus', { hasText: 'Ne pas débiter' }).waitFor()
      await press('Enter', 'Escape', 'R')
      await expect
        .poll(() => asked().map(({ request }) => request))
        .toEqual([{ again: false }, { again: false }, { again: true }])
    })

    test('refusing a signature takes two steps, and the safe answer goes back to it', async () => {
      await show('signature')
      const held = page().locator('[role=dialog] :focus')
      await press('Escape')
      await held.waitFor()
      await press('Enter')
      await expectNoDialog()
      await expectOnlyAsked()
      await press('Escape')
      await held.waitFor()
      await press('Tab', 'Enter')
      await expectAsked(['payment.signature', { accepted: false }])
    })

    test('a part of the price is kept by Enter and taken back by Escape', async () => {
      await show('part-approved')
      await page().getByText('La banque accorde 12,50').waitFor()
      await press('Enter', 'Escape')
      await expectAsked(['payment.part', { keep: true }], ['payment.part', { keep: false }])
    })

    test('the code of a bank that was called is typed, mended and sent; Escape has none', async () => {
      await show('call-the-bank')
      await page().locator('output', { hasText: '7K41' }).waitFor()
      await press('Backspace', 'z', 'Enter', 'Escape')
      await expectAsked(['payment.referral', { approvalCode: '7K4Z' }], ['payment.referral', { approvalCode: null }])
    })

    test('Enter on the approved screen is the next sale', async () => {
      await show('approved')
      await press('Enter')
      await expectAskedNames('sale.next')
      await page().getByText('Prêt à scanner').waitFor()
    })
  })

  describe('a question of the bank', () => {
    test('takes figures and Enter, as many as it allows, and a finger that leaves it open', async () => {
      await show('bank-asks')
      await press('4', '8', '2', '1', '0', '0', '0', '9', 'Backspace', 'Enter')
      const answered = ['payment.answerPrompt', { promptId: 'Q1', answer: '482100' }] as const
      await expectAsked(answered)
      await page().getByRole('button', { name: 'Sans réponse' }).tap()
      await expectAsked(answered, ['payment.answerPrompt', { promptId: 'Q1', answer: null }])
    })

    test('takes the figure of a choice; Escape still stops the card', async () => {
      await show('bank-asks-customer')
      await press('3')
      const answered = ['payment.answerPrompt', { promptId: 'Q1', answer: '3' }] as const
      await expectAsked(answered)
      await press('Escape')
      await expectAsked(answered, ['payment.cancel', {}])
    })
  })

  describe('after a restart', () => {
    test('a pad that was not read yet is not shown as a live copy', async () => {
      await show('reversed')
      const { payment } = open().till.slices
      if (!payment) throw new Error('the state has no payment')
      await show('reversed', { payment: { ...payment, padRows: ['', ''] } })
      await page().getByText('Débit annulé par la banque').waitFor()
      expect(await page().getByText('Copie en direct').count()).toBe(0)
      await press('Enter')
      await expectAskedNames('payment.dismiss')
    })
  })
}
