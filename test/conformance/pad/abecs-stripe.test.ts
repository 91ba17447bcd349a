import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { PP } from '#hardware/pad/abecs/parameters.ts'
import {
  APPROVED,
  CONNECT,
  CUES,
  cardOf,
  hex,
  OPEN,
  REQUEST,
  response,
  start,
  stripeOf,
  TERMS,
  TRACK,
} from '#test/support/pad/transcript.ts'

// Replayed strictly, typed from the pin-pad sheet 2.9: the till says exactly these lines, and every line is used up.
// The secure link is off, so that what travels can be read here.

describe('a stripe', () => {
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

  it.each([
    ['101', false],
    ['102', false],
    ['104', false],
    ['120', true],
    ['103', true],
    ['105', true],
    ['106', true],
    ['107', true],
  ])('service code %s: PIN %s, and a signature where there is none', async (serviceCode, wantsPin) => {
    const { driver, finish, strayed } = start([
      ...CONNECT,
      OPEN,
      { till: 'GCX', pad: ['ACK', stripeOf(serviceCode, '0')] },
      ...(wantsPin ? [{ till: 'GPN093', pad: ['ACK', 'GPN0000361B9C1845EB993A7AFFFF9876543210E00001'] }] : []),
      { till: 'GTK', pad: ['ACK', TRACK] },
    ])
    await finish(driver.connect())
    expect(await finish(driver.beginPurchase(REQUEST))).toMatchObject({ value: { fallback: false } })
    await finish(driver.encryptTrack())
    expect(await finish(driver.authorise(TERMS))).toMatchObject({
      value: { pin: wantsPin ? 'online' : 'none', signatureRequired: !wantsPin },
    })
    expect(strayed()).toEqual([])
  })

  it.each(['060', '061', '076'])(
    'the chip failed with %s: out with it, then its stripe is a fallback',
    async (status) => {
      const { driver, finish, strayed, notices } = start([
        ...CONNECT,
        OPEN,
        { till: 'GCX', pad: ['ACK', `GCX${status}`] },
        { till: 'RMC032DEBIT  20,00 EURRETIREZ LA CARTE', pad: ['ACK', 'RMC000'] },
        { till: 'GCX', pad: ['ACK', stripeOf('201', '1')] },
      ])
      await finish(driver.connect())
      expect(await finish(driver.beginPurchase(REQUEST))).toMatchObject({
        ok: true,
        value: { entryMode: 'stripe', fallback: true },
      })
      expect(strayed()).toEqual([])
      expect(CUES(notices)).toEqual(['swipe', null])
      expect(notices).toContainEqual({ kind: 'display', rows: ['DEBIT  20,00 EUR', 'PASSEZ LA PISTE'] })
    },
  )

  it.each(['201', '601'])('a chip card (%s) that was only swiped: the chip is asked for', async (serviceCode) => {
    const { driver, finish, strayed, notices } = start([
      ...CONNECT,
      OPEN,
      { till: 'GCX', pad: ['ACK', stripeOf(serviceCode, '0')] },
      { till: 'GCX', pad: ['ACK', stripeOf(serviceCode, '2')] },
      { till: 'GCX', pad: ['ACK', cardOf('03')] },
    ])
    await finish(driver.connect())
    expect(await finish(driver.beginPurchase(REQUEST))).toMatchObject({ value: { entryMode: 'chip' } })
    expect(strayed()).toEqual([])
    expect(CUES(notices)).toEqual(['insert-chip', null])
  })

  it('an unknown application: refused, unless the acquirer takes its stripe', async () => {
    const refused = start([...CONNECT, OPEN, { till: 'GCX', pad: ['ACK', 'GCX070'] }])
    await refused.finish(refused.driver.connect())
    expect(await refused.finish(refused.driver.beginPurchase(REQUEST))).toEqual({
      ok: false,
      error: { code: 'PINPAD_CARD_NOT_ACCEPTED' },
    })
    const taken = start(
      [
        ...CONNECT,
        OPEN,
        { till: 'GCX', pad: ['ACK', 'GCX070'] },
        { till: 'RMC032', pad: ['ACK', 'RMC000'] },
        { till: 'GCX', pad: ['ACK', stripeOf('201', '2')] },
      ],
      { stripeForUnknownChip: true },
    )
    await taken.finish(taken.driver.connect())
    expect(await taken.finish(taken.driver.beginPurchase(REQUEST))).toMatchObject({
      value: { entryMode: 'stripe', fallback: true },
    })
    expect([...refused.strayed(), ...taken.strayed()]).toEqual([])
  })

  it('a misread stripe is asked for again', async () => {
    const { driver, finish, strayed, notices } = start([
      ...CONNECT,
      OPEN,
      {
        till: 'GCX',
        pad: [
          'ACK',
          response('GCX000', [
            [PP.CARDTYPE, hex('00')],
            [PP.ICCSTAT, hex('0')],
          ]),
        ],
      },
      { till: 'GCX', pad: ['ACK', stripeOf('101', '0')] },
    ])
    await finish(driver.connect())
    expect(await finish(driver.beginPurchase(REQUEST))).toMatchObject({ value: { entryMode: 'stripe' } })
    expect(strayed()).toEqual([])
    expect(CUES(notices)).toEqual(['read-again', null])
  })

  it('asks a bounded number of times', async () => {
    const again = { till: 'GCX', pad: ['ACK', 'GCX086'] }
    const { driver, finish, strayed } = start([...CONNECT, OPEN, ...Array(LIMITS.padCardReads).fill(again)])
    await finish(driver.connect())
    expect(await finish(driver.beginPurchase(REQUEST))).toMatchObject({ error: { code: 'PINPAD_CARD_UNREADABLE' } })
    expect(strayed()).toEqual([])
  })
})
