import { LIMITS } from '#contract/limits.ts'
import { type Failure, fail } from '#contract/result.ts'
import type { ByteLink, LinkTrouble } from '../link/byte-link.ts'
import { createLink } from '../link/create-link.ts'
import type { SerialForm } from '../link/serial-link.ts'

const CODES = {
  'not-found': 'TERMINAL_NOT_FOUND',
  busy: 'TERMINAL_PORT_BUSY',
  'no-right': 'TERMINAL_NOT_FOUND',
  lost: 'TERMINAL_NOT_FOUND',
} as const satisfies Record<LinkTrouble, string>

/** A line to a terminal, not open yet; null where the endpoint is none. `form` is that of a serial one. */
export function terminalLink(endpoint: string, form: SerialForm): ByteLink | null {
  const timeouts = { openTimeoutMs: LIMITS.terminalConnectTimeoutMs, writeTimeoutMs: LIMITS.linkWriteTimeoutMs }
  const created = createLink(endpoint, timeouts, form)
  return created.ok ? created.value : null
}

/** On a cable, where nobody hears of the other side's end, and bytes may arrive spoilt. */
export const isSerial = (endpoint: string): boolean => endpoint.startsWith('serial:')

/** Why an exchange with a terminal has no answer: nothing left, its time is over, or the line ended first. */
export type NoAnswer =
  | { readonly kind: 'busy' | 'silent' | 'lost' }
  | { readonly kind: 'not-sent'; readonly trouble: LinkTrouble }

/** The same for every protocol, in the catalogue's words. */
export function failureOf(end: NoAnswer, endpoint: string): Failure {
  switch (end.kind) {
    case 'busy':
      return fail('TERMINAL_BUSY').error
    case 'not-sent':
      return fail(CODES[end.trouble], { endpoint }).error
    case 'silent':
      return fail('TERMINAL_NO_ANSWER').error
    case 'lost':
      return fail('TERMINAL_LINK_LOST').error
  }
}

/** Nothing of what was asked has left. */
export const isNotStarted = ({ kind }: { readonly kind: string }): boolean => kind === 'not-sent' || kind === 'busy'
