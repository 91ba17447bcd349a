import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { numberCommand, tablesBeginCommand, tablesEndCommand } from '#hardware/pad/abecs/care-commands.ts'
import {
  type AbecsCommand,
  CodecError,
  decodeCommand,
  decodeResponse,
  encodeCommand,
  encodeResponse,
  type Parameter,
  readNotice,
  readParameters,
  writeParameters,
} from '#hardware/pad/abecs/codec.ts'
import { completionCommand, displayCommand, identifyCommand, openCommand } from '#hardware/pad/abecs/commands.ts'
import { crc16, encodeFrame, FrameReader } from '#hardware/pad/abecs/framing.ts'
import { writePacket } from '#hardware/pad/abecs/packet.ts'
import { SPE } from '#hardware/pad/abecs/parameters.ts'
import {
  openPacket,
  readSecureOpen,
  sealPacket,
  secureOpenCommand,
  unwrapSessionKey,
} from '#hardware/pad/abecs/secure-link.ts'

// The vectors of the pin-pad sheet, section 3, both ways: what driver and simulator share, so they hold for both.
interface Message {
  readonly name: string
  readonly kind: 'command' | 'response'
  readonly id: string
  readonly status?: string
  readonly blocks?: readonly string[]
  readonly parameters?: readonly (readonly [string, string])[]
  readonly refused?: string
  readonly frame: string
}
interface Vectors {
  readonly messages: readonly Message[]
  readonly frames: readonly { readonly name: string; readonly packet: string; readonly frame: string }[]
  readonly secure: {
    readonly sessionKey: string
    readonly clear: string
    readonly packet: string
    readonly wireCrc: string
  }
  readonly agreement: {
    readonly modulus: string
    readonly exponent: string
    readonly privateExponent: string
    readonly primes: readonly [string, string]
    readonly wrappedKey: string
  }
}
const vectors = JSON.parse(readFileSync(new URL('./vectors/abecs.json', import.meta.url), 'utf8')) as Vectors

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'))
const hex = (value: Uint8Array): string => Buffer.from(value).toString('hex').toUpperCase()
const blocksOf = (message: Message): Uint8Array[] =>
  message.parameters === undefined
    ? (message.blocks ?? []).map(bytes)
    : writeParameters(message.parameters.map(([id, value]): Parameter => [Number.parseInt(id, 16), bytes(value)]))

function packetOf(frame: Uint8Array): Uint8Array {
  const parts = new FrameReader().push(frame)
  expect(parts.map(({ kind }) => kind)).toEqual(['packet'])
  return parts[0]?.kind === 'packet' ? parts[0].packet : new Uint8Array()
}

describe('messages of the specification', () => {
  it.each(vectors.messages)('$name is read', (message) => {
    const packet = packetOf(bytes(message.frame))
    const read = message.kind === 'command' ? decodeCommand(packet) : decodeResponse(packet)
    expect(read).toMatchObject({ id: message.id, blocks: blocksOf(message) })
    if ('status' in read) expect(read.status).toBe(message.status)
    if (message.parameters === undefined) return
    const parameters = [...readParameters(read.blocks)].map(([id, value]) => [
      id.toString(16).padStart(4, '0').toUpperCase(),
      hex(value),
    ])
    expect(parameters).toEqual(message.parameters)
  })

  it.each(vectors.messages)('$name is written', (message) => {
    const blocks = blocksOf(message)
    const packet =
      message.kind === 'response'
        ? encodeResponse({ id: message.id, status: message.status ?? '', blocks })
        : message.refused === undefined
          ? encodeCommand({ id: message.id, blocks })
          : writePacket(message.id, blocks)
    expect(hex(encodeFrame(packet))).toBe(message.frame)
  })

  it.each(vectors.messages.filter(({ refused }) => refused))(
    '$name is refused by the till: it would leak a card',
    (message) => {
      expect(() => encodeCommand({ id: message.id, blocks: blocksOf(message) })).toThrow(
        expect.objectContaining({ constructor: CodecError, field: message.refused }),
      )
    },
  )

  it('reads the notice as two rows', () => {
    const notice = vectors.messages.find(({ id }) => id === 'NTM')
    expect(readNotice(decodeResponse(packetOf(bytes(notice?.frame ?? ''))))).toEqual(['SELECIONADO:', 'CREDITO'])
  })
})

describe('frames of the specification', () => {
  it.each(vectors.frames)('$name', ({ packet, frame }) => {
    expect(hex(encodeFrame(bytes(packet)))).toBe(frame)
    expect(hex(packetOf(bytes(frame)))).toBe(packet)
  })

  it('knows CRC-16/XMODEM by its check value', () => {
    expect(crc16(new Uint8Array(Buffer.from('123456789'))).toString(16)).toBe('31c3')
  })

  it('takes no frame with another check', () => {
    expect(new FrameReader().push(bytes('164F504E170000'))).toEqual([{ kind: 'malformed', reason: 'crc' }])
  })
})

describe('the secure link of the specification', () => {
  const { sessionKey, clear, packet, wireCrc } = vectors.secure
  it('seals and opens the published packet', () => {
    expect(hex(sealPacket(bytes(sessionKey), bytes(clear)))).toBe(packet)
    expect(hex(openPacket(bytes(sessionKey), bytes(packet)))).toBe(clear)
    expect(hex(encodeFrame(bytes(packet))).endsWith(`17${wireCrc}`)).toBe(true)
  })

  it('is agreed by the published keys', () => {
    const { modulus, exponent, privateExponent, primes, wrappedKey } = vectors.agreement
    const url = (hex: string) => Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex').toString('base64url')
    const number = (hex: string) => BigInt(`0x${hex}`)
    const [p, q] = primes
    const power = (base: bigint, by: bigint, modulo: bigint) => {
      let [result, square] = [1n, base % modulo]
      for (let left = by; left > 0n; left >>= 1n) {
        if (left & 1n) result = (result * square) % modulo
        square = (square * square) % modulo
      }
      return result
    }
    const rest = (prime: string) => url((number(privateExponent) % (number(prime) - 1n)).toString(16))
    const privateKey = createPrivateKey({
      format: 'jwk',
      key: {
        kty: 'RSA',
        n: url(modulus),
        e: url(exponent),
        d: url(privateExponent),
        p: url(p),
        q: url(q),
        dp: rest(p),
        dq: rest(q),
        // The inverse of q by Fermat's little theorem.
        qi: url(power(number(q), number(p) - 2n, number(p)).toString(16)),
      },
    })
    const open = secureOpenCommand({ modulusHex: modulus, exponentHex: exponent })
    expect(Buffer.from(open.blocks[0] ?? []).toString()).toBe(`0256${modulus}1${exponent}`)
    expect(readSecureOpen(open.blocks[0] ?? new Uint8Array())).toEqual({ modulusHex: modulus, exponentHex: exponent })
    const answer = new Uint8Array(Buffer.from(`256${wrappedKey}`, 'latin1'))
    expect(hex(unwrapSessionKey(answer, privateKey))).toBe(sessionKey)
  })
})

describe('what the till builds', () => {
  const frameOf = (command: AbecsCommand) => hex(encodeFrame(encodeCommand(command)))
  const vector = (name: string) => vectors.messages.find((message) => message.name === name)?.frame

  it('is the published frame, byte for byte', () => {
    expect(frameOf(openCommand())).toBe(vector('OPN'))
    expect(frameOf(displayCommand(['    OPERAÇÃO', '   FINALIZADA']))).toBe(vector('DSP'))
    expect(frameOf(identifyCommand([0x9300]))).toBe(vector('GIX, table version'))
    expect(frameOf(identifyCommand([0x9102]))).toBe(vector('GIX, key serial number'))
    expect(frameOf(tablesBeginCommand(0, 'TABVER0008'))).toBe(vector('TLI'))
    expect(frameOf(tablesEndCommand())).toBe(vector('TLE'))
  })

  it('says the same as the published GCD and FCX, in its own order', () => {
    const parametersOf = (command: AbecsCommand) => readParameters(command.blocks)
    const published = (name: string) => {
      const message = vectors.messages.find((known) => known.name === name)
      return new Map(message?.parameters?.map(([id, value]) => [Number.parseInt(id, 16), bytes(value)]))
    }
    const gcd = parametersOf(numberCommand({ messageIndex: 9, digitsMin: 1, digitsMax: 10, timeoutMs: 60_000 }))
    for (const [id, value] of published('GCD')) expect(gcd.get(id)).toEqual(value)
    const fcx = published('FCX, approved')
    const completion = parametersOf(
      completionCommand({
        kind: 'approved',
        responseCode: '00',
        issuerData: fcx.get(SPE.EMVDATA) ?? null,
        tags: [hex(fcx.get(SPE.TAGLIST) ?? new Uint8Array())],
        timeoutMs: 1_000,
      }),
    )
    for (const [id, value] of fcx) expect(completion.get(id)).toEqual(value)
  })
})
