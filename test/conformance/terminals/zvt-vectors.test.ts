/**
 * Goal: the bytes of the standalone-terminals sheet (sections 2a and 3, ZVT) are read and written as it says, in whatever pieces they
 * come, and what is spoilt is told as such. Method: the sheet's frames and messages, on the codecs alone.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeApdu, readApdus, ZvtError } from '#hardware/terminals/zvt/zvt-apdu.codec.ts'
import {
  BMP,
  encodeElements,
  encodeFields,
  findElement,
  fromBcd,
  readElements,
  readFields,
  toBcd,
} from '#hardware/terminals/zvt/zvt-fields.codec.ts'
import { encodeZvtFrame, ZvtFrameReader, zvtSum } from '#hardware/terminals/zvt/zvt-serial.codec.ts'
import {
  bytesOfHex,
  ZVT_ABORTED,
  ZVT_APPROVED,
  ZVT_CONTACTLESS,
  ZVT_DECLINED,
  ZVT_FRAMES,
  ZVT_LINE,
  ZVT_NOT_ISSUED,
  ZVT_PART_ISSUED,
  ZVT_PAY_10,
  ZVT_PAY_33,
  ZVT_SUMS,
} from '#test/support/terminals/zvt-vectors.ts'

const hexOf = (bytes: Uint8Array | null | undefined) =>
  Buffer.from(bytes ?? [])
    .toString('hex')
    .toUpperCase()
const textOf = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('latin1')

const fieldsOf = (hex: string) => {
  const [apdu] = readApdus(bytesOfHex(hex)).apdus
  if (apdu === undefined) throw new Error('no message')
  return readFields(apdu.data)
}

describe('a frame of the serial line', () => {
  it.each(Object.entries(ZVT_FRAMES))('is read and written byte for byte: %s', (_, hex) => {
    const events = new ZvtFrameReader().accept(bytesOfHex(hex))
    const [event] = events
    if (event?.kind !== 'message') throw new Error(`${event?.kind}`)
    expect(events).toHaveLength(1)
    expect(hexOf(encodeZvtFrame(event.message))).toBe(hex.replaceAll(' ', ''))
  })

  it.each(Object.entries(ZVT_SUMS))('has the sum of the sheet: %s', (message, sum) => {
    const value = zvtSum(bytesOfHex(message))
    expect(hexOf(Uint8Array.of(value & 0xff, value >> 8))).toBe(sum.replaceAll(' ', ''))
  })

  it('arrives in any pieces, with answers between, also with a 10 in its sum', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 7 }), (message, size) => {
        const reader = new ZvtFrameReader()
        const stream = Uint8Array.from([0x06, ...encodeZvtFrame(message), 0x15])
        const events = Array.from({ length: Math.ceil(stream.length / size) }, (_, index) =>
          reader.accept(stream.subarray(index * size, (index + 1) * size)),
        ).flat()
        expect(events).toEqual([{ kind: 'ack' }, { kind: 'message', message }, { kind: 'nak' }])
      }),
    )
  })

  it('with any byte spoilt is never another message', () => {
    const frame = bytesOfHex(ZVT_FRAMES['payment of 110.00, with a doubled 10'])
    for (let place = 0; place < frame.length; place += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const spoilt = Uint8Array.from(frame)
        spoilt[place] = (spoilt[place] ?? 0) ^ (1 << bit)
        const kinds = new ZvtFrameReader().accept(spoilt).map(({ kind }) => kind)
        expect(kinds, `byte ${place}, bit ${bit}`).not.toContain('message')
      }
    }
  })

  it('that was cut is told when the next one begins', () => {
    const reader = new ZvtFrameReader()
    const frame = bytesOfHex(ZVT_FRAMES.yes)
    expect(reader.accept(frame.subarray(0, 4))).toEqual([])
    expect(reader.isInFrame).toBe(true)
    expect(reader.accept(frame).map(({ kind }) => kind)).toEqual(['spoilt', 'message'])
    reader.reset()
    expect(reader.isInFrame).toBe(false)
  })
})

describe('a message', () => {
  it.each([
    ['a payment of 10.00', ZVT_PAY_10],
    ['a payment of 33.00', ZVT_PAY_33],
    ['a part issued', ZVT_PART_ISSUED],
    ['nothing issued', ZVT_NOT_ISSUED],
    ['an approval', ZVT_APPROVED],
    ['a refusal', ZVT_DECLINED],
    ['a customer’s abort', ZVT_ABORTED],
    ['a line', ZVT_LINE],
  ])('is read and written byte for byte: %s', (_, hex) => {
    const { apdus, rest } = readApdus(bytesOfHex(hex))
    expect([apdus.length, rest.length]).toEqual([1, 0])
    const [apdu] = apdus
    if (apdu === undefined) throw new Error('no message')
    expect(hexOf(encodeApdu(apdu))).toBe(hex.replaceAll(' ', ''))
  })

  it('may be long, and say its length the long way where it is short', () => {
    expect(readApdus(bytesOfHex('04 0F FF 01 00 6C')).apdus).toEqual([{ control: 0x040f, data: Uint8Array.of(0x6c) }])
    const data = new Uint8Array(654).fill(0x41)
    const long = encodeApdu({ control: 0x06d3, data })
    expect(hexOf(long.subarray(0, 5))).toBe('06D3FF8E02')
    for (let cut = 0; cut < long.length; cut += 1) expect(readApdus(long.subarray(0, cut)).apdus).toEqual([])
    expect(readApdus(long).apdus).toEqual([{ control: 0x06d3, data }])
    expect(() => encodeApdu({ control: 0x06d3, data: new Uint8Array(70_000) })).toThrow(ZvtError)
  })

  it('comes glued to the next one', () => {
    const { apdus, rest } = readApdus(bytesOfHex('80 00 00 04 FF 01 0A 06 0F'))
    expect(apdus.map(({ control }) => control.toString(16))).toEqual(['8000', '4ff'])
    expect(hexOf(rest)).toBe('060F')
  })
})

/** Lengths of the sheet's table: bytes, or figures of a length before the value. */
const LENGTHS =
  '01:1 02:1 03:1 04:6 05:1 0B:3 0C:3 0D:2 0E:2 17:2 19:1 22:LL 23:LL 24:LLL 27:1 29:4 2A:15 2D:LL 2E:LLL 37:3 3A:2 3B:8 3C:LLL 3D:3 ' +
  '49:2 4C:LL 60:LLL 87:2 88:3 8A:1 8B:LL 8C:1 9A:LLL A0:1 A7:LL AA:3 AF:LLL BA:5 D0:1 D1:LL D2:1 D3:1'

describe('the fields of a message', () => {
  it.each(LENGTHS.split(' '))('have the length of the sheet: %s', (row) => {
    const [bmp = '', length = ''] = row.split(':')
    const value = { LL: 'F0 F2 11 11', LLL: 'F0 F0 F2 11 11' }[length] ?? '11 '.repeat(Number(length))
    const { fields, rest } = readFields(bytesOfHex(`${bmp} ${value} 27 6C`))
    expect([new Set(fields.keys()), rest.length]).toEqual([new Set([Number.parseInt(bmp, 16), BMP.result]), 0])
  })

  it('say what was approved', () => {
    const { fields, rest } = fieldsOf(ZVT_APPROVED)
    expect(rest).toHaveLength(0)
    expect(fromBcd(fields.get(BMP.amount))).toBe('000000002040')
    expect(fromBcd(fields.get(BMP.currency))).toBe('0978')
    expect(fromBcd(fields.get(BMP.trace))).toBe('000470')
    expect(fromBcd(fields.get(BMP.receipt))).toBe('0470')
    expect(fromBcd(fields.get(BMP.terminalId))).toBe('28004869')
    expect(textOf(fields.get(BMP.merchantNumber))).toBe('100461763      ')
    expect(textOf(fields.get(BMP.approvalCode))).toBe('611804\0\0')
    expect(textOf(fields.get(BMP.cardName))).toBe('Debit Mastercard\0')
    expect(hexOf(fields.get(BMP.pan))).toBe('EEEEEEEEEEEE4771')
    expect(hexOf(fields.get(BMP.result))).toBe('00')
  })

  it('say why something was not', () => {
    expect(hexOf(fieldsOf(ZVT_DECLINED).fields.get(BMP.result))).toBe('05')
    expect(textOf(fieldsOf(ZVT_DECLINED).fields.get(BMP.text))).toBe('Abgelehnt')
    expect(textOf(findElement(fieldsOf(ZVT_DECLINED).fields.get(BMP.tlv) ?? new Uint8Array(), 0x07) ?? undefined)).toBe(
      'Abgelehnt',
    )
    expect(textOf(fieldsOf(ZVT_ABORTED).fields.get(BMP.text))).toBe('Abbruch durch Kunde')
  })

  it('hold elements, at any depth', () => {
    const { fields, rest } = fieldsOf(ZVT_CONTACTLESS)
    expect(rest).toHaveLength(0)
    const container = fields.get(BMP.tlv) ?? new Uint8Array()
    expect(readElements(container).map(({ tag }) => tag.toString(16))).toEqual(['2f', '60', '1f2b'])
    expect(hexOf(findElement(container, 0x1f12))).toBe('02')
    expect(hexOf(findElement(container, 0x43))).toBe('A0000000041010')
    expect(hexOf(findElement(container, 0x1f2b))).toBe('10015008')
    expect(findElement(container, 0x1f17)).toBeNull()
    expect(readElements(bytesOfHex('06 81')).length).toBe(0)
  })

  it('are kept up to one that nobody knows', () => {
    const { fields, rest } = readFields(bytesOfHex('27 00 77 01 02'))
    expect([...fields.keys()]).toEqual([BMP.result])
    expect(hexOf(rest)).toBe('770102')
    for (const cut of ['04 00 00', '3C F0 F9 41', '22 F0 FA', '06 82 01']) {
      expect(readFields(bytesOfHex(cut)).fields.size, cut).toBe(0)
    }
  })

  it('are written as they are read', () => {
    const amount = toBcd(1_234, 6)
    const tlv = encodeElements([
      { tag: 0x26, value: encodeElements([{ tag: 0x0a, value: bytesOfHex('06 D3') }]) },
      { tag: 0x1f07, value: new Uint8Array(200) },
    ])
    const data = encodeFields([
      [BMP.amount, amount],
      [BMP.text, Buffer.from('Abgelehnt')],
      [BMP.tlv, tlv],
    ])
    const { fields, rest } = readFields(data)
    expect(rest).toHaveLength(0)
    expect(fromBcd(fields.get(BMP.amount))).toBe('000000001234')
    expect(hexOf(fields.get(BMP.tlv))).toBe(hexOf(tlv))
    expect(hexOf(encodeFields([[BMP.tlv, encodeElements([{ tag: 0x26, value: bytesOfHex('0A 02 06 D3') }])]]))).toBe(
      '060626040A0206D3',
    )
    expect(() => encodeFields([[0x77, amount]])).toThrow(ZvtError)
    expect(() => encodeFields([[BMP.currency, amount]])).toThrow(ZvtError)
    expect(() => encodeFields([[BMP.cardName, new Uint8Array(100)]])).toThrow(ZvtError)
    expect(() => toBcd(1_234_567, 3)).toThrow(ZvtError)
    expect(fromBcd(Uint8Array.of(0xe1))).toBeNull()
  })
})
