import { describe, expect, it } from 'vitest'
import type { Counter } from '#test/support/e2e/counter.ts'
import { euros, zOnPaper } from '#test/support/e2e/day-steps.ts'
import {
  CARD_ENDS,
  eventually,
  expectNotCharged,
  expectPaidByCard,
  openPayment,
  payByCard,
  payInCashAndExpect,
} from '#test/support/e2e/sale-steps.ts'
import { APPROVED_BY_CARD, listRow, seesListed, sellOffline } from './offline-steps.ts'

const closedWith = (number: string) => `Journée close. Le Z n° ${number} est enregistré.`

/** The next sale opens the next day: each of these flows closes one of its own. */
export function describeDayWithoutThem(counter: () => Counter): void {
  describe('the day', () => {
    it('closes while the bank is away: what waits is named, carried over and settled afterwards', async () => {
      const till = counter()
      const { eyes, hands, stage } = till
      const netMinor = await till.bankNetMinor()
      await stage.host.command({ do: 'down' })
      const sold = await sellOffline(till, {}, { ...APPROVED_BY_CARD, waiting: 1 })
      const { paymentNumber } = await listRow(till, sold)
      await hands.goTo('day')
      await eyes.sees(`Pas encore transmis à la banque ; part de lui-même, même après le Z`)
      await eyes.sees(paymentNumber)
      await hands.closeDay()
      const closed = await stage.until('the close', ({ day }) => day.stage === 'closed', 90_000)
      const number = closed.day.closedNumber ?? ''
      expect(closed.day.exceptions).toContainEqual({
        kind: 'offline-waiting',
        amountMinor: sold.totalMinor,
        reference: paymentNumber,
      })
      const lines = await zOnPaper(till, number)
      expect(lines.find((line) => line.startsWith('Hors ligne, à envoyer'))).toContain(
        euros(sold.totalMinor).replace(' €', ''),
      )
      await eventually(eyes.statusBar).toContain(`1 à transmettre · ${euros(sold.totalMinor)}`)
      await stage.host.command({ do: 'up' })
      await hands.goTo('offline')
      await hands.pressOfflineKey('sendNow')
      await seesListed(till, paymentNumber, 'Réglé')
      expect(await till.bankNetMinor()).toBe(netMinor + sold.totalMinor)
      await hands.goTo('sale')
    })

    it('closes with the pad unplugged', async () => {
      const till = counter()
      const { eyes, hands, stage } = till
      const paid = await openPayment(till)
      await payByCard(till, paid, { card: 'visa-chip' })
      await expectPaidByCard(till, paid, { tail: '1111' })
      await stage.pad.command({ do: 'unplug' })
      const ticket = await openPayment(till)
      await hands.payByCard()
      await expectNotCharged(till, ticket, { ...CARD_ENDS.padAway, sentence: /^Aucun TPE à l’adresse tcp:/ })
      await hands.pressCardKey('choose')
      await payInCashAndExpect(till, ticket, { pad: 'TPE Comptoir injoignable' })
      await hands.goTo('day')
      await hands.closeDay()
      const { day } = await stage.until('the close', ({ day: { stage: step } }) => step === 'closed', 90_000)
      expect(day.batch.result).toBe('balanced')
      await eyes.sees(closedWith(day.closedNumber ?? ''))
      expect(await zOnPaper(till, day.closedNumber ?? '')).toContain('Totaux égaux')
      await eventually(eyes.statusBar).toContain('TPE Comptoir injoignable')
      await stage.pad.command({ do: 'plug' })
      await eventually(eyes.statusBar).toContain('TPE Comptoir joignable')
      await hands.goTo('sale')
    })

    it('is cured by an upload when the bank lacks a payment, and shows how far that is', async () => {
      const till = counter()
      const { eyes, hands, stage } = till
      const { host } = stage
      await host.command({ do: 'forget-next' })
      for (const card of ['visa-chip', 'cb-chip']) {
        const ticket = await openPayment(till)
        await payByCard(till, ticket, { card })
        await expectPaidByCard(till, ticket, { tail: card === 'visa-chip' ? '1111' : '4821' })
      }
      const netMinor = await till.bankNetMinor()
      await hands.goTo('day')
      // The answer to the first item is held up long enough to stop the bank, and then the screen has all its time.
      await host.command({ do: 'fault', on: '0330', kind: 'delay', delayMs: 3_000 })
      const uploaded = host.next('booked', 120_000)
      await hands.closeDay()
      expect(await uploaded).toMatchObject({ mti: '0320', state: 'uploaded' })
      process.kill(host.pid, 'SIGSTOP')
      try {
        await eyes.sees('Les totaux diffèrent : chaque paiement est renvoyé à la banque.')
        await eyes.sees(/^[01] \/ 2$/)
      } finally {
        process.kill(host.pid, 'SIGCONT')
      }
      const { day } = await stage.until('the close', ({ day: { stage: step } }) => step === 'closed', 90_000)
      expect(day.batch.result).toBe('balanced-after-upload')
      await eyes.sees(
        'D’accord après envoi : il manquait des paiements à la banque, la caisse les lui a renvoyés un par un.',
      )
      await eyes.sees(closedWith(day.closedNumber ?? ''))
      expect(await zOnPaper(till, day.closedNumber ?? '')).toContain('Totaux égaux après envoi du détail')
      expect(await till.bankNetMinor()).toBe(netMinor)
    })
  })
}
