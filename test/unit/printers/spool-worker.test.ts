/**
 * Goal: no ticket is lost and none is printed twice, whatever the printer does. Method: worker and driver against the
 * simulated printer's mechanism in memory; whole sequences of moves and of what the status bar shows.
 */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { CatalogueFailure } from '#contract/result.ts'
import { acknowledgementRequest } from '#hardware/printers/escpos-encoder.ts'
import { acknowledgementId } from '#hardware/printers/spool-worker.ts'
import { settle } from '#test/support/payment/manual-clock.ts'
import { openBench } from '#test/support/printers/printer-bench.ts'
import { cardTicket, customerTicket, line, paperText } from '#test/support/tickets/documents.ts'
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

describe('an outcome nobody knows', () => {
  it('follows power lost in the middle of a ticket; the ticket is never sent again', async () => {
    const bench = openBench({ paperLines: 20 })
    await bench.add('a', customerTicket())
    await bench.add('b', cardTicket())
    await bench.worker.start()
    await bench.clock.advance(1)
    bench.mechanism.losePower()
    bench.far.unplug()
    await bench.clock.advance(1)
    expect(bench.worker.health()).toMatchObject({ state: 'lost', unknownJobs: 1, queuedJobs: 1 })
    bench.mechanism.refill(500)
    bench.far.plug()
    await bench.clock.advance(120_000)
    expect(bench.spool.moves).toEqual(['a sending', 'a unknown', 'b sending', 'b printed'])
    // What may have been half out is cut off first: here a blank strip, the printer having lost it.
    expect(bench.tickets.map((text) => text === '' || text.includes('CARTE BANCAIRE'))).toEqual([true, true])
    expect(bench.tickets[0]).toBe('')
    expect(bench.shown).toContain('needs-attention PRINTER_OUTCOME_UNKNOWN')
    await bench.worker.stop()
  })

  it('follows silence of a printer that nothing hinders', async () => {
    const bench = openBench()
    bench.silenced.add('GS ( H').add('GS r')
    await bench.add('a', customerTicket())
    await bench.worker.start()
    await bench.clock.advance(LIMITS.printerTicketTimeoutMs - 1)
    expect(bench.spool.moves).toEqual(['a sending'])
    await bench.clock.advance(2)
    expect(bench.spool.moves).toEqual(['a sending', 'a unknown'])
    expect(bench.worker.health()).toMatchObject({
      state: 'needs-attention',
      unknownJobs: 1,
      failure: { code: 'PRINTER_OUTCOME_UNKNOWN' },
    })
    await bench.worker.stop()
  })

  it('follows a stop while the paper is waited for', async () => {
    const bench = openBench({ paperLines: 20 })
    await bench.add('a', customerTicket())
    await bench.worker.start()
    await bench.clock.advance(1)
    const stopped = bench.worker.stop()
    await bench.clock.advance(LIMITS.printerStopTimeoutMs)
    await stopped
    expect(bench.spool.moves).toEqual(['a sending', 'a unknown'])
  })

  it('is not cleared by the answer to the job before, of a printer that answers by barrier alone', async () => {
    const bench = openBench({ paperLines: 20 })
    bench.silenced.add('GS ( H').add('GS r')
    await bench.add('a', customerTicket())
    await bench.add('b', cardTicket())
    await bench.worker.start()
    await bench.clock.advance(1)
    bench.far.unplug()
    await bench.clock.advance(1)
    bench.mechanism.refill(500)
    bench.far.plug()
    await bench.clock.advance(LIMITS.printerRetryPausesMs[0] ?? 0)
    expect(bench.spool.moves).toEqual(['a sending', 'a unknown', 'b sending'])
    // What the printer owed to the first one, while the second is on its way.
    bench.far.write(Uint8Array.of(0x00))
    await bench.clock.advance(1)
    expect(bench.spool.moves).not.toContain('b printed')
    bench.silenced.clear()
    await bench.clock.advance(LIMITS.printerQuietMs)
    expect(bench.spool.moves.at(-1)).toBe('b printed')
    expect(bench.tickets.at(-1)).toBe(textOf(cardTicket()))
    await bench.worker.stop()
  })

  it('is what a kill leaves: the next start settles it and prints only what still waits', async () => {
    const bench = openBench()
    await bench.add('a', customerTicket())
    await bench.spool.move('a', 'sending')
    await bench.add('b', cardTicket())
    await bench.spool.settleInterrupted()
    await bench.worker.start()
    await bench.clock.advance(1)
    expect(bench.spool.moves).toEqual(['a sending', 'a unknown', 'b sending', 'b printed'])
    expect(bench.tickets).toEqual(['', expect.stringContaining('CARTE BANCAIRE')])
    await bench.worker.stop()
  })

  it('within an image takes nothing of the next ticket with it', async () => {
    const bench = openBench()
    await bench.add('a', customerTicket({ lines: [line('Борщ', 450, 'A')] }))
    await bench.add('b', cardTicket())
    bench.cutLineAfter = 900
    await bench.worker.start()
    await bench.clock.advance(1)
    expect(bench.spool.moves).toEqual(['a sending', 'a unknown'])
    bench.far.plug()
    await bench.clock.advance(60_000)
    expect(bench.spool.moves).toEqual(['a sending', 'a unknown', 'b sending', 'b printed'])
    const [half, whole] = bench.tickets
    expect(half).toContain('[image 504 x 30]')
    expect(half).not.toContain('CARTE BANCAIRE')
    expect(whole).toBe(textOf(cardTicket()))
    await bench.worker.stop()
  })

  it('is what a printer leaves that was switched off and on while it waited for paper, whatever it answers then', async () => {
    const bench = openBench({ paperLines: 20 })
    await bench.add('a', customerTicket())
    await bench.worker.start()
    await bench.clock.advance(1)
    expect(bench.worker.health().failure).toEqual({ code: 'PRINTER_PAPER_OUT' })
    // On a serial line nobody hears of it: the head of the ticket is gone, its end comes out and is acknowledged.
    bench.mechanism.losePower()
    bench.mechanism.refill(500)
    bench.mechanism.accept(acknowledgementRequest(acknowledgementId('a')))
    await bench.clock.advance(1)
    expect(bench.spool.moves).toEqual(['a sending', 'a unknown'])
    await bench.worker.stop()
  })
})

describe('a printer that is away', () => {
  it('is looked for after 1, 2, 5, 10 and then every 30 seconds, and at once for a new paper', async () => {
    const bench = openBench()
    const tries: number[] = []
    const prepare = bench.printer.prepare.bind(bench.printer)
    bench.printer.prepare = () => {
      tries.push(bench.clock.monotonicMs() / 1_000)
      return prepare()
    }
    bench.far.unplug()
    await bench.worker.start()
    await bench.clock.advance(80_000)
    expect(tries).toEqual([0, 1, 3, 8, 18, 48, 78])
    await bench.add('a', customerTicket())
    await settle()
    expect(tries.at(-1)).toBe(80)
    await bench.worker.stop()
  })

  it('is tried for ever with longer pauses, and prints when it is back', async () => {
    const bench = openBench()
    bench.far.unplug()
    await bench.add('a', customerTicket())
    await bench.worker.start()
    await bench.clock.advance(3_600_000)
    expect(bench.spool.moves).toEqual([])
    expect(bench.worker.health()).toMatchObject({
      state: 'lost',
      failure: { code: 'PRINTER_UNREACHABLE' },
      queuedJobs: 1,
    })
    bench.far.plug()
    await bench.clock.advance(LIMITS.printerRetryPausesMs.at(-1) ?? 0)
    expect(bench.tickets).toEqual([TICKET_TEXT])
    await bench.worker.stop()
  })

  it('is told from one that answers: a line that stays mute counts as away', async () => {
    const bench = openBench()
    bench.silenced.add('DLE EOT')
    await bench.add('a', customerTicket())
    await bench.worker.start()
    await bench.clock.advance(LIMITS.printerStatusTimeoutMs)
    expect(bench.worker.health()).toMatchObject({ state: 'lost', failure: { code: 'PRINTER_UNREACHABLE' } })
    expect(bench.spool.moves).toEqual([])
    const stopped = bench.worker.stop()
    await bench.clock.advance(1)
    await stopped
  })

  it('shows without a job to print, within one look', async () => {
    const bench = openBench()
    await bench.worker.start()
    await bench.clock.advance(1)
    bench.far.unplug()
    await bench.clock.advance(LIMITS.printerIdleCheckMs)
    expect(bench.worker.health().failure).toEqual({ code: 'PRINTER_UNREACHABLE' })
    await bench.worker.stop()
  })
})

describe('a printer that is there and takes nothing', () => {
  /** A queue of Windows that refuses its jobs. */
  function refusing(bench: ReturnType<typeof openBench>) {
    const tries: number[] = []
    const { print } = bench.printer
    bench.printer.print = async () => {
      // Without a pause no time would ever pass.
      if (tries.push(bench.clock.monotonicMs() / 1_000) > 20) throw new Error('asked without a pause')
      return 'not-printed'
    }
    return { tries, relent: () => Object.assign(bench.printer, { print }) }
  }

  it('is asked again after longer and longer pauses, shown as away, and prints once it takes a job', async () => {
    const bench = openBench()
    const { tries, relent } = refusing(bench)
    await bench.add('a', customerTicket())
    await bench.worker.start()
    await bench.clock.advance(30_000)
    expect(tries).toEqual([0, 1, 3, 8, 18])
    expect(bench.worker.health()).toMatchObject({
      state: 'lost',
      failure: { code: 'PRINTER_UNREACHABLE' },
      queuedJobs: 1,
    })
    relent()
    await bench.clock.advance(30_000)
    expect(bench.shown).toEqual(['ready', 'busy', 'lost PRINTER_UNREACHABLE', 'ready'])
    expect(bench.spool.moves.slice(-2)).toEqual(['a sending', 'a printed'])
    expect(bench.worker.health()).toMatchObject({ state: 'ready', queuedJobs: 0 })
    await bench.worker.stop()
  })

  it('gives its paper back in one step: no person can give it up in between and see it printed', async () => {
    const bench = openBench()
    const { relent } = refusing(bench)
    await bench.add('a', customerTicket())
    await bench.worker.start()
    await bench.clock.advance(1)
    expect(bench.spool.moves).toEqual(['a sending', 'a queued'])
    bench.spool.drop('a')
    relent()
    await bench.clock.advance(60_000)
    expect([bench.spool.moves, bench.tickets]).toEqual([['a sending', 'a queued'], []])
    await bench.worker.stop()
  })
})

describe('a printer whose driver fails', () => {
  it.each(['rejects', 'throws'])('leaves no paper on its way for ever: one that %s is unknown', async (how) => {
    const bench = openBench()
    const { print } = bench.printer
    bench.printer.print = () => {
      if (how === 'throws') throw new Error('no such device')
      return Promise.reject(new Error('no such device'))
    }
    await bench.add('a', customerTicket())
    await bench.worker.start()
    await bench.clock.advance(1)
    expect(bench.worker.health().failure).toEqual({ code: 'PRINTER_OUTCOME_UNKNOWN' })
    Object.assign(bench.printer, { print })
    await bench.add('b', cardTicket())
    await bench.clock.advance(60_000)
    expect(bench.spool.moves).toEqual(['a sending', 'a unknown', 'b sending', 'b printed'])
    await bench.worker.stop()
  })
})

describe('a paper that cannot be printed', () => {
  it('is given up with its error, and what stands behind it is printed', async () => {
    const bench = openBench({
      layOut: (document, columns) => {
        const { rows } = layOut(document, columns)
        if (document.kind !== 'card-ticket') return { columns, rows }
        return { columns, rows: [{ kind: 'barcode', symbology: 'ean13', content: '123' }, ...rows] }
      },
    })
    await bench.add('a', cardTicket())
    await bench.add('b', customerTicket())
    await bench.worker.start()
    await bench.clock.advance(100)
    expect(bench.spool.moves).toEqual(['a sending', 'a not-printed', 'b sending', 'b printed'])
    expect(bench.shown).toContain('needs-attention PRINTER_BARCODE_INVALID')
    expect(bench.tickets).toEqual([TICKET_TEXT])
    await bench.worker.stop()
  })
})

describe('a disk that refuses', () => {
  const full = () => new CatalogueFailure({ code: 'STORE_DISK_FULL' })

  it('before a job keeps every byte back', async () => {
    const bench = openBench()
    bench.spool.refusals.push(full())
    await bench.add('a', customerTicket())
    await bench.worker.start()
    await settle()
    expect(bench.tickets).toEqual([])
    expect(bench.worker.health().failure).toEqual({ code: 'STORE_DISK_FULL' })
    await bench.clock.advance(10_000)
    expect(bench.tickets).toEqual([TICKET_TEXT])
    await bench.worker.stop()
  })

  it('after a job is asked again until it takes the outcome; the ticket is out once', async () => {
    const bench = openBench({ paperLines: 20 })
    await bench.add('a', customerTicket())
    await bench.worker.start()
    await bench.clock.advance(1)
    bench.spool.refusals.push(full(), full())
    bench.mechanism.refill(500)
    await bench.clock.advance(60_000)
    expect(bench.spool.moves).toEqual(['a sending', 'a printed'])
    expect(bench.tickets).toEqual([TICKET_TEXT])
    await bench.worker.stop()
  })
})
