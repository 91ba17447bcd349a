import { type PaperPicture, PICTURE_BYTES_ACROSS_MAX, PICTURE_DOTS_DOWN_MAX } from '#contract/views/ticket-view.ts'

const DOTS_ACROSS_MAX = PICTURE_BYTES_ACROSS_MAX * 8
/** Of 255: what is darker becomes ink. Above the middle, since thermal paper makes colours of logos look pale. */
const INK_BELOW = 160

/** The largest size that fits the paper, in whole dots; a small picture stays small. */
export function fittedSize(width: number, height: number): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, DOTS_ACROSS_MAX / width, PICTURE_DOTS_DOWN_MAX / height)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/**
 * Pixels (red, green, blue, opacity) as dots of the head; what is not opaque lets the white paper through.
 * @returns null for a picture of which nothing would be printed.
 */
export function pictureOf(pixels: ArrayLike<number>, width: number, height: number): PaperPicture | null {
  const acrossBytes = Math.ceil(width / 8)
  const left = Math.floor((acrossBytes * 8 - width) / 2)
  const bytes = new Uint8Array(acrossBytes * height)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      if (!isInk(pixels, (y * width + x) * 4)) continue
      const at = y * acrossBytes + ((left + x) >> 3)
      bytes[at] = (bytes[at] ?? 0) | (0x80 >> ((left + x) & 7))
    }
  if (bytes.every((byte) => byte === 0)) return null
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return { acrossBytes, downDots: height, hex }
}

/** Brightness as the eye has it (ITU-R BT.601). */
function isInk(pixels: ArrayLike<number>, at: number): boolean {
  const [red = 0, green = 0, blue = 0, opacity = 0] = [pixels[at], pixels[at + 1], pixels[at + 2], pixels[at + 3]]
  const brightness = 0.299 * red + 0.587 * green + 0.114 * blue
  return 255 - ((255 - brightness) * opacity) / 255 < INK_BELOW
}
