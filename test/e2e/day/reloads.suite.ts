import { describe, expect, it } from 'vitest'
import type { Counter } from '#test/support/e2e/counter.ts'
import {
  askForCard,
  expectAskingForCard,
  expectPaidByCard,
  openPayment,
  payByCard,
  send,
  silenceBank,
} from '#test/support/e2e/sale-steps.ts'

export function describeReloads(counter: () => Counter): void {
  describe('a reload of the window', () => {
    it('leaves a payment that waits for its card as it is', async () => {
      const till = counter()
      const ticket = await openPayment(till)
      await askForCard(till, ticket)
      const before = (await till.stage.look()).payment
      await till.stage.page.reload()
      await till.eyes.sees(`Carte : ${ticket.total}`)
      await expectAskingForCard(till)
      expect((await till.stage.look()).payment).toMatchObject({ id: before?.id, startedAt: before?.startedAt })
      // Nobody was in the plan when the pad asked: this customer comes while it waits.
      await send(till, { card: 'diners-chip' })
      await expectPaidByCard(till, ticket, { tail: '0008' })
    })

    it('leaves a payment that waits for the bank as it is', async () => {
      const till = counter()
      const ticket = await openPayment(till)
      const speakAgain = silenceBank(till)
      try {
        await payByCard(till, ticket, { card: 'mastercard-chip' })
        await till.eyes.sees('La banque répond')
        await till.stage.page.reload()
        await till.eyes.sees('La banque répond')
        await till.eyes.sees('attente maximale 30 s')
        await till.eyes.sees(`Carte : ${ticket.total}`)
      } finally {
        speakAgain()
      }
      await expectPaidByCard(till, ticket, { tail: '4444' })
    })
  })
}
