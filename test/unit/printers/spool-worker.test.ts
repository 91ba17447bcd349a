/**
 * Goal: no ticket is lost and none is printed twice, whatever the printer does. Method: worker and driver against the
 * simulated printer's mechanism in memory; whole sequences of moves and of what the status bar shows.
 */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { openBench } from '#test/support/printers/printer-bench.ts'
import { cardTicket, customerTicket, paperText } from '#test/support/tickets/documents.ts'
import { layOut } from '#till/tickets/lay-out.ts'
import type { TicketDocument } from '#till/tickets/ticket-document.ts'

const textOf = (document: TicketDocument) =>
  paperText(layOut(document, 42))
    .map((row) => row.trimEnd())
    .join('\n')
const TICKET_TEXT = textOf(customerTicket())

describe('a printer that is well', () => {
  it('prints what waits, in order, each once, with the digest of its bytes', async () => {
    const bench = openBench()
    await bench.add('a', customerTicket())
    await bench.add('b', cardTicket())
    await bench.worker.start()
    await bench.clock.advance(100)
    expect(bench.spool.moves).toEqual(['a sending', 'a printed', 'b sending', 'b printed'])
    expect(bench.tickets).toHaveLength(2)
    expect(bench.tickets[0]).toBe(TICKET_TEXT)
    const digestHex = createHash('sha256')
      .update(bench.ticketBytes[0] ?? '')
      .digest('hex')
    expect((await bench.spool.job('a'))?.digestHex).toBe(digestHex)
    expect(bench.printer.acknowledgement()).toBe('response')
    expect(bench.worker.health()).toMatchObject({ state: 'ready', queuedJobs: 0, unknownJobs: 0, failure: null })
    await bench.worker.stop()
  })

  it('wakes for a new job and opens the drawer before the ticket', async () => {
    const bench = openBench()
    await bench.worker.start()
    await bench.clock.advance(1)
    await bench.add('ticket', customerTicket())
    await bench.add('kick', { kind: 'drawer' })
    await bench.clock.advance(1)
    expect(bench.spool.moves).toEqual(['kick sending', 'kick printed', 'ticket sending', 'ticket printed'])
    expect(bench.pulses).toEqual([{ pin: 2, onMs: 100, realTime: false }])
    await bench.worker.stop()
  })

  it('leaves alone what a person took out of the queue while it was being looked at', async () => {
    const bench = openBench()
    const { prepare } = bench.printer
    let isFirst = true
    Object.assign(bench.printer, {
      prepare: async () => {
        if (isFirst) bench.spool.drop('a')
        isFirst = false
        return prepare.call(bench.printer)
      },
    })
    await bench.add('a', customerTicket())
    await bench.add('b', cardTicket())
    await bench.worker.start()
    await bench.clock.advance(100)
    expect(bench.spool.moves).toEqual(['b sending', 'b printed'])
    expect(bench.shown).not.toContain('needs-attention INTERNAL_UNEXPECTED')
    await bench.worker.stop()
  })

  it('is well again once somebody has said what became of its paper', async () => {
    const bench = openBench()
    for (const reply of ['GS ( H', 'GS r']) bench.silenced.add(reply)
    await bench.add('a', customerTicket())
    await bench.worker.start()
    await bench.clock.advance(2 * LIMITS.printerTicketTimeoutMs)
    expect(bench.worker.health()).toMatchObject({ failure: { code: 'PRINTER_OUTCOME_UNKNOWN' }, unknownJobs: 1 })
    bench.spool.drop('a')
    bench.worker.notify()
    await bench.clock.advance(LIMITS.printerIdleCheckMs)
    expect(bench.worker.health()).toMatchObject({ state: 'ready', failure: null, unknownJobs: 0 })
    await bench.worker.stop()
  })

  it('is believed by its GS r answer when it knows no GS ( H', async () => {
    const bench = openBench()
    bench.silenced.add('GS ( H')
    await bench.add('a', customerTicket())
    await bench.worker.start()
    await bench.clock.advance(1)
    expect(bench.spool.moves).toEqual(['a sending', 'a printed'])
    expect(bench.printer.acknowledgement()).toBe('barrier')
    await bench.worker.stop()
  })
})

describe('paper', () => {
  it('that runs out in the middle is waited for; the rest comes after the refill, once', async () => {
    const bench = openBench({ paperLines: 20 })
    await bench.add('a', customerTicket())
    await bench.worker.start()
    await bench.clock.advance(10 * LIMITS.printerTicketTimeoutMs)
    expect(bench.spool.moves).toEqual(['a sending'])
    expect(bench.tickets).toEqual([])
    expect(bench.worker.health()).toMatchObject({
      state: 'needs-attention',
      failure: { code: 'PRINTER_PAPER_OUT' },
    })
    bench.mechanism.refill(500)
    await bench.clock.advance(1)
    expect(bench.spool.moves).toEqual(['a sending', 'a printed'])
    expect(bench.tickets).toEqual([TICKET_TEXT])
    expect(bench.shown).toEqual(['ready', 'busy', 'needs-attention PRINTER_PAPER_OUT', 'busy', 'ready'])
    await bench.worker.stop()
  })

  it('is waited for as well when the printer, full, answers nothing until the refill', async () => {
    const bench = openBench({ paperLines: 20 })
    await bench.add('a', customerTicket())
    await bench.worker.start()
    await bench.clock.advance(1)
    bench.silenced.add('DLE EOT')
    await bench.clock.advance(10 * LIMITS.printerTicketTimeoutMs)
    expect(bench.spool.moves).toEqual(['a sending'])
    bench.silenced.clear()
    bench.mechanism.refill(500)
    await bench.clock.advance(1)
    expect(bench.spool.moves).toEqual(['a sending', 'a printed'])
    expect(bench.tickets).toEqual([TICKET_TEXT])
    await bench.worker.stop()
  })

  it('of a printer that reports nothing by itself is asked for, and waited for', async () => {
    const bench = openBench({ paperLines: 20 })
    bench.silenced.add('ASB')
    await bench.add('a', customerTicket())
    await bench.worker.start()
    await bench.clock.advance(10 * LIMITS.printerTicketTimeoutMs)
    expect(bench.spool.moves).toEqual(['a sending'])
    expect(bench.worker.health().failure).toEqual({ code: 'PRINTER_PAPER_OUT' })
    bench.mechanism.refill(500)
    await bench.clock.advance(1)
    expect(bench.tickets).toEqual([TICKET_TEXT])
    await bench.worker.stop()
  })

  it('that is out before the job leaves it in the queue, not on its way', async () => {
    const bench = openBench({ paperLines: 0 })
    await bench.add('a', customerTicket())
    await bench.worker.start()
    await bench.clock.advance(60_000)
    expect(bench.spool.moves).toEqual([])
    bench.mechanism.refill(500)
    await bench.clock.advance(LIMITS.printerHeldCheckMs)
    expect(bench.spool.moves).toEqual(['a sending', 'a printed'])
    expect(bench.shown).toEqual(['ready', 'needs-attention PRINTER_PAPER_OUT', 'ready', 'busy', 'ready'])
    await bench.worker.stop()
  })

  it.each([
    ['PRINTER_COVER_OPEN', (bench: ReturnType<typeof openBench>, on: boolean) => bench.mechanism.setCover(on)],
    [
      'PRINTER_STOPPED',
      (bench: ReturnType<typeof openBench>, on: boolean) => bench.mechanism.setFault(on ? 'unrecoverable' : null),
    ],
  ])('waits through %s', async (code, set) => {
    const bench = openBench()
    set(bench, true)
    await bench.add('a', customerTicket())
    await bench.worker.start()
    await bench.clock.advance(1)
    expect(bench.worker.health()).toMatchObject({ state: 'needs-attention', failure: { code }, queuedJobs: 1 })
    set(bench, false)
    await bench.clock.advance(LIMITS.printerHeldCheckMs)
    expect(bench.tickets).toEqual([TICKET_TEXT])
    await bench.worker.stop()
  })

  it('does not keep the drawer shut', async () => {
    const bench = openBench({ paperLines: 0 })
    await bench.add('a', customerTicket())
    await bench.add('kick', { kind: 'drawer' })
    await bench.worker.start()
    await bench.clock.advance(1)
    expect(bench.pulses).toEqual([{ pin: 2, onMs: 100, realTime: true }])
    expect(bench.spool.moves).toEqual(['kick sending', 'kick printed'])
    await bench.worker.stop()
  })
})

describe('a ticket that waits for paper in the middle', () => {
  async function waiting(options: Parameters<typeof openBench>[0] = {}) {
    const bench = openBench({ paperLines: 20, ...options })
    await bench.add('a', customerTicket())
    await bench.worker.start()
    await bench.clock.advance(1)
    expect(bench.spool.moves).toEqual(['a sending'])
    return bench
  }

  it('does not keep the drawer shut, and shows all the same', async () => {
    const bench = await waiting()
    await bench.add('kick', { kind: 'drawer' })
    await bench.clock.advance(1)
    expect(bench.pulses).toEqual([{ pin: 2, onMs: 100, realTime: true }])
    expect(bench.spool.moves).toEqual(['a sending', 'kick sending', 'kick printed'])
    expect(bench.worker.health()).toMatchObject({ state: 'needs-attention', failure: { code: 'PRINTER_PAPER_OUT' } })
    bench.mechanism.refill(500)
    await bench.clock.advance(1)
    expect(bench.tickets).toEqual([TICKET_TEXT])
    expect(bench.worker.health()).toMatchObject({ state: 'ready', queuedJobs: 0 })
    await bench.worker.stop()
  })

  it('is followed by the next one of the same printer, each once', async () => {
    const bench = await waiting()
    await bench.add('b', cardTicket())
    await bench.clock.advance(10 * LIMITS.printerHeldCheckMs)
    expect(bench.spool.moves).toEqual(['a sending'])
    bench.mechanism.refill(500)
    await bench.clock.advance(1)
    expect(bench.spool.moves).toEqual(['a sending', 'a printed', 'b sending', 'b printed'])
    expect(bench.tickets).toEqual([TICKET_TEXT, textOf(cardTicket())])
    await bench.worker.stop()
  })

  it('waits with a drawer that opens in its turn only; that one is given up in time, and holds up nothing', async () => {
    const bench = await waiting({ drawer: { way: 'queued', pin: 2 } })
    await bench.add('kick', { kind: 'drawer' })
    await bench.clock.advance(LIMITS.drawerKickAgeMaxMs + LIMITS.printerHeldCheckMs)
    bench.mechanism.refill(500)
    await bench.clock.advance(1)
    expect(bench.pulses).toEqual([])
    expect(bench.spool.moves).toEqual(['a sending', 'kick sending', 'kick not-printed', 'a printed'])
    await bench.worker.stop()
  })

  it('is unknown where the printer was switched off and on in its place, however long nobody answered', async () => {
    const bench = await waiting()
    // On a serial line the line stays; what the printer held is gone, and it tells nothing by itself any more.
    bench.silenced.add('DLE EOT')
    await bench.clock.advance(5 * LIMITS.printerTicketTimeoutMs)
    bench.mechanism.losePower()
    bench.mechanism.refill(500)
    bench.silenced.clear()
    await bench.add('b', cardTicket())
    await bench.clock.advance(LIMITS.printerSilentLookMaxMs + LIMITS.printerTicketTimeoutMs)
    expect(bench.spool.moves).toEqual(['a sending', 'a unknown', 'b sending', 'b printed'])
    expect(bench.tickets.at(-1)).toBe(textOf(cardTicket()))
    await bench.worker.stop()
  })
})

describe('a drawer kick', () => {
  it.each([
    ['queued', { pin: 5, onMs: 100, realTime: false }],
    ['without-paper', { pin: 5, onMs: 100, realTime: false }],
    ['at-once', { pin: 5, onMs: 100, realTime: true }],
  ] as const)('%s opens the drawer on the pin that is set', async (way, pulse) => {
    const bench = openBench({ drawer: { way, pin: 5 } })
    await bench.add('kick', { kind: 'drawer' })
    await bench.worker.start()
    await bench.clock.advance(1)
    expect([bench.pulses, bench.spool.moves]).toEqual([[pulse], ['kick sending', 'kick printed']])
    await bench.worker.stop()
  })

  it('that could not be done in time is not done later', async () => {
    const bench = openBench({ drawer: { way: 'queued', pin: 2 }, paperLines: 0 })
    await bench.add('kick', { kind: 'drawer' })
    await bench.worker.start()
    await bench.clock.advance(LIMITS.drawerKickAgeMaxMs + LIMITS.printerHeldCheckMs)
    bench.mechanism.refill(500)
    await bench.clock.advance(60_000)
    expect(bench.pulses).toEqual([])
    expect(bench.spool.moves).toEqual(['kick sending', 'kick not-printed'])
    await bench.worker.stop()
  })
})
