/**
 * Goal: no content becomes a command, no reply stream confuses the reader, no byte stream breaks the printer.
 * Method: random texts through encoder and interpreter, which share no code; random bytes; any chunking.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { barcodeProblem, type Symbology } from '#contract/barcode.ts'
import { foldForPaper } from '#contract/paper-text.ts'
import { EscposEncoder } from '#hardware/printers/escpos-encoder.ts'
import { PRINTER_PROFILES, type PrinterProfile } from '#hardware/printers/printer-profiles.ts'
import { rasterRow } from '#hardware/printers/row-raster.ts'
import { StatusReader } from '#hardware/printers/status-reader.ts'
import { filterText } from '#hardware/printers/text-filter.ts'
import { readCommand } from '#simulators/escpos-printer/command-reader.ts'
import { interpretTicket } from '#simulators/escpos-printer/interpreter.ts'
import { RealTimeFilter } from '#simulators/escpos-printer/real-time.ts'

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 42 }),
  fc.string({
    unit: fc.constantFrom(...'\u0000\u0004\u0010\u001b\u001c\u001dp(V@←↔►♀§¶•☺⌂\u007f\u009bŻœ€é漢'),
    maxLength: 42,
  }),
)
/** What the driver itself may send inside a ticket; everything else would come from content. */
const OWN = new Set([
  'image',
  'character',
  'line-feed',
  'initialize',
  'bold',
  'size',
  'code-page',
  'accepted',
  'status-back',
  'cut',
])

function cutInPieces(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = []
  let offset = 0
  for (const size of sizes) {
    pieces.push(bytes.subarray(offset, offset + size))
    offset += size
  }
  return [...pieces, bytes.subarray(offset)]
}

describe('any content', () => {
  const encoder = new EscposEncoder()

  it('reaches the printer as characters only', () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 4 }), fc.boolean(), (texts, double) => {
        const rows = texts.map((text) => ({
          kind: 'text' as const,
          text,
          bold: double,
          double,
          align: 'centre' as const,
        }))
        const { bytes } = encoder.encode({ columns: 42, rows: [...rows, { kind: 'cut' }] })
        const kinds: string[] = []
        let offset = 0
        for (let read = readCommand(bytes, offset); read !== null; read = readCommand(bytes, offset)) {
          kinds.push(read.command.kind)
          offset += read.length
        }
        expect(offset).toBe(bytes.length)
        expect(kinds.filter((kind) => !OWN.has(kind))).toEqual([])
        expect(kinds.filter((kind) => ['initialize', 'cut', 'status-back'].includes(kind))).toEqual([
          'initialize',
          'status-back',
          'cut',
        ])
        expect(interpretTicket(bytes, 42).problems).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('is printable ASCII or encodable once filtered, never a question mark of our own', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { text: filtered } = filterText(text, (character) => character >= ' ' && character <= '~')
        expect(filtered).toMatch(/^[ -~]*$/)
        // Signs that are question marks themselves, wide or upright ones, are spelled as one.
        expect((filtered.match(/\?/g) ?? []).length).toBe((text.normalize('NFKD').match(/\?/g) ?? []).length)
      }),
      { numRuns: 2_000, examples: [['\ufe16'], ['\u2047'], ['\uff1f']] },
    )
  })
})

describe('any replies', () => {
  it('are read the same in any pieces, and never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(fc.nat(9)), (bytes, sizes) => {
        const whole = new StatusReader().push(bytes)
        const reader = new StatusReader()
        expect(cutInPieces(bytes, sizes).flatMap((piece) => reader.push(piece))).toEqual(whole)
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('any bytes to the printer', () => {
  it('are read to the end or to a command that is not whole', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        let offset = 0
        for (let read = readCommand(bytes, offset); read !== null; read = readCommand(bytes, offset)) {
          expect(read.length).toBeGreaterThan(0)
          offset += read.length
        }
        expect(offset).toBeLessThanOrEqual(bytes.length)
        expect(typeof interpretTicket(bytes, 42).text).toBe('string')
      }),
      { numRuns: 1_000 },
    )
  })

  it('give the same real-time commands in any pieces', () => {
    const stream = fc.array(
      fc.oneof(
        fc.constantFrom([0x10, 0x04, 0x01], [0x10, 0x14, 0x01, 0x00, 0x01], [0x10]),
        fc.uint8Array({ maxLength: 6 }),
      ),
      { maxLength: 20 },
    )
    fc.assert(
      fc.property(stream, fc.array(fc.nat(5)), (parts, sizes) => {
        const bytes = Uint8Array.from(parts.flatMap((part) => [...part]))
        const whole = new RealTimeFilter().push(bytes)
        const filter = new RealTimeFilter()
        const pieces = cutInPieces(bytes, sizes).map((piece) => filter.push(piece))
        expect(pieces.flatMap(({ commands }) => commands)).toEqual(whole.commands)
        expect(Buffer.concat(pieces.map(({ rest }) => rest))).toEqual(Buffer.from(whole.rest))
      }),
      { numRuns: 500 },
    )
  })
})

describe('any text as an image', () => {
  const glyphs = [...'ĄąĆćĘęŁłŃńÓóŚśŹźŻżЖщΩψșț0123456789,.-|ilI/\\ ']

  it('never spells a command that a printer obeys at once', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...glyphs), maxLength: 48 }),
        fc.constantFrom<(32 | 42 | 48)[]>(32, 42, 48),
        fc.boolean(),
        fc.boolean(),
        (text, columns, bold, double) => {
          const bytes = rasterRow(text, columns, { bold, double })
          const { rest, commands } = new RealTimeFilter().push(bytes)
          expect(commands).toEqual([])
          expect(rest).toEqual(bytes)
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('any printer and any content', () => {
  /** Those whose numbers of pages the simulated printer, an Epson, has too. */
  const profiles = [
    'epson',
    'epson-tm-t88iii',
    'epson-tm-m30iii',
    'western',
    'ascii',
  ] as const satisfies PrinterProfile[]

  it('prints one row for each, in its cells, without a command of the content', () => {
    fc.assert(
      fc.property(fc.constantFrom(...profiles), fc.array(hostile, { maxLength: 3 }), (profile, texts) => {
        const rows = texts.map((text) => ({
          kind: 'text' as const,
          text: foldForPaper(text).slice(0, 42),
          bold: false,
          double: false,
          align: 'left' as const,
        }))
        const encoder = encoders[profile]
        const { bytes } = encoder.encode({ columns: 42, rows: [...rows, { kind: 'cut' }] })
        const { problems } = interpretTicket(bytes, 42)
        expect(problems.filter((problem) => problem !== 'row longer than the paper')).toEqual([])
        expect(new RealTimeFilter().push(bytes).commands).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  const encoders = Object.fromEntries(
    profiles.map((profile) => [profile, new EscposEncoder(PRINTER_PROFILES[profile])]),
  ) as Record<(typeof profiles)[number], EscposEncoder>
})

describe('any barcode', () => {
  const symbology = fc.constantFrom<Symbology[]>('code128', 'ean13', 'ean8')
  const content = fc.oneof(hostile, fc.stringMatching(/^\d{0,14}$/), fc.stringMatching(/^[ -~]{0,14}$/))

  it('is refused with its error or read by the printer as it was meant', () => {
    fc.assert(
      fc.property(symbology, content, (kind, text) => {
        const ticket = { columns: 42 as const, rows: [{ kind: 'barcode' as const, symbology: kind, content: text }] }
        if (barcodeProblem(kind, text) !== null) {
          expect(() => new EscposEncoder().encode(ticket)).toThrow('PRINTER_BARCODE_INVALID')
          return
        }
        const { rows, problems } = interpretTicket(new EscposEncoder().encode(ticket).bytes, 42)
        expect(problems).toEqual([])
        expect(rows.map(({ graphic }) => graphic?.kind)).toEqual(['bars'])
      }),
      { numRuns: 500 },
    )
  })

  it('of an EAN is refused for every other last digit', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{12}$/), (digits) => {
        const accepted = [...'0123456789'].filter((last) => barcodeProblem('ean13', digits + last) === null)
        expect(accepted).toHaveLength(1)
      }),
      { numRuns: 300 },
    )
  })
})
