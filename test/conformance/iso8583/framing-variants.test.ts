/** The length headers of the sheet's table 1.2, byte for byte, and what each of them refuses. */
import { describe, expect, it } from 'vitest'
import { encodeFrame, FrameReader, type FramingName, keepAliveFrame } from '#payment/iso8583/length-frame.ts'

const framing = (name: FramingName) => ({ name, payloadBytesMin: 12 })
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const payload = new Uint8Array(52)

describe('a message of 52 bytes', () => {
  it.each<[FramingName, string]>([
    ['length-2-excluding-itself', '0034'],
    // The sheet's example from the field: 00 36 covers 2 + 52.
    ['length-2-including-itself', '0036'],
    ['length-2-bcd', '0052'],
    ['length-4-ascii', '30303532'],
    ['length-2-zero-2', '00340000'],
  ])('has the header of %s', (name, header) => {
    const frame = encodeFrame(framing(name), payload)
    expect(hex(frame)).toBe(header + hex(payload))
    const reader = new FrameReader(framing(name))
    expect(reader.push(Buffer.concat([frame, frame])).messages.map(hex)).toEqual([hex(payload), hex(payload)])
  })
})

describe('a header that is none', () => {
  it.each<[FramingName, string, string]>([
    ['length-2-excluding-itself', 'shorter than a message', '000b'],
    ['length-2-including-itself', 'shorter than itself and a message', '000d'],
    ['length-2-including-itself', 'of nothing', '0000'],
    ['length-2-bcd', 'with a nibble that is no digit', '00a2'],
    ['length-4-ascii', 'with a letter', '30303541'],
    ['length-4-ascii', 'as bytes', '00340000'],
    ['length-4-ascii', 'beyond the limit', '34303937'],
    ['length-2-zero-2', 'whose zeros are none', '00340001'],
    ['length-2-excluding-itself', 'of zero, where that is no keep-alive', '0000'],
  ])('%s: %s closes the stream', (name, _, header) => {
    const reader = new FrameReader(framing(name))
    expect(reader.push(Buffer.from(header, 'hex')).broken?.message).toBe('ISO 8583 field header: frame')
    expect(reader.push(encodeFrame(framing(name), payload)).messages).toEqual([])
  })
})

describe('a keep-alive', () => {
  it('is counted and leaves the messages around it alone', () => {
    const name = 'length-2-zero-2'
    const frame = encodeFrame(framing(name), payload)
    const zero = keepAliveFrame(framing(name)) ?? new Uint8Array(0)
    expect(hex(zero)).toBe('00000000')
    const batch = new FrameReader(framing(name)).push(Buffer.concat([zero, frame, zero]))
    expect([batch.keepAlives, batch.messages.length, batch.broken]).toEqual([2, 1, null])
  })

  it('is known to one framing only', () => {
    expect(keepAliveFrame(framing('length-4-ascii'))).toBeNull()
  })
})
