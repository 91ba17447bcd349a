/**
 * Goal: a barcode is printed only when a scanner can read it. Method: published examples, every kind of wrong content.
 */
import { describe, expect, it } from 'vitest'
import { barcodeProblem, barcodeWidths, type Symbology } from '#contract/barcode.ts'
import { barcodeBytes } from '#hardware/printers/barcode-bytes.ts'
import { EscposEncoder } from '#hardware/printers/escpos-encoder.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const modules = (symbology: Symbology, content: string) =>
  barcodeWidths(symbology, content)
    .map((width, index) => (index % 2 === 0 ? '1' : '0').repeat(width))
    .join('')

describe('the bytes', () => {
  it.each([
    ['code128', '2-004318', '1b61011d683c1d77021d48001d6b490a7b42322d3030343331381b6100'],
    ['code128', '{a', '1b61011d683c1d77021d48001d6b49057b427b7b611b6100'],
    ['ean13', '4006381333931', '1b61011d683c1d77021d48001d6b430d343030363338313333333933311b6100'],
    ['ean8', '96385074', '1b61011d683c1d77021d48001d6b440839363338353037341b6100'],
  ] as const)('of %s %s', (symbology, content, wanted) => {
    expect(hex(barcodeBytes(symbology, content))).toBe(wanted)
  })
})

describe('a content that the barcode cannot hold', () => {
  it.each([
    ['ean13', '123', 'long'],
    ['ean13', '4006381333932', 'check'],
    ['ean13', '400638133393x', 'characters'],
    ['ean8', '96385075', 'check'],
    ['ean8', '', 'empty'],
    ['code128', 'Ticket é', 'characters'],
    ['code128', '2\u001b004318', 'characters'],
    ['code128', '1234567890123', 'long'],
  ] as const)('%s %j is refused: %s', (symbology, content, problem) => {
    expect(barcodeProblem(symbology, content)).toBe(problem)
    expect(() => barcodeBytes(symbology, content)).toThrow('PRINTER_BARCODE_INVALID')
    const ticket = { columns: 42 as const, rows: [{ kind: 'barcode' as const, symbology, content }] }
    expect(() => new EscposEncoder().encode(ticket)).toThrow('PRINTER_BARCODE_INVALID')
  })
})

describe('the bars', () => {
  it('of EAN-13 are those of its published example: sets by the first digit, guards and centre', () => {
    expect(modules('ean13', '4006381333931')).toBe(
      [
        '101',
        ...['0001101', '0100111', '0101111', '0111101', '0001001', '0110011'],
        '01010',
        ...['1000010', '1000010', '1000010', '1110100', '1000010', '1100110'],
        '101',
      ].join(''),
    )
  })

  it('of EAN-8 have four digits on each side', () => {
    expect(modules('ean8', '96385074')).toBe(
      [
        '101',
        ...['0001011', '0101111', '0111101', '0110111'],
        '01010',
        ...['1001110', '1110010', '1000100', '1011100'],
        '101',
      ].join(''),
    )
  })

  it('of Code 128 begin in set B and end with the check symbol and the stop', () => {
    const widths = barcodeWidths('code128', 'Wikipedia').join('')
    // Start B, then W (value 55); the check of this word is 88.
    expect(widths.slice(0, 12)).toBe('211214311321')
    expect(widths.slice(-13)).toBe('4212112331112')
    expect(widths).toHaveLength(6 * 11 + 7)
  })
})
