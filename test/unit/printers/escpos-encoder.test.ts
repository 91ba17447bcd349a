/**
 * Goal: the bytes on the line are the ones the sheet's section 2 found right. Method: whole byte strings.
 */
import { describe, expect, it } from 'vitest'
import { type LaidOutTicket, rowCells } from '#contract/views/ticket-view.ts'
import { acknowledgementRequest, drawerKick, drawerKickNow, EscposEncoder } from '#hardware/printers/escpos-encoder.ts'
import { interpretTicket } from '#simulators/escpos-printer/interpreter.ts'
import { cardTicket, customerTicket, dayReport, paperText } from '#test/support/tickets/documents.ts'
import { layOut } from '#till/tickets/lay-out.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const text = (content: string): LaidOutTicket['rows'][number] => ({
  kind: 'text',
  text: content,
  bold: false,
  double: false,
  align: 'left',
})
const START = '1b401c2e1b4d001d610f'
const END = '0a0a0a0a1d5601'

describe('the drawer', () => {
  it('is kicked by exactly these bytes', () => {
    expect(hex(drawerKick(2))).toBe('1b700032fa')
    expect(hex(drawerKickNow(2))).toBe('1014010001')
  })
})

describe('the acknowledgement', () => {
  it('asks for the id, then for the barrier', () => {
    expect(hex(acknowledgementRequest('0042'))).toBe('1d28480600303030303432' + '1d7201')
    expect(() => acknowledgementRequest('\u001bp\u0000\u0032')).toThrow(RangeError)
  })
})

describe('a ticket', () => {
  it('starts with ESC @ FS . and ends with the cut, no line feed after it', () => {
    const { bytes } = new EscposEncoder().encode({ columns: 42, rows: [text('a'), { kind: 'cut' }] })
    expect(hex(bytes)).toBe(`${START}1b7413610a${END}`)
  })

  it('writes each character on the first page that has it', () => {
    const { bytes, substituted } = new EscposEncoder().encode({
      columns: 42,
      rows: [text('é œ € Żółć ?'), { kind: 'cut' }],
    })
    expect(hex(bytes)).toBe(
      `${START}1b7413 82 20 1b7410 9c 20 80 20 1b7412 bd a2 88 86 20 3f 0a`.replaceAll(' ', '') + END,
    )
    expect(substituted).toBe(0)
  })

  it('spells what no page has, and keeps the figure in its row', () => {
    const encoder = new EscposEncoder()
    const row = text(`${'Riz 漢字, le ㎏'.padEnd(36)}2,60 A`)
    const { bytes, substituted } = encoder.encode({ columns: 42, rows: [row, { kind: 'cut' }] })
    expect(interpretTicket(bytes, 42)).toMatchObject({
      text: `${'Riz __, le kg'.padEnd(36)}2,60 A`,
      problems: [],
    })
    expect(substituted).toBe(3)
  })

  it.each([
    ['customer, fr', customerTicket()],
    ['customer, pl, training, duplicate', customerTicket({ locale: 'pl', training: true, copyNumber: 1 })],
    ['card, en', cardTicket({ locale: 'en', copy: 'merchant' })],
    ['card, pl', cardTicket({ locale: 'pl' })],
    ['Z, de', dayReport({ locale: 'de' })],
    ['Z, pl', dayReport({ locale: 'pl' })],
  ])('is read back by the printer as it was laid out (%s)', (_, document) => {
    for (const columns of [32, 42, 48] as const) {
      const laidOut = layOut(document, columns)
      const { bytes, substituted } = new EscposEncoder().encode(laidOut)
      const { text: printed, problems } = interpretTicket(bytes, columns)
      expect(problems).toEqual([])
      expect(substituted).toBe(0)
      expect(printed.split('\n')).toEqual(paperText(laidOut).map((row) => row.trimEnd()))
    }
  })

  it('keeps bold and double size', () => {
    const laidOut = layOut(customerTicket(), 42)
    const { rows } = interpretTicket(new EscposEncoder().encode(laidOut).bytes, 42)
    const expected = laidOut.rows
      .filter((row) => row.kind !== 'cut')
      .map((row) => {
        if (row.kind !== 'text' || rowCells(row, 42).trim() === '') return null
        return { bold: row.bold, width: row.double ? 2 : 1 }
      })
    const printed = rows.map(({ characters }) => {
      const solid = characters.filter(({ character }) => character !== ' ')
      return solid[0] === undefined ? null : { bold: solid.every(({ bold }) => bold), width: solid[0].width }
    })
    expect(printed.filter((_, index) => expected[index] !== null)).toEqual(expected.filter((style) => style !== null))
  })
})
