import { describe, expect, it } from 'vitest'
import { formatAmount } from '#contract/money.ts'
import type { OfflineRow } from '#contract/views/offline-view.ts'
import type { Counter } from '#test/support/e2e/counter.ts'
import { PEOPLE } from '#test/support/e2e/counter-suite.ts'
import { euros } from '#test/support/e2e/day-steps.ts'
import {
  CARD_ENDS,
  eventually,
  expectNotCharged,
  openPayment,
  payByCard,
  payInCashAndExpect,
} from '#test/support/e2e/sale-steps.ts'
import { APPROVED_BY_CARD, APPROVED_BY_TILL, listRow, seesListed, sellOffline } from './offline-steps.ts'

/** The card may say yes by itself up to the floor limit, the till for the bank up to its own; of the test bank. */
const FLOOR_MINOR = 2_500
const STAND_IN_MINOR = 5_000
const EXPOSURE_MINOR = 30_000

const amountOf = (rows: readonly OfflineRow[]) => rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0)

export function describeQueue(counter: () => Counter): void {
  describe('payments without the bank', () => {
    it('are approved by the card, above its floor limit by the till, and above that not at all', async () => {
      const till = counter()
      await till.stage.host.command({ do: 'down' })
      const byCard = await sellOffline(till, {}, { ...APPROVED_BY_CARD, waiting: 1 })
      expect(byCard.totalMinor).toBeLessThan(FLOOR_MINOR)
      const byTill = await sellOffline(till, { worthMinor: FLOOR_MINOR + 1 }, { ...APPROVED_BY_TILL, waiting: 2 })
      expect(byTill.totalMinor).toBeLessThan(STAND_IN_MINOR)

      const ticket = await openPayment(till, { worthMinor: STAND_IN_MINOR + 1 })
      await payByCard(till, ticket, { card: 'cb-offline' })
      await expectNotCharged(till, ticket, CARD_ENDS.bankAway)
      await till.hands.pressCardKey('choose')
      const sum = byCard.totalMinor + byTill.totalMinor
      await payInCashAndExpect(till, ticket, { offline: `2 à transmettre · ${euros(sum)} · \\d+ \\S+ 0 à voir` })
    })

    it('stand in the list with what is still possible, and are at the bank once it is there', async () => {
      const till = counter()
      const { eyes, hands, stage } = till
      const { rows } = await stage.ask('offline.list', {})
      expect(rows).toHaveLength(2)
      const sumMinor = amountOf(rows)
      expect(await till.bankNetMinor()).toBe(0)
      await hands.goTo('offline')
      const left = formatAmount(EXPOSURE_MINOR - sumMinor, 'EUR')
      await eyes.sees(
        new RegExp(`2 à transmettre, .* · encore possible sans la banque\\s: ${left.replace(/\s/g, '\\s')}`),
      )
      for (const row of rows) {
        await hands.chooseOffline(row.paymentNumber)
        const detail = await eyes.zone(row.paymentNumber)
        expect(detail).toContain(euros(row.amountMinor))
        expect(detail).toContain(row.basis === 'card' ? 'par la carte elle-même' : 'par la caisse, banque injoignable')
        expect(detail).toContain('CB •••• 4821')
      }
      await stage.host.command({ do: 'up' })
      await hands.pressOfflineKey('sendNow')
      for (const { paymentNumber } of rows) await seesListed(till, paymentNumber, 'Réglé')
      expect(await till.bankNetMinor()).toBe(sumMinor)
      await eventually(eyes.statusBar).toContain('0 à transmettre 0 à voir')
      await hands.goTo('sale')
      await eyes.sees('Prêt à scanner')
    })

    it('are a loss when the bank refuses one: said with the reason until the manager has taken note', async () => {
      const till = counter()
      const { eyes, hands, stage } = till
      const netMinor = await till.bankNetMinor()
      await stage.host.command({ do: 'refuse-advice', code: '51' })
      const sold = await sellOffline(till, {}, { ...APPROVED_BY_CARD, status: '0 à transmettre 1 refusé' })
      const { paymentNumber } = await listRow(till, sold)
      await hands.goTo('offline')
      await hands.chooseOffline(paymentNumber)
      await seesListed(till, paymentNumber, 'Refusé')
      await eyes.sees('La banque refuse de payer cette vente hors ligne (code 51). C’est une perte : notez-la.')
      await hands.pressOfflineKey('takeNote')
      await seesListed(till, paymentNumber, 'Noté')
      await eventually(() => eyes.zone(paymentNumber)).toContain(`Noté par ${PEOPLE.manager.name}`)
      await eventually(eyes.statusBar).toContain('0 à transmettre 0 à voir')
      expect(await till.bankNetMinor()).toBe(netMinor)
      await hands.goTo('sale')
    })

    it('are put aside when the bank does not understand one, and go again when the manager says so', async () => {
      const till = counter()
      const { eyes, hands, stage } = till
      const netMinor = await till.bankNetMinor()
      await stage.host.command({ do: 'refuse-advice', code: '12' })
      const sold = await sellOffline(till, {}, { ...APPROVED_BY_CARD, status: '0 à transmettre 1 à voir' })
      const { paymentNumber } = await listRow(till, sold)
      await hands.goTo('offline')
      await hands.chooseOffline(paymentNumber)
      await seesListed(till, paymentNumber, 'À voir')
      await eyes.sees(/^La banque ne comprend pas cette vente hors ligne \(code 12\)\./)
      await hands.pressOfflineKey('retry')
      await seesListed(till, paymentNumber, 'Réglé')
      await eventually(eyes.statusBar).toContain('0 à transmettre 0 à voir')
      expect(await till.bankNetMinor()).toBe(netMinor + sold.totalMinor)
      await hands.goTo('sale')
    })
  })
}
