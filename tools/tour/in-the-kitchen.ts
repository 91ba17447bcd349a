import { join } from 'node:path'
import { DEFAULT_PRINTER_SETTINGS } from '#contract/views/printer-settings-view.ts'
import { startSimulator } from '#simulators/process/simulator-client.ts'
import { finish, goTo, LONG_MS, openPayment, ring, type Scene } from './scene.ts'
import { signInAs } from './second-pad.ts'
import type { DayRemains } from './summary.ts'

/**
 * A technician sets up a printer in the kitchen; a table orders, orders more, and pays. The kitchen hears of each thing
 * once. @returns what came out there.
 */
export async function inTheKitchen(scene: Scene): Promise<DayRemains['papers']> {
  const { stage, cashier, say, barcodes } = scene
  const kitchen = await startSimulator('escpos-printer', ['--out', join(stage.folder, 'kitchen')])
  const papers = async () => (await kitchen.command({ do: 'tickets' })) as DayRemains['papers']
  const outOf = (count: number) =>
    stage.until(
      `${count} kitchen tickets`,
      ({ devices }) =>
        devices.devices.every(({ printer }) => printer === null || printer.queuedJobs + printer.unknownJobs === 0),
      LONG_MS,
    )
  try {
    await signInAs(scene, 'technician', '6666')
    const { deviceId } = await stage.ask('devices.addPrinter', {
      alias: 'Cuisine',
      endpoint: kitchen.endpoint,
      columns: 42,
    })
    const { products } = await stage.ask('catalogue.search', { text: barcodes[0] ?? '' })
    const families = products.map(({ familyId }) => familyId)
    await stage.ask('devices.setPrinter', { deviceId, settings: { ...DEFAULT_PRINTER_SETTINGS, families } })
    await cashier.press('Shift+F12')
    await cashier.sees('Cuisine')
    await stage.page.getByText('Cuisine').first().click()
    await cashier.picture('kitchen-printer')
    await goTo(scene, 'nav.sale')

    await signInAs(scene, 'cashier', '1111')
    await ring(scene, 1)
    const { sale } = await stage.look()
    await stage.ask('sale.hold', { reference: 'TABLE-7' })
    await outOf(1)
    await stage.ask('sale.recall', { saleId: sale.id })
    await stage.until('the table in hand', (slices) => slices.sale.id === sale.id)
    await cashier.scan(barcodes[0] ?? '')
    await openPayment(scene)
    const { sale: due } = await stage.look()
    await cashier.type(`${Math.ceil((due.totalMinor + 1) / 1_000) * 10}`)
    await cashier.press('/')
    await finish(scene, sale.id, 'kitchen')
    await outOf(2)
    const printed = await papers()
    if (printed.length !== 2)
      throw new Error(`the kitchen printed ${printed.length} tickets, not an order and one more`)
    say('kitchen: an order when the table was put aside, and what was new when it paid')

    await signInAs(scene, 'technician', '6666')
    await stage.ask('devices.remove', { deviceId })
    await signInAs(scene, 'cashier', '1111')
    return printed
  } finally {
    await kitchen.stop()
  }
}
