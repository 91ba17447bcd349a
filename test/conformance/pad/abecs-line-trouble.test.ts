import { describe, expect, it } from 'vitest'
import { CONNECT, EMPTY_SLOT, IDENTITY, REQUEST, start } from '#test/support/pad/transcript.ts'

// What a bad line does to a conversation: refused, spoiled, silent, strange. Replayed strictly.

describe('a line with trouble', () => {
  it('sends again on NAK and asks again for a bad frame', async () => {
    const { driver, finish, strayed } = start([
      { till: 'CAN', pad: ['EOT'] },
      { till: 'OPN', pad: ['NAK'] },
      { till: 'OPN', pad: ['NAK'] },
      { till: 'OPN', pad: ['ACK', 'OPN000'] },
      { till: 'GIX', pad: ['ACK', 'bad'] },
      { till: 'NAK', pad: ['bad'] },
      { till: 'NAK', pad: [IDENTITY] },
      EMPTY_SLOT,
      { till: 'CLX', pad: ['ACK', 'CLX000'] },
    ])
    expect(await finish(driver.connect())).toMatchObject({ ok: true })
    expect(strayed()).toEqual([])
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
    expect(refused.strayed()).toEqual([])
    const spoiled = start([
      ...CONNECT,
      { till: 'OPN', pad: ['ACK', 'bad'] },
      ...Array.from({ length: 3 }, () => ({ till: 'NAK', pad: ['bad'] })),
    ])
    await spoiled.finish(spoiled.driver.connect())
    expect(await spoiled.finish(spoiled.driver.beginPurchase(REQUEST))).toMatchObject({
      error: { code: 'PINPAD_MALFORMED' },
    })
    expect(spoiled.strayed()).toEqual([])
  })

  it('a command without an acknowledgement, and one without an answer', async () => {
    const silent = start([...CONNECT, { till: 'OPN', pad: ['nothing'] }])
    await silent.finish(silent.driver.connect())
    expect(await silent.finish(silent.driver.beginPurchase(REQUEST))).toEqual({
      ok: false,
      error: { code: 'PINPAD_LINK_LOST' },
    })
    expect(silent.strayed()).toEqual([])
    const mute = start([...CONNECT, { till: 'OPN', pad: ['ACK'] }, { till: 'CAN', pad: ['EOT'] }])
    await mute.finish(mute.driver.connect())
    expect(await mute.finish(mute.driver.beginPurchase(REQUEST))).toEqual({
      ok: false,
      error: { code: 'PINPAD_TIMEOUT' },
    })
    expect(mute.strayed()).toEqual([])
  })

  it('a port where nobody answers, or somebody who speaks otherwise, is no pad', async () => {
    const silent = start(Array.from({ length: 3 }, () => ({ till: 'CAN', pad: ['nothing'] })))
    const wrong = { ok: false, error: { code: 'PINPAD_WRONG_PROTOCOL', details: { endpoint: 'simulated:pad' } } }
    expect(await silent.finish(silent.driver.connect())).toEqual(wrong)
    expect(silent.strayed()).toEqual([])
    const other = start([
      { till: 'CAN', pad: ['EOT'] },
      { till: 'OPN', pad: ['ACK'] },
      { till: 'CAN', pad: ['EOT'] },
    ])
    expect(await other.finish(other.driver.connect())).toEqual(wrong)
    expect(other.strayed()).toEqual([])
  })

  it('a pad known before that falls silent is lost, not a stranger', async () => {
    const { driver, finish, strayed } = start([
      ...CONNECT,
      ...Array.from({ length: 3 }, () => ({ till: 'CAN', pad: ['nothing'] })),
    ])
    expect(await finish(driver.connect())).toMatchObject({ ok: true })
    await driver.disconnect()
    expect(await finish(driver.connect())).toEqual({ ok: false, error: { code: 'PINPAD_LINK_LOST' } })
    expect(strayed()).toEqual([])
  })
})
