import { randomBytes, randomUUID } from 'node:crypto'
import { type Failure, fail } from '#contract/result.ts'
import { failureOf } from '../terminal-link.ts'
import type { NexoHeard, NexoLine } from './nexo-line.ts'
import {
  encloseNexoRequest,
  encodeNexoRequest,
  type NexoAddress,
  type NexoCategory,
  type NexoHeader,
  type NexoMessage,
  readNexoAnswer,
  serviceIdOf,
} from './nexo-messages.codec.ts'
import { deriveNexoKeys, type NexoKeyName, type NexoKeys, NONCE_BYTES, sealNexo } from './nexo-security.codec.ts'

/** The names of both sides, and the key that they share. */
export interface NexoParties extends NexoKeyName {
  readonly saleId: string
  readonly poiId: string
  readonly passphrase: string
}

/**
 * What was said to one question. answer: the terminal's own word on it. empty: taken, without a word. other: its word on something else.
 * unreadable: whatever was not closed under the shared key. The rest as of the line.
 */
export type NexoReply =
  | { readonly kind: 'answer'; readonly message: NexoMessage }
  | { readonly kind: 'empty' | 'unreadable' }
  | { readonly kind: 'other'; readonly field: keyof NexoHeader }
  | Exclude<NexoHeard, { kind: 'answer' }>

export interface NexoAsking {
  readonly timeoutMs: number
  readonly serviceId?: string
  readonly mayLeave?: () => boolean
}

const NO_CONTENT = 204
const OK = 200

/** Puts questions to the terminal, closed under the shared key, and believes no answer but its own to that very question. */
export class NexoConversation {
  readonly #parties: NexoParties
  readonly #line: NexoLine
  readonly #endpoint: string
  #keys: NexoKeys | null

  /** @param keys made of the passphrase elsewhere, for tests. */
  constructor(parties: NexoParties, line: NexoLine, endpoint: string, keys: NexoKeys | null) {
    this.#parties = parties
    this.#line = line
    this.#endpoint = endpoint
    this.#keys = keys
  }

  /** @param asking `serviceId`: a new one where the question is no order. `mayLeave`: as the line asks. */
  async ask(
    category: NexoCategory,
    body: object,
    { timeoutMs, serviceId = serviceIdOf(randomUUID()), mayLeave }: NexoAsking,
  ): Promise<NexoReply> {
    const { saleId, poiId, passphrase } = this.#parties
    // A key that could not be unsealed: nothing is said under another.
    if (passphrase === '') return { kind: 'not-sent', failure: this.notPaired() }
    this.#keys ??= deriveNexoKeys(passphrase)
    const address: NexoAddress = { category, saleId, serviceId, poiId }
    const sealed = sealNexo(encodeNexoRequest(address, body), this.#keys, this.#parties, randomBytes(NONCE_BYTES))
    const heard = await this.#line.post(encloseNexoRequest(address, sealed), timeoutMs, mayLeave)
    if (heard.kind !== 'answer') return heard
    if (heard.body.length === 0 && (heard.status === OK || heard.status === NO_CONTENT)) return { kind: 'empty' }
    if (heard.status !== OK) return { kind: 'broken', why: `HTTP ${heard.status}` }
    const message = readNexoAnswer(heard.body.toString('utf8'), this.#keys)
    if (message === null) return { kind: 'unreadable' }
    const field = strangerIn(message.MessageHeader, address)
    return field === null ? { kind: 'answer', message } : { kind: 'other', field }
  }

  /** The name of a message of this till. */
  referenceOf(category: NexoCategory, serviceId: string) {
    const { saleId, poiId } = this.#parties
    return { MessageCategory: category, SaleID: saleId, ServiceID: serviceId, POIID: poiId } as const
  }

  /** The field in which a message that the terminal repeats is another than this one. */
  strangerInRepeated(header: NexoHeader, category: NexoCategory, serviceId: string): keyof NexoHeader | null {
    const { saleId, poiId } = this.#parties
    return strangerIn(header, { category, saleId, serviceId, poiId })
  }

  /** Why there is no answer, in the catalogue's words. */
  troubleOf(reply: Exclude<NexoReply, { kind: 'answer' }>): Failure {
    switch (reply.kind) {
      case 'not-sent':
        return reply.failure
      case 'empty':
        return fail('TERMINAL_MALFORMED_ANSWER', { reason: 'HTTP' }).error
      case 'unreadable':
        return fail('TERMINAL_MALFORMED_ANSWER', { reason: 'NexoBlob' }).error
      case 'broken':
        return fail('TERMINAL_MALFORMED_ANSWER', { reason: reply.why }).error
      case 'other':
        return fail('TERMINAL_OTHER_ANSWER', { field: reply.field }).error
      default:
        return failureOf(reply, this.#endpoint)
    }
  }

  notPaired(): Failure {
    return fail('TERMINAL_NOT_PAIRED', { endpoint: this.#endpoint }).error
  }
}

function strangerIn(header: NexoHeader, address: NexoAddress): keyof NexoHeader | null {
  if (header.MessageCategory !== address.category) return 'MessageCategory'
  if (header.ServiceID !== address.serviceId) return 'ServiceID'
  if (header.SaleID !== address.saleId) return 'SaleID'
  return header.POIID === address.poiId ? null : 'POIID'
}
