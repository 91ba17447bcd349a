import type { AcquirerHostPort, HostOutcome, HostRole } from '../ports/acquirer-host.port.ts'
import { type Acquirer, hostOf } from './acquirer-directory.ts'

/** Codes by which a host declines because something behind it is away: nothing was charged. */
const ELSEWHERE_CODES: readonly string[] = ['91', '92', '96']

/**
 * What may go to the other host of an acquirer after a request that one of them did not approve:
 * - `same-request`: no byte of it left. The very same request, under its STAN, at once.
 * - `new-attempt`: declined for want of what is behind the host. Only a new payment, with a new STAN and a new
 *   cryptogram of the card.
 * - `nothing`: it may have been charged, or was answered for good. An unknown one is reversed where it may have arrived.
 */
export type Resend = 'same-request' | 'new-attempt' | 'nothing'

/** The table "when may one resend?" of the acquirer-host sheet, 2.3, for a message that charges. */
export function mayResend(outcome: HostOutcome<{ readonly responseCode: string }>): Resend {
  switch (outcome.kind) {
    case 'not-sent':
      // What the adapter cannot write it cannot write for the other host either.
      return outcome.failure.code === 'INTERNAL_UNEXPECTED' ? 'nothing' : 'same-request'
    case 'silent':
      return 'nothing'
    case 'answered':
      return ELSEWHERE_CODES.includes(outcome.answer.responseCode) ? 'new-attempt' : 'nothing'
  }
}

/**
 * The hosts that may hear of a message that one of them may know already, first choice first: that one alone, for
 * another one with a ledger of its own would agree to a reversal of what it never saw, and the charge would stand.
 */
export function mayHearOf({ sharedJournal, standby, isAway }: Acquirer, via: HostRole): readonly HostRole[] {
  if (!sharedJournal || standby === null) return [via]
  const other = otherRole(via)
  return isAway(via) && !isAway(other) ? [other, via] : [via, other]
}

/** Tells a host that may know, or one that keeps the same journal. Goes on to the next only while no byte left. */
export async function askWhoKnows<Answer>(
  acquirer: Acquirer,
  via: HostRole,
  ask: (host: AcquirerHostPort) => Promise<HostOutcome<Answer>>,
): Promise<HostOutcome<Answer>> {
  const [first = via, second] = mayHearOf(acquirer, via)
  const outcome = await ask(hostOf(acquirer, first))
  const isOver = second === undefined || outcome.kind !== 'not-sent' || outcome.failure.code === 'INTERNAL_UNEXPECTED'
  return isOver ? outcome : ask(hostOf(acquirer, second))
}

/** Nobody who may hear of it is there at the moment. */
export function nobodyKnows(acquirer: Acquirer, via: HostRole): boolean {
  return mayHearOf(acquirer, via).every((role) => acquirer.isAway(role))
}

/** Hosts that a new request may go to, first choice first: those that are there, before those that are not. */
export function rolesOf({ standby, serving }: Acquirer): readonly HostRole[] {
  const first = serving()
  return standby === null ? [first] : [first, otherRole(first)]
}

export const otherRole = (role: HostRole): HostRole => (role === 'primary' ? 'standby' : 'primary')
