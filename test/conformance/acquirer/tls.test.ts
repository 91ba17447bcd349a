/**
 * Goal: an encrypted line to the bank comes about with the right host alone and shows this till's certificate; when it
 * does not, nothing of the sale has left, nothing is booked, and the cause is named. Method: driver and host simulator
 * on real TLS in one process, with fixed certificates.
 */
import { createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { type ErrorCode, errorSentence } from '#contract/errors/catalogue.ts'
import type { HostNotice } from '#payment/acquirer/host-session.ts'
import { createIsoAcquirer } from '#payment/acquirer/iso-acquirer.ts'
import type { TlsTerms } from '#payment/acquirer/tls-dial.ts'
import { TwistScript } from '#simulators/acquirer-host/answer-twists.ts'
import { HostDesk } from '#simulators/acquirer-host/host-desk.ts'
import { HostKeys } from '#simulators/acquirer-host/host-keys.ts'
import { HostLine, type HostLineTls } from '#simulators/acquirer-host/host-line.ts'
import { HostPrompts } from '#simulators/acquirer-host/host-prompts.ts'
import { HostLedger } from '#simulators/acquirer-host/ledger.ts'
import { FaultScript } from '#simulators/process/faults.ts'
import { startSimulator } from '#simulators/process/simulator-client.ts'
import { ascii87 } from '#test/support/acquirer/ascii87-profile.ts'
import {
  certificateFile,
  certificateOf,
  HOST_NAME,
  keyFile,
  keyOf,
  type Owner,
  pinOf,
} from '#test/support/acquirer/certificates.ts'
import { countingStan } from '#test/support/acquirer/host-under-test.ts'
import { realClock } from '#test/support/acquirer/real-clock.ts'
import { encryptCard, saleOf } from '#test/support/acquirer/test-card.ts'

const endings: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

const identityOf = (name: Owner) => ({ certificate: certificateOf(name), key: keyOf(name) })
const RIGHT: TlsTerms = {
  roots: certificateOf('root'),
  identity: identityOf('till'),
  serverName: HOST_NAME,
  pins: [pinOf('host')],
}
const HOST: HostLineTls = { ...identityOf('host'), tillRoots: certificateOf('root') }
const card = encryptCard()

async function hostWith(tls: HostLineTls | null) {
  const ledger = new HostLedger()
  const keys = new HostKeys(ascii87)
  const desk = new HostDesk({
    profile: ascii87,
    ledger,
    pinFor: () => '1234',
    now: () => new Date(),
    terminals: null,
    keys,
  })
  const scripts = {
    faults: new FaultScript(),
    requestFaults: new FaultScript(),
    twists: new TwistScript(),
    prompts: new HostPrompts(ascii87.hostPrompts),
  }
  const line = new HostLine(
    { profile: ascii87, desk, keys, ...scripts, emit: () => {}, onBooked: () => {}, ...(tls ? { tls } : {}) },
    0,
  )
  await line.up()
  endings.push(() => line.down())
  return { line, ledger, endpoint: line.endpoint }
}

/** A port where whoever calls meets this. */
async function portWith(answer: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    answer(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  endings.push(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  const address = server.address()
  return `tcp://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
}

function tillAt(endpoint: string, tls: TlsTerms | null, connectMs = 4_000) {
  const notices: HostNotice[] = []
  const acquirer = createIsoAcquirer({
    alias: 'test-host',
    endpoint,
    profile: ascii87,
    clock: realClock,
    nextStan: countingStan(),
    timeouts: { connectMs },
    onNotice: (notice) => notices.push(notice),
    ...(tls ? { tls } : {}),
  })
  endings.push(() => acquirer.close())
  const attempts = (mti: string) =>
    notices.flatMap((told) => (told.kind === 'attempt' && told.mti === mti ? told.state : []))
  return { sell: (stan = '000001') => acquirer.sale(saleOf(stan), card), attempts }
}

describe('an encrypted line', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    '%s: host and till prove themselves, sales follow on one line',
    async (version) => {
      const { endpoint, ledger } = await hostWith({ ...HOST, highestVersion: version })
      const { sell, attempts } = tillAt(endpoint, RIGHT)
      expect(await sell('000001')).toMatchObject({ kind: 'answered', answer: { approved: true } })
      expect(await sell('000002')).toMatchObject({ kind: 'answered', answer: { approved: true } })
      expect(ledger.lines()).toHaveLength(2)
      expect(attempts('0200').filter((state) => state === 'connecting')).toHaveLength(1)
      // TLS 1.3 shows by an echo that the host lets the till in; in TLS 1.2 the handshake has shown it.
      expect(attempts('0800').at(-1)).toBe(version === 'TLSv1.3' ? 'answered' : undefined)
    },
  )

  it('needs neither a certificate of the till nor a pinned key where the bank wants none', async () => {
    const { endpoint } = await hostWith({ ...HOST, tillRoots: null })
    const { sell } = tillAt(endpoint, { ...RIGHT, identity: null, pins: [] })
    expect(await sell()).toMatchObject({ kind: 'answered' })
  })

  it('takes any of several pinned keys, as while the bank changes its own', async () => {
    const { endpoint } = await hostWith(HOST)
    const { sell } = tillAt(endpoint, { ...RIGHT, pins: [pinOf('other-host'), pinOf('host')] })
    expect(await sell()).toMatchObject({ kind: 'answered' })
  })

  it('is spoken by the host simulator as a program, too', async () => {
    const host = await startSimulator('acquirer-host', [
      '--tls-certificate',
      certificateFile('host'),
      '--tls-key',
      keyFile('host'),
      '--tls-till-roots',
      certificateFile('root'),
    ])
    endings.push(() => host.stop())
    expect(await tillAt(host.endpoint, RIGHT).sell()).toMatchObject({ kind: 'answered' })
    expect(await tillAt(host.endpoint, { ...RIGHT, identity: null }).sell()).toMatchObject({
      failure: { code: 'HOST_TLS_TILL_REFUSED' },
    })
  })
})

/** With what the till calls, what it meets, and what it says of it. */
const TROUBLES: readonly (readonly [what: string, code: ErrorCode, tls: TlsTerms, host: HostLineTls])[] = [
  ['a host under another root', 'HOST_TLS_UNTRUSTED', RIGHT, { ...HOST, ...identityOf('other-host') }],
  [
    'a host with another key than the pinned one',
    'HOST_TLS_OTHER_KEY',
    { ...RIGHT, pins: [pinOf('other-host')] },
    HOST,
  ],
  ['a certificate that has run out', 'HOST_TLS_OUT_OF_DATE', RIGHT, { ...HOST, ...identityOf('expired-host') }],
  ['a certificate for another name', 'HOST_TLS_OTHER_NAME', { ...RIGHT, serverName: 'other.bank.test' }, HOST],
  ['a certificate that is not for the address', 'HOST_TLS_OTHER_NAME', { ...RIGHT, serverName: null }, HOST],
  ['no certificate of the till (1.3)', 'HOST_TLS_TILL_REFUSED', { ...RIGHT, identity: null }, HOST],
  [
    'no certificate of the till (1.2)',
    'HOST_TLS_TILL_REFUSED',
    { ...RIGHT, identity: null },
    { ...HOST, highestVersion: 'TLSv1.2' },
  ],
]

describe('an encrypted line that does not come about', () => {
  it.each(TROUBLES)('%s: %s, nothing was sent', async (_, code, tls, host) => {
    const { endpoint, ledger } = await hostWith(host)
    const { sell, attempts } = tillAt(endpoint, tls)
    const outcome = await sell()
    expect(outcome).toMatchObject({ kind: 'not-sent', failure: { code } })
    if (outcome.kind === 'not-sent') expect(errorSentence(outcome.failure, 'fr')).not.toContain('–')
    expect(attempts('0200')).toEqual(['prepared', 'connecting'])
    expect(ledger.lines()).toEqual([])
  })

  it.each<[string, ErrorCode, (socket: Socket) => void]>([
    ['a server that speaks plainly', 'HOST_TLS_NOT_SPOKEN', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['a line cut before a word', 'HOST_TLS_BROKEN_OFF', (socket) => socket.destroy()],
    [
      'a line cut after the first words',
      'HOST_TLS_BROKEN_OFF',
      (socket) => socket.once('data', () => socket.destroy()),
    ],
    ['a line that says nothing', 'HOST_TLS_BROKEN_OFF', () => {}],
  ])('%s: %s, nothing was sent', async (_, code, answer) => {
    const { sell, attempts } = tillAt(await portWith(answer), RIGHT, 300)
    expect(await sell()).toMatchObject({ kind: 'not-sent', failure: { code } })
    expect(attempts('0200')).toEqual(['prepared', 'connecting'])
  })

  it('the bank’s host without encryption: nothing was sent, nothing is booked', async () => {
    const { endpoint, ledger } = await hostWith(null)
    expect(await tillAt(endpoint, RIGHT, 300).sell()).toMatchObject({
      kind: 'not-sent',
      failure: { code: 'HOST_TLS_BROKEN_OFF' },
    })
    expect(ledger.lines()).toEqual([])
  })

  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'a till under another root, at a host that hangs up without a word (%s): nothing was sent',
    async (highestVersion) => {
      const { endpoint, ledger } = await hostWith({ ...HOST, highestVersion })
      const { sell, attempts } = tillAt(endpoint, { ...RIGHT, identity: identityOf('other-till') })
      expect(await sell()).toMatchObject({ kind: 'not-sent' })
      expect(attempts('0200')).toEqual(['prepared', 'connecting'])
      expect(ledger.lines()).toEqual([])
    },
  )

  it('nobody there is no matter of encryption', async () => {
    const { endpoint, line } = await hostWith(HOST)
    await line.down()
    expect(await tillAt(endpoint, RIGHT).sell()).toMatchObject({
      kind: 'not-sent',
      failure: { code: 'HOST_UNREACHABLE', details: { endpoint } },
    })
  })

  it('is tried anew with the next sale, and says nothing of what was wrong before', async () => {
    const { endpoint, line } = await hostWith({ ...HOST, ...identityOf('other-host') })
    const { sell } = tillAt(endpoint, RIGHT)
    expect(await sell()).toMatchObject({ failure: { code: 'HOST_TLS_UNTRUSTED' } })
    await line.down()
    expect(await sell()).toMatchObject({ failure: { code: 'HOST_UNREACHABLE' } })
  })
})
