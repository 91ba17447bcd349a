import { describe, expect, it } from 'vitest'
import type { Counter } from '#test/support/e2e/counter.ts'
import { euros } from '#test/support/e2e/day-steps.ts'
import { eventually } from '#test/support/e2e/sale-steps.ts'
import { settlementHands } from '#test/support/e2e/settlement-hands.ts'
import { cfonbFile } from '#test/support/settlement/cfonb-file.ts'

const DAY_MS = 86_400_000
/** The shop's own day, as its bank writes it. */
const shopDay = (inDays: number) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(Date.now() + inDays * DAY_MS)

export function describeStatement(counter: () => Counter): void {
  describe('the bank’s statement', () => {
    it('finds the batch of the day, changes nothing when it is read again, and is taken back', async () => {
      const till = counter()
      const { eyes, stage } = till
      const paidMinor = await till.bankNetMinor()
      const today = shopDay(0)
      const statement = cfonbFile({
        from: shopDay(-1),
        to: shopDay(2),
        movements: [
          { on: today, minor: paidMinor, label: 'REM CB', reference: 'VO-7781' },
          { on: today, minor: -35, label: 'COMMISSION CB' },
          { on: today, minor: -90_000, label: 'VIR LOYER' },
        ],
      })
      const hands = settlementHands(till)
      await hands.goToSettlement()
      await eyes.sees('Attendu')
      await hands.openReading()
      await hands.chooseFile('pas-un-releve.txt', 'bonjour')
      await eyes.sees(/ligne 1, colonnes 1-120/)
      await hands.chooseFile('releve.txt', statement)
      await eyes.sees('1 ligne sans rapport avec les cartes')
      await eyes.sees('VIR LOYER')
      await hands.press('keep')
      await eyes.sees('1 lot rapproché')
      await eyes.sees('0 ligne à voir')
      await eyes.sees('La banque a viré ce que la caisse a compté.')
      await eventually(() => eyes.zone('Totaux')).toBe(
        `1 lot rapproché ${euros(paidMinor)} 0 ligne à voir 0,00 € Frais 0,35 € Viré sur le compte ${euros(paidMinor)}`,
      )
      await hands.openReading()
      await hands.chooseFile('encore.txt', statement)
      await eyes.sees('Ce fichier est déjà lu : rien ne changerait.')
      await hands.press('keepNothing')
      expect((await stage.ask('settlement.view', {})).imports).toHaveLength(1)
      await hands.undoReading()
      await eyes.sees('Aucun relevé lu.')
      await eventually(() => stage.ask('settlement.view', {})).toMatchObject({ imports: [], totals: { paidMinor: 0 } })
    })
  })
}
