import { describe, expect, it } from 'vitest'
import { readParameters } from '#hardware/pad/abecs/codec.ts'
import { PP, SPE } from '#hardware/pad/abecs/parameters.ts'
import {
  CLOSE,
  CONNECT,
  cardOf,
  EMPTY_SLOT,
  hex,
  identity,
  OPEN,
  REQUEST,
  response,
  sent,
  start,
} from '#test/support/pad/transcript.ts'
import { settle } from '#test/support/payment/manual-clock.ts'

// The first minutes with a pad and the minutes after its cable was out (pin-pad sheet 2.9), replayed strictly.

const HELLO = [{ till: 'CAN', pad: ['EOT'] }, OPEN] as const
const TOO_OLD = { ok: false, error: { code: 'PINPAD_TOO_OLD', details: { endpoint: 'simulated:pad' } } }

describe('start of day', () => {
  it('ends what a former till left, opens, asks who is there, keys and tables, and shows the idle text', async () => {
    const { driver, finish, strayed, pad, notices } = start([
      { till: 'CAN', pad: ['GCX012', 'EOT'] },
      OPEN,
      { till: 'GIX', pad: ['ACK', identity({ [PP.APPVERS]: hex('1.07') })] },
      EMPTY_SLOT,
      { till: 'CLX', pad: ['ACK', 'CLX000'] },
      OPEN,
      { till: 'GIX', pad: ['ACK', response('GIX000', [[PP.DKPTTDESP, hex('01')]])] },
      { till: 'GIX006', pad: ['ACK', response('GIX000', [[0x9101, 'FFFFF00423F51FE0013A']])] },
      CLOSE,
      OPEN,
      { till: 'GIX', pad: ['ACK', response('GIX000', [[0x9301, hex('1807202408')]])] },
      { till: 'CLX020', pad: ['ACK', 'CLX000'] },
    ])
    expect(await finish(driver.connect())).toMatchObject({
      ok: true,
      value: { serialNumber: '12345678', specification: 'ABECS 2.12', software: '1.07' },
    })
    expect(await finish(driver.readKeys())).toEqual({
      ok: true,
      value: [{ use: 'pin', slot: 1, keySerialHex: 'FFFFF00423F51FE0013A' }],
    })
    expect(await finish(driver.readTableVersion())).toEqual({ ok: true, value: '1807202408' })
    expect(strayed()).toEqual([])
    expect(Buffer.from(sent(pad, 'CLX').get(SPE.DSPMSG) ?? []).toString()).toBe('COMPTOIR\rBONJOUR')
    expect(notices.at(-1)).toEqual({ kind: 'display', rows: ['COMPTOIR', 'BONJOUR'] })
  })

  it('asks a pad of 2.20 for battery and connection too', async () => {
    const connect = async (more: string) => {
      const { driver, finish, strayed } = start([
        ...HELLO,
        { till: 'GIX', pad: ['ACK', identity({ [PP.SPECVER]: hex('2.20') })] },
        { till: 'GIX008', pad: ['ACK', more] },
        EMPTY_SLOT,
        CLOSE,
      ])
      const connected = await finish(driver.connect())
      expect(strayed()).toEqual([])
      return connected
    }
    const mobile = response('GIX000', [
      [PP.BATTINFO, '4B01'],
      [PP.COMMINFO, hex('1000')],
    ])
    expect(await connect(mobile)).toMatchObject({
      value: { specification: 'ABECS 2.20', battery: { percent: 75, isCharging: true }, wireless: 'bluetooth' },
    })
    const cabled = await connect(response('GIX000', [[PP.COMMINFO, hex('0000')]]))
    expect(cabled.ok && Object.keys(cabled.value)).not.toContain('battery')
    expect(cabled.ok && Object.keys(cabled.value)).not.toContain('wireless')
  })

  it.each(['2.12', '2.00'])('asks a pad of %s no question of a later edition', async (edition) => {
    const { driver, finish, strayed, pad } = start([
      ...HELLO,
      { till: 'GIX', pad: ['ACK', identity({ [PP.SPECVER]: hex(edition) })] },
      EMPTY_SLOT,
      CLOSE,
    ])
    expect(await finish(driver.connect())).toMatchObject({ value: { specification: `ABECS ${edition}` } })
    expect(pad.commands.filter(({ id }) => id === 'GIX')).toHaveLength(1)
    expect(strayed()).toEqual([])
  })

  it.each([
    ['knows no GIX', 'ERR010'],
    ['speaks 1.08', identity({ [PP.SPECVER]: hex('1.08') })],
    ['does not say what it speaks', identity({ [PP.SPECVER]: '' })],
  ])('a pad that %s is too old', async (_, answer) => {
    const { driver, finish, strayed } = start([...HELLO, { till: 'GIX', pad: ['ACK', answer] }])
    expect(await finish(driver.connect())).toEqual(TOO_OLD)
    expect(strayed()).toEqual([])
  })

  it('a pad that knows no secure OPN is too old, and is told nothing more', async () => {
    const { driver, finish, strayed, keysMade } = start(
      [
        { till: 'CAN', pad: ['EOT'] },
        { till: 'OPN523', pad: ['ACK', 'OPN000'] },
      ],
      { secure: true },
    )
    const connecting = driver.connect()
    await keysMade()
    expect(await finish(connecting)).toEqual(TOO_OLD)
    expect(strayed()).toEqual([])
  })
})

describe('a chip that a till before left in the pad', () => {
  it('is not the next customer’s: the first payment asks for it to be taken out', async () => {
    const { driver, finish, strayed, pad } = start([
      ...HELLO,
      { till: 'GIX', pad: ['ACK', identity()] },
      { till: 'CEX', pad: ['ACK', 'CEX012'] },
      CLOSE,
      OPEN,
      { till: 'DSP032RETIREZ LA CARTE', pad: ['ACK', 'DSP000'] },
      EMPTY_SLOT,
      { till: 'GCX', pad: ['ACK', cardOf('06')] },
    ])
    expect(await finish(driver.connect())).toMatchObject({ ok: true })
    expect(await finish(driver.beginPurchase(REQUEST))).toMatchObject({ value: { entryMode: 'contactless' } })
    expect(strayed()).toEqual([])
    const [look] = pad.commands.filter(({ id }) => id === 'CEX')
    expect(Buffer.from(readParameters(look?.blocks ?? []).get(SPE.CEXOPT) ?? []).toString()).toBe('002000')
  })
})

describe('a chip that nobody takes out', () => {
  it('ends the wait of a payment with a word of its own, and the next one asks again', async () => {
    const { driver, finish, strayed } = start([
      ...HELLO,
      { till: 'GIX', pad: ['ACK', identity()] },
      { till: 'CEX', pad: ['ACK', 'CEX012'] },
      CLOSE,
      OPEN,
      { till: 'DSP032RETIREZ LA CARTE', pad: ['ACK', 'DSP000'] },
      { till: 'CEX', pad: ['ACK', 'CEX012'] },
      CLOSE,
      OPEN,
      { till: 'DSP032RETIREZ LA CARTE', pad: ['ACK', 'DSP000'] },
      { till: 'CEX', pad: ['ACK'] },
      { till: 'CAN', pad: ['EOT'] },
    ])
    await finish(driver.connect())
    expect(await finish(driver.beginPurchase(REQUEST))).toEqual({ ok: false, error: { code: 'PINPAD_CARD_LEFT' } })
    await finish(driver.end())
    const asked = driver.beginPurchase(REQUEST)
    await settle()
    await finish(driver.cancel())
    expect(await finish(asked)).toEqual({ ok: false, error: { code: 'PAYMENT_CANCELLED' } })
    expect(strayed()).toEqual([])
  })
})

describe('a cable that was out', () => {
  it('goes on with nothing: who is there is asked again, the slot must be empty, the payment is a new one', async () => {
    const { driver, finish, strayed, notices, pad } = start([
      ...CONNECT,
      OPEN,
      { till: 'GCX', pad: ['ACK', cardOf('03')] },
      { till: 'GTK', pad: ['ACK', 'unplug'] },
      { till: 'CAN', pad: ['EOT'] },
      OPEN,
      { till: 'GIX', pad: ['ACK', identity({ [PP.SERNUM]: hex('87654321') })] },
      EMPTY_SLOT,
      CLOSE,
      OPEN,
      { till: 'DSP032RETIREZ LA CARTE', pad: ['ACK', 'DSP000'] },
      { till: 'CEX', pad: ['ACK', response('CEX000', [[PP.EVENT, hex('91')]])] },
      { till: 'GCX', pad: ['ACK', cardOf('03')] },
    ])
    await finish(driver.connect())
    await finish(driver.beginPurchase(REQUEST))
    const lost = { ok: false, error: { code: 'PINPAD_LINK_LOST' } }
    expect(await finish(driver.encryptTrack())).toEqual(lost)
    expect(notices.at(-1)).toEqual({ kind: 'lost' })
    expect(await finish(driver.encryptTrack())).toEqual(lost)
    expect(await finish(driver.removeCard())).toEqual(lost)
    expect(await finish(driver.end())).toEqual(lost)
    pad.plug()
    // The serial number says that another pad hangs there now; whoever knows the shop compares it.
    expect(await finish(driver.connect())).toMatchObject({ ok: true, value: { serialNumber: '87654321' } })
    const refused = { ok: false, error: { code: 'PINPAD_REFUSED', details: { status: '010' } } }
    const terms = { forceOnline: true, floorLimitMinor: 0 }
    expect(await finish(driver.authorise(terms))).toEqual(refused)
    expect(await finish(driver.complete({ kind: 'approved', responseCode: '00', issuerDataHex: null }))).toEqual(
      refused,
    )
    expect(await finish(driver.beginPurchase(REQUEST))).toMatchObject({ ok: true })
    expect(strayed()).toEqual([])
  })
})
