import { describe, expect, it } from 'vitest'
import { PP, SPE } from '#hardware/pad/abecs/parameters.ts'
import type { AuthorisationTerms } from '#payment/ports/pin-pad.port.ts'
import {
  APPROVED,
  ASK_PIN,
  CONNECT,
  CUES,
  cardOf,
  completion,
  GOX_ONLINE,
  hex,
  OPEN,
  REQUEST,
  response,
  sent,
  start,
  TRACK,
} from '#test/support/pad/transcript.ts'

// Replayed strictly, typed from the pin-pad sheet 2.9: the till says exactly these lines, and every line is used up.
// The secure link is off, so that what travels can be read here.

describe('a card that decides without the bank', () => {
  const WITHIN = { forceOnline: false, floorLimitMinor: 5000 } as const
  const TO_GOX = [
    ...CONNECT,
    OPEN,
    { till: 'GCX', pad: ['ACK', cardOf('03')] },
    { till: 'GTK', pad: ['ACK', TRACK] },
  ] as const
  const TC = '9F26081122334455667788' + '9F270140' + '9F10020102' + '9F36020007' + '95050000000000' + '8A025931'
  const decided = (result: string) =>
    response('GOX000', [
      [PP.GOXRES, hex(result)],
      [PP.EMVDATA, `${TC}9B02E800`],
    ])
  async function toGox(session: ReturnType<typeof start>, terms: AuthorisationTerms) {
    const { driver, finish } = session
    await finish(driver.connect())
    await finish(driver.beginPurchase(REQUEST))
    await finish(driver.encryptTrack())
    return finish(driver.authorise(terms))
  }

  it('approved within the floor limit, with an offline PIN: the proof for the advice, no FCX', async () => {
    const session = start([
      ...TO_GOX,
      { till: 'GOX', pad: ['ACK', ASK_PIN, decided('001000')] },
      { till: 'RMC032PAIEMENT ACCEPTE', pad: ['ACK', 'RMC000'] },
      { till: 'CLX', pad: ['ACK', 'CLX000'] },
    ])
    expect(await toGox(session, WITHIN)).toMatchObject({
      ok: true,
      value: { decision: 'offline-approved', pin: 'offline', pinBlockHex: null, emvDataHex: TC },
    })
    const { driver, finish, pad } = session
    expect(await finish(driver.complete({ kind: 'approved', responseCode: null, issuerDataHex: null }))).toMatchObject({
      value: { approved: true, emvDataHex: TC, emv: { cryptogramHex: '1122334455667788' } },
    })
    await finish(driver.removeCard())
    await finish(driver.end())
    expect(session.strayed()).toEqual([])
    expect(Buffer.from(sent(pad, 'GOX').get(SPE.GOXOPT) ?? []).toString()).toBe('00100')
    expect(Buffer.from(sent(pad, 'GOX').get(SPE.TRMPAR) ?? []).toString('hex')).toBe(
      '00001388' + '00' + '00000000' + '00',
    )
  })

  it.each([
    ['the till forces the bank', { forceOnline: true, floorLimitMinor: 5000 }, '01100', '00000000'],
    ['there is no floor limit', { forceOnline: false, floorLimitMinor: 0 }, '00100', '00000000'],
    ['the amount is above it', { forceOnline: false, floorLimitMinor: 1999 }, '00100', '000007cf'],
  ])('is told to ask the bank when %s, and not believed when it does not', async (_, terms, options, floor) => {
    const session = start([...TO_GOX, { till: 'GOX', pad: ['ACK', decided('000000')] }])
    expect(await toGox(session, terms)).toEqual({ ok: false, error: { code: 'PINPAD_CARD_NOT_ACCEPTED' } })
    expect(session.strayed()).toEqual([])
    const parameters = sent(session.pad, 'GOX')
    expect(Buffer.from(parameters.get(SPE.GOXOPT) ?? []).toString()).toBe(options)
    expect(Buffer.from(parameters.get(SPE.TRMPAR) ?? []).toString('hex')).toBe(`${floor}000000000000`)
  })

  it('forced to the bank, is not believed when the bank cannot be reached', async () => {
    const session = start([
      ...TO_GOX,
      ...GOX_ONLINE,
      { till: 'FCX', pad: ['ACK', completion('000', '')] },
      { till: 'RMC032PAIEMENT ANNULE ', pad: ['ACK', 'RMC000'] },
    ])
    await toGox(session, { forceOnline: true, floorLimitMinor: 0 })
    const { driver, finish } = session
    const verdict = driver.complete({ kind: 'unable-to-go-online', responseCode: null, issuerDataHex: null })
    expect(await finish(verdict)).toMatchObject({ value: { approved: false } })
    await finish(driver.removeCard())
    expect(session.strayed()).toEqual([])
  })

  it('declined: the pad says so while the card is taken out', async () => {
    const session = start([
      ...TO_GOX,
      { till: 'GOX', pad: ['ACK', decided('100000')] },
      { till: 'RMC032PAIEMENT REFUSE', pad: ['ACK', 'RMC000'] },
    ])
    expect(await toGox(session, WITHIN)).toMatchObject({ value: { decision: 'offline-declined' } })
    expect(await session.finish(session.driver.complete(APPROVED))).toMatchObject({ value: { approved: false } })
    await session.finish(session.driver.removeCard())
    expect(session.strayed()).toEqual([])
  })

  it('approved by chip with a signature', async () => {
    const session = start([...TO_GOX, { till: 'GOX', pad: ['ACK', decided('010000')] }])
    expect(await toGox(session, WITHIN)).toMatchObject({
      value: { decision: 'offline-approved', pin: 'none', signatureRequired: true },
    })
  })

  it('a wrong offline PIN is told to the cashier until the card has answered', async () => {
    const session = start([
      ...TO_GOX,
      {
        till: 'GOX',
        pad: [
          'ACK',
          ASK_PIN,
          'NTM000032SENHA INVALIDA  (+2 TENTAVIVAS) ',
          ASK_PIN,
          'NTM000032PROX. ERRO      BLOQUEIA SENHA  ',
          ASK_PIN,
          decided('001000'),
        ],
      },
    ])
    expect(await toGox(session, WITHIN)).toMatchObject({ value: { pin: 'offline' } })
    const { notices } = session
    expect(CUES(notices)).toEqual(['wrong-pin', null])
    expect(notices).toContainEqual({ kind: 'cashier-text', text: 'Code faux, encore 2 essai(s)' })
    expect(notices).toContainEqual({ kind: 'display', rows: ['SENHA INVALIDA', '(+2 TENTAVIVAS)'] })
    expect(notices).toContainEqual({ kind: 'cashier-text', text: 'Dernier essai : un code faux bloque la carte' })
  })

  it('the bank could not be reached: the card may still approve (Y3), or not (Z3), and proves it', async () => {
    for (const [result, code, farewell] of [
      ['000', 'Y3', 'PAIEMENT ACCEPTE'],
      ['100', 'Z3', 'PAIEMENT ANNULE '],
    ] as const) {
      const last = `9F26088877665544332211${`8A02${hex(code).toUpperCase()}`}`
      const session = start([
        ...TO_GOX,
        ...GOX_ONLINE,
        { till: 'FCX', pad: ['ACK', completion(result, last)] },
        { till: `RMC032${farewell}`, pad: ['ACK', 'RMC000'] },
      ])
      expect(await toGox(session, WITHIN)).toMatchObject({ value: { decision: 'online' } })
      const { driver, finish, pad } = session
      const verdict = driver.complete({ kind: 'unable-to-go-online', responseCode: null, issuerDataHex: null })
      expect(await finish(verdict)).toMatchObject({ value: { approved: result === '000', emvDataHex: last } })
      await finish(driver.removeCard())
      expect(session.strayed()).toEqual([])
      expect(Buffer.from(sent(pad, 'FCX').get(SPE.FCXOPT) ?? []).toString()).toBe('2000')
      expect(sent(pad, 'FCX').has(SPE.ARC)).toBe(false)
    }
  })
})
