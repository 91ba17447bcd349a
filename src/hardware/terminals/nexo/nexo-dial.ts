import { isIP } from 'node:net'
import { checkServerIdentity, connect, type PeerCertificate, type TLSSocket } from 'node:tls'
import { TLS } from '#contract/ciphers.ts'
import { LIMITS } from '#contract/limits.ts'
import { fail } from '#contract/result.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import { networkAddress } from '../../link/network-address.ts'
import type { NexoDial, NexoDialled } from './nexo-line.ts'

/** By what the terminal at an address proves itself. */
export interface NexoTrust {
  /** Fingerprint (SHA-256) of its certificate, or the root of its maker as PEM; empty: by nothing, so that none is trusted. */
  readonly certificate: string
  /** What its certificate may call it where it does not name the address. */
  readonly poiId: string
}

/** Common name of the certificate that terminals of Adyen without one of their own share. */
const FLEET_NAME = 'legacy-terminal-certificate'
/** Probes a silent peer, so that a pulled network cable is noticed without traffic. */
const KEEP_ALIVE_MS = 5_000

/**
 * Encrypted lines to one terminal: TLS 1.2 at least, the terminal proven by its very certificate, or by its maker's root and its name.
 * The machine's own roots are not asked. A line that does not come about says why; no byte of a message has left by then.
 */
export function createNexoDial(endpoint: string, trust: NexoTrust, clock: Pick<ClockPort, 'after'>): NexoDial {
  const address = networkAddress(endpoint)
  if (address === null) return async () => failed('TERMINAL_NOT_FOUND', endpoint)
  return () =>
    new Promise((resolve) => {
      const socket = open(address, trust)
      if (socket === null) return resolve(untrusted(endpoint, null))
      let isOnTcp = false
      const end = (dialled: NexoDialled) => {
        stopTimer()
        if (!dialled.ok) socket.destroy()
        resolve(dialled)
      }
      const giveUp = () => end(failed(isOnTcp ? 'TERMINAL_WRONG_PROTOCOL' : 'TERMINAL_NOT_FOUND', endpoint))
      const stopTimer = clock.after(LIMITS.terminalConnectTimeoutMs, giveUp)
      socket.on('connect', () => {
        isOnTcp = true
      })
      // Kept for the whole life of the line: what goes wrong later is told by whoever speaks on it.
      socket.on('error', giveUp)
      socket.on('close', giveUp)
      socket.on('secureConnect', () => {
        const fingerprint = socket.getPeerX509Certificate()?.fingerprint256 ?? null
        const isTrusted = isRoot(trust) ? socket.authorized : isPinned(fingerprint, trust)
        end(isTrusted ? { ok: true, stream: socket } : untrusted(endpoint, fingerprint))
      })
    })
}

/** Null when the root is none that can be read. */
function open(address: { readonly host: string; readonly port: number }, trust: NexoTrust): TLSSocket | null {
  try {
    const socket = connect({
      ...address,
      ...(isRoot(trust) && { ca: [...rootsIn(trust)] }),
      // A name to ask for can not be an address (RFC 6066).
      ...(isIP(address.host) === 0 && { servername: address.host }),
      minVersion: TLS.lowestVersion,
      ciphers: TLS.suites.join(':'),
      ecdhCurve: TLS.curves.join(':'),
      // Judged below, before anything is said: one that is not trusted is still told by its certificate.
      rejectUnauthorized: false,
      checkServerIdentity: (_, certificate) => nameTrouble(address.host, trust.poiId, certificate),
    })
    socket.setNoDelay(true)
    socket.setKeepAlive(true, KEEP_ALIVE_MS)
    return socket
  } catch {
    return null
  }
}

const isRoot = ({ certificate }: NexoTrust): boolean => certificate.includes('BEGIN CERTIFICATE')

/** Pasted into one line they have lost their ends of lines. */
const rootsIn = ({ certificate }: NexoTrust): readonly string[] =>
  (certificate.match(/(?<=BEGIN CERTIFICATE-----)[^-]+/g) ?? []).map((block) => {
    const lines = block.replace(/\s/g, '').match(/.{1,64}/g) ?? []
    return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
  })

function isPinned(fingerprint: string | null, { certificate }: NexoTrust): boolean {
  const wanted = certificate.replaceAll(':', '').toUpperCase()
  return wanted !== '' && fingerprint?.replaceAll(':', '') === wanted
}

/** Nothing when the certificate is for the address, for this terminal by its own name, or for the fleet. */
function nameTrouble(host: string, poiId: string, certificate: PeerCertificate): Error | undefined {
  const trouble = checkServerIdentity(host, certificate)
  const others = (certificate.subjectaltname ?? '').split(', ').filter((name) => name.startsWith('DNS:'))
  const names = [certificate.subject?.CN ?? [], others.map((name) => name.slice('DNS:'.length))].flat(2)
  const labels = names.map((name) => name.toLowerCase().split('.')[0])
  return labels.includes(poiId.toLowerCase()) || labels.includes(FLEET_NAME) ? undefined : trouble
}

const failed = (code: 'TERMINAL_NOT_FOUND' | 'TERMINAL_WRONG_PROTOCOL', endpoint: string): NexoDialled => ({
  ok: false,
  failure: fail(code, { endpoint }).error,
})

const untrusted = (endpoint: string, fingerprint: string | null): NexoDialled => ({
  ok: false,
  failure: fail('TERMINAL_UNTRUSTED', { endpoint, fingerprint: fingerprint ?? '–' }).error,
})
