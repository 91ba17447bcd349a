/**
 * Track 2 as a pad hands it to encryption (ABECS 2.8): one nibble per character, `=` as D, filled with F to whole
 * blocks of 8 bytes.
 */
export function packTrack2(track2: string): Uint8Array {
  if (!/^\d{8,19}[=D]\d{0,28}$/.test(track2) || track2.length > 37) throw new RangeError('not a track 2')
  const nibbles = track2.replace('=', 'D')
  return Uint8Array.from(Buffer.from(nibbles.padEnd(Math.ceil(nibbles.length / 16) * 16, 'F'), 'hex'))
}

/** What a host reads in an opened track. `expiry` is YYMM. */
export interface Track2 {
  readonly pan: string
  readonly expiry: string
}

/** @returns null when the bytes are no track 2: a wrong key, or no encryption at all. */
export function readTrack2(bytes: Uint8Array): Track2 | null {
  const match = /^(\d{8,19})d(\d{4})\d*f*$/.exec(Buffer.from(bytes).toString('hex'))
  return match?.[1] !== undefined && match[2] !== undefined ? { pan: match[1], expiry: match[2] } : null
}
