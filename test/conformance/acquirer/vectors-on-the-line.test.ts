/**
 * The published messages on a real line: the simulator process answers their very bytes, and the driver writes the
 * very bytes of those it can send. What differs is said: the driver never sends a card number in clear, so its
 * reversal is the published one without DE2.
 */
import { readFileSync } from 'node:fs'
import { createConnection, createServer } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createIsoAcquirer } from '#payment/acquirer/iso-acquirer.ts'
import { type AcquirerProfile, framingOf, parseAcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'
import type { IsoMessage } from '#payment/iso8583/field-table.ts'
import { encodeFrame, FrameReader } from '#payment/iso8583/length-frame.ts'
import { decodeMessage, encodeMessage } from '#payment/iso8583/message-codec.ts'
import { writeTpdu } from '#payment/iso8583/tpdu.ts'
import { readFromHost } from '#payment/iso8583/wire.ts'
import type { AcquirerHostPort } from '#payment/ports/acquirer-host.port.ts'
import { ascii87 } from '#test/support/acquirer/ascii87-profile.ts'
import { bcd87 } from '#test/support/acquirer/bcd87-profile.ts'
import { countingStan, type HostUnderTest, startHostUnderTest } from '#test/support/acquirer/host-under-test.ts'
import { profileJson } from '#test/support/acquirer/mac-profile.ts'
import { realClock } from '#test/support/acquirer/real-clock.ts'
import { encryptCard, saleOf } from '#test/support/acquirer/test-card.ts'
import { totalsOf } from '#test/support/acquirer/test-totals.ts'

const framing = framingOf(ascii87)
function vectorsOf(profile: AcquirerProfile): (name: string) => Buffer {
  const file = new URL(`../iso8583/vectors/${profile.name}-messages.json`, import.meta.url)
  const { messages } = JSON.parse(readFileSync(file, 'utf8')) as { messages: { name: string; hex: string }[] }
  return (name) => Buffer.from(messages.find((each) => each.name === name)?.hex ?? '', 'hex')
}
const vector = vectorsOf(ascii87)

/** Writes bytes as they are and reads one message; null when the host closes instead. */
function askHost(endpoint: string, profile: AcquirerProfile, bytes: Uint8Array): Promise<IsoMessage | null> {
  return new Promise((resolve) => {
    const reader = new FrameReader(framingOf(profile))
    const socket = createConnection(Number(new URL(endpoint).port), '127.0.0.1', () => socket.write(bytes))
    socket.on('error', () => {})
    socket.once('close', () => resolve(null))
    socket.on('data', (chunk) => {
      const [answer] = reader.push(chunk).messages
      if (answer === undefined) return
      resolve(readFromHost(profile, answer, null))
      socket.destroy()
    })
  })
}

describe('the simulator, given the published bytes', () => {
  let bench: HostUnderTest
  beforeAll(async () => {
    bench = await startHostUnderTest()
  })
  beforeEach(() => bench.renew())
  afterAll(() => bench.stop())

  const ask = (bytes: Uint8Array) => askHost(bench.host.endpoint, ascii87, bytes)

  it.each([
    ['echo', { mti: '0810', fields: { 7: '1122090000', 11: '000002', 39: '00', 70: '301' } }],
    // The published sale carries its card in clear and no DE48: this host takes encrypted cards only.
    ['sale', { mti: '0210', fields: { 4: '000000001000', 11: '000001', 39: '30', 41: 'TERM0001' } }],
    ['timeout reversal', { mti: '0430', fields: { 4: '000000001000', 11: '000001', 39: '00' } }],
    // Its figures are not this host's, which has none.
    ['totals', { mti: '0510', fields: { 11: '000050', 39: '95', 50: '978', 66: '2', 88: '0000000000000000' } }],
  ])('%s', async (name, expected) => {
    const answer = await ask(encodeFrame(framing, vector(name)))
    expect({ mti: answer?.mti, fields: { ...answer?.fields } }).toMatchObject(expected)
  })

  it.each([
    ['a trailing byte', Buffer.concat([vector('echo'), Buffer.from('\r')]), { field: 'message', fault: 'trailing' }],
    ['a missing byte', vector('echo').subarray(0, -1), { field: '70', fault: 'short' }],
  ])('closes on %s', async (_, bytes, told) => {
    const malformed = bench.host.next('malformed', 5_000)
    expect(await ask(encodeFrame(framing, bytes))).toBeNull()
    expect(await malformed).toMatchObject(told)
  })

  it('closes on a header that no frame may have', async () => {
    const malformed = bench.host.next('malformed', 5_000)
    expect(await ask(Buffer.from([0x20, 0x01, 0x30]))).toBeNull()
    expect(await malformed).toMatchObject({ field: 'header', fault: 'frame' })
  })

  it('ignores connections without a word', async () => {
    await new Promise<void>((resolve) => {
      const socket = createConnection(Number(new URL(bench.host.endpoint).port), '127.0.0.1', () => socket.end())
      socket.once('close', () => resolve())
    })
    expect(await bench.acquirer.echo('000001')).toMatchObject({ kind: 'answered' })
  })
})

describe('the simulator on profile bcd87, given the published bytes', () => {
  let bench: HostUnderTest
  beforeAll(async () => {
    bench = await startHostUnderTest(['--profile', 'bcd87'], bcd87)
  })
  afterAll(() => bench.stop())
  const framed = (bytes: Uint8Array) =>
    encodeFrame(framingOf(bcd87), Buffer.concat([writeTpdu({ destination: '0012', source: '0000' }), bytes]))
  const ask = (bytes: Uint8Array) => askHost(bench.host.endpoint, bcd87, bytes)

  it.each([
    ['echo', { mti: '0810', fields: { 7: '1122090000', 11: '000002', 39: '00', 70: '301' } }],
    ['sale', { mti: '0210', fields: { 4: '000000001000', 11: '000001', 39: '30', 41: 'TERM0001', 49: '978' } }],
  ])('%s', async (name, expected) => {
    const answer = await ask(framed(vectorsOf(bcd87)(name)))
    expect({ mti: answer?.mti, fields: { ...answer?.fields } }).toMatchObject(expected)
  })

  it.each([
    ['without its TPDU', encodeFrame(framingOf(bcd87), vectorsOf(bcd87)('echo')), 'tpdu'],
    ['with a trailing byte', framed(Buffer.concat([vectorsOf(bcd87)('echo'), Buffer.from('\r')])), 'message'],
  ])('closes on a message %s', async (_, frame, field) => {
    const malformed = bench.host.next('malformed', 5_000)
    expect(await ask(frame)).toBeNull()
    expect(await malformed).toMatchObject({ field })
  })

  it('sells to the driver of the same profile', async () => {
    expect(await bench.acquirer.sale(saleOf('000005'), encryptCard())).toMatchObject({ answer: { approved: true } })
    expect(bench.ledgerFile().at(-1)).toMatchObject({ stan: '000005', amountMinor: 2000, state: 'approved' })
  })
})

describe('the driver, heard by a host that only listens', () => {
  /** The first frame's payload that leaves the driver. */
  async function heard(
    send: (acquirer: AcquirerHostPort) => Promise<unknown>,
    profile: AcquirerProfile = ascii87,
  ): Promise<Buffer> {
    let tell: (bytes: Buffer) => void = () => {}
    const first = new Promise<Buffer>((resolve) => {
      tell = resolve
    })
    const server = createServer((socket) => {
      const reader = new FrameReader(framingOf(profile))
      socket.on('data', (chunk) => {
        for (const message of reader.push(chunk).messages) tell(Buffer.from(message))
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = address !== null && typeof address === 'object' ? address.port : 0
    const clock = { ...realClock, now: () => '2026-11-22T09:00:00.000Z' }
    const acquirer = createIsoAcquirer({
      alias: 'ear',
      endpoint: `tcp://127.0.0.1:${port}`,
      profile,
      clock,
      nextStan: countingStan(),
    })
    const sending = send(acquirer)
    const bytes = await first
    await acquirer.close()
    await sending
    server.close()
    return bytes
  }

  it('writes the published echo', async () => {
    const bytes = await heard((acquirer) => acquirer.echo('000002'))
    expect(bytes.toString('hex')).toBe(vector('echo').toString('hex'))
  })

  it('writes the published echo of bcd87, with its TPDU in front', async () => {
    const quiet = parseAcquirerProfile(profileJson('bcd87', { signOn: false }))
    const bytes = await heard((acquirer) => acquirer.echo('000002'), quiet)
    expect(bytes.toString('hex')).toBe(`6000120000${vectorsOf(bcd87)('echo').toString('hex')}`)
  })

  it('writes the published reversal, without the card number', async () => {
    const { mti, fields } = decodeMessage(ascii87.iso8583, vector('timeout reversal'))
    const expected = encodeMessage(ascii87.iso8583, { mti, fields: { ...fields, 2: undefined } })
    const original = saleOf('000001', { amountMinor: 1000 })
    const bytes = await heard((acquirer) =>
      acquirer.reversal({ original, reason: 'timeout', repeat: false, transmittedAt: '1122093130' }),
    )
    expect(bytes.toString('hex')).toBe(Buffer.from(expected).toString('hex'))
  })

  it('writes the published totals, but for the reversals that it leaves out of both sides', async () => {
    const { mti, fields } = decodeMessage(ascii87.iso8583, vector('totals'))
    const net = { 87: '0', 97: 'D122950' }
    const expected = encodeMessage(ascii87.iso8583, { mti, fields: { ...fields, ...net } })
    const total = { debitCount: 12, debitMinor: 123_450, creditCount: 1, creditMinor: 500 }
    const bytes = await heard((acquirer) => acquirer.totals(totalsOf(total)))
    expect(bytes.toString('hex')).toBe(Buffer.from(expected).toString('hex'))
  })
})
