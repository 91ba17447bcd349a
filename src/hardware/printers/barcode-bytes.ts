import { barcodeProblem, type Symbology } from '#contract/barcode.ts'
import { CatalogueFailure } from '#contract/result.ts'

/** m of `GS k m n d…`, the form that carries its length. */
const SYMBOLOGIES: Readonly<Record<Symbology, number>> = { ean13: 0x43, ean8: 0x44, code128: 0x49 }
/** Code 128 is told its set in the data: `{B`. */
const SET_B = [0x7b, 0x42]
const HEIGHT_DOTS = 60
const MODULE_DOTS = 2

/**
 * A barcode in the middle of the paper, without the text beneath:
 *
 *   1B 61 01   1D 68 height   1D 77 module   1D 48 00   1D 6B m n d…   1B 61 00
 *
 * Throws CatalogueFailure PRINTER_BARCODE_INVALID for a content the symbology does not have: printers print the
 * characters of a barcode they refuse, or a wrong one.
 */
export function barcodeBytes(symbology: Symbology, content: string): Uint8Array {
  if (barcodeProblem(symbology, content) !== null) throw new CatalogueFailure({ code: 'PRINTER_BARCODE_INVALID' })
  // A brace is the sign before a set's letter; the character itself is written twice.
  const characters = symbology === 'code128' ? content.replaceAll('{', '{{') : content
  const data = [...(symbology === 'code128' ? SET_B : []), ...Buffer.from(characters, 'ascii')]
  return Uint8Array.of(
    ...[0x1b, 0x61, 0x01, 0x1d, 0x68, HEIGHT_DOTS, 0x1d, 0x77, MODULE_DOTS, 0x1d, 0x48, 0x00],
    ...[0x1d, 0x6b, SYMBOLOGIES[symbology], data.length, ...data],
    ...[0x1b, 0x61, 0x00],
  )
}
