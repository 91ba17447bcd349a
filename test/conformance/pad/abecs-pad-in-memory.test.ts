import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { buildEmvTables, emvTableSetSchema } from '#hardware/pad/abecs/emv-tables.codec.ts'
import { isTestKeySerial } from '#hardware/pad/test-keys.ts'
import type { AuthorisationTerms } from '#payment/ports/pin-pad.port.ts'
import { openMemoryBench, type PadBench } from '#test/support/pad/pad-bench.ts'
import { CUES, REQUEST } from '#test/support/pad/transcript.ts'

// Every kind of card and every task of a technician against a pad that answers truly: what the pad says and what the
// engine hears of it. The transcripts say it line by line; this says that both sides mean the same.

const ONLINE: AuthorisationTerms = { forceOnline: true, floorLimitMinor: 0 }
const WITHIN: AuthorisationTerms = { forceOnline: false, floorLimitMinor: 5_000 }
const APPROVED = { kind: 'approved', responseCode: '00', issuerDataHex: null } as const
const POLL = { timeout: 5_000, interval: 20 }
const CUT_OFF = { kind: 'unable-to-go-online', responseCode: null, issuerDataHex: null } as const

describe.each(['2.12', '2.20'] as const)('a pad of %s', (specification) => {
  let bench: PadBench
  beforeAll(async () => {
    bench = await openMemoryBench({ secure: true, specification })
  })
  afterEach(async () => {
    await bench.control({ do: 'renew-cards' })
    await bench.driver.end()
    await bench.calm()
  })
  afterAll(() => bench.close())

  const customer = (...plan: Record<string, unknown>[]) =>
    bench.control({ do: 'customer', plan: plan.map((entry) => ({ afterMs: 5, ...entry })) })
  async function toAuthorise(terms: AuthorisationTerms) {
    const { driver } = bench
    await driver.connect()
    const read = await driver.beginPurchase({ ...REQUEST, timeoutMs: 10_000 })
    if (!read.ok) return read
    const track = await driver.encryptTrack()
    return track.ok ? driver.authorise(terms) : track
  }
  async function leave() {
    await bench.driver.removeCard()
    await bench.driver.end()
  }

  it('a chip that may decide approves below the floor limit, and proves it', async () => {
    await customer({ card: 'cb-offline', pin: '1234' })
    const authorised = await toAuthorise(WITHIN)
    expect(authorised).toMatchObject({ ok: true, value: { decision: 'offline-approved', pin: 'offline' } })
    if (!authorised.ok) return
    // 9F27 40: an approval; 8A Y1: without the bank.
    expect(authorised.value.emvDataHex).toMatch(/^9F2608[0-9A-F]{16}9F270140/)
    expect(authorised.value.emvDataHex).toContain('8A025931')
    expect(await bench.driver.complete(APPROVED)).toMatchObject({
      value: { approved: true, emvDataHex: authorised.value.emvDataHex },
    })
    await leave()
  })

  it.each([
    ['when it was only sent to the bank, by its own rules', { forceOnline: false, floorLimitMinor: 0 }, true],
    ['never when the bank was forced', ONLINE, false],
  ])('the same chip decides once the bank cannot be reached: %s', async (_, terms, approved) => {
    await customer({ card: 'cb-offline', pin: '1234' })
    expect(await toAuthorise(terms)).toMatchObject({ ok: true, value: { decision: 'online', pin: 'offline' } })
    const verdict = await bench.driver.complete(CUT_OFF)
    expect(verdict).toMatchObject({ ok: true, value: { approved } })
    if (approved) expect(verdict.ok && verdict.value.emvDataHex).toContain('8A025933')
    await leave()
  })

  it('a wrong PIN is told, the next one counts', async () => {
    await customer({ card: 'cb-offline-pin', pin: ['1111', '1234'] })
    expect(await toAuthorise(ONLINE)).toMatchObject({ ok: true, value: { decision: 'online', pin: 'offline' } })
    expect(CUES(bench.notices)).toEqual(['wrong-pin', null])
    expect(bench.notices).toContainEqual({ kind: 'cashier-text', text: 'Code faux, encore 2 essai(s)' })
    await leave()
  })

  it.each([
    ['visa-signature', { decision: 'online', pin: 'none', signatureRequired: true }],
    ['visa-no-cvm', { decision: 'online', pin: 'none', signatureRequired: false, deviceVerified: false }],
    ['visa-phone', { decision: 'online', pin: 'none', signatureRequired: false, deviceVerified: true }],
    ['visa-stripe-pin', { decision: 'online', pin: 'online', signatureRequired: false }],
    ['mastercard-stripe', { decision: 'online', pin: 'none', signatureRequired: true }],
  ])('%s is verified as it wants', async (card, expected) => {
    await customer({ card, pin: '1234' })
    expect(await toAuthorise(ONLINE)).toMatchObject({ ok: true, value: expected })
    expect(await bench.driver.complete(APPROVED)).toMatchObject({ ok: true, value: { approved: true } })
    await leave()
  })

  it.each([
    ['dead-chip', 'none'],
    ['dead-chip-pin', 'online'],
  ])('%s: its stripe in the same payment, as a fallback, PIN %s', async (card, pin) => {
    await customer({ card }, { card, how: 'swipe', pin: '1234' })
    expect(await toAuthorise(ONLINE)).toMatchObject({ ok: true, value: { pin } })
    expect(CUES(bench.notices)).toEqual(['swipe', null])
    await leave()
  })

  it('faulty-chip gives no cryptogram: the payment ends, and the next one takes its stripe', async () => {
    await customer({ card: 'faulty-chip', pin: '1234' }, { card: 'faulty-chip', how: 'swipe' })
    expect(await toAuthorise(ONLINE)).toEqual({ ok: false, error: { code: 'PINPAD_CARD_UNREADABLE' } })
    await leave()
    const read = await bench.driver.beginPurchase({ ...REQUEST, timeoutMs: 10_000 })
    expect(read).toMatchObject({ ok: true, value: { entryMode: 'stripe', fallback: true } })
  })

  it.each([
    ['tap-to-chip', { amountMinor: 10_000 }, { card: 'tap-to-chip', how: 'insert' }, 'insert-chip'],
    ['tap-as-stripe', {}, { card: 'tap-as-stripe', how: 'insert' }, 'insert-chip'],
    ['phone-locked', {}, { card: 'phone-locked' }, 'see-phone'],
  ])('%s leads on to what works', async (card, changes, next, cue) => {
    await customer({ card }, next)
    await bench.driver.connect()
    const read = await bench.driver.beginPurchase({ ...REQUEST, timeoutMs: 10_000, ...changes })
    expect(read).toMatchObject({ ok: true })
    expect(CUES(bench.notices)).toEqual([cue, null])
    await leave()
  })

  it.each([
    ['CTLSMULTIPLE', 'tap', 'one-card-only'],
    ['CTLSCOMMERR', 'tap', 'tap-again'],
    ['CTLSPROBLEMS', 'tap', 'insert-chip'],
    ['ERRCARD', 'insert', 'swipe'],
    ['misread', 'swipe', 'read-again'],
  ])('a card that fails with %s by %s is asked for again: %s', async (fails, how, cue) => {
    const card = 'mastercard-contactless'
    const again = { swipe: 'insert', 'insert-chip': 'insert', 'read-again': 'insert' }[cue] ?? how
    await customer({ card, how, fails }, { card, how: again, pin: '1234' })
    await bench.driver.connect()
    const read = await bench.driver.beginPurchase({ ...REQUEST, timeoutMs: 10_000 })
    expect(read).toMatchObject({ ok: true, value: { scheme: 'mastercard' } })
    expect(CUES(bench.notices)).toEqual([cue, null])
    await leave()
  })

  it('unknown-chip is not accepted, by chip or by stripe', async () => {
    await customer({ card: 'unknown-chip' })
    await bench.driver.connect()
    const refused = { ok: false, error: { code: 'PINPAD_CARD_NOT_ACCEPTED' } }
    expect(await bench.driver.beginPurchase({ ...REQUEST, timeoutMs: 10_000 })).toEqual(refused)
    await leave()
  })

  it.each([
    ['activation', 5_000, 'CADEAU 50,00 EUR', 'CARTE ACCEPTEE'],
    ['load', 3_000, 'RECHARGE   30,00', 'CARTE ACCEPTEE'],
    ['balance', 0, 'SOLDE CARTE', 'CARTE ACCEPTEE'],
    ['sale', 2_000, 'DEBIT  20,00 EUR', 'PAIEMENT ACCEPTE'],
  ] as const)('tells the customer that the card is read for: %s', async (operation, amountMinor, heading, farewell) => {
    await customer({ card: 'cb-chip', pin: '1234' })
    const { driver, notices } = bench
    await driver.connect()
    const read = await driver.beginPurchase({ ...REQUEST, operation, amountMinor, timeoutMs: 10_000 })
    expect(read).toMatchObject({ ok: true })
    await driver.encryptTrack()
    expect(await driver.authorise(ONLINE)).toMatchObject({ ok: true })
    await driver.complete(APPROVED)
    await leave()
    const rows = notices.flatMap((notice) => (notice.kind === 'display' ? [notice.rows.join('|')] : []))
    expect(rows).toEqual(expect.arrayContaining([`${heading}|PRESENTEZ CARTE`, `${heading}|PATIENTEZ SVP`]))
    expect(rows).toContain(`${farewell}|RETIREZ LA CARTE`)
  })

  it('tells a function key that is pressed while it is idle, and serves whoever wants it meanwhile', async () => {
    const { driver, control } = bench
    const told: string[] = []
    const off = driver.onFunctionKey((key) => told.push(key))
    const expected = async () => ((await control({ do: 'picture' })) as { readonly expects: string | null }).expects
    const waits = () => expect.poll(expected, POLL).toBe('event')
    await driver.connect()
    await waits()
    await control({ do: 'key', key: 'enter' })
    await waits()
    await control({ do: 'key', key: 'f1' })
    await expect.poll(() => told, POLL).toEqual(['F1'])
    await waits()
    // A payment comes first, and nobody hears of keys while it lasts.
    await customer({ card: 'cb-chip', pin: '1234' })
    expect(await toAuthorise(ONLINE)).toMatchObject({ ok: true })
    await control({ do: 'key', key: 'f2' })
    await driver.complete(APPROVED)
    await leave()
    await driver.end()
    expect(told).toEqual(['F1'])
    await waits()
    await control({ do: 'key', key: 'f4' })
    await expect.poll(() => told, POLL).toEqual(['F1', 'F4'])
    off()
    await expect.poll(expected, POLL).toBeNull()
  })

  it('tells its keys, and they are the published test keys', async () => {
    await bench.driver.connect()
    const keys = await bench.driver.readKeys()
    if (!keys.ok) throw new Error(keys.error.code)
    const serials = keys.value.flatMap(({ keySerialHex }) => keySerialHex ?? [])
    expect(serials.length).toBeGreaterThan(0)
    expect(serials.every(isTestKeySerial)).toBe(true)
    expect(keys.value).toContainEqual(expect.objectContaining({ use: 'pin', slot: 7 }))
    expect(keys.value).toContainEqual(expect.objectContaining({ use: 'data', slot: 7 }))
  })

  it('takes EMV tables once, and says their version', async () => {
    const { driver } = bench
    const connected = await driver.connect()
    const set = emvTableSetSchema.parse(
      JSON.parse(readFileSync(new URL('../../../resources/emv-tables/training.json', import.meta.url), 'utf8')),
    )
    const edition = connected.ok ? connected.value.specification : ''
    const tables = buildEmvTables(set, { acquirerIndex: 1, specification: edition })
    expect(await driver.readTableVersion()).toEqual({ ok: true, value: null })
    const progress: (readonly [number, number])[] = []
    const load = () => driver.loadTables(tables, (sent, total) => progress.push([sent, total]))
    expect(await load()).toEqual({ ok: true, value: null })
    const total = tables.records.length
    expect(progress[0]).toEqual([0, total])
    expect(progress.at(-1)).toEqual([total, total])
    expect(await driver.readTableVersion()).toEqual({ ok: true, value: tables.version })
    progress.length = 0
    expect(await load()).toEqual({ ok: true, value: null })
    expect(progress).toEqual([])
    // And a card of these tables is still read.
    await customer({ card: 'cb-chip', pin: '1234' })
    expect(await toAuthorise(ONLINE)).toMatchObject({ ok: true, value: { decision: 'online' } })
    await leave()
  })

  it('shows a text, tries a card, lets choose, takes a number and encrypts', async () => {
    const { driver, notices, control } = bench
    await driver.connect()
    expect(await driver.showText(['ESSAI', 'ÇA MARCHE'])).toEqual({ ok: true, value: null })
    const display = (await control({ do: 'display' })) as string[]
    expect(display.map((row) => row.trim())).toEqual(['ESSAI', 'ÇA MARCHE'])

    await customer({ card: 'visa-contactless', how: 'tap' })
    const { currency, localDate, localTime, locale } = REQUEST
    const tried = await driver.tryCard({ currency, localDate, localTime, locale, timeoutMs: 10_000 })
    expect(tried).toMatchObject({ ok: true, value: { scheme: 'visa' } })

    const whenAsked = async (what: string, command: Parameters<typeof control>[0]) => {
      while (((await control({ do: 'picture' })) as { expects: string | null }).expects !== what)
        await new Promise((resolve) => setTimeout(resolve, 2))
      await control(command)
    }
    const choosing = driver.choose('COMPTE ?', ['COURANT', 'EPARGNE'], 10_000)
    await whenAsked('menu', { do: 'choose', option: 2 })
    expect(await choosing).toEqual({ ok: true, value: 1 })
    const typing = driver.askNumber('document', 10_000)
    await whenAsked('figures', { do: 'type', text: '4217' })
    await control({ do: 'key', key: 'enter' })
    expect(await typing).toEqual({ ok: true, value: '4217' })
    expect(notices).toContainEqual({ kind: 'cashier-text', text: 'Le client tape son numéro de pièce' })

    const encrypted = await driver.encrypt(new Uint8Array(16))
    expect(encrypted.ok && encrypted.value.cipherHex).toMatch(/^[0-9A-F]{32}$/)
    expect(encrypted.ok && encrypted.value.cipherHex).not.toBe('0'.repeat(32))
    expect(notices.at(-1)).toEqual({ kind: 'display', rows: ['COMPTOIR', 'BONJOUR'] })
  })
})

it('the stripe of an unknown chip is taken where the acquirer takes it', async () => {
  const bench = await openMemoryBench({ secure: false, stripeForUnknownChip: true })
  const plan = [
    { card: 'unknown-chip', afterMs: 5 },
    { card: 'unknown-chip', how: 'swipe', afterMs: 5 },
  ]
  await bench.control({ do: 'customer', plan })
  await bench.driver.connect()
  expect(await bench.driver.beginPurchase({ ...REQUEST, timeoutMs: 10_000 })).toMatchObject({
    ok: true,
    value: { entryMode: 'stripe', fallback: true },
  })
  await bench.close()
})
