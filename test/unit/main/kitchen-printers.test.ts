/** Goal: each printer with papers of its own has one worker, and a kitchen in trouble holds up no customer. Method: stands of a bench. */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { DEFAULT_PRINTER_SETTINGS } from '#contract/views/printer-settings-view.ts'
import { createSpoolWorker } from '#hardware/printers/spool-worker.ts'
import { DeviceStands } from '#main/compose/device-stands.ts'
import { KitchenPrinters } from '#main/compose/kitchen-printers.ts'
import { PrinterStand } from '#main/compose/printer-stand.ts'
import { SpoolPrinter } from '#main/compose/spool-printer.ts'
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
    const heard = { onChange: () => {}, note: () => {}, onConfirmation: () => {} }
    stands.set(new PrinterStand({ device, printer: driver, clock, ...heard }))
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
  const kick = (id: string) =>
    spool.add({ id, kind: 'drawer', saleId: null, copyNumber: 0, document: { kind: 'drawer' }, at: clock.now() })
  /** The worker of the till's papers, as the program has it: on whichever printer is the till's. */
  const defaultWorker = () => {
    const printer = new SpoolPrinter(
      () => stands.defaultPrinter()?.port ?? null,
      () => stands.standInFor(stands.defaultPrinter()?.device.id ?? '')?.port ?? null,
    )
    return createSpoolWorker({ ...shared, printer, share: () => kitchens.tillShare() })
  }
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
  return { clock, spool, stands, kitchens, place, add, kick, start, tillWorker, defaultWorker }
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

describe('a ticket that waits for paper in the middle', () => {
  const standIn = (standInId: string) => ({ printer: { ...DEFAULT_PRINTER_SETTINGS, standInId } })

  it('keeps neither the drawer shut nor other papers from the stand-in, and ends where it began', async () => {
    const { clock, spool, place, add, kick, defaultWorker } = await shop()
    const till = place('till', [], { isDefault: true, ...standIn('spare') })
    const spare = place('spare', [])
    till.stopsFor = 'PRINTER_PAPER_OUT'
    const worker = defaultWorker()
    await add('a')
    await worker.start()
    await settle()
    await kick('kick')
    await add('b')
    worker.notify()
    await clock.advance(100)
    expect(spool.moves).toEqual(['a sending', 'kick sending', 'kick printed', 'b sending', 'b printed'])
    expect([till.kicks, till.printed.length, spare.printed.length]).toEqual([1, 1, 1])
    expect((await spool.job('b'))?.printedOn).toEqual({ id: 'spare', alias: 'spare', isStandIn: true })
    expect(worker.health()).toMatchObject({ state: 'needs-attention', failure: { code: 'PRINTER_PAPER_OUT' } })
    till.goOn()
    await clock.advance(1)
    expect(spool.moves.at(-1)).toBe('a printed')
    expect((await spool.job('a'))?.printedOn).toEqual({ id: 'till', alias: 'till', isStandIn: false })
    expect(worker.health()).toMatchObject({ state: 'ready', failure: null, queuedJobs: 0 })
    await worker.stop()
  })

  it('keeps no paper from another printer that was made the one of the till', async () => {
    const { clock, spool, stands, place, add, defaultWorker } = await shop()
    const till = place('till', [], { isDefault: true })
    const anew = place('anew', [])
    till.stopsFor = 'PRINTER_COVER_OPEN'
    const worker = defaultWorker()
    await add('a')
    await worker.start()
    await settle()
    for (const stand of stands.printers()) stand.device = { ...stand.device, isDefault: stand.device.id === 'anew' }
    await add('b')
    worker.notify()
    await clock.advance(100)
    expect([spool.moves, anew.printed.length]).toEqual([['a sending', 'b sending', 'b printed'], 1])
    till.goOn()
    await clock.advance(1)
    expect(spool.moves.at(-1)).toBe('a printed')
    await worker.stop()
  })

  it('is unknown when the till is closed, also where another printer took the next paper', async () => {
    const { clock, spool, place, add, defaultWorker } = await shop()
    const till = place('till', [], { isDefault: true, ...standIn('spare') })
    place('spare', [])
    till.stopsFor = 'PRINTER_PAPER_OUT'
    const worker = defaultWorker()
    await add('a')
    await worker.start()
    await settle()
    await add('b')
    worker.notify()
    await clock.advance(100)
    const stopped = worker.stop()
    await clock.advance(LIMITS.printerStopTimeoutMs)
    await stopped
    expect(spool.moves).toEqual(['a sending', 'b sending', 'b printed', 'a unknown'])
  })
})

describe('a kitchen without paper', () => {
  it('that stands in for the till holds up neither its papers nor the end of the program', async () => {
    for (const stopsFor of ['PRINTER_PAPER_OUT', null] as const) {
      const { clock, spool, kitchens, place, add, start, defaultWorker } = await shop()
      const till = place('till', [], {
        isDefault: true,
        printer: { ...DEFAULT_PRINTER_SETTINGS, standInId: 'kitchen' },
      })
      const kitchen = place('kitchen', ['bakery'])
      kitchen.stopsFor = stopsFor
      // Its buffer is full, and it says nothing.
      kitchen.isSlow = stopsFor === null
      till.trouble = 'PRINTER_PAPER_OUT'
      await add('order', 'kitchen')
      await start()
      await settle()
      const worker = defaultWorker()
      await add('a')
      await worker.start()
      await clock.advance(10 * LIMITS.printerHeldCheckMs)
      expect(spool.moves).toEqual(['order sending'])
      till.trouble = null
      await clock.advance(LIMITS.printerHeldCheckMs)
      expect(spool.moves).toEqual(['order sending', 'a sending', 'a printed'])
      till.trouble = 'PRINTER_PAPER_OUT'
      await add('b')
      worker.notify()
      await clock.advance(100)
      const stopped = Promise.all([worker.stop(), kitchens.stop()])
      await clock.advance(LIMITS.printerStopTimeoutMs)
      await stopped
      expect(spool.moves.slice(3)).toEqual(['order unknown'])
    }
  })

  it('that is no more the printer of the till while an order of it comes out makes that order no unknown one', async () => {
    const { clock, spool, stands, kitchens, place, add, start, defaultWorker } = await shop()
    const kitchen = place('kitchen', ['bakery'], { isDefault: true })
    place('till', [])
    kitchen.isSlow = true
    await add('order', 'kitchen')
    const worker = defaultWorker()
    await start()
    await worker.start()
    await settle()
    expect(spool.moves).toEqual(['order sending'])
    for (const stand of stands.printers()) stand.device = { ...stand.device, isDefault: stand.device.id === 'till' }
    kitchens.notify()
    await settle()
    expect(kitchens.health('kitchen')).not.toBe(null)
    kitchen.goOn()
    await clock.advance(1)
    expect([spool.moves, kitchen.printed.length]).toEqual([['order sending', 'order printed'], 1])
    await worker.stop()
    await kitchens.stop()
  })
})
