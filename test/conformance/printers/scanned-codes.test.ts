/**
 * Goal: what is printed of a ticket's number, signature and logo is read as a scanner reads it, on every family of printers
 * and every width, and is the number again. Method: section 10 of the sheet: dots of the paper, from the bytes alone, to a
 * reader that knows the standards and nothing of what drew them.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { QR_CHARACTERS_MAX, qrModules, qrProblem } from '#contract/qr-code.ts'
import { type LaidOutTicket, type PaperPicture, TICKET_CODES } from '#contract/views/ticket-view.ts'
import { EscposEncoder, encoderOf } from '#hardware/printers/escpos-encoder.ts'
import { drawsQr, PRINTER_PROFILES, type PrinterProfile } from '#hardware/printers/printer-profiles.ts'
import { PRINTER_FAMILIES, type PrinterFamily } from '#simulators/escpos-printer/code-pages.ts'
import { interpretTicket } from '#simulators/escpos-printer/interpreter.ts'
import type { PrintedGraphic } from '#simulators/escpos-printer/paper-strip.ts'
import { readTicket } from '#test/support/printers/independent-reader.ts'
import { type Dots, readEan13, readQr } from '#test/support/printers/scanner.ts'
import { customerTicket } from '#test/support/tickets/documents.ts'
import { layOut } from '#till/tickets/lay-out.ts'
import type { PaperLook } from '#till/tickets/paper-look.ts'
import { readTicketCode } from '#till/tickets/ticket-code.ts'

const PROFILES = Object.keys(PRINTER_PROFILES) as PrinterProfile[]
const WIDTHS = [32, 42, 48] as const
const NUMBER = '2-004318'
const SIGNATURE = 'b7Kq-2fTe-9xLm'

/** A logo whose dots spell, in one row each, all that a printer obeys at once; `e` closes its right edge. */
const LOGO: PaperPicture = {
  acrossBytes: 8,
  downDots: 40,
  hex: ['ffffffffffffffff', '1004011005021014', '0100011014080101', ...Array(37).fill('80000000000000e1')].join(''),
}

const laidOut = (columns: LaidOutTicket['columns'], look: Partial<PaperLook> = {}) =>
  layOut(customerTicket(), columns, { ticketCode: 'code128', logo: null, ...look })

const isFamily = (profile: string): profile is PrinterFamily => Object.hasOwn(PRINTER_FAMILIES, profile)

/** The dots of what is no text, in order; bands of one picture as one. */
function graphicsOf(ticket: LaidOutTicket, encoder: EscposEncoder, profile = 'epson') {
  const family = isFamily(profile) ? profile : 'epson'
  const { rows, problems } = interpretTicket(encoder.encode(ticket).bytes, ticket.columns, family)
  expect(problems).toEqual([])
  const graphics = rows.flatMap(({ graphic }) => (graphic === null ? [] : [graphic]))
  return graphics.filter((graphic) => graphic.kind !== 'image' || graphic.acrossBytes * 8 < ticket.columns * 12)
}

function dotsOf(graphics: readonly PrintedGraphic[]): Dots {
  return graphics.flatMap((graphic): boolean[][] => {
    if (graphic.kind === 'bars') {
      const line = graphic.widthsDots.flatMap((dots, at) => Array<boolean>(dots).fill(at % 2 === 0))
      return Array(graphic.heightDots).fill([...Array<boolean>(graphic.leftDots).fill(false), ...line])
    }
    if (graphic.kind === 'qr')
      return graphic.modules.flatMap((row) =>
        Array(graphic.moduleDots).fill(row.flatMap((isDark) => Array<boolean>(graphic.moduleDots).fill(isDark))),
      )
    return Array.from({ length: graphic.downDots }, (_, y) =>
      Array.from({ length: graphic.acrossBytes * 8 }, (_, x) => {
        const byte = graphic.data[y * graphic.acrossBytes + (x >> 3)] ?? 0
        return (byte & (0x80 >> (x & 7))) !== 0
      }),
    )
  })
}

describe.each(PROFILES)('on %s', (profile) => {
  const encoder = encoderOf(profile)

  it.each(WIDTHS)('the EAN-13 of a ticket’s number is read, and is that number (%i columns)', (columns) => {
    const [bars] = graphicsOf(laidOut(columns, { ticketCode: 'ean13' }), encoder, profile)
    const [line = []] = dotsOf(bars === undefined ? [] : [bars])
    const read = readEan13(line)
    expect(read?.slice(0, -1)).toBe('290020004318')
    expect(readTicketCode(read ?? '')).toEqual({ number: NUMBER, signature: null })
    // Eleven modules of white at the left, seven at the right.
    expect(line.indexOf(true)).toBeGreaterThanOrEqual(11 * 2)
    expect(columns * 12 - line.length).toBeGreaterThanOrEqual(7 * 2)
  })

  it.each(WIDTHS)(
    'the QR says number and signature, drawn by the printer or sent as a picture (%i columns)',
    (columns) => {
      const ticket = laidOut(columns, { ticketCode: 'qr' })
      const graphics = graphicsOf(ticket, encoder, profile)
      expect(new Set(graphics.map(({ kind }) => kind))).toEqual(new Set([drawsQr(profile) ? 'qr' : 'image']))
      const read = readQr(dotsOf(graphics))
      expect(read).toBe(`${NUMBER} ${SIGNATURE}`)
      expect(readTicketCode(read ?? '')).toEqual({ number: NUMBER, signature: SIGNATURE })
    },
  )
})

describe('the bytes of a QR', () => {
  const bytesOf = (isQrDrawn: boolean) =>
    Buffer.from(
      new EscposEncoder(PRINTER_PROFILES.epson, isQrDrawn).encode({
        columns: 42,
        rows: [{ kind: 'qr', content: '2-004318' }, { kind: 'cut' }],
      }).bytes,
    ).toString('hex')

  it('are GS ( k of the sheet: model 2, four dots a module, level M, content, print', () => {
    expect(bytesOf(true)).toContain(
      [
        ...['1b6101', '1d286b0400314132', '00', '1d286b0300314304', '1d286b0300314531'],
        ...[`1d286b0b00315030${Buffer.from('2-004318').toString('hex')}`, '1d286b0300315130', '1b6100'],
      ].join(''),
    )
  })

  it('are images for a printer that draws none, and nothing that is not ESC/POS', () => {
    expect(bytesOf(false)).not.toContain('1d286b')
    for (const isQrDrawn of [true, false]) {
      expect(bytesOf(isQrDrawn)).not.toMatch(/1d5a|1b5a/)
      expect(readTicket(Buffer.from(bytesOf(isQrDrawn), 'hex')).unexplained).toEqual([])
    }
  })

  it.each([
    ['', 'empty'],
    ['é', 'characters'],
    ['\u001b@', 'characters'],
    ['x'.repeat(QR_CHARACTERS_MAX + 1), 'long'],
  ])('%j is refused: %s', (content, problem) => {
    expect(qrProblem(content)).toBe(problem)
    const ticket: LaidOutTicket = { columns: 42, rows: [{ kind: 'qr', content }] }
    expect(() => new EscposEncoder().encode(ticket)).toThrow('PRINTER_BARCODE_INVALID')
  })
})

describe('any QR', () => {
  it('is read back, at every length', () => {
    const character = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code))
    fc.assert(
      fc.property(fc.string({ unit: character, minLength: 1, maxLength: QR_CHARACTERS_MAX }), (content) => {
        expect(readQr(qrModules(content))).toBe(content)
      }),
      { numRuns: 60, examples: [['1'], ['x'.repeat(14)], ['x'.repeat(15)], ['x'.repeat(62)]] },
    )
  })

  it('with a module turned over is not read by this reader, which corrects nothing', () => {
    const modules = qrModules(NUMBER)
    for (const [row, column] of [
      [20, 20],
      [12, 9],
      [8, 2],
    ] as const) {
      const damaged = modules.map((line, at) =>
        line.map((dark, across) => (at === row && across === column ? !dark : dark)),
      )
      expect(readQr(damaged)).toBe(null)
    }
  })
})

describe('a number that a code cannot hold', () => {
  it.each(TICKET_CODES)('is printed as Code 128 where %s was chosen', (ticketCode) => {
    const rows = layOut(customerTicket({ number: '12345-000001' }), 42, { ticketCode, logo: null }).rows
    const kinds = rows.filter(({ kind }) => kind === 'barcode' || kind === 'qr').map(({ kind }) => kind)
    expect(kinds).toEqual([ticketCode === 'qr' ? 'qr' : 'barcode'])
    if (ticketCode !== 'qr') expect(rows.at(-2)).toMatchObject({ symbology: 'code128', content: '12345-000001' })
  })
})

describe('the logo', () => {
  it.each(WIDTHS)('stands in the middle above the shop’s name, dot by dot (%i columns)', (columns) => {
    const ticket = laidOut(columns, { logo: LOGO })
    expect(ticket.rows[0]).toEqual({ kind: 'image', picture: LOGO })
    const { bytes } = new EscposEncoder().encode(ticket)
    const { rows, unexplained } = readTicket(bytes)
    expect(unexplained).toEqual([])
    expect(rows[0]).toMatchObject({ kind: 'image', dotsAcross: 64 })
    const graphics = graphicsOf(ticket, new EscposEncoder()).filter(({ kind }) => kind === 'image')
    expect(graphics.map((graphic) => 'leftDots' in graphic && graphic.leftDots)).toEqual([(columns * 12 - 64) / 2])
    const sent = LOGO.hex.match(/../g)?.map((byte) => Number.parseInt(byte, 16)) ?? []
    const printed = graphics.flatMap((graphic) => (graphic.kind === 'image' ? [...graphic.data] : []))
    // One dot more for each of the four commands that its dots spell by chance; all others as they are.
    expect(printed.map((byte, at) => byte ^ (sent[at] ?? 0)).filter((more) => more !== 0)).toEqual([8, 8, 8, 8])
  })

  it('as high as it may be is sent in bands that the smallest buffers hold', () => {
    const logo: PaperPicture = { acrossBytes: 48, downDots: 144, hex: '10'.repeat(48 * 144) }
    const { bytes } = new EscposEncoder().encode(laidOut(32, { logo }))
    const bands = readTicket(bytes).rows.filter((row) => row.kind === 'image')
    expect(bands.reduce((sum, { dotsDown }) => sum + dotsDown, 0)).toBe(144)
    for (const { dotsAcross, dotsDown } of bands) expect((dotsAcross / 8) * dotsDown).toBeLessThanOrEqual(1_800)
  })
})
