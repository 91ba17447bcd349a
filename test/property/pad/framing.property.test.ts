import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeFrame, type FramePart, FrameReader, PACKET_BYTES_MAX } from '#hardware/pad/abecs/framing.ts'

// Goal: whatever arrives in whatever pieces, the reader tells the same frames, never throws and finds back.
const CONTROLS = [0x04, 0x06, 0x12, 0x13, 0x15, 0x16, 0x17, 0x18, 0x33, 0x36, 0x37]
/** Bytes with many of those that mean something. */
const spicyByte = fc.oneof(fc.constantFrom(...CONTROLS), fc.integer({ min: 0, max: 255 }))
const spicyBytes = (max: number) => fc.array(spicyByte, { maxLength: max }).map((values) => Uint8Array.from(values))

function cut(stream: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = []
  let at = 0
  for (let turn = 0; at < stream.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1
    chunks.push(stream.subarray(at, at + size))
    at += size
  }
  return chunks
}

function readAll(chunks: readonly Uint8Array[]): FramePart[] {
  const reader = new FrameReader()
  return chunks.flatMap((chunk) => reader.push(chunk))
}

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 })

describe('ABECS framing', () => {
  it('gives back every packet', () => {
    fc.assert(
      fc.property(spicyBytes(PACKET_BYTES_MAX), (packet) => {
        expect(readAll([encodeFrame(packet)])).toEqual([{ kind: 'packet', packet }])
      }),
      { numRuns: 200 },
    )
  })

  it('never has a bare control byte between SYN and ETB', () => {
    fc.assert(
      fc.property(spicyBytes(300), (packet) => {
        const inside = encodeFrame(packet).slice(1, -3)
        expect(inside.includes(0x16) || inside.includes(0x17)).toBe(false)
      }),
    )
  })

  it('tells the same parts in any chunking, of frames and of any bytes', () => {
    const piece = fc.oneof(spicyBytes(120).map(encodeFrame), spicyBytes(60))
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), sizes, (pieces, cuts) => {
        const stream = new Uint8Array(Buffer.concat(pieces))
        expect(readAll(cut(stream, cuts))).toEqual(readAll([stream]))
      }),
      { numRuns: 300 },
    )
  })

  it('finds the next frame after any noise once the line was silent, and counts what it dropped', () => {
    fc.assert(
      fc.property(spicyBytes(400), spicyBytes(100), (noise, packet) => {
        const reader = new FrameReader()
        const malformed = reader.push(noise).filter(({ kind }) => kind === 'malformed').length
        expect(reader.malformedCount).toBe(malformed)
        reader.reset()
        expect(reader.push(encodeFrame(packet))).toEqual([{ kind: 'packet', packet }])
      }),
    )
  })

  // A byte changed into SYN cuts the frame, and leading zeros do not count in this check: the rest may then pass. The
  // cut is told first, and whoever heard of a bad frame drops what follows until the line is silent.
  it('passes no frame with one byte changed without a warning before it', () => {
    fc.assert(
      fc.property(spicyBytes(200), fc.nat(), fc.integer({ min: 1, max: 255 }), (packet, where, change) => {
        const frame = encodeFrame(packet)
        const index = where % frame.length
        frame[index] = (frame[index] ?? 0) ^ change
        const parts = readAll([frame])
        const first = parts.findIndex(({ kind }) => kind === 'packet')
        expect(first < 0 || parts.slice(0, first).some(({ kind }) => kind === 'malformed')).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('refuses what is longer than the protocol allows, once, and skips it to its end', () => {
    const reader = new FrameReader()
    const long = Uint8Array.from([0x16, ...new Array<number>(PACKET_BYTES_MAX + 500).fill(0x18), 0x17, 0x04, 0x06])
    expect(reader.push(long)).toEqual([{ kind: 'malformed', reason: 'oversize' }])
    expect(reader.push(encodeFrame(Uint8Array.of(0x41)))).toEqual([{ kind: 'packet', packet: Uint8Array.of(0x41) }])
    expect(() => encodeFrame(new Uint8Array(PACKET_BYTES_MAX + 1))).toThrow('packet')
  })

  it('tells a bad escape and a frame cut by another', () => {
    expect(readAll([Uint8Array.of(0x16, 0x41, 0x13, 0x41, 0x18, 0x17, 0x06, 0x06, 0x06)])).toEqual([
      { kind: 'malformed', reason: 'escape' },
      { kind: 'ack' },
    ])
    expect(readAll([Uint8Array.of(0x16, 0x41), encodeFrame(Uint8Array.of(0x42))])).toEqual([
      { kind: 'malformed', reason: 'truncated' },
      { kind: 'packet', packet: Uint8Array.of(0x42) },
    ])
  })
})
