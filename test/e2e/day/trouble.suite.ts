import { describe, it } from 'vitest'
import type { Counter } from '#test/support/e2e/counter.ts'
import {
  askForCard,
  eventually,
  expectNotCharged,
  expectPaidByCard,
  insertCard,
  openPayment,
  payInCashAndExpect,
  takeCard,
  typePin,
} from './sale-steps.ts'

const UNPLUGGED = {
  title: 'La carte n’a pas abouti',
  sentence: 'Le TPE ne répond plus. Rien n’a été débité. Vérifiez son câble, puis réessayez.',
  tender: 'Annulé',
} as const

export function describeTrouble(counter: () => Counter): void {
  describe('trouble', () => {
    it('loses the pad while a card is awaited, and goes on in cash', async () => {
      const till = counter()
      const ticket = await openPayment(till)
      await askForCard(till, ticket)
      await till.stage.pad.command({ do: 'unplug' })
      await expectNotCharged(till, ticket, UNPLUGGED)
      await eventually(till.eyes.statusBar).toContain('TPE Comptoir injoignable')
      await till.hands.chooseAgain()
      await till.eyes.sees('Comment le client paie-t-il ?')
      await till.stage.pad.command({ do: 'plug' })
      await payInCashAndExpect(till, ticket)
    })

    it('loses the pad while the PIN is typed, and takes the card once it is plugged in again', async () => {
      const till = counter()
      const ticket = await openPayment(till)
      await askForCard(till, ticket)
      await insertCard(till, 'cb-chip')
      await till.stage.pad.command({ do: 'unplug' })
      await expectNotCharged(till, ticket, UNPLUGGED)
      await till.stage.pad.command({ do: 'remove' })
      await till.stage.pad.command({ do: 'plug' })
      await eventually(till.eyes.statusBar).toContain('TPE Comptoir joignable')
      await till.hands.chooseAgain()
      await askForCard(till, ticket)
      await insertCard(till, 'cb-chip')
      await typePin(till)
      await expectPaidByCard(till, ticket, '4821')
    })

    it('says that the bank cannot be reached, and goes on in cash', async () => {
      const till = counter()
      const ticket = await openPayment(till)
      await till.stage.host.command({ do: 'down' })
      await askForCard(till, ticket)
      await insertCard(till, 'visa-chip')
      await typePin(till)
      await expectNotCharged(till, ticket, {
        title: 'La carte n’a pas abouti',
        sentence: 'La banque n’est pas joignable. Rien n’a été débité. Réessayez ou encaissez autrement.',
        tender: 'Annulé',
      })
      await takeCard(till)
      await till.hands.chooseAgain()
      await payInCashAndExpect(till, ticket)
      await till.stage.host.command({ do: 'up' })
    })
  })
}
