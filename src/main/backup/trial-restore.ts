import { createPrivateKey } from 'node:crypto'
import { rmSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { CatalogueFailure } from '#contract/result.ts'
import type { DatabaseFacts, TrialReason } from '#contract/views/backup-view.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { SecretStorePort } from '#payment/ports/secret-store.port.ts'
import { openStore, type Store } from '#store/open-store.ts'
import { verifyChain } from '#till/fiscal/fiscal-chain.ts'
import type { FiscalRecord } from '#till/ports/commit-paid-sale.port.ts'
import type { FiscalSignerPort } from '#till/ports/fiscal-signer.port.ts'
import { signerOf } from '../secret-store/fiscal-signer.ts'
import { type ArchiveHeader, type ArchiveManifest, readArchive } from './archive.ts'

export interface TrialParts {
  readonly secrets: SecretStorePort
  readonly clock: Pick<ClockPort, 'now' | 'after'>
  readonly onProgress: (done: number, total: number) => void
}

export type Trial =
  | { readonly reason: null; readonly manifest: ArchiveManifest; readonly facts: DatabaseFacts }
  | { readonly reason: TrialReason; readonly facts: DatabaseFacts | null }

/** Fiscal records checked before whatever waits has its turn: a signature takes about a tenth of a millisecond. */
const RECORDS_A_TURN = 200

/**
 * Restores an archive into a scratch folder as it would be restored for good: opened, brought to the newest schema, every figure
 * compared with when it was made, the whole fiscal chain verified. The folder is left when all of that is well, and gone when not.
 */
export async function tryRestore(
  path: string,
  keyOf: (header: ArchiveHeader) => Promise<Uint8Array>,
  scratch: string,
  parts: TrialParts,
): Promise<Trial> {
  rmSync(scratch, { recursive: true, force: true })
  const archive = await readArchive(path, keyOf, scratch)
  if (!archive.ok) {
    const reasons = { BACKUP_DAMAGED: 'damaged', BACKUP_WRONG_PASSPHRASE: 'passphrase' } as const
    return { reason: reasons[archive.error.code], facts: null }
  }
  const trial = await inspect(scratch, archive.value, parts)
  if (trial.reason !== null) rmSync(scratch, { recursive: true, force: true })
  return trial
}

async function inspect(scratch: string, manifest: ArchiveManifest, parts: TrialParts): Promise<Trial> {
  let store: Store | null = null
  try {
    store = openStore({ folder: scratch, secretStore: parts.secrets, clock: parts.clock })
    const facts = await store.backupBook.facts()
    if (!isSame(manifest.facts, facts)) return { reason: 'differs', facts }
    const key = createPrivateKey({ key: Buffer.from(manifest.fiscalKey, 'base64'), format: 'der', type: 'pkcs8' })
    const isWhole = await isChainWhole(store, signerOf(key), facts.fiscalRecords, parts.onProgress)
    if (!isWhole || !(await isLastDayTheSame(store))) return { reason: isWhole ? 'differs' : 'chain', facts }
    return { reason: null, manifest, facts }
  } catch (thrown) {
    const code = thrown instanceof CatalogueFailure ? thrown.failure.code : null
    return { reason: code === 'STORE_NEWER' ? 'newer' : 'damaged', facts: null }
  } finally {
    store?.close()
  }
}

/** The schema moves on when an older copy is brought up to date; what is in it does not. */
function isSame(made: DatabaseFacts, found: DatabaseFacts): boolean {
  const { schema: _, ...before } = made
  const { schema: __, ...after } = found
  return JSON.stringify(before) === JSON.stringify(after)
}

async function isChainWhole(
  store: Store,
  signer: FiscalSignerPort,
  total: number,
  onProgress: TrialParts['onProgress'],
): Promise<boolean> {
  let before: FiscalRecord | null = null
  for (;;) {
    const records: FiscalRecord[] = await store.fiscalChain.records({
      afterSequence: before?.sequence ?? 0,
      limit: RECORDS_A_TURN,
    })
    if (records.length === 0) return (before?.sequence ?? 0) === total
    if (verifyChain(records, before, signer) !== null) return false
    before = records.at(-1) ?? null
    onProgress(before?.sequence ?? 0, total)
    await nextTurn()
  }
}

/** The sums of the newest closed day, out of its tickets, are those that its Z was signed with. */
async function isLastDayTheSame(store: Store): Promise<boolean> {
  const day = await store.businessDays.lastClosedDay()
  if (day === null) return true
  const { turnoverMinor, ticketCount } = await store.paidSales.figures(day.id)
  const signed = await store.backupBook.lastClosing()
  return signed !== null && signed.turnoverMinor === turnoverMinor && signed.ticketCount === ticketCount
}
