import { hash as digestOf } from 'node:crypto'
import { CIPHERS } from '#contract/ciphers.ts'
import type { Json } from '#contract/json.ts'
import type { FiscalRecord } from '../ports/commit-paid-sale.port.ts'
import type { FiscalSignerPort } from '../ports/fiscal-signer.port.ts'
import { canonicalJson } from './canonical-json.ts'

/** What the first record of a till follows. */
const NO_HASH = '0'.repeat(64)

export interface FiscalEntry {
  readonly kind: FiscalRecord['kind']
  readonly at: string
  readonly body: Readonly<Record<string, Json>>
}

/**
 * The record that follows `head`. Its body repeats sequence, kind and time, so that all of the record is under the
 * hash, SHA-256 over the previous hash (64 hex digits) and the body; the signature covers the hash's 64 characters.
 */
export function nextRecord(head: FiscalRecord | null, entry: FiscalEntry, signer: FiscalSignerPort): FiscalRecord {
  const sequence = (head?.sequence ?? 0) + 1
  const previousHash = head?.hash ?? NO_HASH
  const body = canonicalJson({ ...entry.body, sequence, kind: entry.kind, at: entry.at })
  const hash = hashOf(previousHash, body)
  return {
    sequence,
    kind: entry.kind,
    at: entry.at,
    body,
    previousHash,
    hash,
    signature: signer.sign(Buffer.from(hash)),
  }
}

/** The first place where a chain does not hold, and why. */
export interface ChainBreak {
  readonly sequence: number
  readonly cause: 'sequence' | 'link' | 'body' | 'hash' | 'signature'
}

/**
 * Checks consecutive records, the first of which follows `before` (null: the first of the till).
 * @returns the first break, or null when every record holds. Never throws.
 */
export function verifyChain(
  records: readonly FiscalRecord[],
  before: Pick<FiscalRecord, 'sequence' | 'hash'> | null,
  signer: FiscalSignerPort,
): ChainBreak | null {
  let last = before ?? { sequence: 0, hash: NO_HASH }
  for (const record of records) {
    const cause = causeOfBreak(record, last, signer)
    if (cause !== null) return { sequence: record.sequence, cause }
    last = record
  }
  return null
}

function causeOfBreak(
  record: FiscalRecord,
  last: Pick<FiscalRecord, 'sequence' | 'hash'>,
  signer: FiscalSignerPort,
): ChainBreak['cause'] | null {
  if (record.sequence !== last.sequence + 1) return 'sequence'
  if (record.previousHash !== last.hash) return 'link'
  if (!bodyRepeats(record)) return 'body'
  if (record.hash !== hashOf(record.previousHash, record.body)) return 'hash'
  return signer.verify(Buffer.from(record.hash), record.signature) ? null : 'signature'
}

function bodyRepeats(record: FiscalRecord): boolean {
  try {
    const body: unknown = JSON.parse(record.body)
    if (typeof body !== 'object' || body === null) return false
    const { sequence, kind, at } = body as Record<string, unknown>
    return sequence === record.sequence && kind === record.kind && at === record.at
  } catch {
    return false
  }
}

function hashOf(previousHash: string, body: string): string {
  return digestOf(CIPHERS.digest, `${previousHash}${body}`, 'hex')
}

const SHORT_GROUP = /.{4}/g
const SHORT_CHARACTERS = 12

/** The signature as papers print it: its first twelve letters and digits, `b7Kq-2fTe-9xLm`. */
export function shortSignature(record: Pick<FiscalRecord, 'signature'>): string {
  const characters = record.signature.replace(/[^A-Za-z0-9]/g, '').slice(0, SHORT_CHARACTERS)
  return (characters.match(SHORT_GROUP) ?? []).join('-')
}
