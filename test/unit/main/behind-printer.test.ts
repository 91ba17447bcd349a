/**
 * Goal: a display whose cable is in a printer shows what the till says, and neither of them gets what is for the other.
 * Method: the simulated printer and the simulated display on one line, as the cable has them; the driver of each.
 */
import { expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { createPoleDisplay } from '#hardware/displays/pole-display-driver.ts'
import { lineBehindPrinter } from '#main/compose/behind-printer.ts'
import { PrinterStand } from '#main/compose/printer-stand.ts'
import { DisplayBody } from '#simulators/customer-display/display-body.ts'
import { settle } from '#test/support/payment/manual-clock.ts'
import { openBench } from '#test/support/printers/printer-bench.ts'
import type { DisplayRows } from '#till/ports/customer-display.port.ts'

const ROWS: DisplayRows = [
  { text: 'Pain', figures: '1,20' },
  { text: 'TOTAL', figures: '1,20' },
]
const TICKET = Uint8Array.of(0x1b, 0x40, ...Buffer.from('Pain   1,20\n'), 0x1d, 0x56, 0x00)

function printerWithDisplay() {
  const bench = openBench()
  const problems: string[] = []
  const body = new DisplayBody({ dialect: 'escpos', letters: 'plain', onProblem: (what) => problems.push(what) })
  // Delivered behind a printer it is not spoken to until it is.
  body.accept(Uint8Array.of(0x1b, 0x3d, 0x01))
  bench.far.onBytes((bytes) => body.accept(bytes))
  const stand = new PrinterStand({
    device: {
      id: 'device-3',
      kind: 'printer',
      alias: 'Tickets',
      endpoint: bench.printer.endpoint,
      columns: 42,
      displayProfile: null,
      terminal: null,
      boundSerialNumber: null,
      isDefault: true,
      fromSettings: false,
    },
    printer: bench.printer,
    clock: bench.clock,
    onChange: () => {},
    note: () => {},
  })
  const link = lineBehindPrinter('printer:device-3', (id) => (id === 'device-3' ? stand : null))
  if (link === null) throw new Error('no line')
  const display = createPoleDisplay({ endpoint: link.endpoint, profile: 'escpos', link })
  return { ...bench, stand, display, body, problems }
}

it('shows the rows and prints nothing; the printer prints the ticket, and the display keeps its rows', async () => {
  const { stand, display, body, problems, tickets } = printerWithDisplay()
  expect(await display.connect()).toEqual({ ok: true, value: null })
  expect(await display.show(ROWS)).toEqual({ ok: true, value: null })
  await settle()
  expect(body.rows()).toEqual(['Pain            1,20', 'TOTAL           1,20'])
  await stand.port.prepare()
  expect(await stand.port.print(TICKET, 'ab01')).toBe('printed')
  await settle()
  expect(tickets.map((text) => text.trim())).toEqual(['Pain   1,20'])
  expect(body.rows()).toEqual(['Pain            1,20', 'TOTAL           1,20'])
  expect(problems).toEqual([])
  await stand.stop()
})

it('is spoken to between two papers, never within one that waits for paper', async () => {
  const { stand, display, body, mechanism, tickets, clock } = printerWithDisplay()
  await display.connect()
  await stand.port.prepare()
  mechanism.setCover(true)
  const ticket = stand.port.print(TICKET, 'ab01')
  await settle()
  const shown = display.show(ROWS)
  await clock.advance(LIMITS.displayWriteTimeoutMs)
  expect(await shown).toMatchObject({ error: { code: 'DISPLAY_NOT_FOUND' } })
  mechanism.setCover(false)
  await settle()
  await ticket
  expect(tickets).toHaveLength(1)
  expect(body.rows()[0]?.trim()).toBe('')
  expect(await display.show(ROWS)).toMatchObject({ ok: true })
  await settle()
  expect(body.rows()[0]).toBe('Pain            1,20')
  await stand.stop()
})

it('leaves the line of an idle printer to others, and does not take it from a ticket about to be sent', async () => {
  const { stand, display, tickets } = printerWithDisplay()
  await display.connect()
  await stand.port.prepare()
  await display.show(ROWS)
  expect(await stand.port.print(TICKET, 'ab01')).toBe('printed')
  expect(tickets).toHaveLength(1)
  await stand.stop()
})

it('is away while its printer is, and where there is none', async () => {
  const { far, display } = printerWithDisplay()
  far.unplug()
  expect(await display.connect()).toMatchObject({ error: { code: 'DISPLAY_NOT_FOUND' } })
  const link = lineBehindPrinter('printer:device-9', () => null)
  expect(await link?.open()).toEqual({ ok: false, trouble: 'not-found' })
  expect(lineBehindPrinter('serial:COM3', () => null)).toBeNull()
})
