/**
 * Whatever is written reads back; whatever is read writes back to the same bytes; anything else is refused with the
 * codec's own error. fast-check prints the seed of a failure.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  FIELDS,
  type FieldNumber,
  type FieldValue,
  type IsoFields,
  type IsoMessage,
} from '#payment/iso8583/field-table.ts'
import { Iso8583Error } from '#payment/iso8583/iso8583-error.ts'
import { encodeFrame, FRAMINGS, FrameReader } from '#payment/iso8583/length-frame.ts'
import { decodeMessage, encodeMessage } from '#payment/iso8583/message-codec.ts'
import { ascii87 } from '#test/support/acquirer/ascii87-profile.ts'
import { bcd87 } from '#test/support/acquirer/bcd87-profile.ts'

const ALPHABETS = {
  n: '0123456789',
  an: '0123456789ABCxyz ',
  ans: ' 09AZaz~!é\u00a0ÿ',
  z: '0123456789=',
} as const

const textOf = (alphabet: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength })

function fieldValue(number: FieldNumber): fc.Arbitrary<FieldValue> {
  const { content, length, prefix } = FIELDS[number]
  const minLength = prefix === 0 ? length : 0
  const maxLength = Math.min(length, 300)
  if (content === 'b') return fc.uint8Array({ minLength, maxLength })
  if (content !== 'xn') return textOf(ALPHABETS[content], minLength, maxLength)
  return fc.tuple(fc.constantFrom('C', 'D'), textOf(ALPHABETS.n, length - 1, length - 1)).map((parts) => parts.join(''))
}

const plain = (fields: IsoFields) =>
  Object.fromEntries(
    Object.entries(fields).map(([number, value]) => [number, typeof value === 'string' ? value : [...value]]),
  )

describe.each([ascii87, bcd87])('message codec of $name', ({ iso8583: profile }) => {
  const knownFields = profile.layouts.flatMap((layout) => (layout === undefined ? [] : [layout.number]))
  const message: fc.Arbitrary<IsoMessage> = fc.record({
    mti: fc.constantFrom(...profile.messageTypes),
    fields: fc
      .subarray(knownFields)
      .chain((numbers) =>
        fc.tuple(...numbers.map((number) => fieldValue(number).map((value) => [number, value] as const))),
      )
      .map((entries) => Object.fromEntries(entries) as IsoFields),
  })
  /** Decodes; null when refused. Anything but the codec's own error fails the test. */
  function readOrRefuse(bytes: Uint8Array): IsoMessage | null {
    try {
      return decodeMessage(profile, bytes)
    } catch (thrown) {
      expect(thrown).toBeInstanceOf(Iso8583Error)
      return null
    }
  }

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(message, (written) => {
        const read = decodeMessage(profile, encodeMessage(profile, written))
        expect(read.mti).toBe(written.mti)
        expect(plain(read.fields)).toEqual(plain(written.fields))
      }),
      { numRuns: 300 },
    )
  })

  it('refuses a changed byte or writes it back as it was', () => {
    fc.assert(
      fc.property(message, fc.nat(), fc.integer({ min: 1, max: 255 }), (written, position, change) => {
        const bytes = Uint8Array.from(encodeMessage(profile, written))
        const at = position % bytes.length
        bytes[at] = (bytes[at] ?? 0) ^ change
        const read = readOrRefuse(bytes)
        if (read !== null) expect([...encodeMessage(profile, read)]).toEqual([...bytes])
      }),
      { numRuns: 1000 },
    )
  })

  it('throws nothing but its own error on any bytes', () => {
    const mti = fc.constantFrom('', ...profile.messageTypes)
    fc.assert(
      fc.property(mti, fc.uint8Array({ maxLength: 400 }), (start, rest) => {
        const bytes = Buffer.concat([Buffer.from(start, profile.packed ? 'hex' : 'latin1'), rest])
        const read = readOrRefuse(bytes)
        if (read !== null) expect([...encodeMessage(profile, read)]).toEqual([...bytes])
      }),
      { numRuns: 2000 },
    )
  })

  it('refuses every cut of a message', () => {
    fc.assert(
      fc.property(message, fc.nat(), (written, position) => {
        const bytes = encodeMessage(profile, written)
        expect(readOrRefuse(bytes.subarray(0, position % bytes.length))).toBeNull()
      }),
    )
  })
})

describe.each(FRAMINGS)('length frames of %s', (name) => {
  const framing = { name, payloadBytesMin: 12 }
  const payload = fc.uint8Array({ minLength: 12, maxLength: 80 })

  it('come out the same in any chunking', () => {
    fc.assert(
      fc.property(
        fc.array(payload, { maxLength: 8 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 40 })),
        (sent, sizes) => {
          const stream = Buffer.concat(sent.map((bytes) => encodeFrame(framing, bytes)))
          const reader = new FrameReader(framing)
          const received: number[][] = []
          for (let at = 0; at < stream.length; ) {
            const size: number = sizes.next().value
            const { messages, broken } = reader.push(stream.subarray(at, at + size))
            expect(broken).toBeNull()
            received.push(...messages.map((bytes) => [...bytes]))
            at += size
          }
          expect(received).toEqual(sent.map((bytes) => [...bytes]))
          expect(reader.midFrame).toBe(false)
        },
      ),
    )
  })

  it('never throw, and stay closed once broken', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 12 }), (chunks) => {
        const reader = new FrameReader(framing)
        let broken = false
        for (const chunk of chunks) {
          const batch = reader.push(chunk)
          if (broken) expect(batch.messages).toEqual([])
          expect(batch.broken !== null || !broken).toBe(true)
          broken = batch.broken !== null
        }
      }),
    )
  })
})
