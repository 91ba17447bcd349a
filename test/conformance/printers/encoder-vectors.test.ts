/**
 * Goal: none of the wrong bytes that section 2 and 9 of the printers' sheet found in other libraries leaves this till, the
 * simulated printer shows what each would do, and code pages are those of each family. Method: the sheet's ticket whole;
 * its wrong bytes typed in; every profile on its own family of printers; the tables against those of the runtime.
 */
import { describe, expect, it } from 'vitest'
import { LOCALES } from '#contract/locale.ts'
import { foldForPaper } from '#contract/paper-text.ts'
import {
  CODE_PAGES,
  type LaidOutTicket,
  type PaperPicture,
  rowCells,
  type TicketRow,
} from '#contract/views/ticket-view.ts'
import { drawerKick, EscposEncoder, encoderOf } from '#hardware/printers/escpos-encoder.ts'
import { PRINTER_PROFILES } from '#hardware/printers/printer-profiles.ts'
import { characterOf, PRINTER_FAMILIES, type PrinterFamily } from '#simulators/escpos-printer/code-pages.ts'
import { interpretTicket } from '#simulators/escpos-printer/interpreter.ts'
import { Mechanism } from '#simulators/escpos-printer/mechanism.ts'
import { readTicket } from '#test/support/printers/independent-reader.ts'
import { cardTicket, customerTicket, dayReport, testSlip } from '#test/support/tickets/documents.ts'
import { layOut } from '#till/tickets/lay-out.ts'
import { PaperRows } from '#till/tickets/paper-rows.ts'

const bytesOf = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const WIDTHS = [32, 42, 48] as const

function rowOf(text: string, more: { readonly bold?: boolean; readonly double?: boolean } = {}): TicketRow {
  return { kind: 'text', text, bold: false, double: false, align: 'left', ...more }
}

const LOGO: PaperPicture = { acrossBytes: 2, downDots: 2, hex: 'f00f8001' }

/** Section 2: the ticket that every library was given. */
const TEST_TICKET: LaidOutTicket = {
  columns: 42,
  rows: [
    { kind: 'image', picture: LOGO },
    rowOf('TICKET', { bold: true }),
    rowOf('é è à ç œ € ù ê'),
    rowOf('ą ć ę ł ń ó ś ź ż'),
    rowOf('ä ö ü ß €'),
    rowOf('12345678901234567890123456789012345 18,50 €'.slice(-42)),
    rowOf('TOTAL       37,76 EUR', { bold: true, double: true }),
    { kind: 'barcode', symbology: 'ean13', content: '4006381333931' },
    { kind: 'qr', content: '2-004318' },
    { kind: 'cut' },
  ],
}

describe('section 2: the test ticket', () => {
  const { bytes, substituted } = new EscposEncoder().encode(TEST_TICKET)

  it('leaves whole: every accent, logo, total, codes, cut', () => {
    const { rows, commands, unexplained } = readTicket(bytes)
    expect([unexplained, substituted]).toEqual([[], 0])
    const text = rows.map((row) =>
      row.kind === 'text' ? row.cells.map(({ character }) => character).join('') : row.kind,
    )
    expect(text).toEqual([
      'image',
      ...TEST_TICKET.rows.slice(1, 7).map((row) => rowCells(row, 42)),
      ...['barcode', 'qr', '', '', '', '', 'cut'],
    ])
    expect(commands.slice(0, 3)).toEqual(['initialise', 'no-chinese', 'status-back f'])
    expect(commands.slice(-6)).toEqual(['qr 41', 'qr 43', 'qr 45', 'qr 50', 'qr 51', 'cut'])
    expect(interpretTicket(bytes, 42).problems).toEqual([])
  })

  it('has no drawer in it: a reprint would open it', () => {
    expect(hex(bytes)).not.toMatch(/1b70|101401/)
    expect(hex(drawerKick(2))).toBe('1b700032fa')
    expect(hex(drawerKick(5))).toBe('1b700132fa')
  })
})

describe('section 2: rows', () => {
  it.each(WIDTHS)('keep a price and its euro sign together (%i columns)', (columns) => {
    const rows = new PaperRows(columns)
    rows.pair('Menu {1} | a\\b', '18,50 €')
    rows.pair('Un nom bien trop long pour tenir dans une seule ligne de ticket', '18,50 €')
    const texts = rows.rows.map((row) => rowCells(row, columns))
    expect(texts.filter((text) => text.endsWith(' 18,50 €'))).toHaveLength(2)
    for (const text of texts) expect(text.length).toBeLessThanOrEqual(columns)
    const read = readTicket(new EscposEncoder().encode({ columns, rows: rows.rows }).bytes)
    expect(read.rows).toHaveLength(rows.rows.length)
  })

  it.each(WIDTHS)('of a table end where the paper ends, neither before nor after (%i columns)', (columns) => {
    for (const [left, right] of [
      [0.7, 0.3],
      [0.5, 0.5],
      [1 / 3, 2 / 3],
    ] as const) {
      const width = Math.floor(columns * left)
      const rows = new PaperRows(columns)
      rows.table([
        { text: 'Plat', width },
        { text: '18,50', width: columns - width },
      ])
      expect([left + right, rows.rows.map((row) => rowCells(row, columns).length)]).toEqual([1, [columns]])
    }
    const vat = layOut(customerTicket(), columns).rows.map((row) => rowCells(row, columns))
    const tables = vat.filter((text) => /^[ABC] .*%/.test(text))
    for (const text of tables) expect(text.length).toBe(columns)
    expect(tables.length).toBe(columns === 32 ? tables.length : 3)
  })
})

function openMechanism() {
  const [unknown, pulses, tickets]: [string[], object[], string[]] = [[], [], []]
  const mechanism = new Mechanism(
    { columns: 42, paperLines: 1_000, nearEndLines: 5 },
    {
      reply: () => {},
      ticket: (bytes) => tickets.push(interpretTicket(bytes, 42).text),
      drawer: (pulse) => pulses.push(pulse),
      unknownCommand: (bytes) => unknown.push(hex(Uint8Array.from(bytes))),
      sensors: () => {},
    },
  )
  return { unknown, pulses, tickets, send: (text: string) => mechanism.accept(bytesOf(text)) }
}

describe('section 2 and 9: bytes of other libraries, as the simulated printer takes them', () => {
  it('a drawer byte written as UTF-8 opens it and prints a stray ║', () => {
    const { pulses, tickets, send } = openMechanism()
    send('1b700019c3ba 0a 1d5601')
    expect(pulses).toEqual([{ pin: 2, onMs: 50, realTime: false }])
    expect(tickets).toEqual(['║'])
  })

  it('a drawer command without times takes the next one for them: pin 2 pulses, pin 5 never', () => {
    const { pulses, send } = openMechanism()
    send('1b70001b7001 410a')
    expect(pulses).toEqual([{ pin: 2, onMs: 54, realTime: false }])
  })

  it.each([
    ['1d5a021b5a', 'a QR that is not Epson’s'],
    ['1b3400', 'ESC 4'],
  ])('%s is unknown: %s', (command) => {
    const { unknown, send } = openMechanism()
    send(`${command}0a`)
    expect(unknown).not.toEqual([])
  })

  it('GB18030 É prints four characters that are none', () => {
    expect(interpretTicket(bytesOf('81308737 0a'), 42).text).toBe('ü0ç7')
  })

  it('high and wide by two ESC ! leave wide alone', () => {
    const [row] = interpretTicket(bytesOf('1b2110 1b2120 41 0a'), 42).rows
    expect(row?.characters).toMatchObject([{ width: 2, height: 1 }])
  })

  it('a line feed after the cut heads the next ticket with a blank row', () => {
    const { tickets, send } = openMechanism()
    send('410a 1d56010a 420a 1d5601')
    expect(tickets).toEqual(['A', '\nB'])
  })

  it('a rule of page 1 is one of no page that is known', () => {
    expect(interpretTicket(bytesOf('1b740195950a'), 42).problems).toEqual([
      'page 1 has nothing at 95',
      'page 1 has nothing at 95',
    ])
  })

  it('ESC @ drops what stands in the line', () => {
    expect(interpretTicket(bytesOf('411b40 420a'), 42)).toMatchObject({
      text: 'B',
      problems: ['ESC @ dropped a line that was not printed'],
    })
  })
})

describe('no paper of this till', () => {
  const papers = LOCALES.flatMap((locale) => [
    customerTicket({ locale }),
    cardTicket({ locale, copy: 'merchant' }),
    dayReport({ locale }),
    testSlip({ locale }),
  ])

  it.each(Object.keys(PRINTER_PROFILES) as (keyof typeof PRINTER_PROFILES)[])(
    'has any of them, on %s: it begins with ESC @ FS ., ends with LF and cut, and every byte is known',
    (profile) => {
      const encoder = encoderOf(profile)
      for (const document of papers) {
        const bytes = encoder.encode(layOut(document, 42)).bytes
        const { unknown, pulses, tickets, send } = openMechanism()
        send(hex(bytes))
        expect([unknown, pulses, tickets.length]).toEqual([[], [], 1])
        expect(hex(bytes)).toMatch(/^1b401c2e.*0a1d5601$/)
      }
    },
  )

  it('is written with CR, in double by ESC !, on Katakana’s page, or with € and Ż on pages 13 and 12', () => {
    const encoder = new EscposEncoder()
    for (const document of papers) {
      const bytes = encoder.encode(layOut({ ...document, shop: { ...document.shop, name: '€ Żurek' } }, 42)).bytes
      const { unexplained } = readTicket(bytes)
      // The reader knows neither CR nor ESC ! nor any page but the five.
      expect(unexplained).toEqual([])
    }
    for (const [wrong, found] of [
      ['0d', 'control d'],
      ['1b2110', 'ESC 21'],
      ['1b7401', 'page 1'],
      ['1b740d', 'page 13'],
      ['1b740c', 'page 12'],
      ['81', 'nothing at 81'],
    ] as const)
      expect(readTicket(bytesOf(wrong)).unexplained.join()).toContain(found)
  })
})

describe('section 7: pages', () => {
  const UPPER = Array.from({ length: 128 }, (_, at) => 0x80 + at)
  const DASHES = [...'–—’']
  const POLISH = [...'ąćęłńśźżĄĆĘŁŃŚŹŻ']

  it.each([
    ['windows-1252', 16],
    ['windows-1250', 45],
  ] as const)('%s is as the runtime has it', (label, page) => {
    const decoder = new TextDecoder(label)
    for (const byte of UPPER) {
      const drawn = characterOf(byte, page)
      const known = decoder.decode(Uint8Array.of(byte))
      // The runtime fills the gaps of a page with controls; a no-break space and a soft hyphen are drawn as what they show.
      if (known.charCodeAt(0) >= 0xa0 && byte !== 0xa0 && byte !== 0xad) expect([byte, drawn]).toEqual([byte, known])
      if (known.charCodeAt(0) < 0xa0) expect([byte, drawn]).toEqual([byte, null])
    }
  })

  it('cp858 lacks – — ’, which are folded before any page is asked', () => {
    const drawn = UPPER.map((byte) => characterOf(byte, 19))
    for (const dash of DASHES) expect(drawn).not.toContain(dash)
    expect(foldForPaper(DASHES.join(''))).toBe("--'")
    for (const dash of DASHES) expect(readTicket(encoded(rowOf(dash))).unexplained).toEqual([])
  })

  it('ISO 8859-15 lacks – — ’ and Polish: no profile prints on it', () => {
    const decoder = new TextDecoder('iso-8859-15')
    const all = decoder.decode(Uint8Array.from(UPPER))
    for (const letter of [...DASHES, ...POLISH]) expect(all).not.toContain(letter)
    for (const letter of [...'éèàçœŒ€ùê']) expect(all).toContain(letter)
    expect(CODE_PAGES).toEqual(['cp858', 'windows1252', 'cp852', 'windows1250', 'cp437'])
  })

  it('an NT-5890K has œ on 71 (47h), as its makers number it, and Polish on 54', () => {
    expect(hex(encoderOf('pos-5890').encode({ columns: 42, rows: [rowOf('œł')] }).bytes)).toContain('1b74479c1b743688')
    expect(characterOf(0x9c, 0x47, 'pos-5890')).toBe('œ')
  })
})

function encoded(...rows: TicketRow[]): Uint8Array {
  return new EscposEncoder().encode({ columns: 42, rows }).bytes
}

describe('section 7: each family of printers', () => {
  const FAMILIES = Object.keys(PRINTER_FAMILIES) as PrinterFamily[]
  const documents = [
    customerTicket({ cashierName: 'Żółć œ € é' }),
    customerTicket({ locale: 'pl' }),
    cardTicket({ locale: 'de', copy: 'merchant' }),
    cardTicket({ locale: 'pl' }),
  ]
  const textOf = (document: Parameters<typeof layOut>[0]) =>
    layOut(document, 42).rows.map((row) => rowCells(row, 42).trimEnd())

  it.each(FAMILIES)('prints on %s what was laid out, row by row, or draws the row', (family) => {
    const encoder = encoderOf(family)
    for (const document of documents) {
      const { bytes, substituted } = encoder.encode(layOut(document, 42))
      const { text, problems } = interpretTicket(bytes, 42, family)
      expect([problems, substituted]).toEqual([[], 0])
      const wanted = textOf(document)
      for (const [at, row] of text.split('\n').entries())
        if (!row.startsWith('[image')) expect([at, row]).toEqual([at, wanted[at]])
    }
  })

  it.each(['star', 'wincor-th230', 'yhd-8390'] as const)('bytes for %s are not read on an Epson', (family) => {
    const { bytes } = encoderOf(family).encode(layOut(documents[0] ?? customerTicket(), 42))
    const wrong = interpretTicket(bytes, 42, 'epson')
    expect(wrong.problems.length > 0 || wrong.text !== interpretTicket(bytes, 42, family).text).toBe(true)
  })
})
