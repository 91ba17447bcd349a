/**
 * Goal: a line that takes no bytes keeps nothing waiting for longer than its work needs: its paper is held, nothing else
 * stands behind it, and nothing leaves late that is worth nothing then. Method: the driver, and worker and driver, on lines
 * whose writes do not end, in time that stands still.
 */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { CatalogueFailure } from '#contract/result.ts'
import type { PrintOutcome } from '#hardware/printers/ticket-printer.ts'
import { settle } from '#test/support/payment/manual-clock.ts'
import { ACKNOWLEDGED, ASB_PAPER_OUT, ASB_WELL, hex, opened, TICKET } from '#test/support/printers/hand-line.ts'
import { openBench } from '#test/support/printers/printer-bench.ts'
import { cardTicket, customerTicket } from '#test/support/tickets/documents.ts'

const MARGIN_MS = LIMITS.printerHandOverMarginMs

/** Its next writes wait until they are let through. */
async function stuck(endpoint?: string) {
  const bench = await opened(endpoint)
  bench.line.stuck = []
  const letThrough = async () => {
    const waiting = bench.line.stuck?.splice(0) ?? []
    bench.line.stuck = null
    for (const goOn of waiting) goOn()
    await settle()
  }
  return { ...bench, letThrough }
}

describe('a ticket whose line takes nothing', () => {
  it.each([
    ['hand:', 2],
    ['serial:/dev/hand;115200', 2],
    ['serial:/dev/hand', 11_000 / 19_200],
    ['serial:/dev/hand;9600', 11_000 / 9_600],
  ])('is held on %s once the time its bytes need is over, and a margin', async (endpoint, perByteMs) => {
    const { clock, print, held, outcome } = await stuck(endpoint)
    const bytes = new Uint8Array(6_000).fill(0x41)
    void print(bytes)
    await clock.advance(Math.ceil(MARGIN_MS + bytes.length * Math.max(perByteMs, 2)) - 1)
    expect(held).toEqual([])
    await clock.advance(1)
    expect([held, outcome()]).toEqual([['PRINTER_TAKES_NOTHING'], null])
  })

  it('goes on as soon as the line does, and is sent once', async () => {
    const { clock, line, printer, print, held, say, outcome, letThrough } = await stuck()
    void print(new Uint8Array(600).fill(0x41))
    await clock.advance(60_000)
    expect(await printer.prepare()).toBe('PRINTER_TAKES_NOTHING')
    await letThrough()
    expect(held).toEqual(['PRINTER_TAKES_NOTHING', null])
    expect(await printer.prepare()).toBe('PRINTER_BUSY')
    await say(...ACKNOWLEDGED)
    expect(outcome()).toBe('printed')
    expect(line.sent.filter((bytes) => bytes[0] === 0x41).map(({ length }) => length)).toEqual([512, 88])
  })

  it('waits for what its printer says that it needs, where that says anything', async () => {
    const { clock, print, held, say } = await stuck()
    void print()
    await settle()
    await say(...ASB_PAPER_OUT)
    await clock.advance(10 * MARGIN_MS)
    expect(held).toEqual(['PRINTER_PAPER_OUT'])
    await say(...ASB_WELL)
    await clock.advance(2 * MARGIN_MS)
    expect(held).toEqual(['PRINTER_PAPER_OUT', null, 'PRINTER_TAKES_NOTHING'])
  })

  it('is unknown once its line is let go, and what was not out is thrown away', async () => {
    const { clock, line, printer, print, outcome } = await stuck()
    void print(new Uint8Array(600).fill(0x41))
    await clock.advance(2 * MARGIN_MS)
    await printer.close()
    await settle()
    expect([outcome(), line.discarded > 0, printer.mayHoldHalfTicket()]).toEqual(['unknown', true, true])
  })
})

describe('what must be out at once on a line that takes nothing', () => {
  it('is no kick of the drawer minutes later: its line is given up within the time of an answer', async () => {
    const { clock, line, printer } = await stuck()
    const kicked = printer.kickNow()
    await clock.advance(LIMITS.printerStatusTimeoutMs)
    expect([await kicked, line.discarded]).toEqual(['unknown', 1])
  })

  it('nor is a kick that the line took and nobody answered', async () => {
    const { clock, line, printer } = await opened()
    line.status = null
    const kicked = printer.kickNow()
    await clock.advance(LIMITS.printerStatusTimeoutMs)
    expect([await kicked, line.discarded]).toEqual(['unknown', 1])
  })

  it('nor are rows of a display', async () => {
    const { clock, line, printer } = await opened()
    const write = line.write.bind(line)
    line.write = (bytes) => {
      if (bytes[0] === 0x1b) line.stuck = []
      return write(bytes)
    }
    const passed = printer.passOn?.(Uint8Array.of(0x1b, 0x3d, 0x02))
    await clock.advance(2 * MARGIN_MS)
    expect([await passed, line.discarded]).toEqual([false, 1])
  })

  it('nor is the end of half a ticket: nothing of the next one leaves, and the half is ended first later', async () => {
    const { clock, line, printer, letThrough } = await stuck()
    printer.expectHalfTicket()
    const ended: PrintOutcome[] = []
    void printer.print(Uint8Array.of(0x41), 'ab01').then((outcome) => ended.push(outcome))
    await clock.advance(3 * MARGIN_MS)
    expect([ended, line.discarded > 0, printer.mayHoldHalfTicket()]).toEqual([['not-printed'], true, true])
    await letThrough()
    expect(line.sent.some((bytes) => bytes[0] === 0x41)).toBe(false)
  })
})

describe('the worker of a printer whose line takes nothing in the middle of a ticket', () => {
  async function heldBack() {
    const bench = openBench()
    bench.holdBackAfter = 600
    await bench.add('a', customerTicket())
    await bench.worker.start()
    await bench.clock.advance(3 * MARGIN_MS)
    expect(bench.spool.moves).toEqual(['a sending'])
    expect(bench.worker.health()).toMatchObject({
      state: 'needs-attention',
      failure: { code: 'PRINTER_TAKES_NOTHING' },
    })
    return bench
  }

  it('gives up a kick in its time, and opens no drawer when the line goes on', async () => {
    const bench = await heldBack()
    await bench.add('kick', { kind: 'drawer' })
    await bench.clock.advance(LIMITS.drawerKickAgeMaxMs + 2 * LIMITS.printerHeldCheckMs)
    expect(bench.spool.moves.at(-1)).toBe('kick not-printed')
    bench.letThrough()
    await bench.clock.advance(60_000)
    expect([bench.spool.moves.at(-1), bench.tickets.length, bench.pulses]).toEqual(['a printed', 1, []])
    await bench.worker.stop()
  })

  it('prints the next one after it, each once', async () => {
    const bench = await heldBack()
    await bench.add('b', cardTicket())
    await bench.clock.advance(60_000)
    expect(bench.spool.moves).toEqual(['a sending'])
    bench.letThrough()
    await bench.clock.advance(1)
    expect(bench.spool.moves).toEqual(['a sending', 'a printed', 'b sending', 'b printed'])
    await bench.worker.stop()
  })

  it('stops in its time', async () => {
    const bench = await heldBack()
    const stopped = bench.worker.stop()
    await bench.clock.advance(LIMITS.printerStopTimeoutMs)
    await stopped
    expect(bench.spool.moves).toEqual(['a sending', 'a unknown'])
  })
})

describe('a paper that is held', () => {
  it('is unknown as soon as nobody waits for it any more; the next one is cut off from what is left of it', async () => {
    const bench = openBench({ paperLines: 20 })
    await bench.add('a', customerTicket())
    await bench.add('b', cardTicket())
    await bench.worker.start()
    await bench.clock.advance(1)
    expect(bench.worker.health().failure).toEqual({ code: 'PRINTER_PAPER_OUT' })
    expect(await bench.worker.giveUp('b')).toBe(false)
    expect(await bench.worker.giveUp('a')).toBe(true)
    expect(bench.spool.moves).toEqual(['a sending', 'a unknown'])
    expect(await bench.worker.giveUp('a')).toBe(false)
    bench.mechanism.refill(500)
    await bench.clock.advance(60_000)
    expect(bench.spool.moves.slice(2)).toEqual(['b sending', 'b printed'])
    expect(bench.tickets.at(-1)).toContain('CARTE BANCAIRE')
    await bench.worker.stop()
  })

  it('and goes on by now is not given up: what comes out at that moment is not cut off', async () => {
    const bench = openBench({ paperLines: 20 })
    bench.silenced.add('GS ( H').add('GS r')
    await bench.add('a', customerTicket())
    await bench.worker.start()
    await bench.clock.advance(1)
    expect(bench.worker.health().failure).toEqual({ code: 'PRINTER_PAPER_OUT' })
    bench.mechanism.refill(500)
    await bench.clock.advance(1)
    expect(await bench.worker.giveUp('a')).toBe(false)
    expect([bench.discarded, bench.spool.moves]).toEqual([0, ['a sending']])
    const stopped = bench.worker.stop()
    await bench.clock.advance(LIMITS.printerStopTimeoutMs)
    await stopped
  })

  it('by its line leaves nothing behind on it when it is given up', async () => {
    const bench = openBench()
    bench.holdBackAfter = 600
    await bench.add('a', customerTicket())
    await bench.worker.start()
    await bench.clock.advance(3 * MARGIN_MS)
    expect(await bench.worker.giveUp('a')).toBe(true)
    bench.letThrough()
    await bench.add('b', cardTicket())
    await bench.clock.advance(60_000)
    expect(bench.spool.moves).toEqual(['a sending', 'a unknown', 'b sending', 'b printed'])
    expect(bench.tickets).toHaveLength(2)
    await bench.worker.stop()
  })

  it('is thrown away with its line when it is given up, also where that had taken all of it', async () => {
    const { line, printer, clock } = await opened()
    const end = new AbortController()
    const printed = printer.print(Uint8Array.of(0x41), 'ab01', { signal: end.signal })
    await clock.advance(1)
    end.abort()
    expect([await printed, line.discarded]).toEqual(['unknown', 1])
    const late = printer.print(Uint8Array.of(0x41), 'ab02', { signal: end.signal })
    expect([await printer.prepare(), await late]).toEqual([null, 'not-printed'])
  })

  it('is not waited for longer than a moment while the disk refuses it', async () => {
    const bench = openBench({ paperLines: 20 })
    await bench.add('a', customerTicket())
    await bench.worker.start()
    await bench.clock.advance(1)
    const { move } = bench.spool
    bench.spool.move = () => Promise.reject(new CatalogueFailure({ code: 'STORE_DISK_FULL' }))
    const given = bench.worker.giveUp('a')
    await bench.clock.advance(LIMITS.printerStopTimeoutMs)
    expect(await given).toBe(false)
    bench.spool.move = move
    await bench.clock.advance(60_000)
    expect(bench.spool.moves).toEqual(['a sending', 'a unknown'])
    await bench.worker.stop()
  })

  it('is never a kick of the drawer: that one is given up at once', async () => {
    const bench = openBench({ drawer: { way: 'queued', pin: 2 } })
    await bench.worker.start()
    await bench.clock.advance(1)
    // The three questions before the kick go out, and not the kick.
    bench.holdBackAfter = 18
    await bench.add('kick', { kind: 'drawer' })
    await bench.clock.advance(2 * MARGIN_MS)
    expect(bench.spool.moves).toEqual(['kick sending', 'kick unknown'])
    bench.letThrough()
    await bench.clock.advance(60_000)
    expect(bench.pulses).toEqual([])
    await bench.worker.stop()
  })

  it('nor is a kick that nobody answers for: what the line has of it is thrown away within seconds', async () => {
    const bench = openBench({ drawer: { way: 'queued', pin: 2 } })
    for (const reply of ['GS ( H', 'GS r']) bench.silenced.add(reply)
    await bench.add('kick', { kind: 'drawer' })
    await bench.worker.start()
    await bench.clock.advance(LIMITS.drawerKickOutMs - 1)
    expect([bench.spool.moves, bench.discarded]).toEqual([['kick sending'], 0])
    await bench.clock.advance(1)
    expect([bench.spool.moves, bench.discarded]).toEqual([['kick sending', 'kick unknown'], 1])
    await bench.worker.stop()
  })
})

describe('what is for a display behind a printer', () => {
  /** ESC = 2, a text that is longer than what arrives of it, ESC = 1. */
  const shown = Uint8Array.of(0x1b, 0x3d, 0x02, ...Buffer.from('TOTAL 1,20'), 0x1b, 0x3d, 0x01)

  const LOOK_BYTES = 9

  it.each([3, 8, 12])('and is cut off after %i bytes takes no ticket away from the printer', async (arrived) => {
    const bench = openBench()
    bench.cutLineAfter = LOOK_BYTES + arrived
    expect(await bench.printer.passOn?.(shown)).toBe(false)
    bench.far.plug()
    await bench.add('a', customerTicket())
    await bench.worker.start()
    await bench.clock.advance(60_000)
    expect(bench.spool.moves).toEqual(['a sending', 'a printed'])
    expect(bench.tickets).toHaveLength(1)
    await bench.worker.stop()
  })
})

describe('half a ticket on a line that is never quiet', () => {
  it('is waited for no longer than a paper is', async () => {
    const { clock, line, printer, print, say } = await opened()
    printer.expectHalfTicket()
    void print()
    for (let sinceMs = 0; sinceMs <= LIMITS.printerTicketTimeoutMs; sinceMs += 1_000) {
      await say(0x00)
      await clock.advance(1_000)
    }
    expect(line.sent.map(hex)).toContain(hex(TICKET))
    await printer.close()
  })
})
