/**
 * Goal: a display whose cable is in a printer shows what the till says, and neither of them gets what is for the other.
 * Method: the simulated printer and the simulated display at the two ends of one cable; the driver of each.
 */
import { expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { createPoleDisplay } from '#hardware/displays/pole-display-driver.ts'
import { simulatedPair } from '#hardware/link/simulated-link.ts'
import { createEscposPrinter } from '#hardware/printers/escpos-driver.ts'
import { lineBehindPrinter } from '#main/compose/behind-printer.ts'
import { PrinterStand } from '#main/compose/printer-stand.ts'
import { DisplayBody } from '#simulators/customer-display/display-body.ts'
import { Mechanism } from '#simulators/escpos-printer/mechanism.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'
import type { DisplayRows } from '#till/ports/customer-display.port.ts'

const ROWS: DisplayRows = [
  { text: 'Pain', figures: '1,20' },
  { text: 'TOTAL', figures: '1,20' },
]
const TICKET = Uint8Array.of(0x1b, 0x40, ...Buffer.from('Pain   1,20\n'), 0x1d, 0x56, 0x00)

let cables = 0

function printerWithDisplay() {
  cables += 1
  const clock = new ManualClock()
  const { link: cable, far } = simulatedPair(`simulated:display-cable-${cables}`)
  const tickets: Uint8Array[] = []
  const problems: string[] = []
  const mechanism = new Mechanism(
    { columns: 42, paperLines: 100, nearEndLines: 0 },
    {
      reply: (_, bytes) => far.write(bytes),
      ticket: (bytes) => void tickets.push(bytes),
      drawer: () => {},
      unknownCommand: (bytes) => void problems.push(`printer ${Buffer.from(bytes).toString('hex')}`),
      sensors: () => {},
    },
  )
  const body = new DisplayBody({ dialect: 'escpos', letters: 'plain', onProblem: (what) => problems.push(what) })
  // The printer takes the address off, hands on what is for the display, and is spoken to again after that.
  far.onBytes((bytes) => {
    const hex = Buffer.from(bytes).toString('hex')
    if (hex.startsWith('1b3d02') && hex.endsWith('1b3d01')) body.accept(bytes.subarray(3, -3))
    else mechanism.accept(bytes)
  })
  const printer = createEscposPrinter({ alias: 'Tickets', endpoint: cable.endpoint, clock, link: cable })
  const stand = new PrinterStand({
    device: {
      id: 'device-3',
      kind: 'printer',
      alias: 'Tickets',
      endpoint: printer.endpoint,
      columns: 42,
      displayProfile: null,
      terminal: null,
      boundSerialNumber: null,
      isDefault: true,
      fromSettings: false,
    },
    printer,
    clock,
    onChange: () => {},
    note: () => {},
    onConfirmation: () => {},
  })
  const link = lineBehindPrinter('printer:device-3', (id) => (id === 'device-3' ? stand : null))
  if (link === null) throw new Error('no line')
  const display = createPoleDisplay({ endpoint: link.endpoint, profile: 'escpos', link })
  return { clock, far, mechanism, tickets, stand, display, body, problems }
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
  expect(tickets).toEqual([TICKET])
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
