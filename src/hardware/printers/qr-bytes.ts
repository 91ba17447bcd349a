import { qrModules, qrProblem } from '#contract/qr-code.ts'
import { CatalogueFailure } from '#contract/result.ts'
import { centredPicture } from './raster-image.ts'

/** Half a millimetre a module, so that a telephone reads it off thermal paper. */
const MODULE_DOTS = 4
/** Modules of white around the code, of which the paper's own margin is no part. */
const QUIET_MODULES = 4

/**
 * A QR in the middle of the paper, error correction M. A printer that draws it by itself is told the content:
 *
 *   1B 61 01
 *   1D 28 6B 04 00 31 41 32 00        model 2
 *   1D 28 6B 03 00 31 43 module       dots a module
 *   1D 28 6B 03 00 31 45 31           level M
 *   1D 28 6B pL pH 31 50 30 d…        the content
 *   1D 28 6B 03 00 31 51 30           print
 *   1B 61 00
 *
 * any other is sent the picture. Throws CatalogueFailure PRINTER_BARCODE_INVALID for a content that a QR does not hold.
 */
export function qrBytes(content: string, isNative: boolean): Uint8Array {
  if (qrProblem(content) !== null) throw new CatalogueFailure({ code: 'PRINTER_BARCODE_INVALID' })
  return isNative ? nativeQr(content) : drawnQr(content)
}

const [MODEL, MODULE, LEVEL, STORE, PRINT] = [0x41, 0x43, 0x45, 0x50, 0x51]

function nativeQr(content: string): Uint8Array {
  return Uint8Array.of(
    ...[0x1b, 0x61, 0x01],
    ...functionBytes([MODEL, 0x32, 0x00]),
    ...functionBytes([MODULE, MODULE_DOTS]),
    ...functionBytes([LEVEL, 0x31]),
    ...functionBytes([STORE, 0x30, ...Buffer.from(content, 'ascii')]),
    ...functionBytes([PRINT, 0x30]),
    ...[0x1b, 0x61, 0x00],
  )
}

function functionBytes(values: readonly number[]): number[] {
  const size = values.length + 1
  return [0x1d, 0x28, 0x6b, size & 0xff, size >> 8, 0x31, ...values]
}

function drawnQr(content: string): Uint8Array {
  const modules = qrModules(content)
  const acrossBytes = Math.ceil(((modules.length + 2 * QUIET_MODULES) * MODULE_DOTS) / 8)
  const downDots = (modules.length + 2 * QUIET_MODULES) * MODULE_DOTS
  const dots = new Uint8Array(acrossBytes * downDots)
  for (let y = 0; y < downDots; y += 1)
    for (let x = 0; x < downDots; x += 1) {
      const isDark = modules[Math.floor(y / MODULE_DOTS) - QUIET_MODULES]?.[Math.floor(x / MODULE_DOTS) - QUIET_MODULES]
      const at = y * acrossBytes + (x >> 3)
      if (isDark === true) dots[at] = (dots[at] ?? 0) | (0x80 >> (x & 7))
    }
  return centredPicture(acrossBytes, dots)
}
