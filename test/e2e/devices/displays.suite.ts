import { describe, expect, it } from 'vitest'
import { formatFigures } from '#contract/money.ts'
import { foldForPaper } from '#contract/paper-text.ts'
import { type SimulatorHandle, startSimulator } from '#simulators/process/simulator-client.ts'
import type { Counter } from '#test/support/e2e/counter.ts'
import { PEOPLE } from '#test/support/e2e/counter-suite.ts'
import { deviceHands } from '#test/support/e2e/device-hands.ts'
import { eventually, openPayment, payInCashAndExpect } from '#test/support/e2e/sale-steps.ts'
import { changeTo, technicianAtDevices } from './device-steps.ts'

interface Shown {
  readonly rows: readonly [string, string]
  readonly problems: readonly string[]
}

const ALIAS = 'Afficheur 1'

export function describeDisplays(counter: () => Counter): void {
  describe('a customer display', () => {
    it('is added by what a person reads on it, follows a sale, and holds nothing up once it is gone', async () => {
      const till = counter()
      const { eyes, stage } = till
      const far = await startSimulator('customer-display', ['--dialect', 'escpos'])
      till.keepUntilClosed(far)
      const state = async () => (await far.command({ do: 'state' })) as Shown
      const rows = async () => (await state()).rows.map((row) => row.trim())
      await technicianAtDevices(till)
      const hands = deviceHands(till)
      await hands.add()
      await hands.chooseDisplay()
      await hands.pressInDialog('goOn')
      await hands.chooseCommands(/^ESC\/POS · lettres/)
      await hands.fill(far.endpoint.replace('tcp://', ''))
      await hands.pressInDialog('goOn')
      await eyes.sees('Que montre l’afficheur ?')
      await eventually(async () => (await rows())[0]).toBe("ESSAI D'AFFICHAGE")
      // What the questions meant for other devices looked like to it; from here on it is spoken to in its own words.
      const { problems: whileLookedAt } = await state()
      await hands.pressInDialog('goOn')
      await eyes.sees('L’afficheur fait ses preuves')
      await eventually(rows).toEqual(['Épicerie Lenoir', 'FORMATION'])
      await hands.pressInDialog('goOn')
      await eventually(async () => (await rows())[0]).toBe("ESSAI D'AFFICHAGE")
      await hands.pressInDialog('stop')
      await eyes.sees('Envoyé : vérifiez les deux lignes sur l’afficheur.')
      await hands.pressInDialog('goOn')
      await eventually(rows).toEqual(['Épicerie Lenoir', 'FORMATION'])

      await changeTo(till, PEOPLE.cashier)
      const ticket = await openPayment(till)
      const total = `${foldForPaper(formatFigures(ticket.totalMinor, 'EUR'))} EUR`
      const asked = `A PAYER${total.padStart(13)}`
      await eventually(rows).toEqual(['FORMATION', asked])
      await payInCashAndExpect(till, ticket, {})
      expect((await state()).problems).toEqual(whileLookedAt)
      await lostInTheMiddle(till, far)
      expect(till.watch.takeProblems()).toEqual([])

      await technicianAtDevices(till)
      await hands.choose(ALIAS)
      await hands.press('remove')
      await hands.confirmRemoval()
      await eventually(async () => (await stage.look()).devices.devices.map(({ alias }) => alias)).not.toContain(ALIAS)
    })
  })
}

/** Its cable goes in the middle of a sale: the sale is paid as if it were there. */
async function lostInTheMiddle(till: Counter, far: SimulatorHandle): Promise<void> {
  const { stage } = till
  await far.command({ do: 'plug', in: false })
  const ticket = await openPayment(till)
  const display = async () => (await stage.look()).devices.devices.find(({ alias }) => alias === ALIAS)
  await eventually(async () => (await display())?.state).toBe('lost')
  await payInCashAndExpect(till, ticket, {})
}
