import { describe, expect, it } from 'vitest'
import type { Counter } from '#test/support/e2e/counter.ts'
import {
  eventually,
  expectNotCharged,
  expectPaidByCard,
  openPayment,
  payByCard,
  payInCashAndExpect,
  type TicketInHand,
} from '#test/support/e2e/sale-steps.ts'

/** The bank said yes, and the merchant's copy lies there to be signed; nothing is sold before it is judged. */
async function expectToSign(till: Counter, ticket: TicketInHand): Promise<void> {
  const { eyes } = till
  await eyes.sees('Signature du client')
  await eyes.sees(/comparez avec la carte · il reste [23]:\d\d/)
  await eyes.sees(/^Le client signe le ticket du commerçant\./)
  await eventually(async () => (await till.papers()).at(-1)).toContain('SIGNATURE DU PORTEUR')
  expect((await till.papers()).at(-1)).toContain('À SIGNER')
  expect(await till.bankNetMinor()).toBe(ticket.bankNetBeforeMinor + ticket.totalMinor)
  expect((await till.salesOnDisk()).filter(({ id }) => id === ticket.saleId)).toEqual([])
}

export function describeSignatures(counter: () => Counter): void {
  describe('chip and signature', () => {
    it('is paid when the cashier accepts the signature', async () => {
      const till = counter()
      const ticket = await openPayment(till)
      await payByCard(till, ticket, { card: 'visa-signature' })
      await expectToSign(till, ticket)
      await till.hands.pressCardKey('acceptSignature')
      await expectPaidByCard(till, ticket, { tail: '1111', pin: false, onPaper: ['SIGNATURE'] })
    })

    it('is taken back at the bank when the cashier refuses it, and says so on paper', async () => {
      const till = counter()
      const ticket = await openPayment(till)
      await payByCard(till, ticket, { card: 'visa-signature' })
      await expectToSign(till, ticket)
      await till.hands.pressCardKey('refuseSignature')
      await expectNotCharged(till, ticket, {
        title: 'Signature refusée',
        sentence:
          'La signature n’a pas été acceptée. Le client n’est pas débité. Prenez une autre carte ou un autre règlement.',
        tender: 'Annulé',
      })
      await till.hands.pressCardKey('paper')
      await eventually(async () => (await till.papers()).at(-1)).toContain('SIGNATURE REFUSÉE')
      expect((await till.papers()).at(-1)).toContain('CARTE NON DÉBITÉE')
      await till.hands.pressCardKey('choose')
      await payInCashAndExpect(till, ticket)
    })
  })
}
