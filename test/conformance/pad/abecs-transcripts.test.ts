import { describe, expect, it } from 'vitest'
import { readParameters } from '#hardware/pad/abecs/codec.ts'
import { PP, SPE } from '#hardware/pad/abecs/parameters.ts'
import {
  ASK_PIN,
  authorisation,
  CONNECT,
  cardOf,
  END,
  hex,
  OPEN,
  REQUEST,
  response,
  start,
  TRACK,
} from '#test/support/pad/transcript.ts'
import { settle } from '#test/support/payment/manual-clock.ts'

// Whole conversations, replayed strictly: the till says exactly these lines in this order, and every line is used up.
// The secure link is off, so that what travels can be read here; the driver's suite runs with the link on.

const APPROVED = { kind: 'approved', responseCode: '00', issuerDataHex: '91021122' } as const

describe('conversations with an ABECS pad', () => {
  it('chip and online PIN, approved', async () => {
    const { driver, finish, strayed, pad, notices } = start([
      ...CONNECT,
      OPEN,
      { till: 'GCX', pad: ['ACK', 'NTM000032SELECIONADO:    VISA            ', cardOf('03')] },
      { till: 'GTK', pad: ['ACK', TRACK] },
      { till: 'GOX', pad: ['ACK', ASK_PIN, authorisation('202000')] },
      { till: 'DSP032DEBIT  20,00 EURPATIENTEZ SVP   ', pad: ['ACK', 'DSP000'] },
      { till: 'FCX', pad: ['ACK', response('FCX000', [[PP.FCXRES, hex('000')]])] },
      { till: 'RMC032PAIEMENT ACCEPTERETIREZ LA CARTE', pad: ['ACK', 'RMC000'] },
      { till: 'CLX', pad: ['ACK', 'CLX000'] },
    ])
    expect(await finish(driver.connect())).toEqual({
      ok: true,
      value: {
        model: 'PPC-930',
        maker: 'GERTEC',
        serialNumber: '12345678',
        specification: 'ABECS 2.12',
        supportsContactless: true,
        secureLink: false,
        software: '',
      },
    })
    expect(await finish(driver.beginPurchase(REQUEST))).toMatchObject({
      ok: true,
      value: { entryMode: 'chip', scheme: 'visa' },
    })
    expect(await finish(driver.encryptTrack())).toEqual({
      ok: true,
      value: { track2Hex: '0123456789ABCDEF'.repeat(3), keySerialHex: 'FFFF9876543210E00002' },
    })
    expect(await finish(driver.authorise({ forceOnline: true, floorLimitMinor: 0 }))).toEqual({
      ok: true,
      value: {
        decision: 'online',
        pin: 'online',
        signatureRequired: false,
        deviceVerified: false,
        pinBlockHex: '1B9C1845EB993A7A',
        pinKeySerialHex: 'FFFF9876543210E00001',
        emvDataHex: '9F26081122334455667788' + '9F270180' + '9F10020102' + '9F36020007' + '95050080008000',
        emv: {
          cryptogramHex: '1122334455667788',
          terminalVerificationResultsHex: '0080008000',
          transactionStatusHex: 'E800',
          transactionCounterHex: '0007',
          issuerDataHex: '0102',
        },
      },
    })
    expect(await finish(driver.complete(APPROVED))).toMatchObject({ ok: true, value: { approved: true } })
    expect(await finish(driver.removeCard())).toEqual({ ok: true, value: null })
    expect(await finish(driver.end())).toEqual({ ok: true, value: null })
    expect(strayed()).toEqual([])
    expect(notices.filter(({ kind }) => kind === 'cashier-text')).toEqual([
      { kind: 'cashier-text', text: 'Choisi sur le TPE : VISA' },
      { kind: 'cashier-text', text: 'Demandez le code au client' },
    ])
    const sent = (id: string) => readParameters(pad.commands.find((command) => command.id === id)?.blocks ?? [])
    const text = (id: string, number: number) =>
      Buffer.from(sent(id).get(number) ?? new Uint8Array()).toString('latin1')
    expect(text('GCX', SPE.PANMASK)).toBe('0604')
    expect([text('GCX', SPE.AMOUNT), text('GOX', SPE.AMOUNT)]).toEqual(['000000002000', '000000002000'])
    expect([text('GCX', SPE.TRNDATE), text('GCX', SPE.TRNTIME)]).toEqual(['261122', '143312'])
    expect([text('GTK', SPE.MTHDDAT), text('GTK', SPE.TRACKS), text('GTK', SPE.KEYIDX)]).toEqual(['51', '0010', '09'])
    expect([text('GOX', SPE.MTHDPIN), text('GOX', SPE.KEYIDX)]).toEqual(['3', '07'])
    expect([text('FCX', SPE.FCXOPT), text('FCX', SPE.ARC)]).toEqual(['0000', '00'])
    expect(Buffer.from(sent('FCX').get(SPE.EMVDATA) ?? []).toString('hex')).toBe('91021122')
  })

  it('contactless: phone first, then a tap that fails twice, then the chip', async () => {
    const { driver, finish, strayed, pad } = start([
      ...CONNECT,
      OPEN,
      { till: 'GCX', pad: ['ACK', 'GCX086'] },
      { till: 'GCX', pad: ['ACK', 'GCX081'] },
      { till: 'GCX', pad: ['ACK', 'GCX081'] },
      { till: 'GCX', pad: ['ACK', cardOf('03')] },
      ...END,
    ])
    await finish(driver.connect())
    expect(await finish(driver.beginPurchase(REQUEST))).toMatchObject({ ok: true, value: { entryMode: 'chip' } })
    await finish(driver.removeCard())
    await finish(driver.end())
    expect(strayed()).toEqual([])
    const options = pad.commands
      .filter(({ id }) => id === 'GCX')
      .map(({ blocks }) => Buffer.from(readParameters(blocks).get(SPE.GCXOPT) ?? []).toString())
    expect(options).toEqual(['10000', '10000', '10000', '00000'])
  })

  it.each(['082', '083', '084', '085', '087'])(
    'contactless refused with %s: the next card is asked by chip only',
    async (status) => {
      const { driver, finish, strayed } = start([
        ...CONNECT,
        OPEN,
        { till: 'GCX', pad: ['ACK', `GCX${status}`] },
        { till: 'GCX', pad: ['ACK', 'GCX013'] },
      ])
      await finish(driver.connect())
      expect(await finish(driver.beginPurchase(REQUEST))).toMatchObject({
        error: { code: 'PINPAD_CUSTOMER_CANCELLED' },
      })
      expect(strayed()).toEqual([])
    },
  )

  it('contactless that only acts as a stripe: the chip is asked for', async () => {
    const { driver, finish, strayed } = start([
      ...CONNECT,
      OPEN,
      { till: 'GCX', pad: ['ACK', response('GCX000', [[PP.CARDTYPE, hex('05')]])] },
      { till: 'GCX', pad: ['ACK', cardOf('03')] },
    ])
    await finish(driver.connect())
    expect(await finish(driver.beginPurchase(REQUEST))).toMatchObject({ ok: true, value: { entryMode: 'chip' } })
    expect(strayed()).toEqual([])
  })

  it('stripe whose service code asks for a PIN: GPN before GTK, no GOX, no FCX', async () => {
    const { driver, finish, strayed, pad } = start([
      ...CONNECT,
      OPEN,
      {
        till: 'GCX',
        pad: [
          'ACK',
          response('GCX000', [
            [PP.TRK2INC, hex('555555******4444=3012120')],
            [PP.CARDTYPE, hex('00')],
            [PP.ICCSTAT, hex('0')],
          ]),
        ],
      },
      { till: 'GPN093307', pad: ['ACK', 'GPN0000361B9C1845EB993A7AFFFF9876543210E00001'] },
      { till: 'GTK', pad: ['ACK', TRACK] },
    ])
    await finish(driver.connect())
    expect(await finish(driver.beginPurchase(REQUEST))).toMatchObject({
      value: { entryMode: 'stripe', scheme: 'mastercard' },
    })
    expect(await finish(driver.encryptTrack())).toMatchObject({ ok: true })
    expect(await finish(driver.authorise({ forceOnline: true, floorLimitMinor: 0 }))).toMatchObject({
      value: {
        pin: 'online',
        pinBlockHex: '1B9C1845EB993A7A',
        pinKeySerialHex: 'FFFF9876543210E00001',
        emvDataHex: '',
      },
    })
    expect(await finish(driver.complete(APPROVED))).toMatchObject({ value: { approved: true } })
    expect(strayed()).toEqual([])
    expect(pad.commands.at(-2)?.blocks[0]).toHaveLength(93)
  })

  it('the till stops the PIN: what the pad says after CAN is dropped', async () => {
    const { driver, finish, strayed, pad, notices } = start([
      ...CONNECT,
      OPEN,
      { till: 'GCX', pad: ['ACK', cardOf('03')] },
      { till: 'GTK', pad: ['ACK', TRACK] },
      { till: 'GOX', pad: ['ACK', ASK_PIN] },
      { till: 'CAN', pad: [authorisation('202000'), 'EOT'] },
      ...END,
    ])
    await finish(driver.connect())
    await finish(driver.beginPurchase(REQUEST))
    await finish(driver.encryptTrack())
    const authorising = driver.authorise({ forceOnline: true, floorLimitMinor: 0 })
    await pad.say()
    expect(notices.some(({ kind }) => kind === 'pin-entry')).toBe(true)
    const stopping = driver.cancel()
    expect(await finish(authorising)).toEqual({ ok: false, error: { code: 'PAYMENT_CANCELLED' } })
    expect(await stopping).toEqual({ ok: true, value: null })
    await finish(driver.removeCard())
    await finish(driver.end())
    expect(strayed()).toEqual([])
  })

  it('asks three times to stop, then says that the link is lost', async () => {
    const { driver, finish, strayed } = start([
      ...CONNECT,
      OPEN,
      { till: 'GCX', pad: ['ACK'] },
      { till: 'CAN', pad: ['nothing'] },
      { till: 'CAN', pad: ['nothing'] },
      { till: 'CAN', pad: ['nothing'] },
    ])
    await finish(driver.connect())
    const reading = driver.beginPurchase(REQUEST)
    await settle()
    const stopping = driver.cancel()
    expect(await finish(stopping)).toEqual({ ok: false, error: { code: 'PINPAD_LINK_LOST' } })
    expect(await reading).toEqual({ ok: false, error: { code: 'PAYMENT_CANCELLED' } })
    expect(strayed()).toEqual([])
  })

  it.each([
    ['the customer stops at the PIN', 'GOX013', 'PINPAD_CUSTOMER_CANCELLED'],
    ['the card is pulled at the PIN', 'GOX043', 'PINPAD_CARD_REMOVED'],
    ['the card stops answering', 'GOX060', 'PINPAD_CARD_UNREADABLE'],
    ['the PIN takes too long', 'GOX012', 'PINPAD_TIMEOUT'],
    ['the key is missing', 'GOX042', 'PINPAD_REFUSED'],
    ['the pad is unplugged', 'unplug', 'PINPAD_LINK_LOST'],
    ['the pad answers something else', 'RMC000', 'PINPAD_MALFORMED'],
    ['the answer lacks its result', 'GOX000', 'PINPAD_MALFORMED'],
    [
      'the answer holds the card number',
      response('GOX000', [
        [PP.GOXRES, hex('200000')],
        [PP.EMVDATA, '5A084111111111111111'],
      ]),
      'PINPAD_CLEAR_CARD_DATA',
    ],
  ])('%s', async (_, word, code) => {
    const { driver, finish, strayed, notices } = start([
      ...CONNECT,
      OPEN,
      { till: 'GCX', pad: ['ACK', cardOf('03')] },
      { till: 'GTK', pad: ['ACK', TRACK] },
      { till: 'GOX', pad: ['ACK', word] },
    ])
    await finish(driver.connect())
    await finish(driver.beginPurchase(REQUEST))
    await finish(driver.encryptTrack())
    expect(await finish(driver.authorise({ forceOnline: true, floorLimitMinor: 0 }))).toMatchObject({
      ok: false,
      error: { code },
    })
    expect(strayed()).toEqual([])
    expect(JSON.stringify(notices)).not.toContain('4111111111111111')
  })

  it.each([
    ['PP_PAN', cardOf('03', { [PP.PAN]: hex('4111111111111111') })],
    ['PP_TRK2INC', cardOf('03', { [PP.TRK2INC]: hex('4111111111111111=3012201') })],
    ['PP_TRK1INC', cardOf('03', { [PP.TRK1INC]: hex('B4111111111111111^TEST/CARTE^3012201') })],
    ['PP_LABEL', cardOf('03', { [PP.LABEL]: hex('5555555555554444') })],
    ['PP_EMVDATA 57', cardOf('03', { [PP.EMVDATA]: '57024111' })],
  ])('a card number in clear in %s ends the conversation', async (field, answer) => {
    const { driver, finish, strayed } = start([...CONNECT, OPEN, { till: 'GCX', pad: ['ACK', answer] }])
    await finish(driver.connect())
    expect(await finish(driver.beginPurchase(REQUEST))).toEqual({
      ok: false,
      error: { code: 'PINPAD_CLEAR_CARD_DATA', details: { field } },
    })
    expect(strayed()).toEqual([])
  })

  it('a track in clear where an encrypted one was asked for ends the conversation', async () => {
    const clear = response('GTK000', [
      [PP.TRACK2, '4111111111111111D30122010000000F'],
      [PP.TRK2KSN, 'FFFF9876543210E00002'],
    ])
    const { driver, finish, strayed } = start([
      ...CONNECT,
      OPEN,
      { till: 'GCX', pad: ['ACK', cardOf('03')] },
      { till: 'GTK', pad: ['ACK', clear] },
    ])
    await finish(driver.connect())
    await finish(driver.beginPurchase(REQUEST))
    expect(await finish(driver.encryptTrack())).toEqual({
      ok: false,
      error: { code: 'PINPAD_CLEAR_CARD_DATA', details: { field: 'PP_TRACK2' } },
    })
    expect(strayed()).toEqual([])
  })

  it('a chip not seen to come out: the slot must be empty before the next card is asked for', async () => {
    const removed = response('CEX000', [[PP.EVENT, hex('91')]])
    const { driver, finish, strayed } = start([
      ...CONNECT,
      OPEN,
      { till: 'GCX', pad: ['ACK', cardOf('03')] },
      { till: 'RMC', pad: ['ACK'] },
      { till: 'CAN', pad: ['EOT'] },
      { till: 'CLX', pad: ['ACK', 'CLX000'] },
      OPEN,
      { till: 'DSP032RETIREZ LA CARTE', pad: ['ACK', 'DSP000'] },
      { till: 'CEX', pad: ['ACK', removed] },
      { till: 'GCX', pad: ['ACK', cardOf('06')] },
      { till: 'CLX', pad: ['ACK', 'CLX000'] },
      OPEN,
      { till: 'GCX', pad: ['ACK', 'GCX012'] },
    ])
    await finish(driver.connect())
    await finish(driver.beginPurchase(REQUEST))
    expect(await finish(driver.removeCard())).toMatchObject({ error: { code: 'PINPAD_TIMEOUT' } })
    await finish(driver.end())
    expect(await finish(driver.beginPurchase(REQUEST))).toMatchObject({ ok: true, value: { entryMode: 'contactless' } })
    await finish(driver.end())
    expect(await finish(driver.beginPurchase(REQUEST))).toMatchObject({ error: { code: 'PINPAD_TIMEOUT' } })
    expect(strayed()).toEqual([])
  })

  it('the host was silent: the card is told so, and its word is passed on', async () => {
    const { driver, finish, strayed, pad } = start([
      ...CONNECT,
      OPEN,
      { till: 'GCX', pad: ['ACK', cardOf('06')] },
      { till: 'GTK', pad: ['ACK', TRACK] },
      { till: 'GOX', pad: ['ACK', authorisation('200000')] },
      { till: 'DSP', pad: ['ACK', 'DSP000'] },
      { till: 'FCX', pad: ['ACK', response('FCX000', [[PP.FCXRES, hex('100')]])] },
    ])
    await finish(driver.connect())
    await finish(driver.beginPurchase(REQUEST))
    await finish(driver.encryptTrack())
    expect(await finish(driver.authorise({ forceOnline: true, floorLimitMinor: 0 }))).toMatchObject({
      value: { pin: 'none' },
    })
    const verdict = driver.complete({ kind: 'unable-to-go-online', responseCode: null, issuerDataHex: null })
    expect(await finish(verdict)).toMatchObject({ value: { approved: false } })
    expect(strayed()).toEqual([])
    const sent = readParameters(pad.commands.at(-1)?.blocks ?? [])
    expect(Buffer.from(sent.get(SPE.FCXOPT) ?? []).toString()).toBe('2000')
    expect(sent.has(SPE.ARC)).toBe(false)
  })
})
