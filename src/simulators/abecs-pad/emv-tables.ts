import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { replaceFile } from '../process/replace-file.ts'

/**
 * EMV tables as a till loads them (pin-pad sheet 2.7; ABECS 4 and 6.7.2-6.7.4).
 *
 *   record = LEN(3, itself included) ID(1) ACQ(2) IDX(2) …     1 application, 2 public key, 3 revoked certificate
 *
 *   idle ──begin──► loading ──add──► loading ──end──► idle     no add at all: what was loaded is erased
 *
 * Until `end` the former tables stay in force. Acquirer 00 is the unified way: all tables at once, one version for
 * all. Any other acquirer changes its own tables only, and from then on there is no common version. Records of another
 * acquirer, of an unknown kind or of a wrong width are dropped without a word.
 */
export interface TableRecord {
  readonly kind: 'application' | 'public-key' | 'revoked-certificate'
  readonly acquirer: string
  readonly index: string
  readonly text: string
}

export const NO_TABLES = '0000000000'
const UNIFIED = '00'
const HEAD = /^(\d{3})([123])(\d{2})([0-9A-Z]{2})/
/** An application record of 1.08, 2.0x or 2.1x; longer ones belong to editions to come, and their rest is not read. */
const APPLICATION_WIDTHS: readonly number[] = [284, 314, 340]
const PUBLIC_KEY_WIDTH = 611
const CERTIFICATE_WIDTH = 26
const KINDS = { '1': 'application', '2': 'public-key', '3': 'revoked-certificate' } as const

const fileSchema = z.strictObject({
  versions: z.record(z.string(), z.string()),
  records: z.array(
    z.strictObject({
      kind: z.enum(['application', 'public-key', 'revoked-certificate']),
      acquirer: z.string(),
      index: z.string(),
      text: z.string(),
    }),
  ),
})

interface Loading {
  readonly acquirer: string
  readonly version: string
  wasFed: boolean
  readonly records: TableRecord[]
}

export class EmvTables {
  readonly #file: string | null
  #versions: ReadonlyMap<string, string>
  #records: readonly TableRecord[]
  #loading: Loading | null = null

  /** @param file keeps the tables over a restart; null keeps them in memory. @throws when it holds something else. */
  constructor(file: string | null) {
    this.#file = file
    const kept = file !== null && existsSync(file) ? fileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : null
    this.#versions = new Map(Object.entries(kept?.versions ?? {}))
    this.#records = kept?.records ?? []
  }

  get records(): readonly TableRecord[] {
    return this.#records
  }

  get isLoading(): boolean {
    return this.#loading !== null
  }

  /** PP_TABVERnn: under one version for all, every acquirer answers it. */
  version(acquirer: string): string {
    return this.#versions.get(acquirer) ?? this.#versions.get(UNIFIED) ?? NO_TABLES
  }

  /** @returns whether that version is in force already. Anything begun before and not ended is forgotten. */
  begin(acquirer: string, version: string): boolean {
    this.#loading = { acquirer, version, wasFed: false, records: [] }
    return this.version(acquirer) === version
  }

  add(count: number, text: string): void {
    const loading = this.#loading
    if (!loading) throw new RangeError('no tables are being loaded')
    loading.wasFed = true
    for (const record of splitRecords(count, text)) {
      const isOurs = loading.acquirer === UNIFIED || record.acquirer === loading.acquirer
      if (!isOurs) continue
      const same = loading.records.findIndex(
        ({ kind, acquirer, index }) => kind === record.kind && acquirer === record.acquirer && index === record.index,
      )
      if (same < 0) loading.records.push(record)
      else loading.records[same] = record
    }
  }

  /** The tables are in force; on disk before they are. */
  end(): void {
    const loading = this.#loading
    if (!loading) throw new RangeError('no tables are being loaded')
    const { acquirer, version, wasFed, records } = loading
    const isUnified = acquirer === UNIFIED
    const versions = new Map(isUnified ? [] : this.#separateVersions())
    if (wasFed) versions.set(acquirer, version)
    else versions.delete(acquirer)
    const kept = isUnified ? [] : this.#records.filter((record) => record.acquirer !== acquirer)
    const next = { versions: Object.fromEntries(versions), records: [...kept, ...records] }
    if (this.#file !== null) replaceFile(this.#file, JSON.stringify(next))
    this.#versions = versions
    this.#records = next.records
    this.#loading = null
  }

  /** Loss of power before the end: the former tables stay. */
  forgetLoading(): void {
    this.#loading = null
  }

  /** What each acquirer answers once there is no version for all. */
  #separateVersions(): ReadonlyArray<readonly [string, string]> {
    const common = this.#versions.get(UNIFIED)
    if (common === undefined) return [...this.#versions]
    return [...new Set(this.#records.map(({ acquirer }) => acquirer))]
      .filter((acquirer) => acquirer !== UNIFIED)
      .map((acquirer) => [acquirer, common])
  }
}

function splitRecords(count: number, text: string): TableRecord[] {
  const records: TableRecord[] = []
  let at = 0
  for (let number = 0; number < count && at < text.length; number += 1) {
    const width = Number(/^\d{3}/.exec(text.slice(at))?.[0] ?? 0)
    // Without a length there is no way to find the record after it.
    if (width < 3) break
    const record = readRecord(text.slice(at, at + width))
    if (record) records.push(record)
    at += width
  }
  return records
}

function readRecord(text: string): TableRecord | null {
  const [, width, digit, acquirer, index] = HEAD.exec(text) ?? []
  if (digit === undefined || acquirer === undefined || index === undefined || Number(width) !== text.length) return null
  const kind = KINDS[digit as keyof typeof KINDS]
  // Only public keys may be shared by all acquirers.
  if (acquirer === UNIFIED && kind !== 'public-key') return null
  return isSound(kind, text) ? { kind, acquirer, index, text } : null
}

function isSound(kind: TableRecord['kind'], text: string): boolean {
  if (kind === 'application') {
    const known = APPLICATION_WIDTHS.includes(text.length) || text.length > Math.max(...APPLICATION_WIDTHS)
    const identifierBytes = Number(text.slice(8, 10))
    return known && identifierBytes >= 5 && identifierBytes <= 16 && /^[0-9A-F]{32}$/.test(text.slice(10, 42))
  }
  if (kind === 'public-key') {
    return (
      text.length === PUBLIC_KEY_WIDTH && /^[0-9A-F]{12}00[13][0-9A-F]{6}\d{3}[0-9A-F]{496}[01]/.test(text.slice(8))
    )
  }
  return text.length === CERTIFICATE_WIDTH && /^[0-9A-F]{18}$/.test(text.slice(8))
}
