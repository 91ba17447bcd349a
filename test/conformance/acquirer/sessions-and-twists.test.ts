/**
 * What happens around the sales on a line: sign-on, key change and codes, echoes both ways, keep-alives; answers that
 * are wrong in a way no bad line makes; requests that are lost or spoiled after they left. Driver against simulator.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type AcquirerProfile, parseAcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'
import { type HostUnderTest, startHostUnderTest } from '#test/support/acquirer/host-under-test.ts'
import { macProfileJson, profileJson } from '#test/support/acquirer/mac-profile.ts'
import { encryptCard, saleOf } from '#test/support/acquirer/test-card.ts'

const folder = mkdtempSync(join(tmpdir(), 'host-profiles-'))
afterAll(() => rmSync(folder, { recursive: true }))

let bench: HostUnderTest
const card = encryptCard()
const sell = (stan = '000001') => bench.acquirer.sale(saleOf(stan), card)
const reverse = (stan = '000001') =>
  bench.acquirer.reversal({ original: saleOf(stan), reason: 'timeout', repeat: false, transmittedAt: '1122093130' })
const netMinor = () => bench.ledgerFile().reduce((sum, line) => sum + line.amountMinor, 0)
const attempts = () =>
  bench.notices.flatMap((notice) => (notice.kind === 'attempt' && notice.state === 'written' ? [notice.mti] : []))

/** A host and a driver that speak a profile of the test's own. */
function onProfile(name: string, json: Record<string, unknown>): AcquirerProfile {
  const profile = parseAcquirerProfile(json)
  const file = join(folder, `${name}.json`)
  writeFileSync(file, JSON.stringify(json))
  beforeAll(async () => {
    bench = await startHostUnderTest(['--profile-file', file], profile)
  })
  beforeEach(() => bench.renew())
  afterAll(() => bench.stop())
  return profile
}

/** What is told of an approval that nobody waits for any more. */
const LATE = {
  kind: 'late-answer',
  mti: '0210',
  stan: '000001',
  late: {
    stan: '000001',
    terminalId: 'TERM0001',
    answer: expect.objectContaining({ approved: true, approvedAmountMinor: 2_000, responseCode: '00' }),
  },
}

describe('a line that opens with a sign-on', () => {
  onProfile('sign-on', profileJson('bcd87', { idleEchoSeconds: 1 }))

  it('signs on once, before the first message', async () => {
    expect(await sell('000001')).toMatchObject({ answer: { approved: true } })
    expect(await sell('000002')).toMatchObject({ answer: { approved: true } })
    expect(attempts()).toEqual(['0800', '0200', '0200'])
  })

  it('signs on again on a fresh line', async () => {
    await sell('000001')
    await bench.host.command({ do: 'hang-up' })
    await expect.poll(() => bench.notices).toContainEqual({ kind: 'disconnected' })
    await sell('000002')
    expect(attempts()).toEqual(['0800', '0200', '0800', '0200'])
  })

  it('that the host refuses: nothing was sent, and the next try begins anew', async () => {
    await bench.host.command({ do: 'refuse-sign-on', code: '58' })
    expect(await sell()).toEqual({
      kind: 'not-sent',
      failure: { code: 'HOST_SIGN_ON_REFUSED', details: { responseCode: '58' } },
    })
    expect(bench.ledgerFile()).toEqual([])
    expect(await sell()).toMatchObject({ answer: { approved: true } })
  })

  it('whose answer never comes: nothing was sent either', async () => {
    await bench.renew({ answerMs: 300 })
    await bench.host.command({ do: 'fault', on: '0810', kind: 'drop' })
    expect(await sell()).toMatchObject({ kind: 'not-sent', failure: { code: 'HOST_UNREACHABLE' } })
    expect(attempts()).toEqual(['0800'])
    expect(bench.ledgerFile()).toEqual([])
  })

  it('can be asked for, and tells the host’s clock', async () => {
    expect(await bench.acquirer.signOn('000007')).toMatchObject({
      answer: { responseCode: '00', accepted: true, localTime: expect.stringMatching(/^\d{6}$/) },
    })
  })

  it('that rests is tried by an echo, and closed when none comes back', async () => {
    await bench.renew({ echoMs: 200 })
    await sell()
    await expect.poll(attempts, { timeout: 5_000 }).toEqual(['0800', '0200', '0800'])
    await bench.host.command({ do: 'fault', on: '0810', kind: 'drop' })
    await expect.poll(() => bench.notices, { timeout: 5_000 }).toContainEqual({ kind: 'disconnected' })
    expect(await sell('000002')).toMatchObject({ answer: { approved: true } })
  })
})

describe.each([
  { algorithm: 'retail-x9.19', padding: 2, covers: 'up-to-field' },
  { algorithm: 'aes-cmac', padding: 1, covers: 'with-zero-field' },
] as const)('a line with message codes by $algorithm', (mac) => {
  onProfile(mac.algorithm, macProfileJson(mac))

  it('changes the key before the first message, and both sides agree on it', async () => {
    expect(await sell()).toMatchObject({ answer: { approved: true } })
    expect(attempts()).toEqual(['0800', '0800', '0200'])
    expect(await bench.acquirer.exchangeKeys('000008')).toEqual({
      kind: 'answered',
      answer: { responseCode: '00', accepted: true },
    })
    expect(await sell('000002')).toMatchObject({ answer: { approved: true } })
  })

  it('takes no key whose check value is another one’s: nothing was sent', async () => {
    await bench.host.command({ do: 'spoil-key' })
    expect(await sell()).toEqual({ kind: 'not-sent', failure: { code: 'HOST_KEY_REFUSED' } })
    expect(bench.ledgerFile()).toEqual([])
  })

  it('treats an answer with a wrong code as lost: the sale is reversed', async () => {
    await bench.host.command({ do: 'twist', kind: 'wrong-mac' })
    expect(await sell()).toEqual({
      kind: 'silent',
      failure: { code: 'HOST_MALFORMED_ANSWER', details: { field: '64' } },
    })
    expect(await reverse()).toMatchObject({ answer: { accepted: true } })
    expect(netMinor()).toBe(0)
  })

  it('and the host books nothing that came with a wrong code', async () => {
    await sell('000001')
    await bench.host.command({ do: 'fault', way: 'in', on: '0200', kind: 'garbage', bytes: 400 })
    expect(await sell('000002')).toMatchObject({ answer: { responseCode: 'D1', approved: false } })
    expect(bench.ledgerFile()).toHaveLength(1)
  })
})

describe('a line without keys', () => {
  onProfile('no-keys', profileJson('ascii87', {}))

  it('has none to exchange', async () => {
    expect(await bench.acquirer.exchangeKeys('000008')).toMatchObject({ kind: 'not-sent' })
  })

  it('answers what the host asks by itself: echo and sign-on are granted, anything else not', async () => {
    await bench.acquirer.echo('000001')
    for (const [code, responseCode] of [
      ['301', '00'],
      ['001', '00'],
      ['160', '12'],
    ]) {
      const told = bench.host.next('told', 5_000)
      await bench.host.command({ do: 'ask', code })
      expect(await told).toMatchObject({ code, responseCode })
    }
    expect(bench.notices).toContainEqual({ kind: 'host-asked', code: '301' })
    expect(await sell()).toMatchObject({ answer: { approved: true } })
  })

  it('takes the answer that an echo of the host came before, in one segment', async () => {
    await bench.host.command({ do: 'twist', kind: 'unsolicited' })
    const told = bench.host.next('told', 5_000)
    expect(await sell()).toMatchObject({ answer: { approved: true } })
    expect(await told).toMatchObject({ responseCode: '00' })
  })

  it('takes an answer that comes twice once, and tells of the other', async () => {
    await bench.host.command({ do: 'twist', kind: 'duplicate' })
    expect(await sell('000001')).toMatchObject({ answer: { approved: true } })
    expect(bench.notices).toContainEqual(LATE)
    expect(await sell('000002')).toMatchObject({ answer: { approved: true } })
    expect(netMinor()).toBe(4000)
  })

  it('takes no answer with another number', async () => {
    await bench.host.command({ do: 'twist', kind: 'wrong-stan' })
    expect(await sell()).toMatchObject({ kind: 'silent', failure: { details: { field: '11' } } })
    await reverse()
    expect(netMinor()).toBe(0)
  })

  it('never revives a sale by an answer that comes after its reversal', async () => {
    await bench.renew({ answerMs: 400 })
    await bench.host.command({ do: 'twist', kind: 'after-reversal' })
    expect(await sell()).toMatchObject({ kind: 'silent' })
    expect(await reverse()).toMatchObject({ answer: { accepted: true } })
    await expect.poll(() => bench.notices).toContainEqual(LATE)
    expect(netMinor()).toBe(0)
  })

  it.each<[string, object, number]>([
    ['lost', { kind: 'drop' }, 0],
    ['cut before the host has read it', { kind: 'cut', bytes: 120 }, 0],
    ['cut once the host has read it', { kind: 'cut', bytes: 4_000 }, 2000],
    ['spoiled', { kind: 'garbage', bytes: 40 }, 0],
    ['late, and longer than the till waits', { kind: 'delay', delayMs: 600 }, 2000],
  ])('a request that is %s after it left is silent, and its reversal leaves nothing', async (_, how, booked) => {
    await bench.renew({ answerMs: 400 })
    await bench.host.command({ do: 'fault', way: 'in', on: '0200', ...how })
    expect(await sell()).toMatchObject({ kind: 'silent' })
    await expect.poll(netMinor).toBe(booked)
    expect(await reverse()).toMatchObject({ answer: { accepted: true } })
    expect(netMinor()).toBe(0)
  })

  it('a request that comes in single bytes is the same request', async () => {
    await bench.host.command({ do: 'fault', way: 'in', on: '0200', kind: 'trickle' })
    expect(await sell()).toMatchObject({ answer: { approved: true } })
  })
})

describe('a line with TPDU', () => {
  onProfile('tpdu', profileJson('bcd87', { signOn: false }))

  it('takes no answer whose ends are not swapped', async () => {
    await bench.host.command({ do: 'twist', kind: 'wrong-tpdu' })
    expect(await sell()).toMatchObject({ kind: 'silent', failure: { details: { field: 'tpdu' } } })
    await reverse()
    expect(netMinor()).toBe(0)
  })
})

describe('a line with keep-alives', () => {
  onProfile('keep-alive', profileJson('ascii87', { framing: 'length-2-zero-2' }))

  it('sends them back and sells as ever', async () => {
    await sell('000001')
    const back = bench.host.next('keep-alive', 5_000)
    await bench.host.command({ do: 'keep-alive' })
    expect(await back).toMatchObject({ event: 'keep-alive' })
    expect(await sell('000002')).toMatchObject({ answer: { approved: true } })
  })
})

describe.each(['length-2-including-itself', 'length-2-bcd', 'length-4-ascii'])('a line framed by %s', (framing) => {
  onProfile(framing, profileJson('ascii87', { framing, reversalMessage: '0400' }))

  it('sells and takes back', async () => {
    expect(await sell()).toMatchObject({ answer: { approved: true } })
    expect(await reverse()).toMatchObject({ answer: { accepted: true } })
    expect(attempts()).toEqual(['0200', '0400'])
    expect(netMinor()).toBe(0)
  })
})

describe('a host with a list of its terminals', () => {
  it('sells to those and to no other', async () => {
    bench = await startHostUnderTest(['--terminals', 'TERM0009'])
    expect(await sell()).toMatchObject({ answer: { responseCode: '89', approved: false } })
    const listed = await bench.acquirer.sale(saleOf('000002', { terminalId: 'TERM0009' }), card)
    expect(listed).toMatchObject({ answer: { approved: true } })
    await bench.stop()
  })
})
