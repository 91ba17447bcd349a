/**
 * Goal: a file of articles is understood as people and spreadsheets write it, and what cannot be is named with its line.
 * Method: bytes in, guesses, rows and values out; every guess is also overruled.
 */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { harmlessText, readText, shownCell } from '#till/import/cell-text.ts'
import {
  readBarcodes,
  readMilli,
  readPrice,
  readRate,
  readReference,
  readStock,
  readUnit,
  readYesNo,
  withEatenZeros,
} from '#till/import/cell-values.ts'
import { firstRecords, guessSeparator, recordsOf } from '#till/import/file-records.ts'
import { columnsByCells, columnsByHead, guessDecimalMark, isHead } from '#till/import/guess-columns.ts'
import { decodeText, guessEncoding } from '#till/import/text-encoding.ts'

const bytes = (...values: number[]) => Uint8Array.from(values)
const ascii = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'))
const codeOf = (reading: { ok: boolean; problem?: { code: string } }) => (reading.ok ? 'ok' : reading.problem?.code)

describe('the encoding', () => {
  it('is told by a mark, by whole letters of UTF-8, else by the letters of the language', () => {
    expect(guessEncoding(bytes(0xef, 0xbb, 0xbf, 0x41))).toBe('utf-8')
    expect(guessEncoding(bytes(0xff, 0xfe, 0x41, 0))).toBe('utf-16')
    expect(guessEncoding(Buffer.from('Crème brûlée'))).toBe('utf-8')
    expect(guessEncoding(ascii('Crème brûlée à la crème fraîche'))).toBe('windows-1252')
    // Żółć i masło, as Windows of Poland writes them.
    expect(guessEncoding(bytes(0xaf, 0xf3, 0xb3, 0xe6, 0x20, 0x6d, 0x61, 0x73, 0xb3, 0x6f))).toBe('windows-1250')
    expect(guessEncoding(ascii('plain'))).toBe('utf-8')
  })

  it('stays UTF-8 for a file that was damaged on its way or ends in half a letter', () => {
    const text = Buffer.from('Crème brûlée, pâté, œufs, thé')
    expect(guessEncoding(text.subarray(0, text.length - 1))).toBe('utf-8')
    expect(guessEncoding(Buffer.concat([text, Buffer.from([0xff])]))).toBe('utf-8')
  })

  it('is read as it says, whatever it is', () => {
    expect(decodeText(bytes(0xef, 0xbb, 0xbf, 0xc3, 0xa9), 'utf-8')).toBe('é')
    expect(decodeText(bytes(0xe9, 0x9c, 0x80, 0xa0), 'windows-1252')).toBe('éœ€\u00a0')
    expect(decodeText(bytes(0xb9, 0xb3, 0x9c, 0x9f, 0xbf, 0xa3), 'windows-1250')).toBe('ąłśźżŁ')
    expect(decodeText(bytes(0xff, 0xfe, 0x42, 0x01), 'utf-16')).toBe('ł')
    expect(decodeText(bytes(0x81), 'windows-1252')).toBe('\ufffd')
    expect(decodeText(new Uint8Array(20_000).fill(0x61), 'windows-1252')).toBe('a'.repeat(20_000))
  })
})

const rowsOf = (text: string) =>
  [...recordsOf(text, 'semicolon')].flat().map(({ line, cells, problem }) => [line, problem ?? cells])

describe('rows', () => {
  it('end by CR LF, LF or CR, mixed; empty ones are passed over; lines are counted as the file has them', () => {
    expect(rowsOf('a;b\r\nc;d\n\n\re;f\rg;h')).toEqual([
      [1, ['a', 'b']],
      [2, ['c', 'd']],
      [5, ['e', 'f']],
      [6, ['g', 'h']],
    ])
  })

  it('hold separators, quotes and line ends where they are quoted', () => {
    expect(rowsOf('"a;1";"b ""x"""\n"c\r\nd";e\nf;g')).toEqual([
      [1, ['a;1', 'b "x"']],
      [2, ['c\r\nd', 'e']],
      [4, ['f', 'g']],
    ])
  })

  it('take a quote in the middle of a text as itself', () => {
    expect(rowsOf('TV 32";199\n"abc"def;2\nx;y')).toEqual([
      [1, ['TV 32"', '199']],
      [2, ['"abc"def', '2']],
      [3, ['x', 'y']],
    ])
  })

  it('lose one line to a quote that is never closed, not the rest of the file', () => {
    expect(rowsOf('a;b\n"open;2\nc;d\ne;f')).toEqual([
      [1, ['a', 'b']],
      [2, 'quotes'],
      [3, ['c', 'd']],
      [4, ['e', 'f']],
    ])
  })

  it('are refused beyond their length, and what follows is read', () => {
    const long = 'x'.repeat(LIMITS.importRowCharacters + 1)
    expect(rowsOf(`a\n${long}\nb`)).toEqual([
      [1, ['a']],
      [2, 'too-long'],
      [3, ['b']],
    ])
    expect(rowsOf(`"${long}"\nb`)).toEqual([
      [1, 'too-long'],
      [2, ['b']],
    ])
  })

  it('cost no more in a long file without a quote than in one full of them', () => {
    const msOf = (row: string) => {
      const text = `${row}\n`.repeat(20_000)
      const before = performance.now()
      expect([...recordsOf(text, 'semicolon')].flat().length).toBe(20_000)
      return performance.now() - before
    }
    msOf('"name";1')
    expect(msOf('Confiture de fraises 370 g;2,45')).toBeLessThan(3 * msOf('"Confiture de fraises 370 g";"2,45"'))
  })

  it('come apart by the separator that most lines hold equally often', () => {
    expect(guessSeparator('a;b;c\n1,5;2;3\n4,5;6,7;8')).toBe('semicolon')
    expect(guessSeparator('a,b,c\n1,"2;3",3')).toBe('comma')
    expect(guessSeparator('a\tb\n1,5\t2')).toBe('tab')
    expect(guessSeparator('alone')).toBe('semicolon')
    expect(firstRecords('a;b\nc;d\ne;f', 'semicolon', 2)).toHaveLength(2)
  })
})

describe('columns', () => {
  it.each([
    [
      ['Référence', 'Désignation', 'Code-barres', 'Prix TTC', 'TVA %', 'Famille'],
      ['reference', 'name', 'barcodes', 'price', 'vat', 'family'],
    ],
    [
      ['Indeks', 'Nazwa', 'Kod kreskowy', 'Cena brutto', 'Stawka VAT', 'Grupa', 'J.m.', 'Stan'],
      ['reference', 'name', 'barcodes', 'price', 'vat', 'family', 'unit', 'stock'],
    ],
    [
      ['SKU', 'Product name', 'EAN-13', 'Retail price', 'VAT rate', 'Category', 'Qty'],
      ['reference', 'name', 'barcodes', 'price', 'vat', 'family', 'stock'],
    ],
    [
      ['Artikelnummer', 'Bezeichnung', 'GTIN', 'Verkaufspreis', 'MwSt.', 'Warengruppe', 'Pfand'],
      ['reference', 'name', 'barcodes', 'price', 'vat', 'family', 'deposit'],
    ],
  ])('are known by the words above them: %j', (head, uses) => {
    expect(isHead(head)).toBe(true)
    expect(columnsByHead(head, [])).toEqual(uses)
  })

  it('are taken once each, price lists by their names', () => {
    expect(columnsByHead(['Nom', 'Libellé', 'Prix Pro', '?'], [{ id: 'p', name: 'Pro' }])).toEqual([
      'name',
      'ignored',
      'list:p',
      'ignored',
    ])
  })

  it('without names are known by what stands in them', () => {
    const rows = [
      ['3760001234565', 'Miel de châtaignier', '6,90', 'x'],
      ['3760001234572', 'Bière blonde', '2,40', ''],
    ]
    expect(isHead(rows[0] ?? [])).toBe(false)
    expect(columnsByCells(rows)).toEqual(['barcodes', 'name', 'price', 'ignored'])
  })

  it('have the decimal mark of most of their cells', () => {
    expect(guessDecimalMark(['1.50', '2.5', '1,234.50'])).toBe('point')
    expect(guessDecimalMark(['1,50', '1.234,50'])).toBe('comma')
    expect(guessDecimalMark(['12', '13'])).toBe('comma')
  })
})

describe('numbers', () => {
  it.each([
    ['12', 'comma', 12_000],
    ['12,5', 'point', 12_500],
    ['12.50', 'comma', 12_500],
    ['1 234,50', 'comma', 1_234_500],
    ['1\u202f234,5', 'comma', 1_234_500],
    ['1.234,50', 'point', 1_234_500],
    ['1,234.50', 'comma', 1_234_500],
    ['1,234', 'comma', 1_234],
    ['1,234', 'point', 1_234_000],
    ['1.234.567', 'comma', 1_234_567_000],
    ['0.125', 'comma', 125],
    ['-3,20', 'comma', -3_200],
    ['\u22123', 'comma', -3_000],
    ['1,2,3', 'comma', null],
    ['12,3456', 'comma', null],
    ['1e5', 'comma', null],
    ['', 'comma', null],
    ['12345678901234', 'comma', null],
  ] as const)('%s with the mark %s is %s', (text, mark, milli) => {
    expect(readMilli(text, mark)).toBe(milli)
  })

  it('are prices in whole minor units, not below zero, not too large', () => {
    expect(readPrice('12,50 €', 'comma', 'EUR')).toEqual({ ok: true, value: 1_250 })
    expect(readPrice('12.5 zł', 'comma', 'PLN')).toEqual({ ok: true, value: 1_250 })
    expect(codeOf(readPrice('1,255', 'comma', 'EUR'))).toBe('price-invalid')
    expect(codeOf(readPrice('-1', 'comma', 'EUR'))).toBe('price-negative')
    expect(codeOf(readPrice('1234567890', 'comma', 'EUR'))).toBe('price-too-large')
    expect(codeOf(readPrice('gratuit', 'comma', 'EUR'))).toBe('price-invalid')
  })

  it('are rates that the shop has, however they are written', () => {
    const rates = [0, 550, 1_000, 2_000]
    for (const text of ['5,5', '5.5%', '5,50 %', 'TVA 5,5', '550', '0,055']) {
      expect(readRate(text, rates), text).toEqual({ ok: true, value: 550 })
    }
    expect(readRate('20', rates)).toEqual({ ok: true, value: 2_000 })
    expect(readRate('zw.', rates)).toEqual({ ok: true, value: 0 })
    expect(readRate('19,6', rates)).toEqual({
      ok: false,
      problem: { code: 'vat-unknown', details: { rates: '0, 5,5, 10, 20' } },
    })
    expect(codeOf(readRate('-5', rates))).toBe('vat-invalid')
    expect(codeOf(readRate('A', rates))).toBe('vat-invalid')
  })

  it('are counts, below zero too', () => {
    expect(readStock('-2,5', 'comma')).toEqual({ ok: true, value: -2_500 })
    expect(codeOf(readStock('beaucoup', 'comma'))).toBe('stock-invalid')
  })
})

describe('barcodes', () => {
  it('are several in a cell, with how much one scan is', () => {
    expect(readBarcodes('3760001234565 | 3760001234572*6')).toEqual({
      ok: true,
      value: [
        { barcode: '3760001234565', quantityMilli: 1_000 },
        { barcode: '3760001234572', quantityMilli: 6_000 },
      ],
    })
    expect(readBarcodes('036000291452')).toEqual({
      ok: true,
      value: [{ barcode: '0036000291452', quantityMilli: 1_000 }],
    })
  })

  it.each([
    ['3760001234566', 'barcode-check'],
    ['3,76E+12', 'barcode-spreadsheet'],
    ['12', 'barcode-invalid'],
    ['ABC', 'barcode-invalid'],
    ['3760001234565*0', 'barcode-invalid'],
    ['123456789012345', 'barcode-invalid'],
    [Array.from({ length: LIMITS.articleBarcodes + 1 }, (_, place) => 1_000 + place).join(' '), 'barcodes-too-many'],
  ])('%s is refused: %s', (text, code) => {
    expect(codeOf(readBarcodes(text))).toBe(code)
  })

  it('get back the zeros that a spreadsheet ate', () => {
    expect(withEatenZeros('4510')).toBe('0000000004510')
    expect(withEatenZeros('4511')).toBeNull()
    expect(withEatenZeros('3760001234565')).toBeNull()
  })
})

describe('words', () => {
  it('are units, yes and no in four languages, references', () => {
    expect(['pièce', 'szt.', 'Stück', 'each', 'U'].map((text) => codeOf(readUnit(text)))).toEqual([
      'ok',
      'ok',
      'ok',
      'ok',
      'ok',
    ])
    expect(readUnit('kg')).toEqual({ ok: true, value: 'kg' })
    expect(codeOf(readUnit('litre'))).toBe('unit-unknown')
    expect(['oui', 'TAK', 'ja', '1', 'x'].map((text) => readYesNo(text))).toEqual(
      Array(5).fill({ ok: true, value: true }),
    )
    expect(readYesNo('fałsz')).toEqual({ ok: true, value: false })
    expect(codeOf(readYesNo('peut-être'))).toBe('yes-no')
    expect(readReference('ART-12/b')).toEqual({ ok: true, value: 'ART-12/b' })
    expect(codeOf(readReference('=1+1'))).toBe('reference-invalid')
    expect(codeOf(readReference('x'.repeat(LIMITS.articleReferenceCharacters + 1)))).toBe('reference-invalid')
  })
})

describe('a cell that is shown', () => {
  it('steers nothing and tells no card', () => {
    expect(shownCell('\u001b[2J\u0000Pâtes\u202e')).toBe('‹1B›[2J‹00›Pâtes‹202E›')
    expect(shownCell('4111 1111 1111 1111')).toBe('•••• •••• •••• ••••')
    expect(shownCell('4111111111111111234')).not.toMatch(/\d/)
    expect(shownCell('４１１１ １１１１ １１１１ １１１１')).toBe('•••• •••• •••• ••••')
    expect(shownCell('é'.repeat(100))).toHaveLength(40)
    expect(shownCell('🍓'.repeat(50))).not.toMatch(/[\ud800-\udfff]$/u)
  })

  it('is no formula, and is read as it was', () => {
    for (const text of ['=1+1', '+33', '-5', '@x', "'=1", "''=1", "l'eau", "'", 'plain', '＝1']) {
      expect(readText(harmlessText(text)), text).toBe(text)
      expect(harmlessText(text)).not.toMatch(/^[=+\-@＝]/)
    }
  })
})
