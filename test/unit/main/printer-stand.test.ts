/** Goal: the spool's worker and a technician share one printer without one spoiling the other's paper. */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import type { DeviceLogEntry } from '#contract/views/devices-view.ts'
import type { PrintOutcome } from '#hardware/printers/ticket-printer.ts'
import { PrinterStand } from '#main/compose/printer-stand.ts'
import { BenchPrinter, PRINTER } from '#test/support/devices/device-bench.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'

function stand() {
  const clock = new ManualClock()
  const printer = new BenchPrinter()
  const log: Omit<DeviceLogEntry, 'at'>[] = []
  const driver = printer.driver('Imprimante', PRINTER, 42)
  const device = {
    id: 'device-1',
    kind: 'printer',
    alias: 'Imprimante',
    endpoint: PRINTER,
    columns: 42,
    displayProfile: null,
    terminal: null,
    boundSerialNumber: null,
    isDefault: true,
    fromSettings: true,
  } as const
  const made = new PrinterStand({
    device,
    printer: driver,
    clock,
    onChange: () => {},
    onConfirmation: () => {},
    note: (entry) => void log.push(entry),
  })
  return { stand: made, clock, printer, driver, log }
}

describe('a printer', () => {
  it('prints a slip at once and says that it did', async () => {
    const { stand: made, printer } = stand()
    expect(await made.printNow(Uint8Array.of(1), '0001')).toEqual({ ok: true, value: null })
    expect(printer.printed).toEqual([Uint8Array.of(1)])
    expect(made.state()).toBe('ready')
  })

  it('says what hinders it instead of printing', async () => {
    const { stand: made, printer } = stand()
    printer.trouble = 'PRINTER_PAPER_OUT'
    expect(await made.printNow(Uint8Array.of(1), '0001')).toMatchObject({ error: { code: 'PRINTER_PAPER_OUT' } })
    expect(printer.printed).toEqual([])
    expect([made.state(), made.failure()?.code]).toEqual(['needs-attention', 'PRINTER_PAPER_OUT'])
  })

  it.each([
    ['unknown', 'PRINTER_OUTCOME_UNKNOWN'],
    ['not-printed', 'PRINTER_UNREACHABLE'],
  ] as const)('tells a slip that is %s', async (outcome, code) => {
    const { stand: made, driver } = stand()
    driver.print = async () => outcome
    expect(await made.printNow(Uint8Array.of(1), '0001')).toMatchObject({ error: { code } })
  })

  it('lets a ticket under way come out first, and does not wait for ever', async () => {
    const { stand: made, driver, clock } = stand()
    let finish: (outcome: PrintOutcome) => void = () => {}
    driver.print = () =>
      new Promise((resolve) => {
        finish = resolve
      })
    await made.port.prepare()
    const ticket = made.port.print(Uint8Array.of(2), '0001')
    await settle()
    const slip = made.printNow(Uint8Array.of(1), '0002')
    expect(made.state()).toBe('busy')
    await clock.advance(LIMITS.deviceWaitMs)
    expect(await slip).toMatchObject({ error: { code: 'PRINTER_BUSY' } })
    finish('printed')
    expect(await ticket).toBe('printed')
  })

  it('is busy at once for whoever comes while a paper has its turn', async () => {
    const { stand: made, printer } = stand()
    const other = made.newPort()
    await made.port.prepare()
    printer.isSlow = true
    const ticket = made.port.print(Uint8Array.of(2), '0001')
    expect(await other.prepare()).toBe('PRINTER_BUSY')
    expect(await other.kickNow()).toBe('not-printed')
    await other.close()
    expect([printer.closed, made.isPrinting]).toEqual([0, true])
    printer.goOn()
    expect([await ticket, await other.prepare(), made.isPrinting]).toEqual(['printed', null, false])
  })

  it('with a paper that waits for a person tells what for, opens the drawer past it, and keeps its line', async () => {
    const { stand: made, printer } = stand()
    const other = made.newPort()
    await made.port.prepare()
    printer.stopsFor = 'PRINTER_PAPER_OUT'
    const ticket = made.port.print(Uint8Array.of(2), '0001')
    await settle()
    expect(await other.prepare()).toBe('PRINTER_PAPER_OUT')
    expect([await made.port.kickNow(), printer.kicks]).toEqual(['printed', 1])
    expect(await made.check()).toMatchObject({ error: { code: 'PRINTER_PAPER_OUT' } })
    await other.close()
    expect(printer.closed).toBe(0)
    printer.goOn()
    expect(await ticket).toBe('printed')
  })

  it('ends its own print when it is let go, and one that has no turn yet never begins', async () => {
    const { stand: made, printer } = stand()
    const other = made.newPort()
    await Promise.all([made.port.prepare(), other.prepare()])
    printer.isSlow = true
    const ticket = made.port.print(Uint8Array.of(1), '0001')
    const order = other.print(Uint8Array.of(2), '0002')
    await settle()
    await other.close()
    expect(await order).toBe('not-printed')
    await made.port.close()
    expect([await ticket, printer.printed]).toEqual(['unknown', [Uint8Array.of(1)]])
  })

  it("lets a technician's slip be stopped without ending the customer's ticket before it", async () => {
    const { stand: made, printer } = stand()
    await made.port.prepare()
    printer.isSlow = true
    const ticket = made.port.print(Uint8Array.of(2), '0001')
    await settle()
    const slip = made.printNow(Uint8Array.of(1), 'SLIP')
    await made.cancel()
    expect(await slip).toMatchObject({ error: { code: 'PRINTER_BUSY' } })
    printer.goOn()
    expect([await ticket, printer.printed]).toEqual(['printed', [Uint8Array.of(2)]])
    printer.isSlow = true
    const second = made.printNow(Uint8Array.of(3), 'SLIP')
    await settle()
    await made.cancel()
    expect(await second).toMatchObject({ error: { code: 'PRINTER_OUTCOME_UNKNOWN' } })
  })

  it('takes no paper any more once another stand takes its place', async () => {
    const { stand: made, printer } = stand()
    await made.port.prepare()
    const full = made.retire(async () => Promise.reject(new Error('disk full')))
    await expect(full).rejects.toThrow('disk full')
    await made.port.prepare()
    expect(await made.port.print(Uint8Array.of(3), '0003')).toBe('printed')
    await made.retire(async () => {})
    expect([await made.port.print(Uint8Array.of(1), '0001'), await made.port.prepare()]).toEqual([
      'not-printed',
      'PRINTER_BUSY',
    ])
    expect(printer.printed).toEqual([Uint8Array.of(3)])
  })

  it('keeps a log of what it lived through', async () => {
    const { stand: made, printer, clock, log } = stand()
    for (const [trouble, seconds] of [
      [null, 0],
      ['PRINTER_UNREACHABLE', 8],
      ['PRINTER_PAPER_OUT', 0],
      [null, 0],
    ] as const) {
      printer.trouble = trouble
      await made.check()
      await clock.advance(seconds * 1_000)
    }
    expect(log.map(({ kind, details }) => [kind, details])).toEqual([
      ['connected', {}],
      ['lost', { code: 'PRINTER_UNREACHABLE' }],
      ['reconnected', { seconds: 8 }],
      ['trouble', { code: 'PRINTER_PAPER_OUT' }],
      ['trouble-over', { code: 'PRINTER_PAPER_OUT' }],
    ])
  })
})
