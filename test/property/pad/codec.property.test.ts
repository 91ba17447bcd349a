import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CodecError,
  decodeCommand,
  decodeResponse,
  encodeCommand,
  encodeResponse,
  readParameters,
  writeParameters,
} from '#hardware/pad/abecs/codec.ts'
import { openPacket, readSecureOpen, sealPacket } from '#hardware/pad/abecs/secure-link.ts'
import { EmvTlvError, readTlv, readTlvDeep, writeTlv } from '#hardware/pad/emv-tlv.ts'

// Goal: what is written is read back, and no bytes whatever make a decoder throw anything but its own error.
const anyBytes = fc.uint8Array({ maxLength: 300 })
const id = fc.stringMatching(/^[A-Z0-9]{3}$/).filter((text) => !['CEX', 'GCX', 'GTK'].includes(text))
const blocks = fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 4 })

function onlyThrows(kind: new (...parts: never[]) => Error, run: () => unknown): void {
  try {
    run()
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(kind)
  }
}

describe('ABECS codec', () => {
  it('reads back commands and responses', () => {
    fc.assert(
      fc.property(id, blocks, fc.integer({ min: 1, max: 999 }), (name, data, status) => {
        expect(decodeCommand(encodeCommand({ id: name, blocks: data }))).toEqual({ id: name, blocks: data })
        expect(decodeResponse(encodeResponse({ id: name, status: '000', blocks: data }))).toEqual({
          id: name,
          status: '000',
          blocks: data,
        })
        const failed = { id: name, status: String(status).padStart(3, '0'), blocks: [] }
        expect(decodeResponse(encodeResponse(failed))).toEqual(failed)
      }),
    )
  })

  it('reads back parameters over as many blocks as they need; of a repeated one the first', () => {
    const parameter = fc.tuple(fc.integer({ min: 0, max: 0xffff }), fc.uint8Array({ maxLength: 995 }))
    fc.assert(
      fc.property(fc.array(parameter, { maxLength: 12 }), (parameters) => {
        const written = writeParameters(parameters)
        expect(written.every((block) => block.length > 0 && block.length <= 999)).toBe(true)
        const expected = new Map<number, Uint8Array>()
        for (const [key, value] of parameters) if (!expected.has(key)) expected.set(key, value)
        expect(readParameters(written)).toEqual(expected)
      }),
    )
  })

  it('throws nothing but its own error on any bytes', () => {
    const key = new Uint8Array(16)
    fc.assert(
      fc.property(anyBytes, fc.constantFrom('', 'GOX000', 'GCX', 'NTM000032', 'OPN519'), (bytes, head) => {
        const packet = new Uint8Array(Buffer.concat([Buffer.from(head), bytes]))
        onlyThrows(CodecError, () => decodeCommand(packet))
        onlyThrows(CodecError, () => decodeResponse(packet))
        onlyThrows(CodecError, () => readParameters([packet]))
        onlyThrows(CodecError, () => readSecureOpen(packet))
        onlyThrows(CodecError, () => openPacket(key, packet))
        onlyThrows(CodecError, () => openPacket(key, Uint8Array.of(0x12, ...packet)))
      }),
      { numRuns: 400 },
    )
  })

  it('names the field and never the content', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 200 }), (bytes) => {
        try {
          decodeResponse(bytes)
        } catch (thrown) {
          const message = thrown instanceof Error ? thrown.message : ''
          expect(message).not.toContain(Buffer.from(bytes.subarray(0, 8)).toString('latin1'))
          expect(message).toMatch(/^[A-Za-z_ ]+: [a-z0-9 ]+/)
        }
      }),
    )
  })

  it('seals and opens any packet, and opens no other bytes of it', () => {
    const sealable = fc.uint8Array({ maxLength: 2000 })
    const key = fc.uint8Array({ minLength: 16, maxLength: 16 })
    fc.assert(
      fc.property(key, sealable, fc.nat(), (sessionKey, clear, where) => {
        const sealed = sealPacket(sessionKey, clear)
        expect(openPacket(sessionKey, sealed)).toEqual(clear)
        const index = 1 + (where % (sealed.length - 1))
        sealed[index] = (sealed[index] ?? 0) ^ 1
        onlyThrows(CodecError, () => {
          expect(openPacket(sessionKey, sealed)).not.toEqual(clear)
        })
      }),
    )
  })
})

describe('BER-TLV of EMV', () => {
  const tag = fc.constantFrom('95', '9B', '9F26', '9F10', '5F34', '84', '82', '9F6E', 'DF8101')
  const element = fc.record({ tag, value: fc.uint8Array({ maxLength: 400 }) })

  it('reads back what was written', () => {
    fc.assert(
      fc.property(fc.array(element, { maxLength: 10 }), (elements) => {
        expect(readTlv(writeTlv(elements))).toEqual(elements)
      }),
    )
  })

  it('looks into templates', () => {
    const inner = writeTlv([{ tag: '5A', value: Uint8Array.of(1) }])
    const outer = writeTlv([{ tag: '70', value: inner }])
    expect(readTlvDeep(outer).map((found) => found.tag)).toEqual(['70', '5A'])
  })

  it('throws nothing but its own error on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        onlyThrows(EmvTlvError, () => readTlvDeep(bytes))
      }),
      { numRuns: 500 },
    )
  })

  it.each(['9F', '9F26', '9F2608', '9501', '00', '958000', '9583000000', 'FF0100', '9FFFFFFF00'])(
    'refuses %s',
    (text) => {
      expect(() => readTlv(new Uint8Array(Buffer.from(text, 'hex')))).toThrow(EmvTlvError)
    },
  )
})
