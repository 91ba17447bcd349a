/** Goal: another printer takes a paper only before its first byte, and never a drawer. Method: two printers of a bench. */
import { describe, expect, it } from 'vitest'
import { SpoolPrinter } from '#main/compose/spool-printer.ts'
import { BenchPrinter } from '#test/support/devices/device-bench.ts'

function pair() {
  const [till, kitchen] = [new BenchPrinter(), new BenchPrinter()]
  const own = { ...till.driver('Caisse', 'tcp://a:1', 42), deviceId: 'till' }
  const other = { ...kitchen.driver('Cuisine', 'tcp://b:1', 48), deviceId: 'kitchen' }
  let chosen = own
  return {
    till,
    kitchen,
    /** The other one becomes the till's printer. */
    choose: () => {
      chosen = other
    },
    outlet: new SpoolPrinter(
      () => chosen,
      () => other,
    ),
  }
}

describe('a stand-in', () => {
  it.each(['PRINTER_PAPER_OUT', 'PRINTER_COVER_OPEN', 'PRINTER_UNREACHABLE'] as const)(
    'takes the next paper of a printer that is %s, in its own width',
    async (trouble) => {
      const { till, kitchen, outlet } = pair()
      till.trouble = trouble
      expect(await outlet.prepare(true)).toBe(null)
      expect(outlet.columns).toBe(48)
      expect(outlet.prepared()).toEqual({ id: 'kitchen', alias: 'Cuisine', isStandIn: true })
      expect(await outlet.print(Uint8Array.of(1), 'aaaa')).toBe('printed')
      expect([till.printed, kitchen.printed]).toEqual([[], [Uint8Array.of(1)]])
      till.trouble = null
      expect(await outlet.prepare(true)).toBe(null)
      expect(outlet.prepared()).toEqual({ id: 'till', alias: 'Caisse', isStandIn: false })
      await outlet.print(Uint8Array.of(2), 'bbbb')
      expect(till.printed).toEqual([Uint8Array.of(2)])
    },
  )

  it('takes nothing where it cannot print either: the trouble told is that of the printer that is wanted', async () => {
    const { till, kitchen, outlet } = pair()
    till.trouble = 'PRINTER_PAPER_OUT'
    kitchen.trouble = 'PRINTER_UNREACHABLE'
    expect(await outlet.prepare(true)).toBe('PRINTER_PAPER_OUT')
    expect(outlet.columns).toBe(42)
  })

  it('takes nothing from a printer that is only busy', async () => {
    const { till, kitchen, outlet } = pair()
    till.isSlow = true
    await outlet.prepare(true)
    const paper = outlet.print(Uint8Array.of(1), 'aaaa')
    expect(await outlet.prepare(true)).toBe('PRINTER_BUSY')
    till.goOn()
    expect([await paper, await outlet.prepare(true), kitchen.printed]).toEqual(['printed', null, []])
  })

  it('opens no drawer, and is not looked at while nothing is to be printed', async () => {
    const { till, outlet } = pair()
    till.trouble = 'PRINTER_PAPER_OUT'
    expect(await outlet.prepare(false)).toBe('PRINTER_PAPER_OUT')
    expect(await outlet.prepare()).toBe('PRINTER_PAPER_OUT')
  })

  it('does not take up what began elsewhere: a paper that was lost on its way stays where it was', async () => {
    const { till, kitchen, outlet } = pair()
    expect(await outlet.prepare(true)).toBe(null)
    till.trouble = 'PRINTER_PAPER_OUT'
    await outlet.print(Uint8Array.of(3), 'cccc')
    expect([till.printed, kitchen.printed]).toEqual([[Uint8Array.of(3)], []])
  })
})

describe('a paper that waits in the middle', () => {
  it('keeps its line while the next one goes to the stand-in, and lets it go once it is out', async () => {
    const { till, kitchen, outlet } = pair()
    await outlet.prepare(true)
    till.stopsFor = 'PRINTER_PAPER_OUT'
    const waits = outlet.print(Uint8Array.of(1), 'aaaa')
    expect(await outlet.prepare(true)).toBe(null)
    expect(await outlet.print(Uint8Array.of(2), 'bbbb')).toBe('printed')
    expect([kitchen.printed, till.closed]).toEqual([[Uint8Array.of(2)], 0])
    till.goOn()
    expect(await waits).toBe('printed')
    expect(till.closed).toBe(1)
  })

  it('is not ended by another printer taking its place', async () => {
    const { till, kitchen, outlet, choose } = pair()
    await outlet.prepare(true)
    till.stopsFor = 'PRINTER_COVER_OPEN'
    const waits = outlet.print(Uint8Array.of(1), 'aaaa')
    choose()
    expect(await outlet.prepare(true)).toBe(null)
    expect(outlet.prepared()).toEqual({ id: 'kitchen', alias: 'Cuisine', isStandIn: false })
    await outlet.print(Uint8Array.of(2), 'bbbb')
    till.goOn()
    expect([await waits, kitchen.printed]).toEqual(['printed', [Uint8Array.of(2)]])
  })

  it('is unknown when all lines are let go', async () => {
    const { till, outlet } = pair()
    await outlet.prepare(true)
    till.stopsFor = 'PRINTER_PAPER_OUT'
    const waits = outlet.print(Uint8Array.of(1), 'aaaa')
    await outlet.prepare(true)
    await outlet.close()
    expect(await waits).toBe('unknown')
  })
})
