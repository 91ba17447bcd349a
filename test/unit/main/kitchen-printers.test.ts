/** Goal: each printer with papers of its own has one worker, and a kitchen in trouble holds up no customer. Method: stands of a bench. */
import { describe, expect, it } from 'vitest'
import { DEFAULT_PRINTER_SETTINGS } from '#contract/views/printer-settings-view.ts'
import { createSpoolWorker } from '#hardware/printers/spool-worker.ts'
import { DeviceStands } from '#main/compose/device-stands.ts'
import { KitchenPrinters } from '#main/compose/kitchen-printers.ts'
import { PrinterStand } from '#main/compose/printer-stand.ts'
import { BenchPrinter } from '#test/support/devices/device-bench.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'
import { MemorySpool } from '#test/support/printers/memory-spool.ts'
import { customerTicket } from '#test/support/tickets/documents.ts'
import type { BookedDevice } from '#till/ports/device-book.port.ts'
import { layOut } from '#till/tickets/lay-out.ts'

async function shop() {
  const clock = new ManualClock()
  const spool = new MemorySpool()
  const stands = new DeviceStands()
  const kitchens = new KitchenPrinters(stands)
  const place = (id: string, families: readonly string[], more: Partial<BookedDevice> = {}) => {
    const printer = new BenchPrinter()
    const device: BookedDevice = {
      id,
      kind: 'printer',
      alias: id,
      endpoint: `tcp://${id}:9100`,
      columns: 42,
      displayProfile: null,
      terminal: null,
      boundSerialNumber: null,
      isDefault: false,
      fromSettings: false,
      printer: { ...DEFAULT_PRINTER_SETTINGS, families: [...families] },
      ...more,
    }
    const driver = printer.driver(id, device.endpoint, 42)
    stands.set(new PrinterStand({ device, printer: driver, clock, onChange: () => {}, note: () => {} }))
    return printer
  }
  const add = (id: string, deviceId?: string) =>
    spool.add({
      id,
      kind: 'customer-ticket',
      saleId: null,
      copyNumber: 0,
      document: customerTicket(),
      at: clock.now(),
      ...(deviceId && { deviceId }),
    })
  const shared = { spool, layOut, clock, onChange: () => {} }
  const tillWorker = (printer: BenchPrinter) => {
    const driver = printer.driver('till', 'tcp://till:9100', 42)
    return createSpoolWorker({ ...shared, printer: driver, share: () => kitchens.tillShare() })
  }
  const start = () =>
    kitchens.start({
      ...shared,
      onUnexpected: (thrown) => {
        throw thrown
      },
    })
  return { clock, spool, stands, kitchens, place, add, start, tillWorker }
}

describe('kitchen printers', () => {
  it("print what is for them, the till's printer all else, and one without paper holds up only its own", async () => {
    const { clock, spool, kitchens, place, add, start, tillWorker } = await shop()
    const till = place('till', [], { isDefault: true })
    const [kitchen, bar] = [place('kitchen', ['bakery']), place('bar', ['drinks'])]
    kitchen.trouble = 'PRINTER_PAPER_OUT'
    for (const [id, deviceId] of [['a', 'kitchen'], ['b', 'bar'], ['c'], ['d', 'gone']] as const)
      await add(id, deviceId)
    const worker = tillWorker(till)
    await worker.start()
    await start()
    await clock.advance(100)
    expect(spool.moves.toSorted()).toEqual([
      'b printed',
      'b sending',
      'c printed',
      'c sending',
      'd printed',
      'd sending',
    ])
    expect([till.printed.length, kitchen.printed.length, bar.printed.length]).toEqual([2, 0, 1])
    expect(kitchens.health('kitchen')).toMatchObject({ queuedJobs: 1, failure: { code: 'PRINTER_PAPER_OUT' } })
    expect(kitchens.health('bar')).toMatchObject({ queuedJobs: 0, failure: null })
    kitchen.trouble = null
    await clock.advance(5_000)
    expect(kitchen.printed).toHaveLength(1)
    await worker.stop()
    await kitchens.stop()
  })

  it('that order nothing print what a person sends there, and say how they are', async () => {
    const { clock, kitchens, place, add, start } = await shop()
    place('till', [], { isDefault: true })
    const office = place('office', [])
    expect(kitchens.choices()).toEqual([
      { id: 'till', isDefault: true },
      { id: 'office', isDefault: false },
    ])
    expect(kitchens.stations()).toEqual([])
    office.trouble = 'PRINTER_COVER_OPEN'
    await add('a', 'office')
    await start()
    await clock.advance(100)
    expect(kitchens.views()).toMatchObject([
      { deviceId: 'office', alias: 'office', queuedJobs: 1, failure: { code: 'PRINTER_COVER_OPEN' } },
    ])
    office.trouble = null
    await clock.advance(5_000)
    expect(office.printed).toHaveLength(1)
    expect(kitchens.views()).toMatchObject([{ queuedJobs: 0, failure: null }])
    await kitchens.stop()
  })

  it('come and go with the settings; a worker that starts takes no paper of another for interrupted', async () => {
    const { clock, spool, stands, kitchens, place, add, start } = await shop()
    place('till', ['drinks'], { isDefault: true })
    await add('slow')
    await spool.move('slow', 'sending')
    await start()
    expect(kitchens.stations().map(({ id }) => id)).toEqual(['till'])
    expect(kitchens.tillShare()).toEqual({ allBut: [] })
    const kitchen = place('kitchen', ['bakery'])
    await add('a', 'kitchen')
    kitchens.notify()
    await clock.advance(100)
    expect(kitchen.printed).toHaveLength(1)
    expect(spool.moves).toEqual(['slow sending', 'a sending', 'a printed'])
    stands.delete('kitchen')
    kitchens.notify()
    await settle()
    expect([kitchens.health('kitchen'), kitchens.tillShare()]).toEqual([null, { allBut: [] }])
    await kitchens.stop()
  })
})
