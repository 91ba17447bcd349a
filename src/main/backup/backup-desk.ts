import { randomBytes, randomUUID } from 'node:crypto'
import { accessSync, constants, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { LIMITS } from '#contract/limits.ts'
import type { Currency } from '#contract/money.ts'
import { CatalogueFailure, fail, type Result, succeed } from '#contract/result.ts'
import type { BackupFile, BackupView, RestoreLook, TrialView } from '#contract/views/backup-view.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { SecretStorePort } from '#payment/ports/secret-store.port.ts'
import { DATABASE_FILE_NAME, type Store } from '#store/open-store.ts'
import type { BackupSettings, BackupState } from '#till/ports/backup-book.port.ts'
import type { Till } from '#till/till.ts'
import type { FiscalKeyCopies } from '../secret-store/fiscal-key-copy.ts'
import { keyOfPassphrase, SALT_BYTES } from '../secret-store/passphrase-seal.ts'
import { type ArchiveHeader, readHeader, writeArchive } from './archive.ts'
import { dropReady, isRestoreReady, layReady } from './ready-restore.ts'
import { type Trial, tryRestore } from './trial-restore.ts'

export interface BackupDeskParts {
  readonly dataFolder: string
  readonly training: boolean
  readonly version: string
  readonly store: Pick<Store, 'backupBook' | 'fiscalChain'>
  readonly secrets: SecretStorePort
  readonly fiscalKey: Pick<FiscalKeyCopies, 'bytes'>
  readonly clock: Pick<ClockPort, 'now' | 'after' | 'local'>
  readonly till: Pick<Till, 'recordWith' | 'terms' | 'slice'>
  /** Payments of which the bank, or a person, has not said the last word. */
  readonly openPayments: () => Promise<number>
  readonly onChange: () => void
  readonly run: (work: () => Promise<void>) => void
}

type Done = Result<Record<string, never>>
type Work = NonNullable<BackupView['work']>

const ENDING = '.comptoir-backup'
const NAME = /^comptoir-\d{1,2}-\d{4}-\d\d-\d\d-\d{6}\.comptoir-backup$/
const SCRATCH = 'backup-scratch'
const DAY_MS = 86_400_000

/** Copies of the data: made while the till sells, tried as soon as they are made, and laid ready to go back to. */
export class BackupDesk {
  readonly #parts: BackupDeskParts
  #settings: BackupSettings | null = null
  #state: BackupState = { last: null, failure: null, trial: null }
  #work: Work | null = null
  #closedNumber: string | null = null

  constructor(parts: BackupDeskParts) {
    this.#parts = parts
  }

  async open(): Promise<void> {
    const { backupBook } = this.#parts.store
    this.#settings = readable(await backupBook.settings(), this.#parts.secrets)
    this.#closedNumber = this.#parts.till.slice('day').closedNumber
    this.#state = await backupBook.state()
    rmSync(this.#scratch(), { recursive: true, force: true })
  }

  view(): BackupView {
    const { last, failure, trial } = this.#state
    const settings = this.#settings
    return {
      settings: settings && { folder: settings.folder, keep: settings.keep },
      work: this.#work,
      last,
      failure,
      trial,
      needsLook: this.#needsLook(),
      restoreReady: isRestoreReady(this.#parts.dataFolder),
    }
  }

  /** Nobody has to set copies up to learn on a till; one that sells without any is worth a look. */
  #needsLook(): boolean {
    if (this.#settings === null) return !this.#parts.training
    const { last, failure, trial } = this.#state
    if (failure !== null || last === null || trial === null || trial.reason !== null) return true
    return Date.parse(this.#parts.clock.now()) - Date.parse(last.at) > LIMITS.backupOldDays * DAY_MS
  }

  async configure(folder: string, keep: number, passphrase: string | undefined): Promise<Done> {
    if (!isUsable(folder)) return fail('BACKUP_FOLDER_UNUSABLE', { path: folder })
    const known = this.#settings
    if (passphrase === undefined && known === null) return fail('BACKUP_NOT_SET_UP')
    const sealed = passphrase === undefined && known !== null ? known : await this.#sealKey(passphrase ?? '')
    const settings: BackupSettings = { folder, keep, salt: sealed.salt, sealedKey: sealed.sealedKey }
    const event = { event: 'backup-set-up', folder, keep, newPassphrase: passphrase !== undefined }
    await this.#parts.till.recordWith(event, (record) => this.#parts.store.backupBook.saveSettings(settings, record))
    this.#settings = settings
    this.#parts.onChange()
    return succeed({})
  }

  async #sealKey(passphrase: string): Promise<Pick<BackupSettings, 'salt' | 'sealedKey'>> {
    const salt = randomBytes(SALT_BYTES)
    const key = await keyOfPassphrase(passphrase, salt)
    return { salt: salt.toString('hex'), sealedKey: Buffer.from(this.#parts.secrets.seal(key)).toString('base64') }
  }

  /** Answers once it has begun. */
  async now(): Promise<Done> {
    const ready = this.#mayWork()
    if (!ready.ok) return ready
    this.#show({ kind: 'copy', done: 0, total: 1 })
    this.#parts.run(() => this.#worked(() => this.#make(ready.value)))
    return succeed({})
  }

  async tryNewest(): Promise<Done> {
    const ready = this.#mayWork()
    if (!ready.ok) return ready
    const [newest] = this.list(ready.value.folder)
    this.#show({ kind: 'try', done: 0, total: 1 })
    this.#parts.run(() =>
      this.#worked(async () => {
        const path = newest?.path ?? ready.value.folder
        await this.#keepTrial(path, newest === undefined ? { reason: 'away', facts: null } : await this.#tryOne(path))
      }),
    )
    return succeed({})
  }

  /** After each Z, where copies are set up. */
  dayChanged(): void {
    const { closedNumber } = this.#parts.till.slice('day')
    if (closedNumber === null || closedNumber === this.#closedNumber) return
    this.#closedNumber = closedNumber
    if (this.#settings !== null) this.#parts.run(() => this.#afterZ())
  }

  async #afterZ(): Promise<void> {
    const begun = await this.now()
    if (!begun.ok) await this.#keepState({ failure: { at: this.#parts.clock.now(), code: begun.error.code } })
  }

  #mayWork(): Result<BackupSettings> {
    const settings = this.#settings
    if (settings === null) return fail('BACKUP_NOT_SET_UP')
    if (this.#work !== null) return fail('BACKUP_BUSY')
    return isUsable(settings.folder) ? succeed(settings) : fail('BACKUP_FOLDER_UNUSABLE', { path: settings.folder })
  }

  async #worked(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (thrown) {
      const code = thrown instanceof CatalogueFailure ? thrown.failure.code : 'BACKUP_FOLDER_UNUSABLE'
      await this.#keepState({ failure: { at: this.#parts.clock.now(), code } })
    } finally {
      rmSync(this.#scratch(), { recursive: true, force: true })
      this.#show(null)
    }
  }

  async #make(settings: BackupSettings): Promise<void> {
    const { store, clock, secrets, fiscalKey, till, training, version } = this.#parts
    const scratch = this.#scratch()
    mkdirSync(scratch, { recursive: true, mode: 0o700 })
    const databasePath = join(scratch, DATABASE_FILE_NAME)
    await store.backupBook.saveCopy(databasePath, this.#progress('copy'))
    const facts = await store.backupBook.factsOfCopy(databasePath)
    const at = clock.now()
    const { date, time } = clock.local(at)
    const { tillNumber } = till.terms()
    const path = join(settings.folder, `comptoir-${tillNumber}-${date}-${time.replaceAll(':', '')}${ENDING}`)
    const { bytes } = await writeArchive({
      path,
      header: { madeAt: at, tillNumber, salt: settings.salt },
      key: secrets.open(Buffer.from(settings.sealedKey, 'base64')),
      manifest: { version, training, facts, fiscalKey: Buffer.from(fiscalKey.bytes()).toString('base64') },
      databasePath,
      onProgress: this.#progress('seal'),
    })
    await this.#keepState({ last: { at, path, bytes }, failure: null })
    const trial = await this.#tryOne(path)
    await this.#keepTrial(path, trial)
    // An older one that was good is not given up for one that is not.
    if (trial.reason === null) this.#dropOld(settings)
  }

  #dropOld({ folder, keep }: BackupSettings): void {
    const { tillNumber } = this.#parts.till.terms()
    const own = this.list(folder).filter((file) => file.tillNumber === tillNumber)
    for (const { path } of own.slice(keep)) rmSync(path, { force: true })
  }

  /** Newest first; what is no copy of ours is left out. */
  list(folder: string): BackupFile[] {
    try {
      const files = readdirSync(folder).filter((name) => NAME.test(name))
      const found = files.flatMap((name) => {
        const path = join(folder, name)
        const header = readHeader(path)?.header
        return header
          ? [{ path, madeAt: header.madeAt, tillNumber: header.tillNumber, bytes: statSync(path).size }]
          : []
      })
      return found.sort((one, other) => other.madeAt.localeCompare(one.madeAt)).slice(0, LIMITS.backupsListed)
    } catch {
      return []
    }
  }

  listFolder(folder: string | undefined): BackupFile[] {
    const wanted = folder ?? this.#settings?.folder
    return wanted === undefined ? [] : this.list(wanted)
  }

  async #tryOne(path: string, passphrase?: string): Promise<Trial> {
    const { secrets, clock } = this.#parts
    const keyOf = async ({ salt }: ArchiveHeader): Promise<Uint8Array> => {
      if (passphrase !== undefined) return keyOfPassphrase(passphrase, Buffer.from(salt, 'hex'))
      return secrets.open(Buffer.from(this.#settings?.sealedKey ?? '', 'base64'))
    }
    return tryRestore(path, keyOf, this.#scratch(), { secrets, clock, onProgress: this.#progress('try') })
  }

  async #keepTrial(path: string, { reason, facts }: Trial): Promise<void> {
    const trial: TrialView = { at: this.#parts.clock.now(), path, reason, facts }
    await this.#keepState({ trial })
  }

  async #keepState(change: Partial<BackupState>): Promise<void> {
    this.#state = { ...this.#state, ...change }
    await this.#parts.store.backupBook.saveState(this.#state)
    this.#parts.onChange()
  }

  /** What a copy holds, beside what is there now: what going back to it would lose. */
  look(path: string, passphrase: string): Promise<Result<RestoreLook>> {
    return this.#withTried(path, passphrase, async (trial) => {
      const now = await this.#parts.store.backupBook.facts()
      const { version, training } = trial.manifest
      const madeAt = readHeader(path)?.header.madeAt ?? ''
      const currency: Currency = this.#parts.till.terms().currency
      return succeed({ madeAt, version, training, copy: trial.facts, now, currency })
    })
  }

  /** Lays a copy ready for the next start. Never over payments of which the last word is not said. */
  async restore(path: string, passphrase: string): Promise<Done> {
    const open = await this.#parts.openPayments()
    if (open > 0) return fail('BACKUP_PAYMENTS_OPEN', { count: open })
    return this.#withTried(path, passphrase, async ({ manifest }) => {
      const { store, secrets, fiscalKey, dataFolder, clock } = this.#parts
      const head = await store.fiscalChain.last()
      const note = {
        id: randomUUID(),
        at: clock.now(),
        path,
        replacedSequence: head?.sequence ?? 0,
        replacedHash: head?.hash ?? '',
        counters: [...(await store.backupBook.counters())],
      }
      const theirs = Buffer.from(manifest.fiscalKey, 'base64')
      const isOurs = theirs.equals(Buffer.from(fiscalKey.bytes()))
      layReady(dataFolder, this.#scratch(), note, isOurs ? null : secrets.seal(theirs))
      return succeed({})
    })
  }

  keepData(): Done {
    dropReady(this.#parts.dataFolder)
    this.#parts.onChange()
    return succeed({})
  }

  async #withTried<Value>(
    path: string,
    passphrase: string,
    work: (trial: Extract<Trial, { reason: null }>) => Promise<Result<Value>>,
  ): Promise<Result<Value>> {
    if (this.#work !== null) return fail('BACKUP_BUSY')
    if (!isAbsolute(path)) return fail('BACKUP_FOLDER_UNUSABLE', { path })
    this.#show({ kind: 'try', done: 0, total: 1 })
    try {
      const trial = await this.#tryOne(path, passphrase)
      if (trial.reason === 'passphrase') return fail('BACKUP_WRONG_PASSPHRASE')
      if (trial.reason !== null) return fail('BACKUP_DAMAGED')
      if (trial.manifest.training !== this.#parts.training) return fail('BACKUP_OTHER_PURPOSE')
      return await work(trial)
    } finally {
      rmSync(this.#scratch(), { recursive: true, force: true })
      this.#show(null)
    }
  }

  #scratch(): string {
    return join(this.#parts.dataFolder, SCRATCH)
  }

  /** The screen hears of every hundredth, not of every piece. */
  #progress(kind: Work['kind']) {
    let shown = -1
    return (done: number, total: number) => {
      const hundredth = Math.floor((100 * done) / Math.max(1, total))
      if (hundredth === shown) return
      shown = hundredth
      this.#show({ kind, done, total: Math.max(1, total) })
    }
  }

  #show(work: Work | null): void {
    this.#work = work
    this.#parts.onChange()
  }
}

/** A folder that is not there is not made: the stick that it was on is not plugged in. */
function isUsable(folder: string): boolean {
  try {
    if (!isAbsolute(folder) || !statSync(folder).isDirectory()) return false
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** Data that came from another machine brings a key that this one cannot open: copies are set up anew then. */
function readable(settings: BackupSettings | null, secrets: SecretStorePort): BackupSettings | null {
  try {
    if (settings !== null) secrets.open(Buffer.from(settings.sealedKey, 'base64'))
    return settings
  } catch {
    return null
  }
}
