/**
 * Goal: a printer that stopped for an error it can recover from goes on without a switch, and drops nothing but the rest of a
 * paper of which nobody knows. Method: the driver, and worker and driver, on the simulated mechanism; the bytes are counted.
 */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { openBench } from '#test/support/printers/printer-bench.ts'
import { cardTicket, customerTicket } from '#test/support/tickets/documents.ts'

const RECOVER = '100502'

function watched(options: Parameters<typeof openBench>[0] = {}) {
  const bench = openBench(options)
  const recoveries: number[] = []
  bench.far.onBytes((bytes) => {
    if (Buffer.from(bytes).toString('hex') === RECOVER) recoveries.push(bench.clock.monotonicMs())
  })
  return { ...bench, recoveries }
}

describe('a printer that stands still with nothing under way', () => {
  it.each(['mechanical', 'cutter'] as const)('for a fault that can be recovered from (%s) goes on', async (fault) => {
    const { printer, mechanism, recoveries } = watched()
    mechanism.setFault(fault)
    expect([await printer.prepare(), recoveries.length, mechanism.sensors().stopped]).toEqual([null, 1, false])
    await printer.close()
  })

  it.each(['unrecoverable', 'overheated'] as const)('for another (%s) is told nothing', async (fault) => {
    const { printer, mechanism, recoveries } = watched()
    mechanism.setFault(fault)
    expect([await printer.prepare(), recoveries]).toEqual(['PRINTER_STOPPED', []])
    await printer.close()
  })

  it('and has its cover open is left alone: somebody has his fingers in it', async () => {
    const { printer, mechanism, recoveries } = watched()
    mechanism.setFault('cutter')
    mechanism.setCover(true)
    expect([await printer.prepare(), recoveries]).toEqual(['PRINTER_COVER_OPEN', []])
    mechanism.setCover(false)
    expect([await printer.prepare(), recoveries.length]).toEqual([null, 1])
    await printer.close()
  })

  it('and is of a family that may not know it is told nothing', async () => {
    const { printer, mechanism, recoveries } = watched({ profile: 'pos-5890' })
    mechanism.setFault('cutter')
    expect([await printer.prepare(), recoveries]).toEqual(['PRINTER_STOPPED', []])
    await printer.close()
  })

  it('and stops again at once is told again after a while, and not before', async () => {
    const { printer, mechanism, recoveries, clock } = watched({ lacks: ['recover'] })
    mechanism.setFault('cutter')
    for (let look = 0; look < 31; look += 1) {
      expect(await printer.prepare()).toBe('PRINTER_STOPPED')
      await clock.advance(LIMITS.printerHeldCheckMs)
    }
    expect(recoveries).toEqual([0, LIMITS.printerRecoverPauseMs, 2 * LIMITS.printerRecoverPauseMs])
    await printer.close()
  })
})

describe('a ticket that its printer stopped in', () => {
  it('is never dropped while it is waited for; once a person gives it up its rest is, and the next one comes out whole', async () => {
    const bench = watched({ paperLines: 20 })
    await bench.add('a', customerTicket())
    await bench.add('b', cardTicket())
    await bench.worker.start()
    await bench.clock.advance(1)
    bench.mechanism.setFault('cutter')
    bench.mechanism.refill(500)
    await bench.clock.advance(10 * LIMITS.printerTicketTimeoutMs)
    expect([bench.spool.moves, bench.recoveries]).toEqual([['a sending'], []])
    expect(bench.worker.health().failure).toEqual({ code: 'PRINTER_STOPPED' })
    expect(await bench.worker.giveUp('a')).toBe(true)
    await bench.clock.advance(60_000)
    expect(bench.spool.moves).toEqual(['a sending', 'a unknown', 'b sending', 'b printed'])
    expect([bench.recoveries.length, bench.mechanism.bufferedBytes()]).toEqual([1, 0])
    // What was on paper of the first one is cut off, its rest was dropped.
    const [half, whole] = bench.tickets
    expect(bench.tickets).toHaveLength(2)
    expect(half).not.toContain('CARTE BANCAIRE')
    expect(whole).toContain('CARTE BANCAIRE')
    await bench.worker.stop()
  })
})
