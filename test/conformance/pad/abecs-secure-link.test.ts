import { describe, expect, it } from 'vitest'
import type { Line } from '#test/support/pad/scripted-pad.ts'
import {
  APPROVED,
  authorisation,
  cardOf,
  completion,
  EMPTY_SLOT,
  hex,
  IDENTITY,
  REQUEST,
  response,
  start,
  TERMS,
  TRACK,
} from '#test/support/pad/transcript.ts'

// The secure link of the pad (pin-pad sheet 2.8), till side, replayed strictly: `sealed` is what left encrypted.
// It stands for a whole payment; when the pad says that it does not, nothing of that payment goes on, least of all
// in clear.

const OPEN: Line = { till: 'OPN5230256', pad: ['ACK', 'key'] }
const CLOSE: Line = { till: 'sealed CLX', pad: ['ACK', 'CLX000'] }
const CONNECT: readonly Line[] = [
  { till: 'CAN', pad: ['EOT'] },
  OPEN,
  { till: 'sealed GIX', pad: ['ACK', IDENTITY] },
  { ...EMPTY_SLOT, till: 'sealed CEX' },
  CLOSE,
]
const READ: readonly Line[] = [OPEN, { till: 'sealed GCX', pad: ['ACK', cardOf('03')] }]
const SECURE = { secure: true }
const begin = async (script: readonly Line[]) => {
  const session = start([...CONNECT, ...script], SECURE)
  const connecting = session.driver.connect()
  await session.keysMade()
  expect(await session.finish(connecting)).toMatchObject({ ok: true, value: { secureLink: true } })
  return session
}

describe('the secure link', () => {
  it('stands from OPN to CLX: every command of a payment is sealed, and every answer, notices included', async () => {
    const { driver, finish, strayed, notices } = await begin([
      ...READ,
      { till: 'sealed GTK', pad: ['ACK', TRACK] },
      { till: 'sealed GOX', pad: ['ACK', 'NTM000032SOLICITE A SENHA                ', authorisation('202000')] },
      { till: 'sealed DSP', pad: ['ACK', 'DSP000'] },
      { till: 'sealed FCX', pad: ['ACK', completion('000', '')] },
      { till: 'sealed RMC', pad: ['ACK', 'RMC000'] },
      CLOSE,
    ])
    expect(await finish(driver.beginPurchase(REQUEST))).toMatchObject({ ok: true })
    expect(await finish(driver.encryptTrack())).toMatchObject({ ok: true })
    expect(await finish(driver.authorise(TERMS))).toMatchObject({ value: { pin: 'online' } })
    expect(await finish(driver.complete(APPROVED))).toMatchObject({ value: { approved: true } })
    await finish(driver.removeCard())
    await finish(driver.end())
    expect(notices).toContainEqual({ kind: 'pin-entry' })
    expect(strayed()).toEqual([])
  })

  it.each(['ERR009', 'ERR003', 'clear GTK009'])(
    '%s in the middle: the payment ends, the card is asked for back on a new link',
    async (word) => {
      const { driver, finish, strayed } = await begin([
        ...READ,
        { till: 'sealed GTK', pad: ['ACK', word] },
        OPEN,
        { till: 'sealed RMC', pad: ['ACK', 'RMC000'] },
        CLOSE,
        // And the next payment is like any other.
        ...READ,
      ])
      await finish(driver.beginPurchase(REQUEST))
      const status = word.slice(-3)
      expect(await finish(driver.encryptTrack())).toEqual({
        ok: false,
        error: { code: 'PINPAD_REFUSED', details: { status } },
      })
      const refused = { ok: false, error: { code: 'PINPAD_REFUSED', details: { status: '003' } } }
      expect(await finish(driver.encryptTrack())).toEqual(refused)
      expect(await finish(driver.authorise(TERMS))).toEqual(refused)
      expect(await finish(driver.complete(APPROVED))).toEqual(refused)
      await finish(driver.removeCard())
      await finish(driver.end())
      expect(await finish(driver.beginPurchase(REQUEST))).toMatchObject({ ok: true })
      expect(strayed()).toEqual([])
    },
  )

  it('broken while the card completes after an approval: no verdict', async () => {
    const { driver, finish, strayed } = await begin([
      ...READ,
      { till: 'sealed GTK', pad: ['ACK', TRACK] },
      { till: 'sealed GOX', pad: ['ACK', authorisation('200000')] },
      { till: 'sealed DSP', pad: ['ACK', 'DSP000'] },
      { till: 'sealed FCX', pad: ['ACK', 'ERR009'] },
      OPEN,
      CLOSE,
    ])
    await finish(driver.beginPurchase(REQUEST))
    await finish(driver.encryptTrack())
    await finish(driver.authorise(TERMS))
    expect(await finish(driver.complete(APPROVED))).toMatchObject({ ok: false, error: { code: 'PINPAD_REFUSED' } })
    await finish(driver.end())
    expect(strayed()).toEqual([])
  })

  it('an answer in clear on it is no answer, and what it holds is not used', async () => {
    const { driver, finish, strayed, notices } = await begin([
      OPEN,
      { till: 'sealed GCX', pad: ['ACK', `clear ${cardOf('03')}`] },
    ])
    expect(await finish(driver.beginPurchase(REQUEST))).toEqual({ ok: false, error: { code: 'PINPAD_MALFORMED' } })
    expect(JSON.stringify(notices)).not.toContain('411111')
    expect(strayed()).toEqual([])
  })

  it('is not given up for a payment when the pad answers without a key', async () => {
    const bare: Line = { till: 'OPN523', pad: ['ACK', 'OPN000'] }
    const { driver, finish, strayed } = await begin([bare, bare, bare])
    const tooOld = { ok: false, error: { code: 'PINPAD_TOO_OLD', details: { endpoint: 'simulated:pad' } } }
    expect(await finish(driver.beginPurchase(REQUEST))).toEqual(tooOld)
    // Not even the card is asked for back in clear.
    expect(await finish(driver.removeCard())).toEqual(tooOld)
    expect(await finish(driver.end())).toEqual(tooOld)
    expect(strayed()).toEqual([])
  })

  it('an answer that holds no key of ours is not one, and the link is opened anew for what follows', async () => {
    const { driver, finish, strayed } = await begin([
      { till: 'OPN523', pad: ['ACK', `OPN000515256${'AB'.repeat(256)}`] },
      OPEN,
      CLOSE,
    ])
    expect(await finish(driver.beginPurchase(REQUEST))).toEqual({ ok: false, error: { code: 'PINPAD_MALFORMED' } })
    await finish(driver.end())
    expect(strayed()).toEqual([])
  })

  it('carries the care of a pad too', async () => {
    const { driver, finish, strayed } = await begin([
      OPEN,
      { till: 'sealed GIX', pad: ['ACK', response('GIX000', [[0x9301, hex('TABVER0008')]])] },
      CLOSE,
    ])
    expect(await finish(driver.readTableVersion())).toEqual({ ok: true, value: 'TABVER0008' })
    expect(strayed()).toEqual([])
  })
})
