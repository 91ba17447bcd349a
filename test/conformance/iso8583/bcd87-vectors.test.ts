/**
 * The published messages of profile bcd87, and four more that a foreign codec encodes alike, byte for byte in both directions and through TPDU and length header; then
 * what packed digits, odd lengths and the transport header can be wrong in.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { framingOf } from '#payment/iso8583/acquirer-profile.ts'
import { buildEncoding, encodingSchema } from '#payment/iso8583/encoding-profile.ts'
import type { IsoFields, IsoMessage } from '#payment/iso8583/field-table.ts'
import { Iso8583Error } from '#payment/iso8583/iso8583-error.ts'
import { encodeFrame, FrameReader } from '#payment/iso8583/length-frame.ts'
import { decodeMessage, encodeMessage } from '#payment/iso8583/message-codec.ts'
import { swapTpdu } from '#payment/iso8583/tpdu.ts'
import { openPayload, readFromHost, toFrame } from '#payment/iso8583/wire.ts'
import { bcd87 } from '#test/support/acquirer/bcd87-profile.ts'

interface Vector {
  readonly name: string
  readonly bytes: number
  readonly hex: string
  /** With length header and TPDU, where it was published. */
  readonly frame?: string
  readonly mti: string
  readonly fields: Readonly<Record<string, string>>
  readonly binary?: Readonly<Record<string, string>>
}

const file = new URL('vectors/bcd87-messages.json', import.meta.url)
const { messages } = JSON.parse(readFileSync(file, 'utf8')) as { messages: Vector[] }
const profile = bcd87.iso8583
const NO_KEY = { tpdu: bcd87.tpdu, macKey: null }

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase()
const bytesOf = (name: string) => Buffer.from(messages.find((each) => each.name === name)?.hex ?? '', 'hex')
const messageOf = (vector: Vector): IsoMessage => {
  const binary = Object.entries(vector.binary ?? {}).map(([number, text]) => [number, Buffer.from(text, 'hex')])
  return { mti: vector.mti, fields: { ...vector.fields, ...Object.fromEntries(binary) } as IsoFields }
}
const texts = (fields: IsoFields) =>
  Object.fromEntries(
    Object.entries(fields).map(([number, value]) => [number, typeof value === 'string' ? value : hex(value)]),
  )
const echoWith = (fields: IsoFields): IsoMessage => ({ mti: '0800', fields: { 11: '2', ...fields } })

/** The field and fault that reading names; fails when it does not refuse. */
function refusal(read: () => unknown): string {
  try {
    read()
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(Iso8583Error)
    const error = thrown as Iso8583Error
    return `${error.field}: ${error.fault}`
  }
  return 'accepted'
}

/** The message with the first occurrence of some bytes replaced. */
function replaced(name: string, from: string, to: string): Uint8Array {
  const text = hex(bytesOf(name))
  expect(text).toContain(from)
  return Buffer.from(text.replace(from, to), 'hex')
}

describe('the published messages', () => {
  it('are those of the profile', () => {
    expect(messages.map(({ name, bytes }) => [name, bytes])).toEqual([
      ['echo', 28],
      ['sale', 247],
      ['timeout reversal', 146],
      ['totals', 129],
      ['advice', 224],
      ['upload', 151],
    ])
  })

  it.each(messages)('$name: $bytes bytes, both directions', (vector) => {
    const wire = Buffer.from(vector.hex, 'hex')
    expect(wire.length).toBe(vector.bytes)
    const decoded = decodeMessage(profile, wire)
    expect(decoded.mti).toBe(vector.mti)
    expect(texts(decoded.fields)).toEqual({ ...vector.fields, ...vector.binary })
    expect(hex(encodeMessage(profile, messageOf(vector)))).toBe(vector.hex)
    expect(hex(encodeMessage(profile, decoded))).toBe(vector.hex)
  })

  it.each(messages)('$name goes through TPDU and frame', (vector) => {
    const frame = toFrame(bcd87, messageOf(vector), NO_KEY)
    if (vector.frame !== undefined) expect(hex(frame)).toBe(vector.frame)
    const { messages: found, broken } = new FrameReader(framingOf(bcd87)).push(frame)
    expect(broken).toBeNull()
    expect(found).toHaveLength(1)
    const { tpdu, bytes } = openPayload(bcd87, found[0] ?? new Uint8Array(0))
    expect(tpdu).toEqual({ destination: '0012', source: '0000' })
    expect(hex(bytes)).toBe(vector.hex)
  })
})

describe('odd lengths', () => {
  it.each<[string, IsoFields, string]>([
    [
      'a card number of 19 digits takes ten bytes, the pad behind',
      { 2: '4000000000000000006' },
      '1940000000000000000060',
    ],
    ['one of 16 takes eight', { 2: '4111111111111111' }, '164111111111111111'],
    ['an entry mode has its pad in front', { 22: '51' }, '0051'],
    ['a track counts nibbles', { 35: '4111111111111111=3012' }, '214111111111111111D30120'],
    ['the settlement result is a byte', { 66: '2' }, '02'],
    ['a net amount is a letter and eight bytes', { 97: 'D120950' }, '440000000000120950'],
  ])('%s', (_, fields, expected) => {
    const wire = encodeMessage(profile, echoWith(fields))
    expect(hex(wire)).toContain(expected)
    const [number, value] = Object.entries(fields)[0] as [string, string]
    const read = texts(decodeMessage(profile, wire).fields)[number] ?? ''
    expect(read.endsWith(value.replace(/^[CD]/, ''))).toBe(true)
    expect(hex(encodeMessage(profile, decodeMessage(profile, wire)))).toBe(hex(wire))
  })

  it('the currency is text for one host and packed for another', () => {
    const withCurrency = echoWith({ 49: '978' })
    expect(hex(encodeMessage(profile, withCurrency))).toMatch(/393738$/)
    const json = JSON.parse(
      readFileSync(new URL('../../../resources/acquirers/bcd87.json', import.meta.url), 'utf8'),
    ) as { iso8583: object }
    const packing = buildEncoding(encodingSchema.parse({ ...json.iso8583, unpackedFields: [] }))
    expect(hex(encodeMessage(packing, withCurrency))).toMatch(/0978$/)
    expect(decodeMessage(packing, encodeMessage(packing, withCurrency)).fields[49]).toBe('978')
  })
})

describe('what is refused', () => {
  const sale = bytesOf('sale')
  const echo = bytesOf('echo')
  it.each<[string, Uint8Array, string]>([
    ['nothing at all', new Uint8Array(0), 'mti: short'],
    ['one byte of a message type', echo.subarray(0, 1), 'mti: short'],
    ['a message type that is text', Buffer.from('0800', 'latin1'), 'mti: unknown'],
    ['a nibble of the message type that is no digit', replaced('echo', '0800', '080A'), 'mti: content'],
    ['a bitmap that is cut', echo.subarray(0, 9), 'bitmap: short'],
    ['a third bitmap (bit 65)', replaced('echo', '0400000000000000', '8400000000000000'), 'bitmap: third-bitmap'],
    ['a length of 20 for the card number', replaced('sale', '164111', '204111'), '2: length'],
    ['a length of 38 for track 2', replaced('sale', '374111', '384111'), '35: length'],
    ['a length that is no number', replaced('sale', '374111', '3A4111'), '35: length'],
    ['chip data longer than the message', replaced('sale', '01359F26', '02559F26'), '55: short'],
    ['an amount with a letter', replaced('sale', '000000001000', '00000000100F'), '4: content'],
    ['a separator in a card number', replaced('sale', '164111', '164D11'), '2: content'],
    ['a track that is padded with F', replaced('sale', '005445524D', '0F5445524D'), '35: content'],
    ['an entry mode with something in its pad', replaced('sale', '0051000100', '1051000100'), '22: content'],
    ['a carriage return after the end', Buffer.concat([echo, Buffer.from('\r')]), 'message: trailing'],
    ['one byte less', sale.subarray(0, -1), '62: short'],
  ])('%s', (_, bytes, expected) => {
    expect(refusal(() => decodeMessage(profile, bytes))).toBe(expected)
  })

  it.each<[string, IsoFields, string]>([
    ['a letter among packed digits', { 4: '12A' }, '4: content'],
    ['a separator in a number', { 11: '12=' }, '11: content'],
    ['too many digits', { 11: '1234567' }, '11: length'],
    ['no digits', { 4: '' }, '4: length'],
    ['a net amount without its sign', { 97: '12' }, '97: content'],
  ])('%s cannot be written', (_, fields, expected) => {
    expect(refusal(() => encodeMessage(profile, echoWith(fields)))).toBe(expected)
  })

  it.each([1, -1])('a length header that is wrong by %i', (difference) => {
    const frame = Buffer.from(toFrame(bcd87, messageOf(messages[0] as Vector), NO_KEY))
    const twice = Buffer.concat([frame, frame])
    twice.writeUInt16BE(frame.length - 2 + difference, 0)
    const [first = new Uint8Array(0)] = new FrameReader(framingOf(bcd87)).push(twice).messages
    const read = () => decodeMessage(profile, openPayload(bcd87, first).bytes)
    expect(refusal(read)).toBe(difference > 0 ? 'message: trailing' : '70: short')
  })

  it.each<[string, string, string]>([
    ['with its two ends as they were sent', '6000120000', 'tpdu: content'],
    ['from another network', '6000000013', 'tpdu: content'],
    ['with another identifier', '6100000012', 'tpdu: content'],
    ['with a nibble that is no digit', '60000A0012', 'tpdu: content'],
  ])('an answer whose TPDU comes %s', (_, tpdu, expected) => {
    const payload = Buffer.from(`${tpdu}${hex(echo)}`, 'hex')
    expect(refusal(() => readFromHost(bcd87, payload, null))).toBe(expected)
  })

  it('an answer with the two ends swapped is taken', () => {
    const tpdu = bcd87.tpdu === null ? null : swapTpdu(bcd87.tpdu)
    const [payload = new Uint8Array(0)] = new FrameReader(framingOf(bcd87)).push(
      toFrame(bcd87, messageOf(messages[0] as Vector), { tpdu, macKey: null }),
    ).messages
    expect(readFromHost(bcd87, payload, null).mti).toBe('0800')
  })

  it('a frame too short for TPDU, message type and bitmap', () => {
    const { broken } = new FrameReader(framingOf(bcd87)).push(Buffer.from('000E6000120000', 'hex'))
    expect(broken?.message).toBe('ISO 8583 field header: frame')
    expect(() => encodeFrame(framingOf(bcd87), new Uint8Array(14))).toThrow('ISO 8583 field header: frame')
  })
})
