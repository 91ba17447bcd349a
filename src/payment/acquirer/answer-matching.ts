import type { AcquirerProfile } from '../iso8583/acquirer-profile.ts'
import type { IsoMessage } from '../iso8583/field-table.ts'
import { Iso8583Error } from '../iso8583/iso8583-error.ts'
import { answerTypeOf } from '../iso8583/message-type.ts'
import { readFromHost } from '../iso8583/wire.ts'

/**
 * What a message from the host is to the request that waits.
 * answer: take it. late: it belongs to an earlier request, or to none; it is kept and changes nothing.
 * request: the host asks something itself: the till (0800, an echo as a rule) or a person (0600).
 * malformed: it claims to be the answer and cannot be; the request ends unanswered.
 */
export type AnswerVerdict =
  | { readonly kind: 'answer'; readonly message: IsoMessage }
  | { readonly kind: 'request'; readonly message: IsoMessage }
  | { readonly kind: 'late'; readonly message: IsoMessage }
  | { readonly kind: 'malformed'; readonly field: string }

/** Requests remembered so that their late answers are known as such. */
const REMEMBERED_REQUESTS = 64

/** A reversal answers the same STAN as its sale, so the class of the message is part of the key. */
export class SentRequests {
  readonly #keys: string[] = []

  add(key: string): void {
    this.#keys.push(key)
    if (this.#keys.length > REMEMBERED_REQUESTS) this.#keys.shift()
  }

  has(key: string): boolean {
    return this.#keys.includes(key)
  }
}

/** Class of the message and the fields that the profile ties answers by. */
export function matchKey(profile: AcquirerProfile, message: IsoMessage): string {
  const messageClass = message.mti.slice(0, 2) as keyof AcquirerProfile['matching']
  return [messageClass, ...profile.matching[messageClass].map((number) => message.fields[number] ?? '')].join('|')
}

/** Judges one message while `request` waits; a request is null between conversations. Never throws. */
export function judgeAnswer(
  profile: AcquirerProfile,
  request: IsoMessage | null,
  sent: SentRequests,
  payload: Uint8Array,
  macKey: Uint8Array | null = null,
): AnswerVerdict {
  let message: IsoMessage
  try {
    message = readFromHost(profile, payload, macKey)
  } catch (thrown) {
    if (!(thrown instanceof Iso8583Error)) throw thrown
    return { kind: 'malformed', field: thrown.field }
  }
  if (message.mti === '0800' || message.mti === '0600') return { kind: 'request', message }
  const late = { kind: 'late', message } as const
  if (request === null || message.mti.slice(0, 2) !== request.mti.slice(0, 2)) return late
  const field = differingField(profile, request, message)
  if (field === null) return { kind: 'answer', message }
  const foreign = field === '11' || field === '41'
  return foreign && sent.has(matchKey(profile, message)) ? late : { kind: 'malformed', field }
}

/** The first field by which a message of the right class is not the answer to this request. */
function differingField(profile: AcquirerProfile, request: IsoMessage, message: IsoMessage): string | null {
  const messageClass = request.mti.slice(0, 2) as keyof AcquirerProfile['matching']
  for (const number of profile.matching[messageClass]) {
    if (message.fields[number] !== whole(request, number)) return String(number)
  }
  if (message.mti !== answerTypeOf(request.mti)) return 'mti'
  return amountFits(profile, request, message) ? null : '4'
}

/** An answer repeats the amount of its request; only one that approves a part may, and must, name a smaller one. */
function amountFits(profile: AcquirerProfile, request: IsoMessage, message: IsoMessage): boolean {
  const amount = message.fields[4]
  const isAsked = request.mti === '0200' || request.mti === '0100'
  if (amount === undefined) return !isAsked
  const asked = whole(request, 4) ?? ''
  const partly = isAsked && profile.partialCodes.includes(message.fields[39] ?? '')
  return partly ? Number(amount) > 0 && amount < asked : amount === asked
}

/** A field of our own message as it stands on the wire: padded. */
function whole(request: IsoMessage, number: 4 | 11 | 41): string | undefined {
  const value = request.fields[number]
  if (number === 4) return value?.padStart(12, '0')
  return number === 11 ? value?.padStart(6, '0') : value?.padEnd(8, ' ')
}
