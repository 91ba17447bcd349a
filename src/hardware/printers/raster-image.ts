/** Bytes of one image command that the smallest buffers hold; a taller picture is sent as bands that touch. */
const BAND_BYTES_MAX = 1_800

/**
 * Dots as one image, defused:
 *
 *   GS v 0   1D 76 30 00 xL xH yL yH d…    x bytes across, y dots down, the left dot in the highest bit
 */
export function rasterImage(acrossBytes: number, dots: Uint8Array): Uint8Array {
  const downDots = dots.length / acrossBytes
  return Uint8Array.of(
    ...[0x1d, 0x76, 0x30, 0x00, acrossBytes & 0xff, acrossBytes >> 8, downDots & 0xff, downDots >> 8],
    ...defused(dots),
  )
}

/** A picture in the middle of the paper, in bands one below the other: `1B 61 01`, the images, `1B 61 00`. */
export function centredPicture(acrossBytes: number, dots: Uint8Array): Uint8Array {
  const bandBytes = Math.max(1, Math.floor(BAND_BYTES_MAX / acrossBytes)) * acrossBytes
  const bands: number[] = []
  for (let at = 0; at < dots.length; at += bandBytes)
    bands.push(...rasterImage(acrossBytes, dots.subarray(at, at + bandBytes)))
  return Uint8Array.of(0x1b, 0x61, 0x01, ...bands, 0x1b, 0x61, 0x00)
}

const DLE = 0x10
/** EOT, ENQ and DC4 after DLE: obeyed at once, wherever they stand. */
const REAL_TIME = new Set([0x04, 0x05, 0x14])

/** Dots that happen to spell a real-time command get one dot more: nobody sees it, and no drawer opens. */
function defused(dots: Uint8Array): Uint8Array {
  return dots.map((byte, at) => (byte === DLE && REAL_TIME.has(dots[at + 1] ?? 0) ? DLE | 0x08 : byte))
}
