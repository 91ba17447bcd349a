/**
 * Goal: the till speaks of money to its own terminal alone, proven by its certificate and by the shared key, and says what is wrong with
 * any other; nothing of an order has left by then. Method: the driver on simulated terminals over TLS, with certificates made here.
 */
import { afterEach, describe, expect, it } from 'vitest'
import type { ErrorCode } from '#contract/errors/catalogue.ts'
import { terminalCertificateSchema } from '#contract/views/terminal-device-view.ts'
import { createNexoTerminal } from '#hardware/terminals/nexo/nexo-driver.ts'
import { fingerprintOf, type Issued, issueCertificate } from '#simulators/crypto/certificate.ts'
import { realClock } from '#test/support/acquirer/real-clock.ts'
import { closedPort, lineServer } from '#test/support/bad-input/foreign-ports.ts'
import { NEXO_IDENTITY, NEXO_SETTINGS, type NexoBenchTerms, openNexoBench } from '#test/support/terminals/nexo-bench.ts'
import type { TerminalBench } from '#test/support/terminals/terminal-bench.ts'
import { orderOf } from '#test/support/terminals/terminal-orders.ts'

const endings: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

async function opened(terms: NexoBenchTerms): Promise<TerminalBench> {
  const bench = await openNexoBench(terms)
  endings.push(() => bench.close())
  return bench
}

const ROOT = issueCertificate({ name: 'Terminal Fleet Root' })
const OTHER_ROOT = issueCertificate({ name: 'Another Fleet Root' })
const under = (name: string, more: object = {}): Issued => issueCertificate({ name, issuer: ROOT, ...more })
const YESTERDAY = new Date(Date.now() - 86_400_000)
const oneLine = (pem: string) => pem.replaceAll('\n', '')

describe('a terminal is taken', () => {
  it.each([
    ['by the fingerprint of its certificate', NEXO_IDENTITY, fingerprintOf(NEXO_IDENTITY)],
    ['by that without colons', NEXO_IDENTITY, fingerprintOf(NEXO_IDENTITY).replaceAll(':', '').toLowerCase()],
    ['by its certificate itself', NEXO_IDENTITY, NEXO_IDENTITY.certificate],
    ['by its maker’s root and its address', under('x', { addresses: ['127.0.0.1'] }), ROOT.certificate],
    ['by its maker’s root and its own name', under('P400Plus-275039202.test.terminal.example'), ROOT.certificate],
    ['by a root pasted into one line', under('legacy-terminal-certificate.test.terminal'), oneLine(ROOT.certificate)],
    ['by one of two roots', under('p400plus-275039202.x'), `${OTHER_ROOT.certificate}${ROOT.certificate}`],
  ])('%s', async (_, identity, certificate) => {
    expect(terminalCertificateSchema.safeParse(certificate).success).toBe(true)
    const bench = await opened({ identity, settings: { certificate } })
    expect((await bench.driver.pay(orderOf('pay'))).kind).toBe('approved')
  })
})

describe('a terminal is not trusted', () => {
  it.each([
    ['before anybody has compared its certificate', NEXO_IDENTITY, ''],
    ['with another certificate than the known one', NEXO_IDENTITY, fingerprintOf(ROOT)],
    [
      'under another root',
      issueCertificate({ name: 'x', addresses: ['127.0.0.1'], issuer: OTHER_ROOT }),
      ROOT.certificate,
    ],
    ['by another terminal’s name', under('P400Plus-999999999.test.terminal.example'), ROOT.certificate],
    [
      'when its certificate has run out',
      under('x', { addresses: ['127.0.0.1'], validTo: YESTERDAY, validFrom: new Date(0) }),
      ROOT.certificate,
    ],
    ['by a root that is none', NEXO_IDENTITY, '-----BEGIN CERTIFICATE-----AAAA-----END CERTIFICATE-----'],
  ])('%s: it is told by its fingerprint, and nothing is sent', async (_, identity, certificate) => {
    const bench = await opened({ identity, settings: { certificate } })
    const outcome = await bench.driver.pay(orderOf('pay'))
    expect(outcome).toMatchObject({ kind: 'not-started', failure: { code: 'TERMINAL_UNTRUSTED' } })
    const told = 'failure' in outcome ? outcome.failure.details?.fingerprint : null
    expect([fingerprintOf(identity), '–']).toContain(told)
    expect(bench.terminal.traffic().bytesIn).toBe(0)
  })

  it.each([
    ['another passphrase', { passphrase: 'p@ssw0rd123457' }],
    ['another key', { keyIdentifier: 'CryptoKeyIdentifier99999' }],
    ['another version of the key', { keyVersion: 2 }],
    ['another name', { poiId: 'P400Plus-999999999' }],
    ['no passphrase', { passphrase: '' }],
  ])('with %s: it is told when it is looked for, and charges nothing', async (_, settings) => {
    const bench = await opened({ settings })
    expect(await bench.driver.probe()).toMatchObject({ error: { code: 'TERMINAL_NOT_PAIRED' } })
    expect((await bench.driver.pay(orderOf('pay'))).kind).not.toBe('approved')
    expect(bench.ledger()).toEqual([])
  })
})

describe('at the address of a terminal', () => {
  it('something that does not encrypt, or nothing at all, is named as such', async () => {
    const echo = await lineServer('echo')
    endings.push(() => echo.close())
    const codes: ErrorCode[] = []
    for (const endpoint of [echo.endpoint, await closedPort(), 'serial:/dev/ttyACM0']) {
      const driver = createNexoTerminal({ alias: 'X', endpoint, settings: NEXO_SETTINGS, clock: realClock })
      const found = await driver.probe()
      if (!found.ok) codes.push(found.error.code)
      await driver.close()
    }
    expect(codes).toEqual(['TERMINAL_WRONG_PROTOCOL', 'TERMINAL_NOT_FOUND', 'TERMINAL_NOT_FOUND'])
  })
})

describe('what a technician types as a certificate', () => {
  it.each([
    ['nothing', '', true],
    ['a fingerprint', 'ab'.repeat(32), true],
    ['a short one', 'ab'.repeat(31), false],
    ['other text', 'the one on the back', false],
    ['a private key', NEXO_IDENTITY.key, false],
    ['a certificate with its key', `${NEXO_IDENTITY.certificate}${NEXO_IDENTITY.key}`, false],
  ])('%s', (_, text, isTaken) => {
    expect(terminalCertificateSchema.safeParse(text).success).toBe(isTaken)
  })
})
