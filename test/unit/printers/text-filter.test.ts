/**
 * Goal: a text becomes something the printer draws, and stays in its row. Method: the rows of the sheet's sections 2
 * and 7, with a printer that has the pages and one that has none.
 */
import { describe, expect, it } from 'vitest'
import { filterText, fitCells } from '#hardware/printers/text-filter.ts'

const everything = () => true
const asciiOnly = (character: string) => character >= ' ' && character <= '~'

describe('a printer with the pages', () => {
  it.each([
    ['l’œuf — 12\u202f345,67\u00a0€…', "l'œuf - 12 345,67 €..."],
    ['e\u0301', 'é'],
    ['← ↔ ► ♀ § ¶ •', '<- <-> >  par.  -'],
    ['Menu\u001bp\u0000\u0032\u00fa', 'Menup2ú'],
    ['a\tb\nc\u009bd\u200be', 'a b cde'],
  ])('folds %j to %j and substitutes nothing', (text, folded) => {
    expect(filterText(text, everything)).toEqual({ text: folded, substituted: 0 })
  })
})

describe('a printer without the pages', () => {
  it.each([
    ['Żółć', 'Zolc', 4],
    ['œuf à 2 €', 'oeuf a 2 EUR', 3],
    ['Größe', 'Grosse', 2],
    ['Ж漢', '__', 2],
    ['oui ?', 'oui ?', 0],
  ])('spells %j as %j, counted, and never as a question mark', (text, spelled, substituted) => {
    expect(filterText(text, asciiOnly)).toEqual({ text: spelled, substituted })
  })
})

describe('a row that grew', () => {
  it('gives up its widest gap, not its figure', () => {
    expect(fitCells('oeuf  x       2,00 EUR', 20)).toBe('oeuf  x     2,00 EUR')
  })

  it('stays as it is where there is no gap', () => {
    expect(fitCells('x'.repeat(12), 10)).toBe('x'.repeat(12))
    expect(fitCells('short   ', 10)).toBe('short')
  })
})
