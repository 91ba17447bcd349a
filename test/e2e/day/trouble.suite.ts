import { describe, it } from 'vitest'
import type { Counter } from '#test/support/e2e/counter.ts'
import {
  askForCard,
  CARD_ENDS,
  eventually,
  expectNotCharged,
  expectPaidByCard,
  insertCard,
  openPayment,
  payByCard,
  payInCashAndExpect,
  send,
} from '#test/support/e2e/sale-steps.ts'

export function describeTrouble(counter: () => Counter): void {
  describe('trouble', () => {
    it('loses the pad while a card is awaited, and goes on in cash', async () => {
      const till = counter()
      const ticket = await openPayment(till)
      await askForCard(till, ticket)
      await till.stage.pad.command({ do: 'unplug' })
      await expectNotCharged(till, ticket, CARD_ENDS.padAway)
      await eventually(till.eyes.statusBar).toContain('TPE Comptoir injoignable')
      await till.hands.pressCardKey('choose')
      await till.eyes.sees('Comment le client paie-t-il ?')
      await till.stage.pad.command({ do: 'plug' })
      await payInCashAndExpect(till, ticket)
    })

    it('loses the pad while the PIN is typed, and takes the same card once it is plugged in again', async () => {
      const till = counter()
      const ticket = await openPayment(till)
      await askForCard(till, ticket)
      await insertCard(till, 'cb-chip')
      await till.stage.pad.command({ do: 'unplug' })
      await expectNotCharged(till, ticket, CARD_ENDS.padAway)
      await till.stage.pad.command({ do: 'remove' })
      await till.stage.pad.command({ do: 'plug' })
      await send(till, { card: 'cb-chip' })
      await till.hands.pressCardKey('again')
      await expectPaidByCard(till, ticket, { tail: '4821' })
    })

    it('says that the bank cannot be reached, and goes on in cash', async () => {
      const till = counter()
      const ticket = await openPayment(till)
      await till.stage.host.command({ do: 'down' })
      await payByCard(till, ticket, { card: 'visa-chip' })
      await expectNotCharged(till, ticket, CARD_ENDS.bankAway)
      await till.hands.pressCardKey('choose')
      await payInCashAndExpect(till, ticket)
      await till.stage.host.command({ do: 'up' })
    })
  })
}
