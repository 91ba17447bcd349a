import { describe, expect, it } from 'vitest'
import type { Counter } from '#test/support/e2e/counter.ts'
import {
  askForCard,
  expectAskingForCard,
  expectMirrorOf,
  expectNotCharged,
  expectPaidByCard,
  insertCard,
  openPayment,
  payInCashAndExpect,
  takeCard,
  typePin,
} from './sale-steps.ts'

const CANCELLED = {
  title: 'Carte annulée',
  sentence: 'Le client a annulé sur le TPE. Rien n’a été débité. Choisissez un règlement.',
  tender: 'Annulé',
} as const

export function describeCardSales(counter: () => Counter): void {
  describe('cards', () => {
    it('sells by chip and PIN, and copies the pad to the cashier at each step', async () => {
      const till = counter()
      const ticket = await openPayment(till)
      await askForCard(till, ticket)
      await insertCard(till, 'cb-chip')
      await typePin(till)
      await expectPaidByCard(till, ticket, '4821')
    })

    it('says a decline with its reason and takes a second card', async () => {
      const till = counter()
      const ticket = await openPayment(till, 2)
      await till.stage.host.command({ do: 'decline', code: '51' })
      await askForCard(till, ticket)
      await insertCard(till, 'amex-chip')
      await typePin(till)
      await till.eyes.sees('réponse 51')
      await expectNotCharged(till, ticket, {
        title: 'Carte refusée',
        sentence: 'Provision insuffisante. Rien n’a été débité. Prenez une autre carte ou un autre règlement.',
        tender: 'Refusé',
      })
      await till.eyes.sees('American Express · carte •••• 0005')
      await expectMirrorOf(till, 'RETIREZ LA CARTE')
      await takeCard(till)
      await till.hands.chooseAgain()
      await askForCard(till, ticket)
      await insertCard(till, 'visa-chip')
      await typePin(till)
      await expectPaidByCard(till, ticket, '1111')
    })

    it('hears the red key instead of a card and instead of a PIN, and goes on in cash', async () => {
      const till = counter()
      const ticket = await openPayment(till)
      await askForCard(till, ticket)
      await till.stage.pad.command({ do: 'key', key: 'cancel' })
      await expectNotCharged(till, ticket, CANCELLED)
      await till.hands.chooseAgain()
      await till.hands.payByCard()
      await expectAskingForCard(till)
      await insertCard(till, 'mastercard-chip')
      await till.stage.pad.command({ do: 'key', key: 'cancel' })
      await expectNotCharged(till, ticket, CANCELLED)
      expect(await till.eyes.list('Règlements reçus')).toHaveLength(2)
      await till.stage.pad.command({ do: 'remove' })
      await till.hands.chooseAgain()
      await payInCashAndExpect(till, ticket)
    })
  })
}
