/**
 * The driver against the host simulator as a process, over TCP: what the driver knows after each kind of trouble, and
 * what the host's own ledger says. The rule under test: `not-sent` only when no byte left, `silent` for everything
 * after, and one charge at most.
 */
import { createServer, type Server, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AcquirerHostPort, SaleRequest } from '#payment/ports/acquirer-host.port.ts'
import { connectTo, type HostUnderTest, startHostUnderTest } from '#test/support/acquirer/host-under-test.ts'
import { encryptCard, saleOf } from '#test/support/acquirer/test-card.ts'

let bench: HostUnderTest
beforeAll(async () => {
  bench = await startHostUnderTest()
})
beforeEach(() => bench.renew())
afterAll(() => bench.stop())

/** Short enough to wait for, long enough for a busy machine to answer what it means to answer. */
const ANSWER_TIMEOUT_MS = 1_000
const LATE_MS = 1_600

const card = encryptCard()
const sell = (stan = '000001', change: Partial<SaleRequest> = {}) => bench.acquirer.sale(saleOf(stan, change), card)
const reverse = (stan = '000001', repeat = false) =>
  bench.acquirer.reversal({ original: saleOf(stan), reason: 'timeout', repeat, transmittedAt: '1122093130' })
const fault = (kind: string, more: Record<string, unknown> = {}) =>
  bench.host.command({ do: 'fault', on: '0210', kind, ...more })
const lineOf = (stan: string, mti: string, amountMinor: number, state: string) => ({
  tid: 'TERM0001',
  stan,
  mti,
  amountMinor,
  state,
  maskedPan: '411111******1111',
})
const APPROVED = [lineOf('000001', '0200', 2000, 'approved')]
const REVERSED = [lineOf('000001', '0200', 2000, 'reversed'), lineOf('000001', '0420', -2000, 'reversed')]
const NO_ANSWER = { kind: 'silent', failure: { code: 'HOST_NO_ANSWER' } }

describe('a host that answers', () => {
  it('approves, with the states of the attempt in order', async () => {
    const outcome = await sell()
    expect(outcome).toMatchObject({
      kind: 'answered',
      answer: { responseCode: '00', approved: true, approvalCode: 'A00001', issuerDataHex: '8A023030' },
    })
    expect(outcome.kind === 'answered' && outcome.answer.retrievalReference).toMatch(/^\d{6}000001$/)
    expect(bench.states('0200')).toEqual(['prepared', 'connecting', 'writing', 'written', 'answered'])
    expect(bench.ledgerFile()).toEqual(APPROVED)
  })

  it('declines by script as often as told', async () => {
    await bench.host.command({ do: 'decline', code: '51', times: 1 })
    expect(await sell('000001')).toMatchObject({ kind: 'answered', answer: { responseCode: '51', approved: false } })
    expect(await sell('000002')).toMatchObject({ kind: 'answered', answer: { responseCode: '00', approved: true } })
    expect(bench.ledgerFile()).toEqual([
      lineOf('000001', '0200', 0, 'declined'),
      lineOf('000002', '0200', 2000, 'approved'),
    ])
  })

  it.each([
    ['a wrong PIN', encryptCard({ pin: '9999' }), '55'],
    ['an expired card', encryptCard({ expiry: '2001' }), '54'],
    ['a track under another key', { ...card, trackKeySerialHex: 'FFFF9876543210E00003' }, '88'],
    ['a track that is no whole block', { ...card, encryptedTrack2Hex: 'AABB' }, '30'],
  ])('declines %s', async (_, secrets, responseCode) => {
    const outcome = await bench.acquirer.sale(saleOf('000001'), secrets)
    expect(outcome).toMatchObject({ kind: 'answered', answer: { responseCode, approved: false } })
    expect(bench.ledgerFile()).toMatchObject([{ amountMinor: 0, state: 'declined' }])
  })

  it('keeps the connection between messages and opens it once', async () => {
    await sell('000001')
    await sell('000002')
    await bench.acquirer.echo('000003')
    const connects = bench.notices.filter((notice) => notice.kind === 'attempt' && notice.state === 'connecting')
    expect(connects).toHaveLength(1)
  })

  it('replaces a connection that was idle for too long', async () => {
    await bench.renew({ idleMs: -1 })
    await sell('000001')
    await sell('000002')
    const both = ['prepared', 'connecting', 'writing', 'written', 'answered']
    expect(bench.states('0200')).toEqual([...both, ...both])
  })

  it('echoes', async () => {
    expect(await bench.acquirer.echo('000009')).toEqual({ kind: 'answered', answer: { responseCode: '00' } })
  })

  it('takes messages one after the other when they come at once, and refuses to pile up', async () => {
    const outcomes = await Promise.all(Array.from({ length: 10 }, (_, index) => sell(`00001${index}`)))
    expect(outcomes.map(({ kind }) => kind)).toEqual([...Array(8).fill('answered'), 'not-sent', 'not-sent'])
    expect(bench.ledgerFile()).toHaveLength(8)
  })

  it('treats a duplicate as an open outcome: it must be reversed, never shown as approved or declined', async () => {
    await sell()
    expect(await sell()).toEqual({
      kind: 'silent',
      failure: { code: 'HOST_MALFORMED_ANSWER', details: { field: '39' } },
    })
    expect(bench.ledgerFile()).toEqual(APPROVED)
    expect(await reverse()).toMatchObject({ kind: 'answered', answer: { accepted: true } })
    expect(bench.ledgerFile()).toEqual(REVERSED)
  })

  it.each(['09', '68', '85'])('treats code %s as an open outcome', async (code) => {
    await bench.host.command({ do: 'decline', code })
    expect(await sell()).toMatchObject({ kind: 'silent', failure: { details: { field: '39' } } })
  })

  it('approves on condition of a signature', async () => {
    await bench.host.command({ do: 'decline', code: '08' })
    expect(await sell()).toMatchObject({
      answer: { approved: true, approvedAmountMinor: 2000, signatureRequired: true },
    })
    expect(bench.ledgerFile()).toEqual(APPROVED)
  })

  it('approves a part: told with its amount, and the part can be taken back', async () => {
    await bench.host.command({ do: 'approve-part', amountMinor: 1500 })
    expect(await sell()).toMatchObject({
      answer: { responseCode: '10', approved: false, approvedAmountMinor: 1500, signatureRequired: false },
    })
    expect(bench.ledgerFile()).toEqual([lineOf('000001', '0200', 1500, 'approved')])
    const reversal = { original: saleOf('000001'), amountMinor: 1500, reason: 'cancelled', repeat: false } as const
    expect(await bench.acquirer.reversal({ ...reversal, transmittedAt: '1122093130' })).toMatchObject({
      answer: { accepted: true },
    })
    expect(bench.ledgerFile().at(-1)).toEqual(lineOf('000001', '0420', -1500, 'reversed'))
  })

  it('calls a part that is all of it, or more, no answer', async () => {
    await bench.host.command({ do: 'decline', code: '10' })
    expect(await sell()).toMatchObject({ kind: 'silent', failure: { details: { field: '4' } } })
  })
})

describe('an answer that does not come', () => {
  beforeEach(() => bench.renew({ answerMs: ANSWER_TIMEOUT_MS }))

  it.each<[string, string, Record<string, unknown>]>([
    ['dropped', 'drop', {}],
    ['refused', 'refuse', {}],
    ...[0, 1, 2, 5, 14, 60].map(
      (bytes) => [`cut after ${bytes} bytes`, 'cut', { bytes }] as [string, string, { bytes: number }],
    ),
    ['delayed past the deadline', 'delay', { delayMs: LATE_MS }],
  ])('%s: silent, and the reversal takes the charge back', async (_, kind, more) => {
    await fault(kind, more)
    expect(await sell()).toEqual(NO_ANSWER)
    expect(bench.states('0200')).toEqual(['prepared', 'connecting', 'writing', 'written'])
    expect(bench.ledgerFile()).toEqual(APPROVED)
    expect(await reverse()).toMatchObject({ kind: 'answered', answer: { responseCode: '00', accepted: true } })
    expect(bench.ledgerFile()).toEqual(REVERSED)
  })

  it('sends the reversal down the same stream after a dropped answer, so that it cannot overtake', async () => {
    await fault('drop')
    await sell()
    await reverse()
    expect(bench.states('0420')).toEqual(['prepared', 'writing', 'written', 'answered'])
  })

  it('opens a fresh stream when the second message in a row stays unanswered', async () => {
    await bench.host.command({ do: 'fault', on: '*', kind: 'drop', times: 2 })
    expect(await sell()).toEqual(NO_ANSWER)
    expect(await reverse()).toEqual(NO_ANSWER)
    expect(await reverse('000001', true)).toMatchObject({ kind: 'answered', answer: { accepted: true } })
    expect(bench.states('0421')).toContain('connecting')
    expect(bench.ledgerFile()).toEqual(REVERSED)
  })

  it('held after booking: the event tells, the ledger holds the charge, the reversal undoes it', async () => {
    await bench.host.command({ do: 'hold' })
    const held = bench.host.next('held', 5_000)
    expect(await sell()).toEqual(NO_ANSWER)
    expect(await held).toMatchObject({ stan: '000001' })
    expect(bench.ledgerFile()).toEqual(APPROVED)
    await reverse()
    expect(bench.ledgerFile()).toEqual(REVERSED)
  })

  it('lost before the host read it: nothing is booked, and the reversal is still accepted', async () => {
    await bench.host.command({ do: 'lose' })
    expect(await sell()).toEqual(NO_ANSWER)
    expect(bench.ledgerFile()).toEqual([])
    expect(await reverse()).toMatchObject({ kind: 'answered', answer: { accepted: true } })
    expect(bench.ledgerFile()).toEqual([])
  })

  it('late after the reversal: told, never taken', async () => {
    await fault('delay', { delayMs: LATE_MS })
    expect(await sell()).toEqual(NO_ANSWER)
    expect(await reverse()).toMatchObject({ kind: 'answered' })
    await expect
      .poll(() => bench.notices, { timeout: 5_000 })
      .toContainEqual({
        kind: 'late-answer',
        mti: '0210',
        stan: '000001',
        late: expect.objectContaining({ answer: expect.objectContaining({ approved: true }) }),
      })
    expect(await sell('000002', { transmittedAt: '1122094000' })).toMatchObject({ kind: 'answered' })
  })
})

describe('an answer cut at every byte', () => {
  it('leaves one charge when it was whole, none once the reversal is through', async () => {
    const longestFrameBytes = 400
    const net = () => bench.ledgerFile().reduce((sum, line) => sum + line.amountMinor, 0)
    const seen: string[] = []
    for (let bytes = 0; bytes < longestFrameBytes && !seen.includes('answered'); bytes += 1) {
      const stan = String(bytes + 1).padStart(6, '0')
      await fault('cut', { bytes })
      const { kind } = await sell(stan)
      seen.push(kind)
      expect(net()).toBe(2000)
      if (kind === 'silent') {
        expect(await reverse(stan)).toMatchObject({ kind: 'answered', answer: { accepted: true } })
        expect(net()).toBe(0)
      }
    }
    expect(seen.length).toBeGreaterThan(100)
    expect(seen).toEqual([...seen.slice(1).map(() => 'silent'), 'answered'])
  }, 60_000)
})

describe('an answer that arrives spoiled', () => {
  it('in single bytes is the same answer', async () => {
    await fault('trickle')
    expect(await sell()).toMatchObject({ kind: 'answered', answer: { approved: true } })
  })

  it.each([
    ['header', 0, 'header'],
    ['message type', 2, 'mti'],
    ['bitmap', 7, '9'],
    ['processing code', 14, '3'],
    ['amount', 20, '4'],
    ['trace number', 46, '11'],
  ])('in its %s is silent and names the field', async (_, bytes, field) => {
    await fault('garbage', { bytes })
    expect(await sell()).toMatchObject({
      kind: 'silent',
      failure: { code: 'HOST_MALFORMED_ANSWER', details: { field } },
    })
    await reverse()
    expect(bench.ledgerFile()).toEqual(REVERSED)
  })
})

describe('a host that cannot be reached', () => {
  it('with its port closed: nothing was sent, nothing is booked, and it serves again afterwards', async () => {
    await bench.host.command({ do: 'down' })
    expect(await sell()).toEqual({
      kind: 'not-sent',
      failure: { code: 'HOST_UNREACHABLE', details: { endpoint: bench.host.endpoint } },
    })
    expect(bench.states('0200')).toEqual(['prepared', 'connecting'])
    await bench.host.command({ do: 'up' })
    expect(await sell()).toMatchObject({ kind: 'answered' })
    expect(bench.ledgerFile()).toEqual(APPROVED)
  })

  it('that hung up while idle: a fresh connection before the first byte, one charge', async () => {
    await sell('000001')
    await bench.host.command({ do: 'hang-up' })
    await expect.poll(() => bench.notices, { timeout: 5_000 }).toContainEqual({ kind: 'disconnected' })
    expect(await sell('000002')).toMatchObject({ kind: 'answered', answer: { approved: true } })
    expect(bench.ledgerFile()).toHaveLength(2)
  })

  it.each(['tcp://127.0.0.1:0', 'tcp://127.0.0.1', 'serial:/dev/ttyS0', ''])(
    'at the address "%s"',
    async (endpoint) => {
      const acquirer = connectTo(endpoint, [])
      expect(await acquirer.sale(saleOf('000001'), card)).toMatchObject({ kind: 'not-sent' })
    },
  )

  it('after close nothing leaves any more', async () => {
    await bench.acquirer.close()
    expect(await sell()).toMatchObject({ kind: 'not-sent', failure: { code: 'HOST_UNREACHABLE' } })
    expect(bench.ledgerFile()).toEqual([])
  })

  it('a request that cannot be written never leaves', async () => {
    expect(await sell('000001', { amountMinor: -1 })).toEqual({
      kind: 'not-sent',
      failure: { code: 'INTERNAL_UNEXPECTED' },
    })
    expect(bench.ledgerFile()).toEqual([])
  })
})

describe('reversals', () => {
  it('repeated after they were booked are answered 00 and change nothing', async () => {
    await sell()
    await reverse()
    expect(await reverse('000001', true)).toMatchObject({
      kind: 'answered',
      answer: { responseCode: '00', accepted: true },
    })
    expect(bench.ledgerFile()).toEqual(REVERSED)
  })

  it('that match nothing are accepted', async () => {
    expect(await reverse('000077')).toMatchObject({ kind: 'answered', answer: { responseCode: '00', accepted: true } })
    expect(bench.ledgerFile()).toEqual([])
  })
})

describe('a port that speaks another protocol', () => {
  let server: Server
  const sockets = new Set<Socket>()
  const listen = (onSocket: (socket: Socket) => void) =>
    new Promise<AcquirerHostPort>((resolve) => {
      server = createServer((socket) => {
        sockets.add(socket)
        socket.on('error', () => {})
        onSocket(socket)
      })
      server.listen(0, '127.0.0.1', () => {
        const address = server.address()
        const port = address !== null && typeof address === 'object' ? address.port : 0
        resolve(connectTo(`tcp://127.0.0.1:${port}`, [], { stallMs: 100 }))
      })
    })
  afterEach(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })

  it('answers in words: silent, naming the header', async () => {
    const acquirer = await listen((socket) => socket.on('data', () => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')))
    expect(await acquirer.sale(saleOf('000001'), card)).toEqual({
      kind: 'silent',
      failure: { code: 'HOST_MALFORMED_ANSWER', details: { field: 'header' } },
    })
  })

  it('stops in the middle of a frame: silent once the line stalls', async () => {
    const acquirer = await listen((socket) => socket.on('data', () => socket.write(Buffer.from([0, 60, 48]))))
    expect(await acquirer.sale(saleOf('000001'), card)).toEqual(NO_ANSWER)
  })
})
