/**
 * Goal: a printer that answers no question about a paper is believed exactly as far as it was found to speak when it was set
 * up, and never further. Method: the simulated mechanism, some of its replies swallowed, in time that stands still.
 */
import { afterEach, describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import type { PrintOutcome } from '#hardware/printers/ticket-printer.ts'
import { settle } from '#test/support/payment/manual-clock.ts'
import { openBench, type PrinterBench } from '#test/support/printers/printer-bench.ts'
import { customerTicket } from '#test/support/tickets/documents.ts'

const TICKET = Uint8Array.of(0x1b, 0x40, ...Buffer.from('Merci\n'), 0x1d, 0x56, 0x00)
const ESTIMATE_MS = LIMITS.printerEstimateBaseMs + LIMITS.printerEstimatePerByteMs * TICKET.length

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** The bench of a printer that answers neither GS ( H nor GS r; `none`: nothing at all. */
function mute(confirmation: 'status' | 'none', portStatus?: () => number): PrinterBench {
  const bench = openBench({ confirmation, ...(portStatus ? { portStatus } : {}) })
  for (const name of ['GS ( H', 'GS r', ...(confirmation === 'none' ? ['DLE EOT', 'ASB'] : [])])
    bench.silenced.add(name)
  closers.push(() => bench.printer.close())
  return bench
}

/** Asks what hinders it; the first time one that was found mute is asked whether it still is. */
async function prepared(bench: PrinterBench) {
  const hindrance = bench.printer.prepare()
  await bench.clock.advance(LIMITS.printerStatusTimeoutMs)
  return hindrance
}

/** Prints, and says how it ended once it has. */
async function begun(bench: PrinterBench) {
  const ended: PrintOutcome[] = []
  expect(await prepared(bench)).toBeNull()
  void bench.printer.print(TICKET, 'ab01').then((outcome) => ended.push(outcome))
  await settle()
  return ended
}

describe('a printer that only tells its state', () => {
  it('has printed once nothing hinders it after the time a paper needs, and not before', async () => {
    const bench = mute('status')
    const ended = await begun(bench)
    await bench.clock.advance(ESTIMATE_MS - 1)
    expect(ended).toEqual([])
    await bench.clock.advance(1)
    expect(ended).toEqual(['printed'])
    expect(bench.printer.acknowledgement()).toBe('status')
    expect(bench.tickets).toHaveLength(1)
  })

  it('is waited for while it has no paper', async () => {
    const bench = mute('status')
    bench.silenced.add('ASB')
    expect(await bench.printer.prepare()).toBeNull()
    bench.mechanism.setCover(true)
    const ended: PrintOutcome[] = []
    void bench.printer.print(TICKET, 'ab01').then((outcome) => ended.push(outcome))
    await settle()
    await bench.clock.advance(ESTIMATE_MS)
    expect(ended).toEqual([])
    bench.mechanism.setCover(false)
    await bench.clock.advance(2 * LIMITS.printerTicketTimeoutMs)
    expect(ended).toEqual(['printed'])
    expect(bench.tickets).toHaveLength(1)
  })

  it('whose line is lost meanwhile has printed nobody knows what', async () => {
    const bench = mute('status')
    const ended = await begun(bench)
    bench.far.unplug()
    await settle()
    expect(ended).toEqual(['unknown'])
  })

  it('that does not answer any more has not printed for certain', async () => {
    const bench = mute('status')
    const ended = await begun(bench)
    bench.silenced.add('DLE EOT')
    await bench.clock.advance(ESTIMATE_MS + LIMITS.printerStatusTimeoutMs)
    expect(ended).toEqual(['unknown'])
  })
})

describe('a byte on the line of a printer that only tells its state', () => {
  it('is no proof that it answers for its papers: the next one is believed as before', async () => {
    const bench = mute('status')
    const first = await begun(bench)
    bench.far.write(Uint8Array.of(0x00))
    await settle()
    expect([first, bench.printer.acknowledgement()]).toEqual([['printed'], null])
    const second = await begun(bench)
    await bench.clock.advance(ESTIMATE_MS)
    expect([second, bench.printer.acknowledgement()]).toEqual([['printed'], 'status'])
  })

  it('is one where two papers are answered for, one after the other', async () => {
    const bench = mute('status')
    bench.silenced.delete('GS r')
    expect([await begun(bench), await begun(bench)]).toEqual([['printed'], ['printed']])
    expect(bench.printer.acknowledgement()).toBe('barrier')
  })
})

describe('a printer that says nothing at all', () => {
  it('is ready at once, and its paper is sent and no more', async () => {
    const bench = mute('none')
    const ended = await begun(bench)
    await bench.clock.advance(ESTIMATE_MS)
    expect(ended).toEqual(['printed'])
    expect(bench.printer.acknowledgement()).toBe('none')
    expect(bench.printer.condition()).toBeNull()
    expect(await bench.printer.kickNow()).toBe('printed')
  })

  it('whose line is lost meanwhile has printed nobody knows what', async () => {
    const bench = mute('none')
    const ended = await begun(bench)
    bench.far.unplug()
    await settle()
    expect(ended).toEqual(['unknown'])
  })

  it.each([
    [0x18, null],
    [0x38, 'PRINTER_PAPER_OUT'],
    [0x10, 'PRINTER_STOPPED'],
  ] as const)('is as its port says where that knows (%i)', async (wires, trouble) => {
    const bench = mute('none', () => wires)
    expect(await prepared(bench)).toBe(trouble)
  })

  it('is waited for where its port says that paper is out, and has printed after the refill', async () => {
    let wires = 0x18
    const bench = mute('none', () => wires)
    const ended = await begun(bench)
    wires = 0x38
    await bench.clock.advance(5 * ESTIMATE_MS)
    expect(ended).toEqual([])
    wires = 0x18
    await bench.clock.advance(ESTIMATE_MS)
    expect(ended).toEqual(['printed'])
  })

  it('is not asked more after a stray byte of its line: what keeps silent then stays as it was found', async () => {
    const bench = mute('none')
    expect(await prepared(bench)).toBeNull()
    bench.far.write(Uint8Array.of(0x00))
    await bench.clock.advance(LIMITS.printerStatusTimeoutMs)
    expect(await bench.printer.prepare()).toBeNull()
  })

  it('is believed to say nothing of a paper by a stray byte either, neither of this one nor of any later one', async () => {
    const bench = mute('none')
    const ended = await begun(bench)
    bench.far.write(Uint8Array.of(0x00))
    await settle()
    expect(ended).toEqual([])
    await bench.clock.advance(ESTIMATE_MS)
    expect([ended, bench.printer.acknowledgement()]).toEqual([['printed'], 'none'])
  })
})

describe('one that was silent when it was set up, and answers after all', () => {
  function unmuted(silenced: readonly string[] = []) {
    const bench = openBench({ confirmation: 'none' })
    closers.push(() => bench.printer.close())
    for (const name of silenced) bench.silenced.add(name)
    return bench
  }

  it('is believed by its answer, and asked for cover and paper from then on', async () => {
    const bench = unmuted()
    expect(await begun(bench)).toEqual(['printed'])
    expect(bench.printer.acknowledgement()).toBe('response')
    bench.mechanism.setCover(true)
    expect(await bench.printer.prepare()).toBe('PRINTER_COVER_OPEN')
  })

  it('by a barrier alone is asked too', async () => {
    const bench = unmuted(['GS ( H', 'ASB'])
    expect(await begun(bench)).toEqual(['printed'])
    bench.mechanism.setCover(true)
    expect(await bench.printer.prepare()).toBe('PRINTER_COVER_OPEN')
  })

  it('is found to at once when it is connected: cover and paper count from its first paper on', async () => {
    const bench = unmuted()
    bench.mechanism.setCover(true)
    expect([await bench.printer.prepare(), bench.printer.acknowledgement()]).toEqual(['PRINTER_COVER_OPEN', 'status'])
  })

  it('is found to when it comes back after its line was gone, and asked at no other time', async () => {
    const bench = mute('none')
    const asked: string[] = []
    bench.far.onBytes((bytes) => asked.push(Buffer.from(bytes).toString('hex')))
    expect(await prepared(bench)).toBeNull()
    await bench.printer.close()
    expect([await bench.printer.prepare(), asked]).toEqual([null, ['100401']])
    bench.far.unplug()
    expect(await bench.printer.prepare()).toBe('PRINTER_UNREACHABLE')
    bench.far.plug()
    bench.silenced.clear()
    expect(await bench.printer.prepare()).toBeNull()
    expect([asked.length, bench.printer.acknowledgement()]).toEqual([7, 'status'])
  })

  it('to one question of three is not: noise of a line must not make it wait for answers for ever', async () => {
    const bench = mute('none')
    bench.far.onBytes((bytes) => {
      if (Buffer.from(bytes).toString('hex') === '100401') bench.far.write(Uint8Array.of(0x12))
    })
    const hindrance = bench.printer.prepare()
    await bench.clock.advance(3 * LIMITS.printerStatusTimeoutMs)
    expect([await hindrance, bench.printer.acknowledgement()]).toEqual([null, null])
  })

  it('is not believed any more once it keeps silent', async () => {
    const bench = unmuted()
    expect(await begun(bench)).toEqual(['printed'])
    for (const name of ['GS ( H', 'GS r']) bench.silenced.add(name)
    const ended = await begun(bench)
    await bench.clock.advance(LIMITS.printerTicketTimeoutMs + LIMITS.printerStatusTimeoutMs)
    expect(ended).toEqual(['unknown'])
  })
})

describe('each paper keeps how it was confirmed', () => {
  it.each([
    ['response', undefined, []],
    ['barrier', undefined, ['GS ( H']],
    ['status', 'status', ['GS ( H', 'GS r']],
    ['none', 'none', ['GS ( H', 'GS r', 'DLE EOT', 'ASB']],
  ] as const)('by %s', async (confirmedBy, found, silenced) => {
    const bench = openBench(found === undefined ? {} : { confirmation: found })
    for (const name of silenced) bench.silenced.add(name)
    await bench.add('a', customerTicket())
    await bench.worker.start()
    await bench.clock.advance(LIMITS.printerTicketTimeoutMs)
    expect(await bench.spool.job('a')).toMatchObject({ state: 'printed', confirmedBy })
    await bench.worker.stop()
  })

  it('also where it waited for paper in the middle, and the drawer opened past it', async () => {
    const bench = openBench({ paperLines: 20 })
    await bench.add('a', customerTicket())
    await bench.worker.start()
    await bench.clock.advance(1)
    await bench.add('kick', { kind: 'drawer' })
    await bench.clock.advance(1)
    expect(await bench.spool.job('kick')).toMatchObject({ state: 'printed', confirmedBy: 'barrier' })
    bench.mechanism.refill(500)
    await bench.clock.advance(1)
    expect(await bench.spool.job('a')).toMatchObject({ state: 'printed', confirmedBy: 'response' })
    await bench.worker.stop()
  })

  it('a kick of a printer that says nothing is sent and no more; what is unknown was confirmed by nothing', async () => {
    const bench = mute('none')
    await bench.add('kick', { kind: 'drawer' })
    await bench.worker.start()
    await bench.clock.advance(LIMITS.printerTicketTimeoutMs)
    expect(await bench.spool.job('kick')).toMatchObject({ state: 'printed', confirmedBy: 'none' })
    await bench.add('b', customerTicket())
    await bench.clock.advance(1)
    bench.far.unplug()
    await bench.clock.advance(1)
    expect(await bench.spool.job('b')).toMatchObject({ state: 'unknown', confirmedBy: null })
    await bench.worker.stop()
  })
})
