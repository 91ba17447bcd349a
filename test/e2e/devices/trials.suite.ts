import { describe, expect, it } from 'vitest'
import type { Counter } from '#test/support/e2e/counter.ts'
import { deviceHands } from '#test/support/e2e/device-hands.ts'
import { eventually } from '#test/support/e2e/sale-steps.ts'
import { technicianAtDevices } from './device-steps.ts'

export function describeTrials(counter: () => Counter): void {
  describe('what is set up', () => {
    it('is brought up to date: the pad takes the EMV tables of the shop', async () => {
      const till = counter()
      await technicianAtDevices(till)
      const hands = deviceHands(till)
      await hands.choose('TPE Comptoir')
      await hands.press('loadTables')
      await till.eyes.sees('Tables EMV chargées')
      const { devices } = (await till.stage.look()).devices
      expect(devices.find(({ alias }) => alias === 'TPE Comptoir')?.pad?.tablesCurrent).toBe(true)
    })
  })
}

/** Of one that is set up; one that is just being added is tried by the flows of its kind. */
export function describeSlip(counter: () => Counter): void {
  describe('what is set up', () => {
    it('is tried: the printer gives out a slip that counts nowhere', async () => {
      const till = counter()
      const { eyes, stage } = till
      await technicianAtDevices(till)
      const hands = deviceHands(till)
      const printer = (await stage.look()).devices.devices.find(({ kind }) => kind === 'printer')
      const sold = await till.salesOnDisk()
      await hands.choose(printer?.alias ?? '')
      await hands.press('try')
      await hands.pressInDialog('goOn')
      await eyes.sees('Envoyé : vérifiez les accents et la coupe sur le papier.')
      await eventually(async () => (await till.papers()).at(-1)).toContain("PAGE D'ESSAI")
      await hands.pressInDialog('goOn')
      expect(await till.salesOnDisk()).toEqual(sold)
    })
  })
}
