import { describe, expect, it } from 'vitest'
import type { Counter } from '#test/support/e2e/counter.ts'
import {
  askForCard,
  CARD_ENDS,
  eventually,
  expectAskingForCard,
  expectNotCharged,
  expectPaidByCard,
  insertCard,
  openPayment,
  payByCard,
  send,
  silenceBank,
  takeCard,
} from '#test/support/e2e/sale-steps.ts'

/** What is pressed where a card did not pay: stop it, again, choose another way, its paper. */
export function describeKeysOfAnEnd(counter: () => Counter): void {
  describe('a card that does not pay', () => {
    it('is stopped by the cashier while it is awaited, then while its PIN is typed: nothing ever leaves the till', async () => {
      const till = counter()
      const ticket = await openPayment(till)
      await askForCard(till, ticket)
      await till.hands.pressCardKey('cancel')
      await expectNotCharged(till, ticket, CARD_ENDS.cancelled)
      await till.hands.pressCardKey('again')
      await expectAskingForCard(till)
      await insertCard(till, 'cb-chip')
      await till.hands.pressCardKey('cancel')
      await expectNotCharged(till, ticket, CARD_ENDS.cancelled)
      await takeCard(till)
      await send(till, { card: 'cb-chip' })
      await till.hands.pressCardKey('again')
      await expectPaidByCard(till, ticket, { tail: '4821' })
    })

    it('is declined by the bank: the reason, a paper for the customer, and another card', async () => {
      const till = counter()
      const ticket = await openPayment(till)
      await till.stage.host.command({ do: 'decline', code: '54' })
      await payByCard(till, ticket, { card: 'visa-chip' })
      await till.eyes.sees('réponse 54')
      await expectNotCharged(till, ticket, {
        title: 'Carte refusée',
        sentence: 'Carte expirée. Rien n’a été débité. Prenez une autre carte.',
        tender: 'Refusé',
      })
      await till.hands.pressCardKey('paper')
      await eventually(async () => (await till.papers()).at(-1)).toContain('TRANSACTION REFUSÉE')
      expect((await till.papers()).at(-1)).toContain('CARTE NON DÉBITÉE')
      await till.hands.pressCardKey('choose')
      await payByCard(till, ticket, { card: 'amex-chip' })
      await expectPaidByCard(till, ticket, { tail: '0005' })
    })
  })
}

/** Trouble at pad and bank stands in the suite of a day. */
export function describeEnds(counter: () => Counter): void {
  describe('a card ends without paying', () => {
    it('stopped by the cashier while the bank is silent: its approval is taken back before anything else opens', async () => {
      const till = counter()
      const ticket = await openPayment(till)
      const speakAgain = silenceBank(till)
      try {
        await payByCard(till, ticket, { card: 'visa-chip' })
        await till.eyes.sees('La banque répond')
        await till.hands.pressCardKey('cancel')
        await till.eyes.sees(/^L’arrêt est demandé\. Le TPE et la banque répondent d’abord/)
        await till.eyes.sees('Les autres règlements s’ouvrent dès que la carte est terminée ou annulée.')
      } finally {
        speakAgain()
      }
      await expectNotCharged(till, ticket, {
        title: 'Débit annulé par la banque',
        sentence: 'La banque a confirmé l’annulation. Le client n’est pas débité. Présentez la carte à nouveau.',
        tender: 'Annulé',
      })
      await send(till, { card: 'visa-chip' })
      await till.hands.pressCardKey('again')
      await expectPaidByCard(till, ticket, { tail: '1111' })
    })

    it('because nobody presented one in time, and is asked for again', async () => {
      const till = counter()
      const ticket = await openPayment(till)
      await askForCard(till, ticket)
      await till.stage.pad.command({ do: 'time-out' })
      await expectNotCharged(till, ticket, CARD_ENDS.timedOut)
      await send(till, { card: 'mastercard-contactless', how: 'tap' })
      await till.hands.pressCardKey('again')
      await expectPaidByCard(till, ticket, { tail: '4444', pin: false })
    })

    it('declined for suspected fraud: no reason that would warn anybody, and another card at once', async () => {
      const till = counter()
      const ticket = await openPayment(till)
      await till.stage.host.command({ do: 'decline', code: '59' })
      await payByCard(till, ticket, { card: 'visa-chip' })
      await expectNotCharged(till, ticket, {
        title: 'Carte refusée',
        sentence: 'Refusé par la banque. Rien n’a été débité. Prenez une autre carte ou un autre règlement.',
        tender: 'Refusé',
      })
      await send(till, { card: 'diners-chip' })
      await till.hands.pressCardKey('other')
      await expectPaidByCard(till, ticket, { tail: '0008' })
    })

    it('by its chip, after the bank had approved: the bank takes it back', async () => {
      const till = counter()
      const ticket = await openPayment(till)
      await payByCard(till, ticket, { card: 'refuses-after-approval' })
      await expectNotCharged(till, ticket, {
        title: 'Débit annulé par la banque',
        sentence: 'La banque a confirmé l’annulation. Le client n’est pas débité. Présentez la carte à nouveau.',
        tender: 'Annulé',
      })
      await till.hands.pressCardKey('choose')
      await payByCard(till, ticket, { card: 'cb-chip' })
      await expectPaidByCard(till, ticket, { tail: '4821' })
    })
  })
}
