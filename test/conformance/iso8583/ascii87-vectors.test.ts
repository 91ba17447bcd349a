/**
 * The published messages of profile ascii87, byte for byte in both directions, on the one codec that the acquirer
 * driver and the host simulator share; then everything that the sheet's negative set names.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { framingOf } from '#payment/iso8583/acquirer-profile.ts'
import type { IsoFields, IsoMessage } from '#payment/iso8583/field-table.ts'
import { Iso8583Error } from '#payment/iso8583/iso8583-error.ts'
import { encodeFrame, FrameReader } from '#payment/iso8583/length-frame.ts'
import { decodeMessage, encodeMessage } from '#payment/iso8583/message-codec.ts'
import { ascii87 } from '#test/support/acquirer/ascii87-profile.ts'

interface Vector {
  readonly name: string
  readonly bytes: number
  readonly hex: string
  readonly mti: string
  readonly fields: Readonly<Record<string, string>>
  readonly binary?: Readonly<Record<string, string>>
}

const file = new URL('vectors/ascii87-messages.json', import.meta.url)
const { messages } = JSON.parse(readFileSync(file, 'utf8')) as { messages: Vector[] }
const profile = ascii87.iso8583
const framing = framingOf(ascii87)

const messageOf = (vector: Vector): IsoMessage => {
  const binary = Object.entries(vector.binary ?? {}).map(([number, hex]) => [number, Buffer.from(hex, 'hex')])
  return { mti: vector.mti, fields: { ...vector.fields, ...Object.fromEntries(binary) } as IsoFields }
}
const bytesOf = (name: string) => {
  const vector = messages.find((candidate) => candidate.name === name)
  return Buffer.from(vector?.hex ?? '', 'hex')
}
const texts = (fields: IsoFields) =>
  Object.fromEntries(
    Object.entries(fields).map(([number, value]) => [
      number,
      typeof value === 'string' ? value : Buffer.from(value).toString('hex').toUpperCase(),
    ]),
  )

/** The field and fault that decoding names; fails when it does not refuse. */
function refusal(bytes: Uint8Array): string {
  try {
    decodeMessage(profile, bytes)
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(Iso8583Error)
    const error = thrown as Iso8583Error
    return `${error.field}: ${error.fault}`
  }
  return 'accepted'
}

function replaced(bytes: Uint8Array, at: number, text: string): Uint8Array {
  const changed = Buffer.from(bytes)
  changed.write(text, at, 'latin1')
  return changed
}

describe('the published messages', () => {
  it('are those of the profile', () => {
    expect(messages.map(({ name }) => name)).toEqual(['echo', 'sale', 'sale as printed', 'timeout reversal', 'totals'])
  })

  it.each(messages)('$name: $bytes bytes, both directions', (vector) => {
    const wire = Buffer.from(vector.hex, 'hex')
    expect(wire.length).toBe(vector.bytes)
    const decoded = decodeMessage(profile, wire)
    expect(decoded.mti).toBe(vector.mti)
    expect(texts(decoded.fields)).toEqual({ ...vector.fields, ...vector.binary })
    expect(
      Buffer.from(encodeMessage(profile, messageOf(vector)))
        .toString('hex')
        .toUpperCase(),
    ).toBe(vector.hex)
    expect(Buffer.from(encodeMessage(profile, decoded)).equals(wire)).toBe(true)
  })

  it.each(messages)('$name goes through its frame', (vector) => {
    const wire = Buffer.from(vector.hex, 'hex')
    const { messages: found, broken } = new FrameReader(framing).push(encodeFrame(framing, wire))
    expect(broken).toBeNull()
    expect(found.map((bytes) => Buffer.from(bytes).equals(wire))).toEqual([true])
  })
})

describe('what is refused', () => {
  const echo = bytesOf('echo')
  const sale = bytesOf('sale')
  const panAt = 12

  it.each([
    ['nothing at all', new Uint8Array(0), 'mti: short'],
    ['a message type that the profile does not know', replaced(echo, 0, '0999'), 'mti: unknown'],
    ['a message type of another edition', replaced(echo, 0, '1800'), 'mti: unknown'],
    ['a bitmap that is cut', echo.subarray(0, 11), 'bitmap: short'],
    ['a second bitmap that is cut', echo.subarray(0, 15), 'bitmap: short'],
    ['a third bitmap (bit 65)', replaced(echo, 12, '\x84'), 'bitmap: third-bitmap'],
    ['a second bitmap without a field', replaced(echo, 12, '\x00'), 'bitmap: empty-bitmap'],
    ['a field that no host here knows (8)', replaced(echo, 4, '\x83'), '8: unknown'],
    ['a length of 20 for the card number', replaced(sale, panAt, '20'), '2: length'],
    ['a length that is no number', replaced(sale, panAt, '1x'), '2: length'],
    ['a letter in the amount', replaced(sale, 36, '00000000100A'), '4: content'],
    ['a carriage return after the end', Buffer.concat([echo, Buffer.from('\r')]), 'message: trailing'],
    ['one byte less', echo.subarray(0, -1), '70: short'],
    ['a control character in the terminal id', replaced(sale, sale.indexOf('TERM'), '\n'), '41: content'],
  ])('%s', (_, bytes, expected) => {
    expect(refusal(bytes)).toBe(expected)
  })

  it('a length of 38 for track 2', () => {
    const at = sale.indexOf('374111')
    expect(refusal(replaced(sale, at, '38'))).toBe('35: length')
  })

  it('chip data longer than the message', () => {
    expect(refusal(replaced(sale, sale.indexOf(Buffer.from('135\x9f', 'latin1')), '255'))).toBe('55: short')
  })

  it.each([1, -1])('a length header that is wrong by %i', (difference) => {
    const frame = Buffer.concat([encodeFrame(framing, echo), encodeFrame(framing, echo)])
    frame.writeUInt16BE(echo.length + difference, 0)
    const [first = new Uint8Array(0)] = new FrameReader(framing).push(frame).messages
    expect(refusal(first)).toBe(difference > 0 ? 'message: trailing' : '70: short')
  })

  it.each([0, 11, 4097, 0xffff])('a length header of %i closes the stream for good', (length) => {
    const reader = new FrameReader(framing)
    const header = Buffer.alloc(2)
    header.writeUInt16BE(length)
    const { messages: found, broken } = reader.push(Buffer.concat([encodeFrame(framing, echo), header]))
    expect(found).toHaveLength(1)
    expect(broken?.message).toBe('ISO 8583 field header: frame')
    expect(reader.push(encodeFrame(framing, echo))).toEqual({ messages: [], keepAlives: 0, broken })
  })

  it('never says what a field holds', () => {
    const spoiled = Buffer.from(sale)
    spoiled.write('41111111111111x1', panAt + 2, 'latin1')
    expect(() => decodeMessage(profile, spoiled)).toThrow('ISO 8583 field 2: content')
  })
})

describe('what cannot be written', () => {
  const fields = { 7: '1122090000', 11: '000002', 70: '301' } as const
  it.each<[string, IsoMessage, string]>([
    ['an unknown message type', { mti: '0700', fields }, 'mti: unknown'],
    ['a field the host does not know', { mti: '0800', fields: { ...fields, 64: new Uint8Array(8) } }, '64: unknown'],
    ['too many digits', { mti: '0800', fields: { ...fields, 11: '1000000' } }, '11: length'],
    ['a negative amount', { mti: '0800', fields: { ...fields, 4: '-5' } }, '4: content'],
    ['a broken amount', { mti: '0800', fields: { ...fields, 4: '1.5' } }, '4: content'],
    ['an amount that is nothing', { mti: '0800', fields: { ...fields, 4: '' } }, '4: length'],
    ['a short PIN block', { mti: '0800', fields: { ...fields, 52: new Uint8Array(7) } }, '52: length'],
    ['a character beyond ISO-8859-1', { mti: '0800', fields: { ...fields, 62: 'Żółć' } }, '62: content'],
    ['a net amount without its sign', { mti: '0800', fields: { ...fields, 97: '12' } }, '97: content'],
    ['a sign without an amount', { mti: '0800', fields: { ...fields, 97: 'D' } }, '97: length'],
  ])('%s', (_, message, expected) => {
    const write = () => encodeMessage(profile, message)
    expect(write).toThrow(Iso8583Error)
    expect(write).toThrow(`ISO 8583 field ${expected}`)
  })

  it('pads digits with zeros and text with spaces', () => {
    const wire = encodeMessage(profile, { mti: '0800', fields: { 4: '5', 11: '2', 38: 'A1', 70: '301', 97: 'D7' } })
    const { fields: read } = decodeMessage(profile, wire)
    expect([read[4], read[11], read[38], read[97]]).toEqual(['000000000005', '000002', 'A1    ', 'D0000000000000007'])
  })

  it('frames nothing longer than the limit', () => {
    expect(() => encodeFrame(framing, new Uint8Array(4097))).toThrow('ISO 8583 field header: frame')
  })
})
