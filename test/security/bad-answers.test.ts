/**
 * Goal: whatever a bank answers that is no answer, the cashier reads one clear sentence, the payment comes to a defined
 * end, the bank's own book holds nothing of it, and the next card pays. Method: one table; the real engine and driver on a
 * real line to a bank that charges and then spoils its answer.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ZodError } from 'zod'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { LOCALES } from '#contract/locale.ts'
import { createIsoAcquirer } from '#payment/acquirer/iso-acquirer.ts'
import { isFinal } from '#payment/engine/payment-state.ts'
import { type AcquirerProfile, parseAcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'
import type { IsoMessage } from '#payment/iso8583/field-table.ts'
import { soleAcquirer } from '#payment/routing/acquirer-directory.ts'
import { TEST_KEY_ENCRYPTION_KEY } from '#simulators/acquirer-host/host-keys.ts'
import { ascii87 } from '#test/support/acquirer/ascii87-profile.ts'
import { countingStan, startHostUnderTest } from '#test/support/acquirer/host-under-test.ts'
import { macProfileJson, profileJson } from '#test/support/acquirer/mac-profile.ts'
import { realClock } from '#test/support/acquirer/real-clock.ts'
import { type Spoiling, SpoilingHost } from '#test/support/acquirer/spoiling-host.ts'
import { encryptCard } from '#test/support/acquirer/test-card.ts'
import { BENCH_TERMINAL, benchEngine } from '#test/support/payment/bench-till.ts'

let bank: SpoilingHost
beforeEach(async () => {
  bank = await SpoilingHost.open()
})
afterEach(() => bank.close())

/** `at`: a bank that signs what it says, in place of the one that spoils it. */
function openEngine(at: { readonly endpoint: string; readonly profile: AcquirerProfile } | null = null) {
  const acquirer = createIsoAcquirer({
    alias: 'Banque',
    endpoint: at?.endpoint ?? bank.endpoint,
    profile: at?.profile ?? ascii87,
    keyEncryptionKey: TEST_KEY_ENCRYPTION_KEY,
    clock: realClock,
    nextStan: countingStan(),
    timeouts: { answerMs: 400, stallMs: 200 },
  })
  const bench = benchEngine({
    acquirers: soleAcquirer({
      terminal: BENCH_TERMINAL,
      offline: { floorLimitMinorByScheme: {}, standIn: null },
      primary: acquirer,
    }),
  })
  const { encryptedTrack2Hex, trackKeySerialHex, ...blocks } = encryptCard()
  bench.pad.track = async () => ({
    ok: true,
    value: { track2Hex: encryptedTrack2Hex, keySerialHex: trackKeySerialHex },
  })
  bench.pad.authorised = { ...blocks, emvDataHex: blocks.emvDataHex ?? '' }
  return { ...bench, acquirer }
}

const withFields = (change: IsoMessage['fields']) => ({
  message: (answer: IsoMessage) => ({ ...answer, fields: { ...answer.fields, ...change } }),
})
const write = (at: number, text: string) => ({
  bytes: (bytes: Buffer) => {
    bytes.write(text, at, 'latin1')
    return bytes
  },
})
/** Behind message type and bitmap: DE3 takes six characters, DE4 the twelve after it. */
const FIELDS_AT = 12
const AMOUNT_AT = FIELDS_AT + 6

const ROWS: readonly (readonly [string, Spoiling, 'HOST_MALFORMED_ANSWER' | 'HOST_NO_ANSWER'])[] = [
  ['no message at all', { bytes: () => Buffer.from('HTTP/1.1 400 Bad Request') }, 'HOST_MALFORMED_ANSWER'],
  ['a message cut in its last field', { bytes: (bytes) => bytes.subarray(0, -3) }, 'HOST_MALFORMED_ANSWER'],
  [
    'bytes after the last field',
    { bytes: (bytes) => Buffer.concat([bytes, Buffer.from('\r')]) },
    'HOST_MALFORMED_ANSWER',
  ],
  ['a bit that the profile does not know', { bytes: (bytes) => bytes.fill(0x02, 4, 5) }, 'HOST_MALFORMED_ANSWER'],
  [
    'a third bitmap',
    { bytes: (bytes) => Buffer.concat([bytes.subarray(0, 4), Buffer.alloc(16, 0x80)]) },
    'HOST_MALFORMED_ANSWER',
  ],
  ['letters in the amount', write(AMOUNT_AT, '0000000O2000'), 'HOST_MALFORMED_ANSWER'],
  [
    'a field longer than any may be',
    {
      bytes: (bytes) =>
        Buffer.concat([Buffer.from('0210'), Buffer.from('0000000000000200', 'hex'), Buffer.from('999'), bytes]),
    },
    'HOST_MALFORMED_ANSWER',
  ],
  ['another number', withFields({ 11: '777777' }), 'HOST_MALFORMED_ANSWER'],
  ['the number of another terminal', withFields({ 41: 'TERM0009' }), 'HOST_MALFORMED_ANSWER'],
  ['another amount', withFields({ 4: '000000000001' }), 'HOST_MALFORMED_ANSWER'],
  ['the type of another answer', { message: (answer) => ({ ...answer, mti: '0230' }) }, 'HOST_MALFORMED_ANSWER'],
  ['no response code', withFields({ 39: undefined }), 'HOST_MALFORMED_ANSWER'],
  ['a length beyond all bounds', { frame: () => Buffer.from('ffff30323130', 'hex') }, 'HOST_MALFORMED_ANSWER'],
  ['the half of a frame', { frame: (frame) => frame.subarray(0, frame.length >> 1) }, 'HOST_NO_ANSWER'],
  ['nothing', { frame: () => new Uint8Array() }, 'HOST_NO_ANSWER'],
]

describe('a bank that charges and answers with', () => {
  it.each(ROWS)('%s: reversed, said once, and the next card pays', async (_, spoiling, cause) => {
    const { engine, journal, acquirer, pay } = openEngine()
    try {
      bank.spoilNext(spoiling)
      const startMinor = bank.netMinor()
      await pay()
      const stateOf = (id: string) => journal.payments.get(id)?.state
      await expect.poll(() => stateOf('payment-1')?.kind, { timeout: 10_000 }).toBe('reversed')
      expect(stateOf('payment-1')).toMatchObject({ cause })
      expect(bank.netMinor()).toBe(startMinor)
      const failure = engine.view()?.failure
      expect(failure).toMatchObject({ code: 'PAYMENT_REVERSED' })
      for (const locale of LOCALES) expect(failure && errorSentence(failure, locale)).toMatch(/^\S.{10,}[.!?]$/u)
      await pay({ saleId: 'sale-2' })
      await expect.poll(() => stateOf('payment-2')?.kind, { timeout: 10_000 }).toBe('approved')
      expect(bank.netMinor()).toBe(startMinor + 2_000)
      expect([...journal.payments.values()].every(({ state }) => isFinal(state))).toBe(true)
    } finally {
      await engine.close()
      await acquirer.close()
    }
  })
})

describe('a bank that signs what it says', () => {
  it('and charges, with a wrong code: reversed, said once, and the next card pays', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'comptoir-mac-'))
    const file = join(folder, 'mac.json')
    const json = macProfileJson({ algorithm: 'aes-cmac', padding: 1, covers: 'with-zero-field' })
    writeFileSync(file, JSON.stringify(json))
    const profile = parseAcquirerProfile(json)
    const signing = await startHostUnderTest(['--profile-file', file], profile)
    const { engine, journal, acquirer, pay } = openEngine({ endpoint: signing.host.endpoint, profile })
    const stateOf = (id: string) => journal.payments.get(id)?.state
    try {
      await signing.host.command({ do: 'twist', kind: 'wrong-mac' })
      await pay()
      await expect.poll(() => stateOf('payment-1')?.kind, { timeout: 10_000 }).toBe('reversed')
      expect(stateOf('payment-1')).toMatchObject({ cause: 'HOST_MALFORMED_ANSWER' })
      expect(engine.view()?.failure).toMatchObject({ code: 'PAYMENT_REVERSED' })
      await pay({ saleId: 'sale-2' })
      await expect.poll(() => stateOf('payment-2')?.kind, { timeout: 10_000 }).toBe('approved')
      const charged = signing.ledgerFile().filter(({ state }) => state === 'approved')
      expect(charged).toMatchObject([{ stan: '000002', amountMinor: 2_000 }])
    } finally {
      await engine.close()
      await acquirer.close()
      await signing.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('a profile of a bank', () => {
  it.each([
    ['is not one', 'nothing'],
    ['knows a field that nobody does', profileJson('ascii87', { iso8583: { edition: '1987', fields: [3, 999] } })],
    ['writes numbers in a way that nobody does', profileJson('ascii87', { iso8583: { numeric: 'ebcdic' } })],
  ])('that %s is refused when it is loaded', (_, json) => {
    expect(() => parseAcquirerProfile(json)).toThrow(ZodError)
  })
})
