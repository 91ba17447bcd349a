import { describe, expect, it } from 'vitest'
import { type SimulatorHandle, startSimulator } from '#simulators/process/simulator-client.ts'
import type { Counter } from '#test/support/e2e/counter.ts'
import { PEOPLE } from '#test/support/e2e/counter-suite.ts'
import { deviceHands } from '#test/support/e2e/device-hands.ts'
import { eventually, expectPaidByCard, openPayment, payByCard, send } from '#test/support/e2e/sale-steps.ts'
import { changeTo, technicianAtDevices } from './device-steps.ts'

const SECOND_PAD = { serialNumber: 'SIM-BAR-1', firstName: 'TPE 2', name: 'TPE Bar' } as const
const NOBODY = '127.0.0.1:9'

export function describePairing(counter: () => Counter): void {
  describe('a second pad', () => {
    let second: SimulatorHandle | null = null
    const secondPad = () => {
      if (second === null) throw new Error('the second pad was not started')
      return second
    }

    it('on a serial line is found after a wrong address, named by its number and tried without a charge', async () => {
      const till = counter()
      const { eyes, stage } = till
      second = await startSimulator('abecs-pad', ['--pty', '--serial-number', SECOND_PAD.serialNumber])
      till.keepUntilClosed(second)
      const line = second.endpoint.replace(/^serial:/, '')
      const bankNetMinor = await till.bankNetMinor()
      const hands = deviceHands(till)
      await hands.goToDevices()
      await hands.add()
      await eyes.sees('Quel appareil ?')
      await hands.pressInDialog('goOn')
      await eyes.sees('Où est branché le TPE ?')
      await hands.fill(NOBODY)
      await hands.pressInDialog('goOn')
      await eyes.sees(`Aucun TPE à l’adresse tcp://${NOBODY}. Vérifiez le câble ou l’adresse, puis réessayez.`)
      await hands.fill(line)
      await hands.pressInDialog('goOn')
      await eyes.sees('Le TPE a répondu')
      await eyes.sees(SECOND_PAD.serialNumber)
      await eyes.sees('Clés d’essai : bon pour la formation, pas pour la vente réelle.')
      await hands.pressInDialog('goOn')
      await eyes.sees('Le TPE fait ses preuves')

      await hands.pressInDialog('goOn')
      await eventually(till.withPad(second).padDisplay).toContain(SECOND_PAD.firstName)
      await hands.pressInDialog('stop')
      await eyes.sees('Affiché : c’est bien ce TPE-là.')
      await send(till.withPad(second), { card: 'cb-chip' }, { card: 'visa-chip' })
      await hands.pressInDialog('goOn')
      await eyes.sees('CB •••• 4821, puce')
      await hands.pressInDialog('goOn')
      await eyes.sees(/^Accepté \(\w+\), puis annulé\.$/)
      expect(await till.bankNetMinor()).toBe(bankNetMinor)
      await hands.pressInDialog('goOn')
      await eyes.seesNoMore('Le TPE fait ses preuves')
      const { devices } = (await stage.look()).devices
      expect(devices.map(({ alias }) => alias)).toContain(SECOND_PAD.firstName)
    })

    it('is renamed where its name stands, made the default, and is what the next sale is paid on', async () => {
      const till = counter()
      const { eyes } = till
      const hands = deviceHands(till)
      await hands.choose(SECOND_PAD.firstName)
      await hands.rename(SECOND_PAD.name)
      await eventually(() => till.stage.page.getByRole('heading', { name: SECOND_PAD.name }).count()).toBe(1)
      await hands.press('makeDefault')
      await eventually(eyes.statusBar).toContain(`${SECOND_PAD.name} joignable`)
      await changeTo(till, PEOPLE.cashier)
      const ticket = await openPayment(till)
      await till.hands.payByCard()
      // Said while the card is awaited: the customer comes after it has been read.
      await eyes.sees(new RegExp(`^${SECOND_PAD.name} · paiement P-`))
      await send(till.withPad(secondPad()), { card: 'visa-chip' })
      await expectPaidByCard(till, ticket, {
        tail: '1111',
        status: { pad: `${SECOND_PAD.name} joignable il y a \\d+ s` },
      })
    })

    it('in the place of the first one asks before it is used, and sells once it is accepted', async () => {
      const till = counter()
      const { eyes, stage } = till
      const { endpoint } = stage.pad
      const bound = (await stage.look()).devices.devices.find((device) => device.endpoint === endpoint)
      await stage.pad.stop()
      const port = endpoint.split(':').at(-1) ?? ''
      const replaced = await startSimulator('abecs-pad', ['--port', port, '--serial-number', 'SIM-NEW-1'])
      till.keepUntilClosed(replaced)
      await technicianAtDevices(till)
      const hands = deviceHands(till)
      await hands.press('checkAll')
      await hands.choose('TPE Comptoir')
      await eyes.sees(
        `Un autre TPE répond à cette adresse : n° SIM-NEW-1 au lieu de ${bound?.boundSerialNumber}. Regardez l’appareil avant de l’accepter.`,
      )
      const isAccepted = async () =>
        (await stage.look()).devices.devices.some(({ boundSerialNumber }) => boundSerialNumber === 'SIM-NEW-1')
      // A pad that is just being looked at again answers that it is away: the person presses once more.
      await expect
        .poll(
          async () => {
            if (!(await isAccepted())) await hands.press('acceptPad')
            return isAccepted()
          },
          { timeout: 60_000, interval: 1_000 },
        )
        .toBe(true)
      await eyes.sees('Appareil n° SIM-NEW-1 accepté')
      await hands.press('makeDefault')
      await eventually(eyes.statusBar).toContain('TPE Comptoir joignable')
      await changeTo(till, PEOPLE.cashier)
      const ticket = await openPayment(till)
      await payByCard(till.withPad(replaced), ticket, { card: 'cb-chip' })
      await expectPaidByCard(till, ticket, { tail: '4821' })
    })
  })
}
