/**
 * Goal: the driver believes a ticket printed only on the printer's word for that ticket, and waits for nothing without an
 * end. Method: the driver on a line whose writes and answers the test gives by hand, in time that stands still.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { acknowledgementRequest } from '#hardware/printers/escpos-encoder.ts'
import type { PrintOutcome } from '#hardware/printers/ticket-printer.ts'
import { settle } from '#test/support/payment/manual-clock.ts'
import {
  ACKNOWLEDGED,
  ASB_PAPER_OUT,
  ASB_WELL,
  hex,
  ID,
  NO_PAPER,
  opened,
  QUESTION,
  TICKET,
  WELL,
} from '#test/support/printers/hand-line.ts'

describe('a ticket on its way', () => {
  it('is handed over in blocks of 512 bytes, each when the one before is taken, and its question last', async () => {
    const { line, print, say, outcome } = await opened()
    line.stuck = []
    void print(new Uint8Array(1_300).fill(0x41))
    for (const length of [512, 512, 276, acknowledgementRequest(ID).length]) {
      await settle()
      expect(line.sent.at(-1)).toHaveLength(length)
      expect(line.stuck).toHaveLength(1)
      line.stuck.pop()?.()
    }
    await settle()
    expect([line.sent.length, hex(line.sent.at(-1) ?? TICKET)]).toEqual([4, QUESTION])
    await say(...ACKNOWLEDGED)
    expect(outcome()).toBe('printed')
  })

  it('has its time from when all of it is handed over: a slow line is no silent printer', async () => {
    const { clock, line, print, say, outcome } = await opened()
    line.stuck = []
    void print(new Uint8Array(20_000).fill(0x41))
    for (let block = 0; block < 41; block += 1) {
      await clock.advance(1_000)
      line.stuck.shift()?.()
    }
    await settle()
    expect([hex(line.sent.at(-1) ?? TICKET), outcome()]).toEqual([QUESTION, null])
    line.stuck = null
    await clock.advance(LIMITS.printerTicketTimeoutMs - 1)
    expect(outcome()).toBe(null)
    await say(...ACKNOWLEDGED)
    expect(outcome()).toBe('printed')
  })

  it.each([
    ['at a printer that nothing hinders', WELL],
    ['at one that says nothing at all', null],
  ])('is unknown after silence %s', async (_, status) => {
    const { clock, line, print, outcome } = await opened()
    void print()
    await settle()
    line.status = status
    await clock.advance(LIMITS.printerTicketTimeoutMs + LIMITS.printerStatusTimeoutMs)
    expect([outcome(), line.closed]).toEqual(['unknown', 1])
  })

  it('is unknown when the line goes, before and after its question', async () => {
    for (const wait of [false, true]) {
      const { line, print, outcome } = await opened()
      if (!wait) line.stuck = []
      void print()
      await settle()
      line.lose()
      await settle()
      expect(outcome()).toBe('unknown')
    }
  })
})

describe('a stray byte', () => {
  it('says of no ticket that it is printed before its question is asked, whatever it is', async () => {
    for (let byte = 0; byte < 256; byte += 1) {
      const { line, print, say, outcome } = await opened()
      line.stuck = []
      void print(new Uint8Array(600))
      await settle()
      await say(byte, byte, byte, byte)
      expect([byte, outcome()]).toEqual([byte, null])
    }
  })

  it('with the bits of paper at its end is no answer of a printer that works', async () => {
    const { print, say, outcome } = await opened()
    void print()
    await settle()
    for (const byte of [0x0c, 0x04, 0x08, 0x0f, 0x6c]) await say(byte)
    expect(outcome()).toBe(null)
    await say(0x03)
    expect(outcome()).toBe('printed')
  })

  it('is no acknowledgement of a printer that acknowledges by id, nor is the id of another ticket', async () => {
    const { printer, print, say, outcome } = await opened()
    void print()
    await settle()
    await say(...ACKNOWLEDGED)
    expect([outcome(), printer.acknowledgement()]).toEqual(['printed', 'response'])
    const second = printer.print(TICKET, '0008')
    let ended: PrintOutcome | null = null
    void second.then((outcomeOfSecond) => {
      ended = outcomeOfSecond
    })
    await settle()
    await say(0x00, ...ACKNOWLEDGED)
    expect(ended).toBe(null)
    await say(0x37, 0x22, ...Buffer.from('0008'), 0x00)
    expect(ended).toBe('printed')
  })

  it('among any others never ends a ticket that is not handed over yet', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ minLength: 1, maxLength: 9 }), { maxLength: 6 }), async (pieces) => {
        const { line, printer, print, outcome } = await opened()
        line.stuck = []
        void print(new Uint8Array(600))
        for (const piece of pieces) line.say(...piece)
        await new Promise<void>((resolve) => setImmediate(resolve))
        expect(outcome()).toBe(null)
        await printer.close()
      }),
      { numRuns: 150 },
    )
  })
})

describe('a printer that is hindered in the middle of a ticket', () => {
  it('and answers that nothing hinders it any more, without the ticket, was switched off and on: unknown', async () => {
    const { clock, line, print, held, say, outcome } = await opened()
    void print()
    await settle()
    await say(...ASB_PAPER_OUT)
    line.status = null
    await clock.advance(10 * LIMITS.printerTicketTimeoutMs)
    expect([outcome(), held]).toEqual([null, ['PRINTER_PAPER_OUT']])
    line.status = WELL
    await clock.advance(LIMITS.printerSilentLookMaxMs)
    expect(outcome()).toBe('unknown')
  })

  it('is asked less and less often while it does not answer', async () => {
    const { clock, line, print, say } = await opened()
    void print()
    await settle()
    await say(...ASB_PAPER_OUT)
    line.status = null
    const before = line.sent.length
    await clock.advance(3_600_000)
    const asked = line.sent.length - before
    expect(asked).toBeGreaterThan(50)
    expect(asked).toBeLessThan(65)
  })

  it('and tells nothing by itself is given its time once more after the refill, and then it is unknown', async () => {
    for (const acknowledges of [true, false]) {
      const { clock, line, print, held, say, outcome } = await opened()
      void print()
      await settle()
      line.status = NO_PAPER
      await clock.advance(5 * LIMITS.printerTicketTimeoutMs)
      expect([outcome(), held.at(-1)]).toEqual([null, 'PRINTER_PAPER_OUT'])
      line.status = WELL
      await clock.advance(LIMITS.printerTicketTimeoutMs)
      expect([outcome(), held.at(-1)]).toEqual([null, null])
      if (acknowledges) await say(...ACKNOWLEDGED)
      else await clock.advance(LIMITS.printerTicketTimeoutMs)
      expect(outcome()).toBe(acknowledges ? 'printed' : 'unknown')
    }
  })

  it('and stays silent after the end of that is unknown', async () => {
    const { clock, print, held, say, outcome } = await opened()
    void print()
    await settle()
    await say(...ASB_PAPER_OUT)
    await clock.advance(5 * LIMITS.printerStatusTimeoutMs)
    await say(...ASB_WELL)
    await clock.advance(LIMITS.printerTicketTimeoutMs - 1)
    expect([outcome(), held]).toEqual([null, ['PRINTER_PAPER_OUT', null]])
    await clock.advance(1)
    expect(outcome()).toBe('unknown')
  })

  it('keeps its line: it is neither prepared anew nor given another ticket, and tells what it waits for', async () => {
    const { line, printer, print, say, outcome } = await opened()
    void print()
    await settle()
    expect(await printer.prepare()).toBe('PRINTER_BUSY')
    await say(...ASB_PAPER_OUT)
    const before = line.sent.length
    expect([await printer.prepare(), await printer.print(TICKET, '0008')]).toEqual(['PRINTER_PAPER_OUT', 'not-printed'])
    expect([line.sent.length, line.closed, printer.mayHoldHalfTicket()]).toEqual([before, 0, true])
    await say(...ASB_WELL)
    expect(await printer.prepare()).toBe('PRINTER_BUSY')
    await say(...ACKNOWLEDGED)
    expect([outcome(), await printer.prepare(), printer.mayHoldHalfTicket()]).toEqual(['printed', null, false])
  })

  it('opens the drawer past the ticket once that is handed over, where it answers at once', async () => {
    const { line, printer, print, say } = await opened()
    line.stuck = []
    void print()
    await settle()
    await say(...ASB_PAPER_OUT)
    expect(await printer.kickNow()).toBe('not-printed')
    for (const letThrough of line.stuck.splice(0)) letThrough()
    line.stuck = null
    await settle()
    line.status = NO_PAPER
    const before = line.sent.length
    expect(await printer.kickNow()).toBe('printed')
    expect(line.sent.slice(before).map(hex)).toEqual(['100401', '1014010001', '100401'])
  })

  it('and does not answer is not told to open the drawer: it would at the refill', async () => {
    const { clock, line, printer, print, say } = await opened()
    void print()
    await settle()
    await say(...ASB_PAPER_OUT)
    line.status = null
    const before = line.sent.length
    const kicked = printer.kickNow()
    await clock.advance(LIMITS.printerStatusTimeoutMs)
    expect([await kicked, line.sent.slice(before).map(hex)]).toEqual(['not-printed', ['100401']])
  })
})

describe('half a ticket of another driver', () => {
  it('takes nothing for what hangs behind the printer: it would be text of that half', async () => {
    const { line, printer, print, say } = await opened()
    printer.expectHalfTicket()
    expect([await printer.passOn?.(Uint8Array.of(0x1b, 0x3d, 0x02)), line.sent]).toEqual([false, []])
    void print()
    await settle()
    await say(0x37, 0x22, ...Buffer.from('HALF'), 0x00)
    await say(...ACKNOWLEDGED)
    expect(await printer.passOn?.(Uint8Array.of(0x1b, 0x3d, 0x02))).toBe(true)
  })

  it('is ended first, and while something hinders that no ticket is sent after it', async () => {
    const { clock, line, printer, print, say, outcome } = await opened()
    printer.expectHalfTicket()
    expect(printer.mayHoldHalfTicket()).toBe(true)
    void print()
    await settle()
    expect(line.sent.some((bytes) => hex(bytes).includes(hex(TICKET)))).toBe(false)
    // What it owed to an earlier ticket; it did not come to the end of the half, having no paper.
    await say(0x00)
    line.status = NO_PAPER
    await clock.advance(LIMITS.printerQuietMs)
    expect([outcome(), printer.mayHoldHalfTicket()]).toEqual(['not-printed', true])
  })
})
