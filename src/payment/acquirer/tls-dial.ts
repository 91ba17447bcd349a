import { createHash } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { isIP } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { connect, type TLSSocket } from 'node:tls'
import { CIPHERS, TLS } from '#contract/ciphers.ts'
import { CatalogueFailure, fail } from '#contract/result.ts'
import type { HostDialPort, HostSocket } from '../ports/host-dial.port.ts'
import { type Address, type TlsProgress, tlsTrouble } from './tls-trouble.ts'

/** With whom an encrypted line may be made, and as whom. Certificates and keys as PEM text. */
export interface TlsTerms {
  /** The bank's own roots. Those of the machine are not asked. */
  readonly roots: string
  /** The till's certificate and key; null where the bank asks for none. */
  readonly identity: { readonly certificate: string; readonly key: string } | null
  /** The name in the host's certificate, where it is not that of the address. */
  readonly serverName: string | null
  /** SHA-256 of the public keys (SPKI, DER) one of which the host must have, in base64; none: any under the roots. */
  readonly pins: readonly string[]
}

/**
 * Encrypted lines: TLS 1.2 at least, the host proven by the bank's own roots and, where they are given, by its very key.
 * A line that does not come about says why by a CatalogueFailure; no byte of a message has left by then.
 */
export function createTlsDial(terms: TlsTerms): HostDialPort {
  return {
    dial: (address) => new TlsLine(address, terms),
    arrivals: () => nextTurn(),
  }
}

/**
 *   dialled ──► on TCP ──► encrypted, host proven ──► `connect`
 *      │          │                  │
 *    close     error, close     error, close (another key than a pinned one)
 *
 * TLS 1.3 lets the host judge the till's certificate only after `connect`; `mayStillRefuse` says so.
 */
class TlsLine extends EventEmitter implements HostSocket {
  readonly #socket: TLSSocket
  readonly #address: Address
  readonly #hasIdentity: boolean
  #stage: TlsProgress['stage'] = 'dialled'
  #isTold = false

  constructor(address: Address, { roots, identity, serverName, pins }: TlsTerms) {
    super()
    this.#address = address
    this.#hasIdentity = identity !== null
    const name = serverName ?? address.host
    this.#socket = connect({
      ...address,
      ca: roots,
      ...(identity ? { cert: identity.certificate, key: identity.key } : {}),
      // A name to ask for can not be an address (RFC 6066), yet the certificate must be for it.
      ...(isIP(name) === 0 ? { servername: name } : {}),
      minVersion: TLS.lowestVersion,
      ciphers: TLS.suites.join(':'),
      ecdhCurve: TLS.curves.join(':'),
      rejectUnauthorized: true,
    })
    this.#socket
      .on('connect', () => {
        this.#stage = 'on-tcp'
        this.emit('tcp')
      })
      .on('secureConnect', () => this.#judgeKey(pins))
      .on('data', (chunk) => this.emit('data', chunk))
      .on('end', () => this.emit('end'))
      .on('error', (error) => this.#fail(error))
      .on('close', () => this.#close())
  }

  get mayStillRefuse(): boolean {
    return this.#socket.getProtocol() === 'TLSv1.3'
  }

  setNoDelay(noDelay: boolean): void {
    this.#socket.setNoDelay(noDelay)
  }

  write(bytes: Uint8Array, written?: (error?: Error | null) => void): boolean {
    return this.#socket.write(bytes, written)
  }

  destroy(): void {
    this.#socket.destroy()
  }

  #judgeKey(pins: readonly string[]): void {
    const key = this.#socket.getPeerX509Certificate()?.publicKey.export({ type: 'spki', format: 'der' })
    const pin = key === undefined ? null : createHash(CIPHERS.digest).update(key).digest('base64')
    if (pins.length > 0 && (pin === null || !pins.includes(pin))) {
      this.#socket.destroy(new CatalogueFailure(fail('HOST_TLS_OTHER_KEY').error))
      return
    }
    this.#stage = 'encrypted'
    this.emit('connect')
  }

  #fail(error: Error): void {
    this.#isTold = true
    const progress = { stage: this.#stage, hasIdentity: this.#hasIdentity }
    const known = error instanceof CatalogueFailure ? error : tlsTrouble(error, this.#address, progress)
    this.emit('error', known ?? error)
  }

  #close(): void {
    if (this.#stage === 'on-tcp' && !this.#isTold)
      this.emit('error', new CatalogueFailure(fail('HOST_TLS_BROKEN_OFF').error))
    this.emit('close')
  }
}
