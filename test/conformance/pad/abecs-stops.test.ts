import { describe, expect, it } from 'vitest'
import { PP } from '#hardware/pad/abecs/parameters.ts'
import {
  APPROVED,
  ASK_PIN,
  authorisation,
  CLOSE,
  CONNECT,
  cardOf,
  completion,
  END,
  GOX_ONLINE,
  hex,
  OPEN,
  REQUEST,
  response,
  start,
  stripeOf,
  TERMS,
  TRACK,
} from '#test/support/pad/transcript.ts'
import { settle } from '#test/support/payment/manual-clock.ts'

// Replayed strictly, typed from the pin-pad sheet 2.9: the till says exactly these lines, and every line is used up.
// The secure link is off, so that what travels can be read here.

const CANCELLED = { ok: false, error: { code: 'PAYMENT_CANCELLED' } }

describe('a payment that stops', () => {
  it.each([
    ['a card is waited for', []],
    ['the card has just been taken', ['NTM000032SELECIONADO:    VISA            ', cardOf('06')]],
  ])('the till stops while %s: nothing of it is used, and the pad is idle again', async (_, late) => {
    const { driver, finish, strayed, pad } = start([
      ...CONNECT,
      OPEN,
      { till: 'GCX', pad: ['ACK'] },
      { till: 'CAN', pad: [...late, 'EOT'] },
      ...END,
    ])
    await finish(driver.connect())
    const reading = driver.beginPurchase(REQUEST)
    await pad.say()
    const stopping = driver.cancel()
    expect(await finish(reading)).toEqual(CANCELLED)
    expect(await stopping).toEqual({ ok: true, value: null })
    expect(await finish(driver.encryptTrack())).toMatchObject({ error: { code: 'PINPAD_REFUSED' } })
    await finish(driver.removeCard())
    await finish(driver.end())
    expect(strayed()).toEqual([])
  })

  it('the till stops while the card completes: whatever the pad says then, there is no verdict', async () => {
    const { driver, finish, strayed, pad } = start([
      ...CONNECT,
      OPEN,
      { till: 'GCX', pad: ['ACK', cardOf('03')] },
      { till: 'GTK', pad: ['ACK', TRACK] },
      ...GOX_ONLINE,
      { till: 'FCX', pad: ['ACK'] },
      { till: 'CAN', pad: [completion('000', ''), 'EOT'] },
      ...END,
    ])
    await finish(driver.connect())
    await finish(driver.beginPurchase(REQUEST))
    await finish(driver.encryptTrack())
    await finish(driver.authorise(TERMS))
    const completing = driver.complete(APPROVED)
    await pad.say()
    void driver.cancel()
    expect(await finish(completing)).toEqual(CANCELLED)
    await finish(driver.removeCard())
    await finish(driver.end())
    expect(strayed()).toEqual([])
  })

  it('the till stops waiting for a card nobody takes: the next payment asks for it first', async () => {
    const { driver, finish, strayed, pad } = start([
      ...CONNECT,
      OPEN,
      { till: 'GCX', pad: ['ACK', cardOf('03')] },
      { till: 'RMC', pad: ['ACK'] },
      { till: 'CAN', pad: ['EOT'] },
      CLOSE,
      OPEN,
      { till: 'DSP032RETIREZ LA CARTE', pad: ['ACK', 'DSP000'] },
      { till: 'CEX', pad: ['ACK', 'CEX012'] },
    ])
    await finish(driver.connect())
    await finish(driver.beginPurchase(REQUEST))
    const removing = driver.removeCard()
    await pad.say()
    void driver.cancel()
    expect(await finish(removing)).toEqual(CANCELLED)
    await finish(driver.end())
    expect(await finish(driver.beginPurchase(REQUEST))).toMatchObject({ error: { code: 'PINPAD_CARD_LEFT' } })
    expect(strayed()).toEqual([])
  })

  it.each([
    ['the customer stops instead of a card', 'GCX013', 'PINPAD_CUSTOMER_CANCELLED'],
    ['nobody comes', 'GCX012', 'PINPAD_TIMEOUT'],
    ['the card is pulled at the menu', 'GCX043', 'PINPAD_CARD_REMOVED'],
    ['the card is blocked', 'GCX079', 'PINPAD_CARD_NOT_ACCEPTED'],
    ['the card is not valid yet', 'GCX067', 'PINPAD_CARD_NOT_ACCEPTED'],
    ['the chip holds spoiled data', 'GCX069', 'PINPAD_CARD_UNREADABLE'],
    ['the amount is more than the card can count', 'GCX077', 'PINPAD_REFUSED'],
  ])('%s', async (_, word, code) => {
    const { driver, finish, strayed } = start([...CONNECT, OPEN, { till: 'GCX', pad: ['ACK', word] }, ...END])
    await finish(driver.connect())
    expect(await finish(driver.beginPurchase(REQUEST))).toMatchObject({ ok: false, error: { code } })
    await finish(driver.removeCard())
    await finish(driver.end())
    expect(strayed()).toEqual([])
  })

  it.each([
    ['GPN013', 'PINPAD_CUSTOMER_CANCELLED'],
    ['GPN012', 'PINPAD_TIMEOUT'],
    ['GPN000035', 'PINPAD_MALFORMED'],
  ])('the PIN of a stripe ends in %s: its track is never asked for', async (word, code) => {
    const { driver, finish, strayed } = start([
      ...CONNECT,
      OPEN,
      { till: 'GCX', pad: ['ACK', stripeOf('120', '0')] },
      { till: 'GPN', pad: ['ACK', word] },
      ...END,
    ])
    await finish(driver.connect())
    await finish(driver.beginPurchase(REQUEST))
    expect(await finish(driver.encryptTrack())).toMatchObject({ ok: false, error: { code } })
    await finish(driver.removeCard())
    await finish(driver.end())
    expect(strayed()).toEqual([])
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
})
