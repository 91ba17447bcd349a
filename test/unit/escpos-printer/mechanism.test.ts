/**
 * Goal: the simulated printer is strict and answers as the sheet's section 5 says. Method: bytes in, bytes out.
 */
import { describe, expect, it } from 'vitest'
import { characterOf } from '#simulators/escpos-printer/code-pages.ts'
import { interpretTicket } from '#simulators/escpos-printer/interpreter.ts'
import { Mechanism } from '#simulators/escpos-printer/mechanism.ts'

function openMechanism(paperLines = 100) {
  const replies: string[] = []
  const tickets: string[] = []
  const unknown: string[] = []
  const pulses: unknown[] = []
  const mechanism = new Mechanism(
    { columns: 42, paperLines, nearEndLines: 10 },
    {
      reply: (_, bytes) => replies.push(Buffer.from(bytes).toString('hex')),
      ticket: (bytes) => tickets.push(Buffer.from(bytes).toString('hex')),
      drawer: (pulse) => pulses.push(pulse),
      unknownCommand: (bytes) => unknown.push(Buffer.from(bytes).toString('hex')),
      sensors: () => {},
    },
  )
  const send = (hex: string) => mechanism.accept(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
  return { mechanism, replies, tickets, unknown, pulses, send }
}

describe('status', () => {
  it('of a printer that is well, then of one with its cover open, then without paper', () => {
    const { mechanism, replies, send } = openMechanism()
    send('1004 01 1004 02 1004 03 1004 04')
    mechanism.setCover(true)
    send('1004 01 1004 02')
    mechanism.setCover(false)
    mechanism.refill(0)
    send('1004 02 1004 04')
    expect(replies).toEqual(['12', '12', '12', '12', '1a', '16', '32', '7e'])
  })

  it('comes by itself at each change once asked for, until ESC @', () => {
    const { mechanism, replies, send } = openMechanism()
    send('1d610f')
    mechanism.setCover(true)
    mechanism.setCover(false)
    mechanism.refill(5)
    send('1b40')
    mechanism.setStopped(true)
    expect(replies).toEqual(['10000000', '38000000', '10000000', '10000300'])
  })

  it('in the order of work waits for the paper', () => {
    const { mechanism, replies, send } = openMechanism(1)
    send('61 0a 1d7201 1d28480600 3030 30303031 1d7202')
    expect(replies).toEqual([])
    mechanism.refill(100)
    expect(replies).toEqual(['00', '37223030303100', '00'])
  })
})

describe('the drawer', () => {
  it('fires in order, and at once even without paper', () => {
    const { mechanism, pulses, replies, send } = openMechanism(0)
    send('1b700032fa')
    send('1014010001')
    expect(pulses).toEqual([{ pin: 2, onMs: 100, realTime: true }])
    mechanism.refill(10)
    send('1d7202')
    expect(pulses).toEqual([
      { pin: 2, onMs: 100, realTime: true },
      { pin: 2, onMs: 100, realTime: false },
    ])
    expect(replies).toEqual(['01'])
  })
})

describe('an unknown command', () => {
  it.each(['1b5a', '1c41', '1d5a', '07', '7f', '1d2841020031ff', '1d5602', '1b7007'])(
    '%s is told and skipped',
    (hex) => {
      const { unknown, send, tickets } = openMechanism()
      send(`${hex}${hex === '1b7007' ? '0000' : ''} 61 0a 1d5601`)
      expect(unknown).toEqual([hex === '1b7007' ? '1b70070000' : hex])
      expect(tickets).toHaveLength(1)
    },
  )
})

describe('the interpreter', () => {
  it('aligns, sizes and wraps as a head does, and names what is wrong', () => {
    const bytes = Buffer.from('1b6101 6162 0a 1b6102 63 0a 1b6100 1d2111 64 1d2100 65 0a'.replaceAll(' ', ''), 'hex')
    const { rows } = interpretTicket(bytes, 10)
    const cells = rows.map(({ characters, height }) => [height, characters.map(({ column }) => column)])
    expect(cells).toEqual([
      [1, [4, 5]],
      [1, [9]],
      [2, [0, 2]],
    ])
    const long = Buffer.from(`${'x'.repeat(12)}\n\u001bt`, 'latin1')
    expect(interpretTicket(long, 10)).toMatchObject({
      text: 'xxxxxxxxxx\nxx',
      problems: ['row longer than the paper', 'the ticket ends within a command'],
    })
  })

  it('draws each page by its own table', () => {
    const drawn = [
      [0x82, 0],
      [0xd5, 19],
      [0xbd, 18],
      [0x9c, 16],
      [0xa3, 45],
      [0x81, 16],
      [0x80, 99],
    ].map(([byte = 0, page = 0]) => characterOf(byte, page))
    expect(drawn).toEqual(['é', '€', 'Ż', 'œ', 'Ł', null, null])
  })
})
