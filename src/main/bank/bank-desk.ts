import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { bankGaps, EMPTY_BANK } from '#contract/bank-gaps.ts'
import type { Json } from '#contract/json.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { BankForm, BankOfMode, BankTry, BankView, Mode, ModeNeed } from '#contract/views/bank-view.ts'
import type { PaymentEngine } from '#payment/engine/payment-engine.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { PaymentJournalPort } from '#payment/ports/payment-journal.port.ts'
import { SOLE_ACQUIRER_ID } from '#payment/routing/acquirer-directory.ts'
import { DATABASE_FILE_NAME } from '#store/open-store.ts'
import type { FiscalRecord } from '#till/ports/commit-paid-sale.port.ts'
import type { Till } from '#till/till.ts'
import { acquirerSettingsSchema, SHIPPED_PROFILES } from '../compose/acquirer-settings.ts'
import type { SettingsPlace } from '../running-till.ts'
import { settingsTrouble } from '../till-options.ts'
import { bankPart, canonical, formOf, keptEntries, tidy, typedPart, withBank, withMode } from './bank-form.ts'
import { BankTrial } from './bank-trial.ts'
import { isRecord, readSettingsJson, type SettingsJson, stageSettings } from './settings-file.ts'

export interface BankDeskParts {
  readonly place: SettingsPlace
  readonly training: boolean
  readonly journal: Pick<PaymentJournalPort, 'owedAcquirers' | 'nextStan'>
  readonly engine: Pick<PaymentEngine, 'whileIdle' | 'isBusy' | 'unresolvedCount'>
  readonly till: Pick<Till, 'recordWith' | 'slice'>
  readonly append: (record: FiscalRecord) => Promise<void>
  readonly clock: ClockPort
  /** Whether the keys of live selling have a place that nobody else reads. */
  readonly hasKeySafe: () => boolean
  readonly onChange: () => void
  readonly run: (work: () => Promise<void>) => void
  readonly stage?: typeof stageSettings
  readonly findAddress?: (host: string) => Promise<unknown>
}

type Done = Result<Record<string, never>>

/** The bank of a till and its mode, as `settings.json` has them: seen, tried, written for the next start. */
export class BankDesk {
  readonly #parts: BankDeskParts
  readonly #running: Mode
  /** The bank that this program was opened with. */
  readonly #opened: string
  #nextMode: Mode
  #trial: BankTrial | null = null
  #trialDone: Promise<void> = Promise.resolve()
  /** The bank that answered last as it should, by mode, and when. */
  readonly #passed = new Map<Mode, { readonly bank: string; readonly at: string }>()

  constructor(parts: BankDeskParts) {
    this.#parts = parts
    this.#running = parts.training ? 'training' : 'live'
    this.#nextMode = this.#running
    const json = readSettingsJson(parts.place.path)
    this.#opened = canonical(bankPart(json.ok ? json.value : {}, this.#running))
  }

  async view(): Promise<Result<BankView>> {
    const { place } = this.#parts
    const read = readSettingsJson(place.path)
    const json = read.ok ? read.value : {}
    return succeed({
      path: place.path,
      unreadable: read.ok ? this.#wrongEntry(json, this.#nextMode) : 'JSON',
      profiles: [...SHIPPED_PROFILES],
      training: await this.#bankOf(json, 'training'),
      live: await this.#bankOf(json, 'live'),
      hostFixed: place.hostFixed,
      modeFixed: place.modeFixed,
      nextMode: this.#nextMode,
      needs: await this.#needs(json),
      restartDue: this.#isRestartDue(),
    })
  }

  /** Of a try under way, or of the last one. */
  tryView(): BankTry | null {
    return this.#trial?.view() ?? null
  }

  /** A bank hears nothing new from a till that is about to be another bank's. Error: BANK_RESTART_DUE. */
  mayBegin(): Result<null> {
    return this.#isRestartDue() ? fail('BANK_RESTART_DUE') : succeed(null)
  }

  /** Errors: BANK_TRY_UNDERWAY, PAYMENT_ALREADY_OPEN, BANK_FILE_UNREADABLE, those of what is typed. */
  async try(mode: Mode, typed: BankForm): Promise<Done> {
    const { engine, place, clock, journal, onChange, run, findAddress } = this.#parts
    if (this.#trial !== null && !this.#trial.isOver) return fail('BANK_TRY_UNDERWAY')
    // Some hosts let a terminal have one line at a time.
    if (engine.isBusy()) return fail('PAYMENT_ALREADY_OPEN')
    const checked = typedRightly(typed)
    if (!checked.ok) return checked
    const read = readSettingsJson(place.path)
    if (!read.ok) return read
    const form = checked.value
    const part = typedPart(bankPart(read.value, mode), form)
    const settings = acquirerSettingsSchema.safeParse(part.acquirer)
    if (!settings.success) return wrongField(settings.error.issues[0]?.path.join('.') ?? '')
    const { host, port } = form
    const trial = new BankTrial({
      mode,
      host,
      port,
      settings: settings.data,
      clock,
      nextStan: () => journal.nextStan(SOLE_ACQUIRER_ID),
      onChange,
      ...(findAddress && { findAddress }),
    })
    this.#trial = trial
    this.#trialDone = trial.run().then(() => {
      const end = trial.view().end
      if (end?.reason === null) this.#passed.set(mode, { bank: canonical(part), at: end.at })
      onChange()
    })
    onChange()
    run(() => this.#trialDone)
    return succeed({})
  }

  async stopTry(): Promise<Done> {
    if (this.#trial?.isOver === true) this.#trial = null
    else this.#trial?.stop()
    await this.#trialDone
    this.#parts.onChange()
    return succeed({})
  }

  /** Errors: BANK_OWED, BANK_ELSEWHERE, BANK_IN_FILE, BANK_FILE_UNREADABLE, PAYMENT_ALREADY_OPEN, STORE_*, those of what is typed. */
  async save(mode: Mode, typed: BankForm): Promise<Done> {
    const checked = typedRightly(typed)
    if (!checked.ok) return checked
    const { path } = this.#parts.place
    // No payment begins between the look at what is owed and the write.
    return this.#parts.engine.whileIdle(async () => {
      const read = readSettingsJson(path)
      if (!read.ok) return read
      const before = bankPart(read.value, mode)
      const closed = await this.#closed(read.value, mode)
      if (closed === 'in-file') return fail('BANK_IN_FILE', { path })
      if (closed !== null) return fail(closed === 'owed' ? 'BANK_OWED' : 'BANK_ELSEWHERE')
      const part = typedPart(before, checked.value)
      const next = withBank(read.value, mode, this.#running, part)
      const trouble = this.#trouble(next, mode)
      if (!trouble.ok) return trouble
      if (canonical(before) === canonical(part)) return succeed({})
      const changes = differences(formOf(before) ?? EMPTY_BANK, checked.value)
      await this.#write(next, { event: 'bank-changed', mode, changes })
      return succeed({})
    })
  }

  /** Errors: BANK_MODE_FIXED, BANK_MODE_NOT_READY, BANK_FILE_UNREADABLE, PAYMENT_ALREADY_OPEN, STORE_*. */
  async setMode(mode: Mode): Promise<Done> {
    const { place, engine } = this.#parts
    if (place.modeFixed !== null) return fail('BANK_MODE_FIXED')
    return engine.whileIdle(async () => {
      const read = readSettingsJson(place.path)
      if (!read.ok) return read
      // Nothing is open here: that is what the gate has seen to.
      if (mode !== this.#running && (await this.#needs(read.value, true)).some(({ met }) => !met)) {
        return fail('BANK_MODE_NOT_READY')
      }
      const next = withMode(read.value, mode, this.#running)
      const trouble = this.#trouble(next, mode)
      if (!trouble.ok) return trouble
      await this.#write(next, { event: 'mode-chosen', mode })
      this.#nextMode = mode
      this.#parts.onChange()
      return succeed({})
    })
  }

  async close(): Promise<void> {
    this.#trial?.stop()
    await this.#trialDone
  }

  /** What the next start would not take: it must open, or nobody could mend it on the screen. */
  #trouble(next: SettingsJson, mode: Mode): Result<null> {
    const { path } = this.#parts.place
    const field = this.#wrongEntry(next, mode) ?? this.#wrongEntry(next, this.#nextMode)
    if (field === null) return succeed(null)
    const own = /^(?:live\.)?(?:acquirer\.(.+)|(hostEndpoint))$/.exec(field)
    return own === null ? fail('BANK_FILE_UNREADABLE', { path, field }) : wrongField(own[1] ?? 'host')
  }

  #wrongEntry(json: SettingsJson, mode: Mode): string | null {
    return settingsTrouble(json, { training: mode === 'training', hostFixed: this.#parts.place.hostFixed })
  }

  /** The event first: what the file says is never without its trace. */
  async #write(next: SettingsJson, event: Readonly<Record<string, Json>>): Promise<void> {
    const { place, till, append, onChange, stage = stageSettings } = this.#parts
    const staged = stage(place.path, next)
    const record = (body: Readonly<Record<string, Json>>) =>
      till.recordWith(body, async (made) => {
        if (made !== null) await append(made)
      })
    try {
      await record(event)
    } catch (thrown) {
      staged.drop()
      throw thrown
    }
    try {
      staged.commit()
    } catch (thrown) {
      await record({ event: 'settings-not-written', of: event.event ?? '' })
      throw thrown
    }
    onChange()
  }

  async #bankOf(json: SettingsJson, mode: Mode): Promise<BankOfMode> {
    const part = bankPart(json, mode)
    const passed = this.#passed.get(mode)
    return {
      form: formOf(part),
      several: severalOf(part),
      kept: keptEntries(part),
      closed: await this.#closed(json, mode),
      passedAt: passed !== undefined && passed.bank === canonical(part) ? passed.at : null,
    }
  }

  async #closed(json: SettingsJson, mode: Mode): Promise<BankOfMode['closed']> {
    const { place, journal } = this.#parts
    if ('banks' in bankPart(json, mode)) return 'in-file'
    if (mode !== this.#running) {
      const isSold = place.modeFixed === 'folder' || existsSync(join(place.home, mode, DATABASE_FILE_NAME))
      return isSold ? 'elsewhere' : null
    }
    // A reversal that goes to another bank than its sale is a charge that stands.
    return (await journal.owedAcquirers()).includes(SOLE_ACQUIRER_ID) ? 'owed' : null
  }

  async #needs(json: SettingsJson, isGated = false): Promise<BankView['needs']> {
    const { engine, till, journal, hasKeySafe } = this.#parts
    const { state, tenders } = till.slice('sale')
    const isBusy = !isGated && engine.isBusy()
    const idle = !isBusy && engine.unresolvedCount() === 0 && state !== 'paying' && tenders.length === 0
    const need = (name: ModeNeed, met: boolean) => ({ need: name, met })
    if (this.#running === 'live') {
      const { stage, ticketCount } = till.slice('day')
      const isClosed = stage === 'closed' || (stage === 'open' && ticketCount === 0)
      const owed = await journal.owedAcquirers()
      return [need('day', isClosed), need('settled', owed.length === 0), need('idle', idle)]
    }
    const part = bankPart(json, 'live')
    const isSet = ('acquirer' in part || 'banks' in part) && this.#wrongEntry(json, 'live') === null
    const hasPassed = 'banks' in part || this.#passed.get('live')?.bank === canonical(part)
    return [need('bank', isSet), need('tried', isSet && hasPassed), need('safe', hasKeySafe()), need('idle', idle)]
  }

  #isRestartDue(): boolean {
    if (this.#nextMode !== this.#running) return true
    const read = readSettingsJson(this.#parts.place.path)
    return read.ok && canonical(bankPart(read.value, this.#running)) !== this.#opened
  }
}

/** What is typed, tidy; or the first answer that is not right. */
function typedRightly(typed: BankForm): Result<BankForm, 'BANK_FIELD_WRONG' | 'SALE_CARD_NUMBER_REFUSED'> {
  const form = tidy(typed)
  const [gap] = bankGaps(form)
  if (gap === undefined) return succeed(form)
  return gap.kind === 'card' ? fail('SALE_CARD_NUMBER_REFUSED') : wrongField(gap.field)
}

const wrongField = (field: string) => fail('BANK_FIELD_WRONG', { field })

function severalOf(part: SettingsJson): BankOfMode['several'] {
  const acquirers = isRecord(part.banks) && Array.isArray(part.banks.acquirers) ? part.banks.acquirers : []
  return acquirers.filter(isRecord).map(({ id, name, host, terminalId }) => ({
    id: String(id ?? ''),
    name: String(name ?? ''),
    host: String(host ?? ''),
    terminalId: String(terminalId ?? ''),
  }))
}

/** Each entry that is another. Nothing of the form is a secret: keys lie in files of their own. */
function differences(before: BankForm, after: BankForm): Json[] {
  return Object.entries(after).flatMap(([name, value]) => {
    const was = before[name as keyof BankForm]
    return was === value ? [] : [{ name, before: was, after: value }]
  })
}
