import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { readParameters } from '#hardware/pad/abecs/codec.ts'
import { PP, SPE } from '#hardware/pad/abecs/parameters.ts'
import {
  APPROVED,
  authorisation,
  CONNECT,
  CUES,
  cardOf,
  completion,
  END,
  hex,
  OPEN,
  REQUEST,
  response,
  sent,
  start,
  TERMS,
  TRACK,
  WAIT,
} from '#test/support/pad/transcript.ts'

// Replayed strictly, typed from the pin-pad sheet 2.9: the till says exactly these lines, and every line is used up.
// The secure link is off, so that what travels can be read here.

describe('a tap', () => {
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

  it('tells the cashier why the card is asked for again, and takes it back once it is read', async () => {
    const { driver, finish, strayed, notices } = start([
      ...CONNECT,
      OPEN,
      { till: 'GCX', pad: ['ACK', 'GCX080'] },
      { till: 'GCX', pad: ['ACK', 'GCX086'] },
      { till: 'GCX', pad: ['ACK', 'GCX081'] },
      { till: 'GCX', pad: ['ACK', cardOf('06', { [PP.DEVTYPE]: hex('01') })] },
    ])
    await finish(driver.connect())
    expect(await finish(driver.beginPurchase(REQUEST))).toMatchObject({ value: { device: 'wallet' } })
    expect(strayed()).toEqual([])
    expect(CUES(notices)).toEqual(['one-card-only', 'see-phone', 'tap-again', null])
    const rows = notices.flatMap((notice) => (notice.kind === 'display' ? [notice.rows[1]] : []))
    expect(rows.slice(1)).toEqual(['PRESENTEZ CARTE', 'UNE SEULE CARTE', 'VOIR TELEPHONE', 'APPROCHEZ ENCORE'])
  })

  it('repeats amount and type to GOX as GCX had them, and asks for nothing after the tap', async () => {
    const { driver, finish, strayed, pad } = start([
      ...CONNECT,
      OPEN,
      { till: 'GCX', pad: ['ACK', cardOf('06')] },
      { till: 'GTK', pad: ['ACK', TRACK] },
      { till: 'GOX', pad: ['ACK', authorisation('200000')] },
      WAIT,
      { till: 'FCX', pad: ['ACK', completion('000', '')] },
      { till: 'RMC032PAIEMENT ACCEPTE', pad: ['ACK', 'RMC000'] },
      { till: 'CLX', pad: ['ACK', 'CLX000'] },
    ])
    await finish(driver.connect())
    await finish(driver.beginPurchase(REQUEST))
    await finish(driver.encryptTrack())
    expect(await finish(driver.authorise(TERMS))).toMatchObject({ value: { decision: 'online', pin: 'none' } })
    expect(await finish(driver.complete(APPROVED))).toMatchObject({ value: { approved: true, emvDataHex: '' } })
    await finish(driver.removeCard())
    await finish(driver.end())
    expect(strayed()).toEqual([])
    for (const id of [SPE.AMOUNT, SPE.TRNTYPE, SPE.TRNCURR, SPE.ACQREF])
      expect(sent(pad, 'GOX').get(id)).toEqual(sent(pad, 'GCX').get(id))
  })

  it.each([
    ['01', '210100', 'wallet', false, true],
    ['03', '210100', 'wallet', false, true],
    ['00', '210000', 'card', true, false],
    ['99', '210000', 'card', true, false],
  ] as const)(
    'device %s with GOX %s: %s, signature %s, verified there %s',
    async (type, result, device, signs, there) => {
      const { driver, finish } = start([
        ...CONNECT,
        OPEN,
        { till: 'GCX', pad: ['ACK', cardOf('06', { [PP.DEVTYPE]: hex(type) })] },
        { till: 'GTK', pad: ['ACK', TRACK] },
        { till: 'GOX', pad: ['ACK', authorisation(result)] },
        WAIT,
      ])
      await finish(driver.connect())
      expect(await finish(driver.beginPurchase(REQUEST))).toMatchObject({ value: { device } })
      await finish(driver.encryptTrack())
      expect(await finish(driver.authorise(TERMS))).toMatchObject({
        value: { signatureRequired: signs, deviceVerified: there },
      })
    },
  )

  it('asks for a second tap where the bank writes on the card; nobody coming changes nothing', async () => {
    const { driver, finish, strayed, pad, notices } = start([
      ...CONNECT,
      OPEN,
      { till: 'GCX', pad: ['ACK', cardOf('06')] },
      { till: 'GTK', pad: ['ACK', TRACK] },
      { till: 'GOX', pad: ['ACK', authorisation('200000')] },
      WAIT,
      { till: 'FCX', pad: ['ACK', 'NTM000032SOLICITE CARTAO NOVAMENTE       '] },
    ])
    await finish(driver.connect())
    await finish(driver.beginPurchase(REQUEST))
    await finish(driver.encryptTrack())
    await finish(driver.authorise(TERMS))
    const completing = driver.complete({ ...APPROVED, issuerDataHex: '910211227206860484240000' })
    await pad.say()
    expect(CUES(notices)).toEqual(['tap-again'])
    await pad.say(
      response('FCX000', [
        [PP.FCXRES, hex('000')],
        [PP.ISRESULTS, '2000000000'],
      ]),
    )
    expect(await finish(completing)).toMatchObject({ ok: true, value: { approved: true } })
    expect(CUES(notices)).toEqual(['tap-again', null])
    expect(sent(pad, 'FCX').get(SPE.TIMEOUT)).toEqual(Uint8Array.of(LIMITS.padSecondTapTimeoutMs / 1000))
    expect(strayed()).toEqual([])
  })
})
