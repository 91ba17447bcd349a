/** Goal: another printer takes a paper only before its first byte, and never a drawer. Method: two printers of a bench. */
import { describe, expect, it } from 'vitest'
import { SpoolPrinter } from '#main/compose/spool-printer.ts'
import { BenchPrinter } from '#test/support/devices/device-bench.ts'

function pair() {
  const [till, kitchen] = [new BenchPrinter(), new BenchPrinter()]
  const [own, other] = [till.driver('Caisse', 'tcp://a:1', 42), kitchen.driver('Cuisine', 'tcp://b:1', 48)]
  return {
    till,
    kitchen,
    outlet: new SpoolPrinter(
      () => own,
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
      expect(await outlet.print(Uint8Array.of(1), 'aaaa')).toBe('printed')
      expect([till.printed, kitchen.printed]).toEqual([[], [Uint8Array.of(1)]])
      till.trouble = null
      expect(await outlet.prepare(true)).toBe(null)
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
