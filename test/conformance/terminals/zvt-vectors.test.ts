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

const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
const hexOf = (bytes: Uint8Array | null | undefined) =>
  Buffer.from(bytes ?? [])
    .toString('hex')
    .toUpperCase()
const textOf = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('latin1')

const FRAMES = {
  registration: '10 02 06 00 06 12 34 56 BA 09 78 10 03 24 C3',
  initialisation: '10 02 06 93 03 12 34 56 10 03 CA A4',
  'payment of 110.00, with a doubled 10': '10 02 06 01 0A 04 00 00 00 01 10 10 00 49 09 78 10 03 F2 FF',
  diagnosis: '10 02 06 70 00 10 03 D9 F9',
  yes: '10 02 80 00 00 10 03 F5 1F',
  wait: '10 02 84 9C 00 10 03 C3 41',
  status: '10 02 05 01 03 12 34 56 10 03 E0 43',
  'status with service byte': '10 02 05 01 05 12 34 56 03 04 10 03 30 94',
  reset: '10 02 06 18 00 10 03 56 3A',
  completion: '10 02 06 0F 0B F0 F0 F7 32 2E 31 34 2E 31 35 00 10 03 B1 11',
} as const

/** Message and its sum, low byte first. */
const SUMS = {
  '06 0F 00': 'C6 33',
  '06 1E 01 6C': 'C9 F2',
  '04 FF 01 0A': 'F5 7D',
  '06 B0 00': '43 F3',
  '06 20 05 00 00 00 03 03': 'DB 15',
  '06 50 03 00 00 00': 'FB 37',
  '06 30 06 00 00 00 87 04 70': 'BF 26',
  '06 22 0A 04 00 00 00 00 50 00 49 09 78': 'A1 D9',
  '06 25 03 87 01 23': 'B5 CF',
} as const

const APPROVED =
  '04 0F 77 27 00 04 00 00 00 00 20 40 0B 00 04 70 0C 22 39 53 0D 10 06 0E 25 12 17 00 01 19 70 22 F0 F8 EE EE EE EE EE EE 47 71 ' +
  '29 28 00 48 69 2A 31 30 30 34 36 31 37 36 33 20 20 20 20 20 20 3B 36 31 31 38 30 34 00 00 3C F0 F1 F4 47 45 4E 2E 4E 52 2E 3A 36 31 31 38 ' +
  '30 34 49 09 78 87 04 70 88 00 04 70 8A 2E 8B F1 F7 44 65 62 69 74 20 4D 61 73 74 65 72 63 61 72 64 00'
const DECLINED =
  '04 0F 25 27 05 29 29 00 02 74 3C F0 F0 F9 41 62 67 65 6C 65 68 6E 74 8A 06 06 0D 24 0B 07 09 41 62 67 65 6C 65 68 6E 74'
const ABORTED = '04 0F 1E 27 6C 29 28 00 48 69 3C F0 F1 F9 41 62 62 72 75 63 68 20 64 75 72 63 68 20 4B 75 6E 64 65'
const CONTACTLESS =
  '04 0F 65 27 00 0C 23 13 55 0D 10 29 0E 99 99 22 F0 F8 EE EE EE EE EE EE 47 71 A0 01 29 00 00 00 06 87 00 08 0B 00 00 00 8A 06 8B F1 F1 4D 41 53 ' +
  '54 45 52 43 41 52 44 00 06 2E 2F 08 1F 12 01 02 1F 10 01 00 60 1B 43 07 A0 00 00 00 04 10 10 44 10 44 65 62 69 74 20 4D 61 73 74 65 72 63 61 72 64 1F 2B 04 10 01 50 08'

const fieldsOf = (hex: string) => {
  const [apdu] = readApdus(bytesOf(hex)).apdus
  if (apdu === undefined) throw new Error('no message')
  return readFields(apdu.data)
}

describe('a frame of the serial line', () => {
  it.each(Object.entries(FRAMES))('is read and written byte for byte: %s', (_, hex) => {
    const events = new ZvtFrameReader().accept(bytesOf(hex))
    const [event] = events
    if (event?.kind !== 'message') throw new Error(`${event?.kind}`)
    expect(events).toHaveLength(1)
    expect(hexOf(encodeZvtFrame(event.message))).toBe(hex.replaceAll(' ', ''))
  })

  it.each(Object.entries(SUMS))('has the sum of the sheet: %s', (message, sum) => {
    const value = zvtSum(bytesOf(message))
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
    const frame = bytesOf(FRAMES['payment of 110.00, with a doubled 10'])
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
    const frame = bytesOf(FRAMES.yes)
    expect(reader.accept(frame.subarray(0, 4))).toEqual([])
    expect(reader.isInFrame).toBe(true)
    expect(reader.accept(frame).map(({ kind }) => kind)).toEqual(['spoilt', 'message'])
    reader.reset()
    expect(reader.isInFrame).toBe(false)
  })
})

describe('a message', () => {
  it.each([
    ['a payment of 10.00', '06 01 07 04 00 00 00 00 10 00'],
    ['a payment of 33.00', '06 01 09 04 00 00 00 00 33 00 02 0A'],
    ['a part issued', '84 9D 07 04 00 00 00 00 22 00'],
    ['nothing issued', '84 66 00'],
    ['an approval', APPROVED],
    ['a refusal', DECLINED],
    ['a customer’s abort', ABORTED],
    ['a line', '06 D1 0E 40 54 45 53 54 20 50 6F 72 74 61 6C 75 6D'],
  ])('is read and written byte for byte: %s', (_, hex) => {
    const { apdus, rest } = readApdus(bytesOf(hex))
    expect([apdus.length, rest.length]).toEqual([1, 0])
    const [apdu] = apdus
    if (apdu === undefined) throw new Error('no message')
    expect(hexOf(encodeApdu(apdu))).toBe(hex.replaceAll(' ', ''))
  })

  it('may be long, and say its length the long way where it is short', () => {
    expect(readApdus(bytesOf('04 0F FF 01 00 6C')).apdus).toEqual([{ control: 0x040f, data: Uint8Array.of(0x6c) }])
    const data = new Uint8Array(654).fill(0x41)
    const long = encodeApdu({ control: 0x06d3, data })
    expect(hexOf(long.subarray(0, 5))).toBe('06D3FF8E02')
    for (let cut = 0; cut < long.length; cut += 1) expect(readApdus(long.subarray(0, cut)).apdus).toEqual([])
    expect(readApdus(long).apdus).toEqual([{ control: 0x06d3, data }])
    expect(() => encodeApdu({ control: 0x06d3, data: new Uint8Array(70_000) })).toThrow(ZvtError)
  })

  it('comes glued to the next one', () => {
    const { apdus, rest } = readApdus(bytesOf('80 00 00 04 FF 01 0A 06 0F'))
    expect(apdus.map(({ control }) => control.toString(16))).toEqual(['8000', '4ff'])
    expect(hexOf(rest)).toBe('060F')
  })
})

describe('the fields of a message', () => {
  it('say what was approved', () => {
    const { fields, rest } = fieldsOf(APPROVED)
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
    expect(hexOf(fieldsOf(DECLINED).fields.get(BMP.result))).toBe('05')
    expect(textOf(fieldsOf(DECLINED).fields.get(BMP.text))).toBe('Abgelehnt')
    expect(textOf(findElement(fieldsOf(DECLINED).fields.get(BMP.tlv) ?? new Uint8Array(), 0x07) ?? undefined)).toBe(
      'Abgelehnt',
    )
    expect(textOf(fieldsOf(ABORTED).fields.get(BMP.text))).toBe('Abbruch durch Kunde')
  })

  it('hold elements, at any depth', () => {
    const { fields, rest } = fieldsOf(CONTACTLESS)
    expect(rest).toHaveLength(0)
    const container = fields.get(BMP.tlv) ?? new Uint8Array()
    expect(readElements(container).map(({ tag }) => tag.toString(16))).toEqual(['2f', '60', '1f2b'])
    expect(hexOf(findElement(container, 0x1f12))).toBe('02')
    expect(hexOf(findElement(container, 0x43))).toBe('A0000000041010')
    expect(hexOf(findElement(container, 0x1f2b))).toBe('10015008')
    expect(findElement(container, 0x1f17)).toBeNull()
    expect(readElements(bytesOf('06 81')).length).toBe(0)
  })

  it('are kept up to one that nobody knows', () => {
    const { fields, rest } = readFields(bytesOf('27 00 77 01 02'))
    expect([...fields.keys()]).toEqual([BMP.result])
    expect(hexOf(rest)).toBe('770102')
    for (const cut of ['04 00 00', '3C F0 F9 41', '22 F0 FA', '06 82 01']) {
      expect(readFields(bytesOf(cut)).fields.size, cut).toBe(0)
    }
  })

  it('are written as they are read', () => {
    const amount = toBcd(1_234, 6)
    const tlv = encodeElements([
      { tag: 0x26, value: encodeElements([{ tag: 0x0a, value: bytesOf('06 D3') }]) },
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
    expect(hexOf(encodeFields([[BMP.tlv, encodeElements([{ tag: 0x26, value: bytesOf('0A 02 06 D3') }])]]))).toBe(
      '060626040A0206D3',
    )
    expect(() => encodeFields([[0x77, amount]])).toThrow(ZvtError)
    expect(() => encodeFields([[BMP.currency, amount]])).toThrow(ZvtError)
    expect(() => encodeFields([[BMP.cardName, new Uint8Array(100)]])).toThrow(ZvtError)
    expect(() => toBcd(1_234_567, 3)).toThrow(ZvtError)
    expect(fromBcd(Uint8Array.of(0xe1))).toBeNull()
  })
})
