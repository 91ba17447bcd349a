import { describe, it } from 'vitest'
import type { Counter } from '#test/support/e2e/counter.ts'
import {
  askForCard,
  eventually,
  expectMirrorOf,
  expectPaidByCard,
  insertCard,
  openPayment,
  payByCard,
  send,
  takeCard,
  typePin,
} from '#test/support/e2e/sale-steps.ts'

/** Above this a tap needs more than the card. */
const TAP_LIMIT_MINOR = 5_000

/** What the pad asks for again, and why, in words to tell the customer. */
async function expectCue({ eyes }: Counter, cue: string, text: string): Promise<void> {
  await eyes.sees(cue)
  await eyes.sees(text)
}

export function describeReadings(counter: () => Counter): void {
  describe('a card is read', () => {
    it('by its stripe, with the PIN at the bank', async () => {
      const till = counter()
      const ticket = await openPayment(till)
      await payByCard(till, ticket, { card: 'visa-stripe-pin', how: 'swipe' })
      await expectPaidByCard(till, ticket, { tail: '1111', onPaper: ['PISTE', 'CODE VÉRIFIÉ'] })
    })

    it('by its stripe because the chip is dead, and is signed for', async () => {
      const till = counter()
      const { pad } = till.stage
      const ticket = await openPayment(till)
      await askForCard(till, ticket)
      await pad.command({ do: 'insert', card: 'dead-chip' })
      await eventually(till.padDisplay).toContain('RETIREZ LA CARTE')
      await expectCue(till, 'Passez la piste', 'La puce ne répond pas : le client passe la piste de sa carte.')
      await pad.command({ do: 'remove' })
      await expectMirrorOf(till, 'PASSEZ LA PISTE')
      await pad.command({ do: 'swipe', card: 'dead-chip' })
      await till.hands.pressCardKey('acceptSignature')
      await expectPaidByCard(till, ticket, {
        tail: '1111',
        pin: false,
        onPaper: ['PISTE - PUCE NON LUE', 'SIGNATURE DU PORTEUR'],
      })
    })

    it('by its chip because the tap is above the limit', async () => {
      const till = counter()
      const { pad } = till.stage
      const ticket = await openPayment(till, { worthMinor: TAP_LIMIT_MINOR + 1 })
      await askForCard(till, ticket)
      await pad.command({ do: 'tap', card: 'tap-to-chip' })
      await expectMirrorOf(till, 'INSEREZ CARTE')
      await expectCue(till, 'Insérez la puce', 'Cette carte a une puce : le client l’insère dans le TPE.')
      await insertCard(till, 'tap-to-chip')
      await typePin(till)
      await takeCard(till)
      await expectPaidByCard(till, ticket, { tail: '4444', onPaper: ['PUCE', 'CODE VÉRIFIÉ'] })
    })

    it('by a telephone that verified its holder, above the limit too', async () => {
      const till = counter()
      const ticket = await openPayment(till, { worthMinor: TAP_LIMIT_MINOR + 1 })
      await payByCard(till, ticket, { card: 'visa-phone', how: 'tap' })
      await expectPaidByCard(till, ticket, { tail: '1111', pin: false, onPaper: ['SANS CONTACT'] })
    })

    it('by a telephone that is unlocked first', async () => {
      const till = counter()
      const ticket = await openPayment(till)
      await askForCard(till, ticket)
      await till.stage.pad.command({ do: 'tap', card: 'phone-locked' })
      await expectMirrorOf(till, 'VOIR TELEPHONE')
      await expectCue(
        till,
        'Regardez le téléphone',
        'Le téléphone attend une confirmation : le client la donne, puis le présente encore.',
      )
      await send(till, { card: 'phone-locked', how: 'tap' })
      await expectPaidByCard(till, ticket, { tail: '4444', pin: false })
    })

    it('by its chip that judges the PIN itself, wrong at first', async () => {
      const till = counter()
      const { pad } = till.stage
      const ticket = await openPayment(till)
      await askForCard(till, ticket)
      await insertCard(till, 'cb-offline-pin')
      for (const key of ['1', '1', '1', '1', 'enter']) await pad.command({ do: 'key', key })
      await expectCue(
        till,
        'Code faux, à retaper',
        'Le code n’est pas le bon : le client le retape sur le TPE, ou annule.',
      )
      await expectMirrorOf(till, 'CODE :')
      await typePin(till)
      await takeCard(till)
      await expectPaidByCard(till, ticket, { tail: '4821', onPaper: ['CODE VÉRIFIÉ'] })
    })
  })
}
