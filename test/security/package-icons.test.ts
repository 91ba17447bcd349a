import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { describe, expect, it } from 'vitest'
import { drawIcon, FOLDER, ICO_SIZES, PNG_SIZES } from '../../tools/package-icons.ts'

/** Goal: the committed icons are the screen's icon in every size a system asks for. */
async function pixels(png: Buffer) {
  const image = await loadImage(png)
  const context = createCanvas(image.width, image.height).getContext('2d')
  context.drawImage(image, 0, 0)
  return context.getImageData(0, 0, image.width, image.height).data
}

/** Width and height stand at byte 16 of a PNG (its first chunk, IHDR). */
const side = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)]

describe('icons', () => {
  it.each(PNG_SIZES)('%d pixels: drawn as the screen draws it', async (size) => {
    const committed = readFileSync(join(FOLDER, 'png', `${size}x${size}.png`))
    expect(side(committed)).toEqual([size, size])
    const [ours, fresh] = [await pixels(committed), await pixels(await drawIcon(size))]
    // Another processor may round an edge differently.
    expect(ours.filter((value, index) => Math.abs(value - (fresh[index] ?? 0)) > 8)).toHaveLength(0)
  })

  it('for Windows: one picture of each size, in their order', () => {
    const ico = readFileSync(join(FOLDER, 'icon.ico'))
    expect([ico.readUInt16LE(0), ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([0, 1, ICO_SIZES.length])
    const sides = ICO_SIZES.map((_, index) => side(ico.subarray(ico.readUInt32LE(6 + 16 * index + 12))))
    expect(sides).toEqual(ICO_SIZES.map((size) => [size, size]))
  })

  it('for macOS: whole chunks of PNG up to 1024 pixels', () => {
    const icns = readFileSync(join(FOLDER, 'icon.icns'))
    expect(icns.toString('latin1', 0, 4)).toBe('icns')
    expect(icns.readUInt32BE(4)).toBe(icns.length)
    const sides: number[] = []
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) sides.push(side(icns.subarray(at + 8))[0] ?? 0)
    expect(sides).toEqual([16, 32, 64, 128, 256, 512, 1024])
  })
})
