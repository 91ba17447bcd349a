import { describe, expect, it } from 'vitest'
import { startSimulator } from '#simulators/process/simulator-client.ts'
import type { Counter } from '#test/support/e2e/counter.ts'
import { PEOPLE } from '#test/support/e2e/counter-suite.ts'
import { deviceHands } from '#test/support/e2e/device-hands.ts'
import { SEE_TIMEOUT_MS } from '#test/support/e2e/eyes.ts'
import { eventually } from '#test/support/e2e/sale-steps.ts'
import { changeTo, technicianAtDevices } from './device-steps.ts'

const ALIAS = 'Balance 1'

export function describeWeighing(counter: () => Counter): void {
  describe('a scale', () => {
    it('is added, weighs goods less their packing, and leaves weights to be typed once it is gone', async () => {
      const till = counter()
      const { eyes, stage, hands } = till
      const { page } = stage
      const tap = (name: RegExp) => page.getByRole('button', { name }).last().tap({ timeout: SEE_TIMEOUT_MS })
      const figures = () => page.getByTestId('goods-figures').innerText()
      const lines = async () => (await stage.look()).sale.lines
      const scale = await startSimulator('counter-scale', [])
      till.keepUntilClosed(scale)

      await technicianAtDevices(till)
      const devices = deviceHands(till)
      await devices.add()
      await tap(/^Balance/)
      await devices.pressInDialog('goOn')
      await devices.fill(scale.endpoint.replace('tcp://', ''))
      await devices.pressInDialog('goOn')
      await eyes.sees('La balance répond')
      await devices.pressInDialog('goOn')
      await eyes.sees('La balance fait ses preuves')
      await scale.command({ do: 'put', grams: 1_000 })
      await devices.pressInDialog('goOn')
      await tap(/^Terminer/)

      await changeTo(till, PEOPLE.cashier)
      await hands.goTo('sale')
      await tap(/^Comté/)
      await tap(/^Tare/)
      await scale.command({ do: 'put', grams: 20 })
      await eventually(figures).toContain('0,020')
      await tap(/^Prendre cette tare/)
      await scale.command({ do: 'put', grams: 430 })
      await eventually(figures).toContain('0,410')
      await tap(/^Ajouter au ticket/)
      const weighed = { quantityMilli: 410, weighed: { by: 'scale', tareMilli: 20 } }
      await eventually(lines).toMatchObject([weighed])

      await scale.command({ do: 'plug', in: false })
      await tap(/^Comté/)
      await eyes.sees('Balance absente')
      for (const key of ['0', ',', '3']) await tap(new RegExp(`^${key}$`))
      await tap(/^Ajouter au ticket/)
      await eventually(lines).toMatchObject([weighed, { quantityMilli: 300, weighed: { by: 'typed' } }])
      await hands.pay()
      await hands.payInCash(20)
      await eyes.sees('Vente enregistrée')
      const paper = async () => (await till.papers()).at(-1)
      await eventually(paper).toMatch(
        /0,410 kg x 24,90\s+Brut 0,430 kg - tare 0,020 kg[\s\S]*0,300 kg x 24,90\s+Poids saisi à la main/,
      )
      expect(till.watch.takeProblems()).toEqual([])

      await technicianAtDevices(till)
      await devices.choose(ALIAS)
      await devices.press('remove')
      await devices.confirmRemoval()
      await eventually(async () => (await stage.look()).devices.devices.map(({ alias }) => alias)).not.toContain(ALIAS)
    })
  })
}
