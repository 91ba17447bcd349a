import { describe, expect, it } from 'vitest'
import { createAbecsPad } from '#hardware/pad/abecs/abecs-driver.ts'
import { readParameters } from '#hardware/pad/abecs/codec.ts'
import { PP, SPE } from '#hardware/pad/abecs/parameters.ts'
import type { PadNotice, PurchaseRequest } from '#payment/ports/pin-pad.port.ts'
import { type Line, scriptPad } from '#test/support/pad/scripted-pad.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'

// Whole conversations, replayed strictly: the till says exactly these lines in this order, and every line is used up.
// The secure link is off, so that what travels can be read here; the suite beside this file runs it with the link on.

const REQUEST: PurchaseRequest = {
  amountMinor: 2000,
  currency: 'EUR',
  localDate: '2026-11-22',
  localTime: '14:33:12',
  locale: 'fr',
  allowContactless: true,
  timeoutMs: 60_000,
}
const APPROVED = { kind: 'approved', responseCode: '00', issuerDataHex: '91021122' } as const

const hex = (text: string): string => Buffer.from(text, 'latin1').toString('hex')
const parameter = (id: number, valueHex: string): string =>
  id.toString(16).padStart(4, '0') + (valueHex.length / 2).toString(16).padStart(4, '0') + valueHex
/** A response with parameters; values as hexadecimal. */
function response(head: string, parameters: readonly (readonly [number, string])[]): string {
  const block = parameters.map(([id, value]) => parameter(id, value)).join('')
  return `${head}${String(block.length / 2).padStart(3, '0')}{${block}}`
}

const IDENTITY = response('GIX000', [
  [PP.SERNUM, hex('12345678')],
  [PP.MODEL, hex('PPC-930;192MB')],
  [PP.MNNAME, hex('GERTEC')],
  [PP.CAPAB, hex('1200000000')],
  [PP.SPECVER, hex('2.12')],
])
const CONNECT: readonly Line[] = [
  { till: 'CAN', pad: ['EOT'] },
  { till: 'OPN', pad: ['ACK', 'OPN000'] },
  { till: 'GIX', pad: ['ACK', IDENTITY] },
  { till: 'CLX', pad: ['ACK', 'CLX000'] },
]
const cardOf = (type: string, changes: Readonly<Record<number, string>> = {}): string =>
  response(
    'GCX000',
    Object.entries({
      [PP.CARDTYPE]: hex(type),
      [PP.AIDTABINFO]: hex('010101'),
      [PP.PAN]: hex('411111******1111'),
      [PP.PANSEQNO]: hex('01'),
      [PP.LABEL]: hex('VISA'),
      [PP.EMVDATA]: '8407A0000000031010',
      ...changes,
    }).map(([id, value]) => [Number(id), value] as const),
  )
const TRACK = response('GTK000', [
  [PP.TRACK2, '0123456789ABCDEF'.repeat(3)],
  [PP.TRK2KSN, 'FFFF9876543210E00002'],
])
const CRYPTOGRAM = '9F26081122334455667788' + '9F270180' + '9F10020102' + '9F36020007' + '95050080008000' + '9B02E800'
const authorisation = (result: string): string =>
  response('GOX000', [
    [PP.GOXRES, hex(result)],
    ...(result[2] === '2'
      ? ([
          [PP.PINBLK, '1B9C1845EB993A7A'],
          [PP.KSN, 'FFFF9876543210E00001'],
        ] as const)
      : []),
    [PP.EMVDATA, CRYPTOGRAM],
  ])
const ASK_PIN = 'NTM000032SOLICITE A SENHA                '
const END: readonly Line[] = [
  { till: 'RMC032', pad: ['ACK', 'RMC000'] },
  { till: 'CLX', pad: ['ACK', 'CLX000'] },
]
const GCX_TAP = 'GCX'

function start(script: readonly Line[]) {
  const clock = new ManualClock()
  const pad = scriptPad(script)
  const driver = createAbecsPad({
    alias: 'pad-1',
    endpoint: 'simulated:pad',
    link: pad.link,
    clock,
    secure: false,
    acquirerIndex: 1,
    pinKeyIndex: 7,
    trackKeyIndex: 9,
  })
  const notices: PadNotice[] = []
  driver.onNotice((notice) => notices.push(notice))
  /** Lets what is asked run to its end; time passes only when nothing else moves. */
  async function finish<Value>(promise: Promise<Value>, limitMs = 200_000): Promise<Value> {
    let ended = false
    const done = promise.finally(() => {
      ended = true
    })
    for (let waitedMs = 0; !ended && waitedMs <= limitMs; waitedMs += 100) {
      await settle()
      if (!ended) await clock.advance(100)
    }
    if (!ended) throw new Error('it never ended')
    return done
  }
  const usedUp = () => expect({ left: pad.left, surprises: pad.surprises }).toEqual({ left: [], surprises: [] })
  return { clock, pad, driver, notices, finish, usedUp }
}

const OPEN: Line = { till: 'OPN', pad: ['ACK', 'OPN000'] }

describe('conversations with an ABECS pad', () => {
  it('chip and online PIN, approved', async () => {
    const { driver, finish, usedUp, pad, notices } = start([
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
    expect(await finish(driver.authorise())).toEqual({
      ok: true,
      value: {
        decision: 'online',
        pin: 'online',
        signatureRequired: false,
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
    usedUp()
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
    const { driver, finish, usedUp, pad } = start([
      ...CONNECT,
      OPEN,
      { till: GCX_TAP, pad: ['ACK', 'GCX086'] },
      { till: GCX_TAP, pad: ['ACK', 'GCX081'] },
      { till: GCX_TAP, pad: ['ACK', 'GCX081'] },
      { till: GCX_TAP, pad: ['ACK', cardOf('03')] },
      ...END,
    ])
    await finish(driver.connect())
    expect(await finish(driver.beginPurchase(REQUEST))).toMatchObject({ ok: true, value: { entryMode: 'chip' } })
    await finish(driver.removeCard())
    await finish(driver.end())
    usedUp()
    const options = pad.commands
      .filter(({ id }) => id === 'GCX')
      .map(({ blocks }) => Buffer.from(readParameters(blocks).get(SPE.GCXOPT) ?? []).toString())
    expect(options).toEqual(['10000', '10000', '10000', '00000'])
  })

  it.each(['082', '083', '084', '085', '087'])(
    'contactless refused with %s: the next card is asked by chip only',
    async (status) => {
      const { driver, finish, usedUp } = start([
        ...CONNECT,
        OPEN,
        { till: GCX_TAP, pad: ['ACK', `GCX${status}`] },
        { till: GCX_TAP, pad: ['ACK', 'GCX013'] },
      ])
      await finish(driver.connect())
      expect(await finish(driver.beginPurchase(REQUEST))).toMatchObject({
        error: { code: 'PINPAD_CUSTOMER_CANCELLED' },
      })
      usedUp()
    },
  )

  it('contactless that only acts as a stripe: the chip is asked for', async () => {
    const { driver, finish, usedUp } = start([
      ...CONNECT,
      OPEN,
      { till: GCX_TAP, pad: ['ACK', response('GCX000', [[PP.CARDTYPE, hex('05')]])] },
      { till: GCX_TAP, pad: ['ACK', cardOf('03')] },
    ])
    await finish(driver.connect())
    expect(await finish(driver.beginPurchase(REQUEST))).toMatchObject({ ok: true, value: { entryMode: 'chip' } })
    usedUp()
  })

  it('stripe whose service code asks for a PIN: GPN before GTK, no GOX, no FCX', async () => {
    const { driver, finish, usedUp, pad } = start([
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
    expect(await finish(driver.authorise())).toMatchObject({
      value: {
        pin: 'online',
        pinBlockHex: '1B9C1845EB993A7A',
        pinKeySerialHex: 'FFFF9876543210E00001',
        emvDataHex: '',
      },
    })
    expect(await finish(driver.complete(APPROVED))).toMatchObject({ value: { approved: true } })
    usedUp()
    expect(pad.commands.at(-2)?.blocks[0]).toHaveLength(93)
  })

  it('the till stops the PIN: what the pad says after CAN is dropped', async () => {
    const { driver, finish, usedUp, pad, notices } = start([
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
    const authorising = driver.authorise()
    await pad.say()
    expect(notices.some(({ kind }) => kind === 'pin-entry')).toBe(true)
    const stopping = driver.cancel()
    expect(await finish(authorising)).toEqual({ ok: false, error: { code: 'PAYMENT_CANCELLED' } })
    expect(await stopping).toEqual({ ok: true, value: null })
    await finish(driver.removeCard())
    await finish(driver.end())
    usedUp()
  })

  it('asks three times to stop, then says that the link is lost', async () => {
    const { driver, finish, usedUp } = start([
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
    usedUp()
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
    const { driver, finish, usedUp, notices } = start([
      ...CONNECT,
      OPEN,
      { till: 'GCX', pad: ['ACK', cardOf('03')] },
      { till: 'GTK', pad: ['ACK', TRACK] },
      { till: 'GOX', pad: ['ACK', word] },
    ])
    await finish(driver.connect())
    await finish(driver.beginPurchase(REQUEST))
    await finish(driver.encryptTrack())
    expect(await finish(driver.authorise())).toMatchObject({ ok: false, error: { code } })
    usedUp()
    expect(JSON.stringify(notices)).not.toContain('4111111111111111')
  })

  it.each([
    ['PP_PAN', cardOf('03', { [PP.PAN]: hex('4111111111111111') })],
    ['PP_TRK2INC', cardOf('03', { [PP.TRK2INC]: hex('4111111111111111=3012201') })],
    ['PP_TRK1INC', cardOf('03', { [PP.TRK1INC]: hex('B4111111111111111^TEST/CARTE^3012201') })],
    ['PP_LABEL', cardOf('03', { [PP.LABEL]: hex('5555555555554444') })],
    ['PP_EMVDATA 57', cardOf('03', { [PP.EMVDATA]: '57024111' })],
  ])('a card number in clear in %s ends the conversation', async (field, answer) => {
    const { driver, finish, usedUp } = start([...CONNECT, OPEN, { till: 'GCX', pad: ['ACK', answer] }])
    await finish(driver.connect())
    expect(await finish(driver.beginPurchase(REQUEST))).toEqual({
      ok: false,
      error: { code: 'PINPAD_CLEAR_CARD_DATA', details: { field } },
    })
    usedUp()
  })

  it('a track in clear where an encrypted one was asked for ends the conversation', async () => {
    const clear = response('GTK000', [
      [PP.TRACK2, '4111111111111111D30122010000000F'],
      [PP.TRK2KSN, 'FFFF9876543210E00002'],
    ])
    const { driver, finish, usedUp } = start([
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
    usedUp()
  })

  it('a chip not seen to come out: the slot must be empty before the next card is asked for', async () => {
    const removed = response('CEX000', [[PP.EVENT, hex('91')]])
    const { driver, finish, usedUp } = start([
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
    usedUp()
  })

  it('the host was silent: the card is told so, and its word is passed on', async () => {
    const { driver, finish, usedUp, pad } = start([
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
    expect(await finish(driver.authorise())).toMatchObject({ value: { pin: 'none' } })
    const verdict = driver.complete({ kind: 'unable-to-go-online', responseCode: null, issuerDataHex: null })
    expect(await finish(verdict)).toMatchObject({ value: { approved: false } })
    usedUp()
    const sent = readParameters(pad.commands.at(-1)?.blocks ?? [])
    expect(Buffer.from(sent.get(SPE.FCXOPT) ?? []).toString()).toBe('2000')
    expect(sent.has(SPE.ARC)).toBe(false)
  })
})

describe('a line with trouble', () => {
  it('sends again on NAK and asks again for a bad frame', async () => {
    const { driver, finish, usedUp } = start([
      { till: 'CAN', pad: ['EOT'] },
      { till: 'OPN', pad: ['NAK'] },
      { till: 'OPN', pad: ['NAK'] },
      { till: 'OPN', pad: ['ACK', 'OPN000'] },
      { till: 'GIX', pad: ['ACK', 'bad'] },
      { till: 'NAK', pad: ['bad'] },
      { till: 'NAK', pad: [IDENTITY] },
      { till: 'CLX', pad: ['ACK', 'CLX000'] },
    ])
    expect(await finish(driver.connect())).toMatchObject({ ok: true })
    usedUp()
  })

  it('gives up after three sends and after three bad answers', async () => {
    const refused = start([
      ...CONNECT,
      { till: 'OPN', pad: ['NAK'] },
      { till: 'OPN', pad: ['NAK'] },
      { till: 'OPN', pad: ['NAK'] },
    ])
    await refused.finish(refused.driver.connect())
    expect(await refused.finish(refused.driver.beginPurchase(REQUEST))).toMatchObject({
      error: { code: 'PINPAD_MALFORMED' },
    })
    refused.usedUp()
    const spoiled = start([
      ...CONNECT,
      { till: 'OPN', pad: ['ACK', 'bad'] },
      ...Array.from({ length: 3 }, () => ({ till: 'NAK', pad: ['bad'] })),
    ])
    await spoiled.finish(spoiled.driver.connect())
    expect(await spoiled.finish(spoiled.driver.beginPurchase(REQUEST))).toMatchObject({
      error: { code: 'PINPAD_MALFORMED' },
    })
    spoiled.usedUp()
  })

  it('a command without an acknowledgement, and one without an answer', async () => {
    const silent = start([...CONNECT, { till: 'OPN', pad: ['nothing'] }])
    await silent.finish(silent.driver.connect())
    expect(await silent.finish(silent.driver.beginPurchase(REQUEST))).toEqual({
      ok: false,
      error: { code: 'PINPAD_LINK_LOST' },
    })
    silent.usedUp()
    const mute = start([...CONNECT, { till: 'OPN', pad: ['ACK'] }, { till: 'CAN', pad: ['EOT'] }])
    await mute.finish(mute.driver.connect())
    expect(await mute.finish(mute.driver.beginPurchase(REQUEST))).toEqual({
      ok: false,
      error: { code: 'PINPAD_TIMEOUT' },
    })
    mute.usedUp()
  })

  it('a port where nobody answers, or somebody who speaks otherwise, is no pad', async () => {
    const silent = start(Array.from({ length: 3 }, () => ({ till: 'CAN', pad: ['nothing'] })))
    const wrong = { ok: false, error: { code: 'PINPAD_WRONG_PROTOCOL', details: { endpoint: 'simulated:pad' } } }
    expect(await silent.finish(silent.driver.connect())).toEqual(wrong)
    silent.usedUp()
    const other = start([
      { till: 'CAN', pad: ['EOT'] },
      { till: 'OPN', pad: ['ACK'] },
      { till: 'CAN', pad: ['EOT'] },
    ])
    expect(await other.finish(other.driver.connect())).toEqual(wrong)
    other.usedUp()
  })

  it('a pad known before that falls silent is lost, not a stranger', async () => {
    const { driver, finish, usedUp } = start([
      ...CONNECT,
      ...Array.from({ length: 3 }, () => ({ till: 'CAN', pad: ['nothing'] })),
    ])
    expect(await finish(driver.connect())).toMatchObject({ ok: true })
    await driver.disconnect()
    expect(await finish(driver.connect())).toEqual({ ok: false, error: { code: 'PINPAD_LINK_LOST' } })
    usedUp()
  })
})
