import { join } from 'node:path'
import { DEFAULT_PRINTER_SETTINGS } from '#contract/views/printer-settings-view.ts'
import { startSimulator } from '#simulators/process/simulator-client.ts'
import { finish, goTo, LONG_MS, openPayment, ring, type Scene } from './scene.ts'
import { signInAs } from './second-pad.ts'
import type { DayRemains } from './summary.ts'

const ROLL_LINES = 2_000

/** The kitchen has no paper: the status bar says so, and the cashier sends its order to the printer at the till. */
async function sendElsewhere(scene: Scene): Promise<void> {
  const { stage, cashier, words } = scene
  await stage.until(
    'an order that waits in the kitchen',
    ({ status: { printer, otherPrinters } }) =>
      printer.queuedJobs === 0 && otherPrinters.some(({ queuedJobs, failure }) => queuedJobs === 1 && failure !== null),
    LONG_MS,
  )
  await cashier.press('Shift+F11')
  await cashier.sees(words('jobState.held'))
  await cashier.picture('papers')
  await cashier.press('3')
  await cashier.sees(words('papers.where'))
  await cashier.press('Enter')
  await cashier.sees(words('papers.none'))
  await cashier.press('Escape')
}

/**
 * A technician sets up a printer in the kitchen; a table orders, orders more, and pays. The kitchen hears of each thing
 * once: what its printer cannot print for want of paper is sent to that of the till. @returns what came out there.
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
    await kitchen.command({ do: 'paper', lines: 0 })
    await cashier.scan(barcodes[0] ?? '')
    await openPayment(scene)
    const { sale: due } = await stage.look()
    await cashier.type(`${Math.ceil((due.totalMinor + 1) / 1_000) * 10}`)
    await cashier.press('/')
    await sendElsewhere(scene)
    await finish(scene, sale.id, 'kitchen')
    await kitchen.command({ do: 'paper', lines: ROLL_LINES })
    await outOf(2)
    const printed = await papers()
    if (printed.length !== 1) throw new Error(`the kitchen printed ${printed.length} tickets, not the first order`)
    say(
      'kitchen: an order when the table was put aside; what was new when it paid, on the till’s printer for want of paper',
    )

    await signInAs(scene, 'technician', '6666')
    await stage.ask('devices.remove', { deviceId })
    await signInAs(scene, 'cashier', '1111')
    return printed
  } finally {
    await kitchen.stop()
  }
}
