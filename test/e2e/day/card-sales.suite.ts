import { describe, it } from 'vitest'
import type { Counter } from '#test/support/e2e/counter.ts'
import {
  askForCard,
  CARD_ENDS,
  eventually,
  expectAskingForCard,
  expectMirrorOf,
  expectNotCharged,
  expectPaidByCard,
  insertCard,
  openPayment,
  payByCard,
  payInCashAndExpect,
  takeCard,
  typePin,
} from '#test/support/e2e/sale-steps.ts'

export function describeCardSales(counter: () => Counter): void {
  describe('cards', () => {
    it('sells by chip and PIN, and copies the pad to the cashier at each step', async () => {
      const till = counter()
      const ticket = await openPayment(till, { products: 3 })
      await askForCard(till, ticket)
      await insertCard(till, 'cb-chip')
      await typePin(till)
      await takeCard(till)
      await expectPaidByCard(till, ticket, { tail: '4821', onPaper: ['CODE VÉRIFIÉ'] })
    })

    it('gives the whole of a sale back and a part of another, each with its ticket', async () => {
      const till = counter()
      const { eyes, hands } = till
      for (const part of [null, 1]) {
        const ticket = await openPayment(till)
        await payByCard(till, ticket, { card: 'visa-chip' })
        await expectPaidByCard(till, ticket, { tail: '1111' })
        await hands.goTo('history')
        await hands.giveBack(part)
        await eyes.sees(part === null ? 'La banque oublie le débit.' : 'La banque a accepté.')
        await hands.closeGivenBack()
        const backMinor = part === null ? ticket.totalMinor : 100
        await eventually(async () => (await till.salesOnDisk())[0]).toMatchObject({
          totalMinor: -backMinor,
          returnOf: { saleId: ticket.saleId, way: part === null ? 'void' : 'refund' },
        })
        await eventually(() => till.bankNetMinor()).toBe(ticket.bankNetBeforeMinor + ticket.totalMinor - backMinor)
        await hands.goTo('sale')
      }
    })
  })
}

export function describeCardTroubles(counter: () => Counter): void {
  describe('cards that do not pay', () => {
    it('says a decline with its reason and takes a second card', async () => {
      const till = counter()
      const ticket = await openPayment(till)
      await till.stage.host.command({ do: 'decline', code: '51' })
      await askForCard(till, ticket)
      await insertCard(till, 'amex-chip')
      await typePin(till)
      await till.eyes.sees('réponse 51')
      await expectNotCharged(till, ticket, CARD_ENDS.fundsShort)
      await till.eyes.sees('American Express · carte •••• 0005')
      await expectMirrorOf(till, 'RETIREZ LA CARTE')
      await takeCard(till)
      await till.hands.pressCardKey('choose')
      await payByCard(till, ticket, { card: 'visa-chip' })
      await expectPaidByCard(till, ticket, { tail: '1111' })
    })

    it('hears the red key instead of a card and instead of a PIN, and goes on in cash', async () => {
      const till = counter()
      const ticket = await openPayment(till)
      await askForCard(till, ticket)
      await till.stage.pad.command({ do: 'key', key: 'cancel' })
      await expectNotCharged(till, ticket, CARD_ENDS.customerCancelled)
      await till.hands.pressCardKey('choose')
      await till.hands.payByCard()
      await expectAskingForCard(till)
      await insertCard(till, 'mastercard-chip')
      await till.stage.pad.command({ do: 'key', key: 'cancel' })
      await expectNotCharged(till, ticket, CARD_ENDS.customerCancelled)
      await eventually(() => till.eyes.list('Règlements reçus')).toHaveLength(2)
      await till.stage.pad.command({ do: 'remove' })
      await till.hands.pressCardKey('choose')
      await payInCashAndExpect(till, ticket)
    })
  })
}
