import { describe, expect, it } from 'vitest'
import { readParameters } from '#hardware/pad/abecs/codec.ts'
import { PP, SPE } from '#hardware/pad/abecs/parameters.ts'
import {
  APPROVED,
  ASK_PIN,
  authorisation,
  CLOSE,
  CONNECT,
  CUES,
  cardOf,
  completion,
  END,
  GOX_ONLINE,
  hex,
  OPEN,
  REQUEST,
  response,
  start,
  TERMS,
  TRACK,
} from '#test/support/pad/transcript.ts'

// Replayed strictly, typed from the pin-pad sheet 2.9: the till says exactly these lines, and every line is used up.
// The secure link is off, so that what travels can be read here.

describe('a chip', () => {
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

  it('the host asks the customer something meanwhile: the card stays as it is', async () => {
    const WAIT = { till: 'DSP032DEBIT  20,00 EURPATIENTEZ SVP   ', pad: ['ACK', 'DSP000'] }
    const { driver, finish, strayed, pad } = start([
      ...CONNECT,
      OPEN,
      { till: 'GCX', pad: ['ACK', cardOf('03')] },
      { till: 'GTK', pad: ['ACK', TRACK] },
      { till: 'GOX', pad: ['ACK', authorisation('202000')] },
      WAIT,
      { till: 'GCD', pad: ['ACK', response('GCD000', [[PP.VALUE, hex('48210')]])] },
      WAIT,
      { till: 'MNU', pad: ['ACK', response('MNU000', [[PP.VALUE, hex('02')]])] },
      WAIT,
      { till: 'MNU', pad: ['ACK'] },
      { till: 'CAN', pad: ['EOT'] },
      WAIT,
      { till: 'FCX', pad: ['ACK', response('FCX000', [[PP.FCXRES, hex('000')]])] },
    ])
    await finish(driver.connect())
    await finish(driver.beginPurchase(REQUEST))
    await finish(driver.encryptTrack())
    await finish(driver.authorise(TERMS))
    const question = { subject: null, title: 'Lavage ?', options: [], minLength: 0, maxLength: 0, timeoutMs: 20_000 }
    const mileage = { ...question, kind: 'number', subject: 'mileage', minLength: 1, maxLength: 6 } as const
    expect(driver.askCustomer({ ...question, kind: 'text' })).toBeNull()
    expect(driver.askCustomer({ ...mileage, subject: null })).toBeNull()
    expect(driver.askCustomer({ ...question, kind: 'yes-no', title: 'Voulez-vous un lavage ?' })).toBeNull()
    expect(await finish(driver.askCustomer(mileage) as Promise<unknown>)).toEqual({ ok: true, value: '48210' })
    expect(readParameters(pad.commands.find(({ id }) => id === 'GCD')?.blocks ?? []).get(SPE.MSGIDX)).toEqual(
      Uint8Array.of(0, 0x2b),
    )
    const yesNo = () => driver.askCustomer({ ...question, kind: 'yes-no' }) as Promise<unknown>
    expect(await finish(yesNo())).toEqual({ ok: true, value: 'N' })
    const asking = yesNo()
    await pad.say()
    const stopping = driver.cancel()
    expect(await finish(asking)).toEqual({ ok: false, error: { code: 'PAYMENT_CANCELLED' } })
    expect(await stopping).toEqual({ ok: true, value: null })
    expect(await finish(driver.complete(APPROVED))).toMatchObject({ ok: true, value: { approved: true } })
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

  it('a forgotten card is told to the cashier; an empty slot is not', async () => {
    const removed = response('CEX000', [[PP.EVENT, hex('91')]])
    const { driver, finish, strayed, pad, clock, notices } = start([
      ...CONNECT,
      OPEN,
      { till: 'GCX', pad: ['ACK', 'GCX013'] },
      CLOSE,
      OPEN,
      { till: 'DSP032RETIREZ LA CARTE', pad: ['ACK', 'DSP000'] },
      { till: 'CEX', pad: ['ACK', removed] },
      { till: 'GCX', pad: ['ACK', 'GCX013'] },
      CLOSE,
      OPEN,
      { till: 'DSP032RETIREZ LA CARTE', pad: ['ACK', 'DSP000'] },
      { till: 'CEX', pad: ['ACK'] },
      { till: 'GCX', pad: ['ACK', cardOf('03')] },
    ])
    await finish(driver.connect())
    for (const _ of ['no card yet', 'an empty slot']) {
      await finish(driver.beginPurchase(REQUEST))
      await finish(driver.end())
    }
    expect(CUES(notices)).toEqual([])
    const reading = driver.beginPurchase(REQUEST)
    await clock.advance(1_000)
    expect(CUES(notices)).toEqual(['remove-forgotten-card'])
    await pad.say(removed)
    expect(await finish(reading)).toMatchObject({ ok: true })
    expect(CUES(notices)).toEqual(['remove-forgotten-card', null])
    expect(strayed()).toEqual([])
  })

  it('passes on that the card refused what the host approved, with the proof of its refusal', async () => {
    const { driver, finish, strayed } = start([
      ...CONNECT,
      OPEN,
      { till: 'GCX', pad: ['ACK', cardOf('03')] },
      { till: 'GTK', pad: ['ACK', TRACK] },
      ...GOX_ONLINE,
      { till: 'FCX', pad: ['ACK', completion('100', '9F26088877665544332211' + '9F270100' + '8A023030')] },
      { till: 'RMC032PAIEMENT REFUSE RETIREZ LA CARTE', pad: ['ACK', 'RMC000'] },
    ])
    await finish(driver.connect())
    await finish(driver.beginPurchase(REQUEST))
    await finish(driver.encryptTrack())
    await finish(driver.authorise(TERMS))
    expect(await finish(driver.complete(APPROVED))).toMatchObject({
      ok: true,
      value: {
        approved: false,
        emvDataHex: '9F26088877665544332211' + '9F270100' + '8A023030',
        emv: { cryptogramHex: '8877665544332211' },
      },
    })
    await finish(driver.removeCard())
    expect(strayed()).toEqual([])
  })

  it.each([
    ['043', 'the card is gone', 'PINPAD_CARD_REMOVED'],
    ['060', 'the card stopped answering', 'PINPAD_CARD_UNREADABLE'],
    ['047', 'the third cryptogram of one insertion (2.20)', 'PINPAD_CARD_UNREADABLE'],
    ['010', 'the pad forgot the payment', 'PINPAD_REFUSED'],
  ])('FCX %s after an approval, %s: no verdict, and nothing is sent again', async (status, _, code) => {
    const { driver, finish, strayed } = start([
      ...CONNECT,
      OPEN,
      { till: 'GCX', pad: ['ACK', cardOf('03')] },
      { till: 'GTK', pad: ['ACK', TRACK] },
      ...GOX_ONLINE,
      { till: 'FCX', pad: ['ACK', `FCX${status}`] },
      ...END,
    ])
    await finish(driver.connect())
    await finish(driver.beginPurchase(REQUEST))
    await finish(driver.encryptTrack())
    await finish(driver.authorise(TERMS))
    expect(await finish(driver.complete(APPROVED))).toMatchObject({ ok: false, error: { code } })
    await finish(driver.removeCard())
    await finish(driver.end())
    expect(strayed()).toEqual([])
  })
})
