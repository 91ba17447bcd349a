import { describe, expect, it } from 'vitest'
import { PP } from '#hardware/pad/abecs/parameters.ts'
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

// Replayed strictly, typed from the pin-pad sheet 2.9: the till says exactly these lines, and every line is used up.
// The secure link is off, so that what travels can be read here.

describe('a payment that stops', () => {
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
