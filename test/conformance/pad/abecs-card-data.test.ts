import { describe, expect, it } from 'vitest'
import { PP } from '#hardware/pad/abecs/parameters.ts'
import { CONNECT, cardOf, hex, OPEN, REQUEST, response, start } from '#test/support/pad/transcript.ts'

// Replayed strictly, typed from the pin-pad sheet 2.9: the till says exactly these lines, and every line is used up.
// The secure link is off, so that what travels can be read here.

describe('card data in clear', () => {
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

  it.each(['411111**********', '****************', '411111*******111'])(
    'a number whose last four figures are not told, %s, is no card to charge',
    async (masked) => {
      const answer = cardOf('03', { [PP.PAN]: hex(masked) })
      const { driver, finish } = start([...CONNECT, OPEN, { till: 'GCX', pad: ['ACK', answer] }])
      await finish(driver.connect())
      expect(await finish(driver.beginPurchase(REQUEST))).toMatchObject({ error: { code: 'PINPAD_MALFORMED' } })
    },
  )

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
})
