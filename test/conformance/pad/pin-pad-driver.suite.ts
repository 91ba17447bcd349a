import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { PadNotice, PurchaseRequest } from '#payment/ports/pin-pad.port.ts'
import type { PadBench } from '#test/support/pad/pad-bench.ts'

/**
 * What every PIN pad driver must do, against a pad that answers truly: the guarantees of the port, in the engine's
 * words. Drivers of other protocols and lines of other kinds run the same suite.
 */
const REQUEST: PurchaseRequest = {
  amountMinor: 2000,
  currency: 'EUR',
  localDate: '2026-11-22',
  localTime: '14:33:12',
  locale: 'fr',
  allowContactless: true,
  timeoutMs: 10_000,
}
const CODE = (code: string) => ({ ok: false, error: { code } })
const APPROVED = { kind: 'approved', responseCode: '00', issuerDataHex: '910A11223344556677883030' } as const

/** What the customer reads and the cashier hears, without the heartbeat. */
const story = (notices: readonly PadNotice[]): string[] =>
  notices.flatMap((notice) => {
    if (notice.kind === 'seen') return []
    if (notice.kind === 'display') return notice.rows.join('|')
    if (notice.kind === 'cue') return []
    return notice.kind === 'cashier-text' ? `cashier: ${notice.text}` : notice.kind
  })

export function pinPadDriverSuite(name: string, open: () => Promise<PadBench>, secureLink: boolean): void {
  describe(`PIN pad driver over ${name}`, () => {
    let bench: PadBench
    beforeAll(async () => {
      bench = await open()
    })
    afterEach(() => bench.reset())
    afterAll(() => bench.close())

    const customer = (...plan: Record<string, unknown>[]) => bench.control({ do: 'customer', plan })
    const until = async (met: () => boolean) => {
      const giveUpAt = Date.now() + 8_000
      while (!met()) {
        if (Date.now() > giveUpAt) throw new Error('it did not come to that')
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    }

    it('connects, tells who the pad is, and connects again without a word', async () => {
      const first = await bench.driver.connect()
      expect(first).toMatchObject({ ok: true, value: { supportsContactless: true, secureLink } })
      if (first.ok) expect(first.value.serialNumber).not.toBe('')
      expect(story(bench.notices)).toEqual(['COMPTOIR|BONJOUR'])
      expect(await bench.driver.connect()).toEqual(first)
      expect(story(bench.notices)).toHaveLength(1)
    })

    it('takes a chip and its online PIN through a whole purchase', async () => {
      const { driver, notices } = bench
      await customer({ card: 'cb-chip', how: 'insert', pin: '1234', afterMs: 20 })
      await driver.connect()
      expect(await driver.beginPurchase(REQUEST)).toEqual({
        ok: true,
        value: {
          entryMode: 'chip',
          maskedPan: '925000******4821',
          scheme: 'cb',
          applicationId: 'A0000000421010',
          applicationLabel: 'CB',
          panSequence: '01',
          fallback: false,
          device: 'card',
        },
      })
      const track = await driver.encryptTrack()
      expect(track).toMatchObject({ ok: true })
      if (track.ok) {
        expect(track.value.track2Hex).toMatch(/^([0-9A-F]{16})+$/)
        expect(track.value.keySerialHex).toMatch(/^[0-9A-F]{20}$/)
      }
      const authorised = await driver.authorise({ forceOnline: true, floorLimitMinor: 0 })
      expect(authorised).toMatchObject({ ok: true, value: { decision: 'online', pin: 'online' } })
      if (authorised.ok) {
        const { pinBlockHex, pinKeySerialHex, emvDataHex, emv } = authorised.value
        expect(pinBlockHex).toMatch(/^[0-9A-F]{16}$/)
        expect(pinKeySerialHex).toMatch(/^[0-9A-F]{20}$/)
        expect(emvDataHex).toMatch(/^9F2608[0-9A-F]{16}9F2701809F10/)
        expect(emv.cryptogramHex).toBe(emvDataHex.slice(6, 22))
        expect(emv.terminalVerificationResultsHex).toMatch(/^[0-9A-F]{10}$/)
        expect(emv.transactionStatusHex).toMatch(/^[0-9A-F]{4}$/)
        expect(emv.transactionCounterHex).toMatch(/^[0-9A-F]{4}$/)
      }
      expect(await driver.complete(APPROVED)).toMatchObject({ ok: true, value: { approved: true } })
      expect(await driver.removeCard()).toEqual({ ok: true, value: null })
      expect(await driver.end()).toEqual({ ok: true, value: null })
      expect(story(notices)).toEqual([
        'COMPTOIR|BONJOUR',
        'DEBIT  20,00 EUR|PRESENTEZ CARTE',
        'SELECIONADO:|CB',
        'cashier: Choisi sur le TPE : CB',
        'pin-entry',
        'DEBIT  20,00 EUR|CODE :',
        'cashier: Demandez le code au client',
        'DEBIT  20,00 EUR|PATIENTEZ SVP',
        'PAIEMENT ACCEPTE|RETIREZ LA CARTE',
        'COMPTOIR|BONJOUR',
      ])
    })

    it('takes a tap', async () => {
      const { driver } = bench
      await customer({ card: 'visa-contactless', how: 'tap', afterMs: 20 })
      await driver.connect()
      expect(await driver.beginPurchase(REQUEST)).toMatchObject({
        ok: true,
        value: {
          entryMode: 'contactless',
          scheme: 'visa',
          maskedPan: '411111******1111',
          applicationId: 'A0000000031010',
        },
      })
      expect(await driver.encryptTrack()).toMatchObject({ ok: true })
      expect(await driver.authorise({ forceOnline: true, floorLimitMinor: 0 })).toMatchObject({
        ok: true,
        value: { decision: 'online', pin: 'none', pinBlockHex: null, pinKeySerialHex: null },
      })
      expect(await driver.complete(APPROVED)).toMatchObject({ ok: true, value: { approved: true } })
      expect(await driver.removeCard()).toEqual({ ok: true, value: null })
      expect(await driver.end()).toEqual({ ok: true, value: null })
    })

    it('says that the customer stopped, instead of a card and instead of the PIN', async () => {
      const { driver } = bench
      await customer(
        { act: 'cancel', at: 'GCX', afterMs: 20 },
        { card: 'cb-chip', act: 'cancel', at: 'GOX', afterMs: 20 },
      )
      await driver.connect()
      expect(await driver.beginPurchase(REQUEST)).toEqual(CODE('PINPAD_CUSTOMER_CANCELLED'))
      await driver.removeCard()
      await driver.end()
      expect(await driver.beginPurchase(REQUEST)).toMatchObject({ ok: true })
      expect(await driver.encryptTrack()).toMatchObject({ ok: true })
      expect(await driver.authorise({ forceOnline: true, floorLimitMinor: 0 })).toEqual(
        CODE('PINPAD_CUSTOMER_CANCELLED'),
      )
    })

    it('is stopped by the till while it waits for a card and while it waits for the PIN, and goes on after', async () => {
      const { driver, notices } = bench
      await customer({ act: 'none' })
      await driver.connect()
      const reading = driver.beginPurchase(REQUEST)
      await until(() => story(notices).includes('DEBIT  20,00 EUR|PRESENTEZ CARTE'))
      expect(await driver.cancel()).toEqual({ ok: true, value: null })
      expect(await reading).toEqual(CODE('PAYMENT_CANCELLED'))
      await driver.removeCard()
      await driver.end()

      // The stop may have come before the pad began to wait: nobody stands there any more, whatever was planned.
      await bench.control({ do: 'nobody' })
      await customer(
        { card: 'cb-chip', act: 'none', at: 'GOX', afterMs: 20 },
        { card: 'cb-chip', pin: '1234', afterMs: 20 },
      )
      expect(await driver.beginPurchase(REQUEST)).toMatchObject({ ok: true })
      await driver.encryptTrack()
      const authorising = driver.authorise({ forceOnline: true, floorLimitMinor: 0 })
      await until(() => story(notices).includes('pin-entry'))
      expect(await driver.cancel()).toEqual({ ok: true, value: null })
      expect(await authorising).toEqual(CODE('PAYMENT_CANCELLED'))
      expect(await driver.removeCard()).toEqual({ ok: true, value: null })
      await driver.end()

      expect(await driver.beginPurchase(REQUEST)).toMatchObject({ ok: true, value: { scheme: 'cb' } })
    })

    it('may be stopped when nothing is under way', async () => {
      const { driver } = bench
      await driver.connect()
      expect(await driver.cancel()).toEqual({ ok: true, value: null })
    })

    it('says that the card was pulled, at the PIN and before the verdict', async () => {
      const { driver } = bench
      await customer(
        { card: 'cb-chip', act: 'pull-early', at: 'GOX', afterMs: 20 },
        { card: 'cb-chip', pin: '1234', act: 'pull-early', at: 'FCX', afterMs: 20 },
      )
      await driver.connect()
      await driver.beginPurchase(REQUEST)
      await driver.encryptTrack()
      expect(await driver.authorise({ forceOnline: true, floorLimitMinor: 0 })).toEqual(CODE('PINPAD_CARD_REMOVED'))
      await driver.removeCard()
      await driver.end()
      await driver.beginPurchase(REQUEST)
      await driver.encryptTrack()
      expect(await driver.authorise({ forceOnline: true, floorLimitMinor: 0 })).toMatchObject({ ok: true })
      expect(await driver.complete(APPROVED)).toEqual(CODE('PINPAD_CARD_REMOVED'))
    })

    it('passes on that the card refused what the host approved', async () => {
      const { driver, notices } = bench
      await customer({ card: 'refuses-after-approval', pin: '1234', afterMs: 20 })
      await driver.connect()
      await driver.beginPurchase(REQUEST)
      await driver.encryptTrack()
      await driver.authorise({ forceOnline: true, floorLimitMinor: 0 })
      expect(await driver.complete(APPROVED)).toMatchObject({ ok: true, value: { approved: false } })
      await driver.removeCard()
      expect(story(notices)).toContain('PAIEMENT REFUSE|RETIREZ LA CARTE')
    })

    it('passes on that the card refused by itself', async () => {
      const { driver } = bench
      await customer({ card: 'expired', pin: '1234', afterMs: 20 })
      await driver.connect()
      await driver.beginPurchase(REQUEST)
      await driver.encryptTrack()
      expect(await driver.authorise({ forceOnline: true, floorLimitMinor: 0 })).toMatchObject({
        ok: true,
        value: { decision: 'offline-declined' },
      })
    })

    it('asks for the chip when a chip card was swiped', async () => {
      const { driver, notices } = bench
      await customer(
        { card: 'mastercard-chip', how: 'swipe', afterMs: 20 },
        { card: 'mastercard-chip', how: 'insert', pin: '1234', afterMs: 20 },
      )
      await driver.connect()
      expect(await driver.beginPurchase(REQUEST)).toMatchObject({
        ok: true,
        value: { entryMode: 'chip', scheme: 'mastercard' },
      })
      expect(story(notices)).toContain('DEBIT  20,00 EUR|INSEREZ CARTE')
    })

    it('takes the stripe after the chip failed', async () => {
      const { driver, notices } = bench
      await customer(
        { card: 'visa-chip', act: 'pull-early', at: 'GCX', afterMs: 20 },
        { card: 'visa-chip', how: 'swipe', afterMs: 20 },
      )
      await driver.connect()
      expect(await driver.beginPurchase(REQUEST)).toMatchObject({
        ok: true,
        value: {
          entryMode: 'stripe',
          scheme: 'visa',
          maskedPan: '411111******1111',
          applicationId: null,
          fallback: true,
        },
      })
      expect(notices.filter(({ kind }) => kind === 'cue')).toEqual([
        { kind: 'cue', cue: 'swipe' },
        { kind: 'cue', cue: null },
      ])
      expect(await driver.encryptTrack()).toMatchObject({ ok: true })
      expect(await driver.authorise({ forceOnline: true, floorLimitMinor: 0 })).toMatchObject({
        ok: true,
        value: { decision: 'online', pin: 'none', emvDataHex: '' },
      })
      expect(await driver.complete({ ...APPROVED, issuerDataHex: null })).toMatchObject({
        ok: true,
        value: { approved: true },
      })
    })

    it('takes no card that the customer before forgot', async () => {
      const { driver, notices } = bench
      await customer(
        { card: 'cb-chip', pin: '1234', afterMs: 20, keepCard: true },
        { card: 'visa-chip', pin: '1234', afterMs: 20 },
      )
      await driver.connect()
      expect(await driver.beginPurchase(REQUEST)).toMatchObject({ ok: true, value: { scheme: 'cb' } })
      await driver.end()
      const told = notices.length
      const next = driver.beginPurchase(REQUEST)
      await until(() => story(notices.slice(told)).includes('RETIREZ LA CARTE|'))
      expect(await next).toMatchObject({ ok: true, value: { scheme: 'visa' } })
    })

    it('gives up on a customer who does nothing', async () => {
      const { driver } = bench
      await customer({ act: 'none' })
      await driver.connect()
      expect(await driver.beginPurchase({ ...REQUEST, timeoutMs: 1_000 })).toEqual(CODE('PINPAD_TIMEOUT'))
    })

    it('holds one conversation at a time, and asks for nothing without a card', async () => {
      const { driver } = bench
      expect(await driver.beginPurchase(REQUEST)).toEqual(CODE('PINPAD_LINK_LOST'))
      await customer({ card: 'cb-chip', pin: '1234', afterMs: 20 }, { card: 'cb-chip', pin: '1234', afterMs: 20 })
      await driver.connect()
      expect(await driver.encryptTrack()).toMatchObject(CODE('PINPAD_REFUSED'))
      expect(await driver.beginPurchase(REQUEST)).toMatchObject({ ok: true })
      expect(await driver.beginPurchase(REQUEST)).toEqual(CODE('PINPAD_BUSY'))
      const removing = driver.removeCard()
      expect(await driver.encryptTrack()).toEqual(CODE('PINPAD_BUSY'))
      await removing
      await driver.end()
      expect(await driver.beginPurchase(REQUEST)).toMatchObject({ ok: true })
    })

    it('reads answers that come byte by byte, and asks again for spoiled ones', async () => {
      const { driver } = bench
      await customer({ card: 'amex-chip', pin: '1234', afterMs: 20 })
      await bench.control({ do: 'fault', on: 'GCX', kind: 'trickle' })
      await bench.control({ do: 'fault', on: 'GTK', kind: 'garbage', bytes: 9 })
      await driver.connect()
      expect(await driver.beginPurchase(REQUEST)).toMatchObject({ ok: true, value: { scheme: 'amex' } })
      expect(await driver.encryptTrack()).toMatchObject({ ok: true })
      expect(await driver.authorise({ forceOnline: true, floorLimitMinor: 0 })).toMatchObject({ ok: true })
    })

    it('says that the link was lost, sends nothing again, and works once the pad is back', async () => {
      const { driver } = bench
      await customer(
        { card: 'diners-chip', pin: '1234', afterMs: 20 },
        { card: 'diners-chip', pin: '1234', afterMs: 20 },
      )
      await driver.connect()
      expect(await driver.beginPurchase(REQUEST)).toMatchObject({ ok: true, value: { scheme: 'diners' } })
      await bench.control({ do: 'unplug' })
      expect(await driver.encryptTrack()).toEqual(CODE('PINPAD_LINK_LOST'))
      await driver.end()
      await bench.control({ do: 'remove' })
      await bench.control({ do: 'plug' })
      await driver.disconnect()
      expect(await driver.connect()).toMatchObject({ ok: true })
      expect(await driver.beginPurchase(REQUEST)).toMatchObject({ ok: true })
    })
  })
}
