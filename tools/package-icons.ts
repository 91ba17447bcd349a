import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCanvas, loadImage } from '@napi-rs/canvas'

/**
 * Draws the icons of the packages from the one of the screen. Run it after a change of `src/renderer/icon.svg` and
 * commit what it writes to `resources/icons`:
 *
 *     node tools/package-icons.ts
 */
const ROOT = join(import.meta.dirname, '..')
export const SOURCE = join(ROOT, 'src/renderer/icon.svg')
export const FOLDER = join(ROOT, 'resources/icons')

/** Sizes a Linux desktop looks for (freedesktop.org icon theme, hicolor). */
export const PNG_SIZES = [16, 24, 32, 48, 64, 128, 256, 512] as const
export const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256] as const
/** Types of the icns container that hold a PNG, by the pixels of their side. */
const ICNS_TYPES = [
  ['icp4', 16],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
] as const
/** macOS draws its icons with a margin: 824 of 1024 pixels are the shape. */
const MAC_SHARE = 824 / 1024

/** One square PNG; `share` of its side is the drawing, the rest a clear margin. */
export async function drawIcon(pixels: number, share = 1): Promise<Buffer> {
  const side = Math.round(pixels * share)
  const margin = Math.round((pixels - side) / 2)
  // The file has no size of its own; given the one wanted, it is drawn sharp instead of scaled.
  const svg = readFileSync(SOURCE, 'utf8').replace('<svg ', `<svg width="${side}" height="${side}" `)
  const canvas = createCanvas(pixels, pixels)
  canvas.getContext('2d').drawImage(await loadImage(Buffer.from(svg)), margin, margin, side, side)
  return canvas.toBuffer('image/png')
}

/**
 * ICO: header (reserved 0, type 1, count), then 16 bytes per picture, then the PNGs.
 *
 *     0 width  1 height (0 = 256)  2 colours  3 reserved  4 planes  6 bits  8 length  12 offset     little endian
 */
export function icoFile(pictures: readonly (readonly [pixels: number, png: Buffer])[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let offset = head.length
  for (const [index, [pixels, png]] of pictures.entries()) {
    const at = 6 + 16 * index
    head.writeUInt8(pixels % 256, at)
    head.writeUInt8(pixels % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(png.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += png.length
  }
  return Buffer.concat([head, ...pictures.map(([, png]) => png)])
}

/** ICNS: `icns`, length of all; then per picture its type, its length with these 8 bytes, its PNG; big endian. */
export function icnsFile(pictures: readonly (readonly [type: string, png: Buffer])[]): Buffer {
  const chunk = (type: string, body: Buffer) => {
    const head = Buffer.alloc(8)
    head.write(type, 'latin1')
    head.writeUInt32BE(8 + body.length, 4)
    return Buffer.concat([head, body])
  }
  return chunk('icns', Buffer.concat(pictures.map(([type, png]) => chunk(type, png))))
}

async function writeIcons(): Promise<void> {
  mkdirSync(join(FOLDER, 'png'), { recursive: true })
  for (const pixels of PNG_SIZES) {
    writeFileSync(join(FOLDER, 'png', `${pixels}x${pixels}.png`), await drawIcon(pixels))
  }
  const ico = await Promise.all(ICO_SIZES.map(async (pixels) => [pixels, await drawIcon(pixels)] as const))
  writeFileSync(join(FOLDER, 'icon.ico'), icoFile(ico))
  const icns = await Promise.all(
    ICNS_TYPES.map(async ([type, pixels]) => [type, await drawIcon(pixels, MAC_SHARE)] as const),
  )
  writeFileSync(join(FOLDER, 'icon.icns'), icnsFile(icns))
}

if (import.meta.main) await writeIcons()
