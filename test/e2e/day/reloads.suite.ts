import { describe, expect, it } from 'vitest'
import type { Counter } from '#test/support/e2e/counter.ts'
import { askForCard, expectAskingForCard, expectPaidByCard, insertCard, openPayment, typePin } from './sale-steps.ts'

/**
 * The bank takes what comes and stays silent until the returned function is called. The whole process is stopped, so
 * that no clock decides how long a slow machine has for what happens in between.
 */
function silenceBank({ stage }: Counter): () => void {
  process.kill(stage.host.pid, 'SIGSTOP')
  return () => void process.kill(stage.host.pid, 'SIGCONT')
}

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
      await insertCard(till, 'diners-chip')
      await typePin(till)
      await expectPaidByCard(till, ticket, '0008')
    })

    it('leaves a payment that waits for the bank as it is', async () => {
      const till = counter()
      const ticket = await openPayment(till)
      const speakAgain = silenceBank(till)
      try {
        await askForCard(till, ticket)
        await insertCard(till, 'mastercard-chip')
        await typePin(till)
        await till.eyes.sees('La banque répond')
        await till.stage.page.reload()
        await till.eyes.sees('La banque répond')
        await till.eyes.sees('attente maximale 30 s')
        await till.eyes.sees(`Carte : ${ticket.total}`)
      } finally {
        speakAgain()
      }
      await expectPaidByCard(till, ticket, '4444')
    })
  })
}
