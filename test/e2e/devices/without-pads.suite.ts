import { describe, expect, it } from 'vitest'
import type { Counter } from '#test/support/e2e/counter.ts'
import { PEOPLE } from '#test/support/e2e/counter-suite.ts'
import { zOnPaper } from '#test/support/e2e/day-steps.ts'
import { deviceHands } from '#test/support/e2e/device-hands.ts'
import { eventually, expectNotCharged, openPayment, payInCashAndExpect } from '#test/support/e2e/sale-steps.ts'
import { changeTo, technicianAtDevices } from './device-steps.ts'

export function describeWithoutPads(counter: () => Counter): void {
  describe('without any pad', () => {
    it('the status bar says so, and cash sales and the day end go on', async () => {
      const till = counter()
      const { eyes, stage } = till
      await technicianAtDevices(till)
      const pads = async () => (await stage.look()).devices.devices.filter(({ kind }) => kind === 'pad')
      const hands = deviceHands(till)
      for (const { alias } of await pads()) {
        await hands.choose(alias)
        await hands.press('remove')
        await eyes.sees(`Retirer ${alias} ?`)
        await hands.confirmRemoval()
        await eyes.seesNoMore(`Retirer ${alias} ?`)
        await eventually(async () => (await pads()).map((pad) => pad.alias)).not.toContain(alias)
      }
      await eyes.sees(/^Aucun TPE\. Branchez-le ou notez son adresse/)
      await eventually(eyes.statusBar).toContain('Aucun TPE')

      await changeTo(till, PEOPLE.manager)
      const ticket = await openPayment(till)
      await till.hands.payByCard()
      await expectNotCharged(till, ticket, {
        title: 'TPE injoignable',
        sentence: 'Aucun TPE n’est installé. Prenez un autre règlement, ou ajoutez un TPE dans Gestion.',
        tender: 'Annulé',
      })
      await till.hands.pressCardKey('choose')
      await payInCashAndExpect(till, ticket, { pad: 'Aucun TPE' })
      await till.hands.goTo('day')
      await till.hands.closeDay()
      const { day } = await stage.until('the close', ({ day: { stage: step } }) => step === 'closed', 90_000)
      await eyes.sees(`Journée close. Le Z n° ${day.closedNumber} est enregistré.`)
      expect(await zOnPaper(till, day.closedNumber ?? '')).toContain('Totaux égaux')
    })
  })
}
