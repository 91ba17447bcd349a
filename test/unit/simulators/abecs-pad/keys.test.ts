/** Keys, counters and card data encryption of the pad: no key twice, also after a kill; the host opens what it gets. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { encryptFields } from '#simulators/abecs-pad/card-data-encryption.ts'
import { DurableCounters } from '#simulators/abecs-pad/durable-counters.ts'
import { EmissionLog } from '#simulators/abecs-pad/emission-log.ts'
import { fromHex, toHex } from '#simulators/abecs-pad/emv-objects.ts'
import { KeySlots } from '#simulators/abecs-pad/key-slots.ts'
import { decryptData, deriveTransactionKey, TEST_BASE_KEY } from '#simulators/crypto/dukpt.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pad-keys-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('key slots', () => {
  it('give the first key of the standard on PIN slot 16', () => {
    const taken = new KeySlots(new DurableCounters(null)).take('pin', 16)
    expect(toHex(taken?.keySerial ?? new Uint8Array())).toBe('FFFF9876543210E00001')
    expect(toHex(taken?.key ?? new Uint8Array())).toBe('042666B49184CFA368DE9628D0397BC9')
  })

  it('keep PIN and data keys, and every slot, apart', () => {
    const slots = new KeySlots(new DurableCounters(null))
    const serials = (['pin', 'data'] as const).flatMap((purpose) =>
      Array.from({ length: 16 }, (_, index) => toHex(slots.take(purpose, index + 1)?.keySerial ?? new Uint8Array())),
    )
    expect(new Set(serials).size).toBe(32)
  })

  it('go on where they stopped when the pad is started again', () => {
    const file = join(folder, 'ksn.json')
    const first = new KeySlots(new DurableCounters(file))
    const before = [first.take('pin', 7), first.take('pin', 7), first.take('data', 7)].map((taken) =>
      toHex(taken?.keySerial ?? new Uint8Array()),
    )
    const second = new KeySlots(new DurableCounters(file))
    expect(before).not.toContain(toHex(second.peek('pin', 7) ?? new Uint8Array()))
    expect(toHex(second.take('pin', 7)?.keySerial ?? new Uint8Array())).toBe('FFFF9876543207E00003')
    expect(toHex(second.take('data', 7)?.keySerial ?? new Uint8Array())).toBe('FFFF9876543107E00002')
  })

  it('have nothing outside 01 to 16', () => {
    const slots = new KeySlots(new DurableCounters(null))
    expect([0, 17, 99].map((slot) => slots.take('pin', slot))).toEqual([null, null, null])
    expect(slots.map()).toBe(`0${'1'.repeat(16)}${'0'.repeat(83)}`)
  })
})

describe('counters', () => {
  it('refuse to go down or to start from a spoiled file', () => {
    const file = join(folder, 'ksn.json')
    const counters = new DurableCounters(file)
    counters.set('atc', 5)
    expect(() => counters.set('atc', 5)).toThrow(RangeError)
    expect(new DurableCounters(file).get('atc')).toBe(5)
    writeFileSync(file, '{"atc":"five"}')
    expect(() => new DurableCounters(file)).toThrow()
  })
})

describe('card data', () => {
  const track2 = '66733246732413=1512601234879534275432'
  const encrypt = (mode: 'ecb' | 'cbc', clearDigits: number, vector: Uint8Array = new Uint8Array(8)) => {
    const slots = new KeySlots(new DurableCounters(null))
    const fields = [
      { name: 'pan', text: '66733246732413' },
      { name: 'track2', text: track2 },
    ] as const
    return encryptFields(fields, { mode, vector, clearDigits }, () => slots.takeForData(1)) ?? []
  }
  const open = (field: ReturnType<typeof encrypt>[number] | undefined, mode: 'ecb' | 'cbc') =>
    toHex(
      decryptData(
        deriveTransactionKey(TEST_BASE_KEY, field?.keySerial ?? new Uint8Array(10)),
        field?.secret ?? new Uint8Array(),
        mode,
      ),
    )

  it('lays out track 2 as in the example of the specification (5.4.2.2)', () => {
    const [, track] = encrypt('cbc', 4)
    expect(toHex(track?.value ?? new Uint8Array())).toMatch(/^6673.{48}$/)
    expect(open(track, 'cbc')).toBe('3246732413D1512601234879534275432FFFFFFFFFFFFFFF')
  })

  it('uses one key for all fields in ECB, one each in CBC', () => {
    const serials = (fields: ReturnType<typeof encrypt>) =>
      fields.map(({ keySerial }) => toHex(keySerial ?? new Uint8Array()))
    expect(new Set(serials(encrypt('ecb', 0))).size).toBe(1)
    expect(new Set(serials(encrypt('cbc', 0))).size).toBe(2)
    expect(open(encrypt('ecb', 0)[0], 'ecb')).toBe('66733246732413FF')
  })

  it('starts a chain from the vector of the till', () => {
    const vector = fromHex('7F7C1AFAC0A84FB7')
    const [plain] = encrypt('cbc', 0)
    const [started] = encrypt('cbc', 0, vector)
    expect(toHex(started?.secret ?? new Uint8Array())).not.toBe(toHex(plain?.secret ?? new Uint8Array()))
    const opened = fromHex(open(started, 'cbc')).map((byte, index) => byte ^ (vector[index] ?? 0))
    expect(toHex(opened)).toBe('66733246732413FF')
  })
})

describe('emission log', () => {
  it('holds one line for each secret, as hexadecimal', () => {
    const file = join(folder, 'emitted.jsonl')
    const log = new EmissionLog(file)
    log.add('pin-block', fromHex('1B9C1845EB993A7A'), fromHex('FFFF9876543210E00001'))
    log.add('track2', fromHex('00'), null)
    expect(
      readFileSync(file, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { kind: 'pin-block', hex: '1B9C1845EB993A7A', keySerialHex: 'FFFF9876543210E00001' },
      { kind: 'track2', hex: '00', keySerialHex: null },
    ])
  })
})
