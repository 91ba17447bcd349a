/**
 * Goal: no ticket is lost and none is printed twice, whatever becomes of printer, line and disk. Method: worker and driver
 * against the simulated printer's mechanism in memory; whole sequences of moves and of what the status bar shows.
 */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { CatalogueFailure } from '#contract/result.ts'
import { acknowledgementRequest } from '#hardware/printers/escpos-encoder.ts'
import { acknowledgementId } from '#hardware/printers/ticket-acknowledgement.ts'
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
