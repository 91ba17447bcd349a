import { randomUUID } from 'node:crypto'
import { accessSync, constants, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { arch, cpus, freemem, platform, release, totalmem } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { gzipSync } from 'node:zlib'
import type { Json } from '#contract/json.ts'
import { LIMITS } from '#contract/limits.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { SupportPart } from '#contract/views/support-view.ts'
import type { Slices } from '#contract/views/till-view.ts'
import { DATABASE_FILE_NAME, type Store } from '#store/open-store.ts'
import type { TillClock } from '#till/ports/clock.port.ts'
import type { ShopSettings } from '#till/ports/settings.port.ts'
import { type CleanText, cleanJson, cleanLog } from './clean-part.ts'
import { tarOf } from './tar-file.ts'

export interface SupportParts {
  readonly dataFolder: string
  readonly store: Pick<Store, 'backupBook' | 'catalogue'>
  readonly clock: Pick<TillClock, 'now' | 'local'>
  readonly slices: () => Promise<Slices>
  readonly shop: () => Promise<ShopSettings | null>
}

interface Bundle {
  readonly id: string
  readonly files: readonly { readonly name: string; readonly content: Buffer }[]
}

const LOG = 'comptoir.log'
const MEGABYTE = 1_048_576
const ERROR_LEVELS: ReadonlySet<unknown> = new Set(['warn', 'error', 'fatal'])

/** What the support needs to know of a till, without card data, names of people or secrets; shown before it is written. */
export class SupportBundle {
  readonly #parts: SupportParts
  #shown: Bundle | null = null

  constructor(parts: SupportParts) {
    this.#parts = parts
  }

  async preview(): Promise<Result<{ id: string; parts: SupportPart[]; folder: string }>> {
    const texts = await this.#texts()
    const files = texts.map(([name, { text }]) => ({ name: `${name}.${fileEnd(name)}`, content: Buffer.from(text) }))
    this.#shown = { id: randomUUID(), files }
    const parts = texts.map(([name, { text, removed }]) => ({ name, bytes: Buffer.byteLength(text), removed }))
    return succeed({ id: this.#shown.id, parts, folder: this.#folder() })
  }

  /** Writes what was shown, under a name of its own. */
  async write(id: string, folder: string | undefined): Promise<Result<{ path: string; bytes: number }>> {
    if (this.#shown?.id !== id) return fail('SUPPORT_NOT_SHOWN')
    const wanted = folder ?? this.#folder()
    const at = this.#parts.clock.now()
    const { date, time } = this.#parts.clock.local(at)
    const path = join(wanted, `comptoir-support-${date}-${time.replaceAll(':', '')}.tar.gz`)
    const bytes = gzipSync(tarOf(this.#shown.files, Date.parse(at)))
    try {
      if (folder === undefined) mkdirSync(wanted, { recursive: true, mode: 0o700 })
      if (!isAbsolute(wanted)) throw new Error('no whole path')
      accessSync(wanted, constants.W_OK)
      writeFileSync(`${path}.part`, bytes, { mode: 0o600, flush: true })
      renameSync(`${path}.part`, path)
      return succeed({ path, bytes: bytes.length })
    } catch {
      rmSync(`${path}.part`, { force: true })
      return fail('SUPPORT_FOLDER_UNUSABLE', { path: wanted })
    }
  }

  #folder(): string {
    return join(this.#parts.dataFolder, 'support')
  }

  async #texts(): Promise<(readonly [SupportPart['name'], CleanText])[]> {
    const startedMs = performance.now()
    const slices = await this.#parts.slices()
    const snapshotMs = performance.now() - startedMs
    const log = cleanLog(this.#log(LOG))
    return [
      ['about', cleanJson(about(slices, this.#parts.clock.now()))],
      ['settings', cleanJson(settingsOf(await this.#parts.shop(), slices))],
      ['devices', cleanJson(devicesOf(slices))],
      ['status', cleanJson(statusOf(slices))],
      ['figures', cleanJson({ ...(await this.#parts.store.backupBook.facts()) })],
      ['speed', cleanJson(await this.#speed(snapshotMs))],
      ['errors', errorsOf(log)],
      ['log', log],
      ['old-log', cleanLog(this.#log(`${LOG}.1`))],
    ]
  }

  #log(name: string): string {
    try {
      return readFileSync(join(this.#parts.dataFolder, 'logs', name), 'utf8').slice(-LIMITS.supportLogBytesMax)
    } catch {
      return ''
    }
  }

  /** Measured now, on this machine, with this data. */
  async #speed(snapshotMs: number): Promise<Json> {
    const startedMs = performance.now()
    await this.#parts.store.catalogue.search('pain', LIMITS.searchRows)
    const searchMs = performance.now() - startedMs
    const rounded = (value: number) => Math.round(value * 10) / 10
    const database = statSync(join(this.#parts.dataFolder, DATABASE_FILE_NAME), { throwIfNoEntry: false })
    return {
      snapshotMs: rounded(snapshotMs),
      searchMs: rounded(searchMs),
      uptimeS: Math.round(process.uptime()),
      eventLoopBusy: rounded(100 * performance.eventLoopUtilization().utilization),
      heapMegabytes: rounded(process.memoryUsage().heapUsed / MEGABYTE),
      freeMegabytes: Math.round(freemem() / MEGABYTE),
      totalMegabytes: Math.round(totalmem() / MEGABYTE),
      databaseMegabytes: rounded((database?.size ?? 0) / MEGABYTE),
    }
  }
}

const fileEnd = (name: SupportPart['name']) => (name === 'log' || name === 'old-log' ? 'jsonl' : 'json')

function about({ till }: Slices, at: string): Json {
  const { node, electron } = process.versions
  return {
    madeAt: at,
    version: till.version,
    training: till.training,
    locale: till.locale,
    timeZone: till.timeZone,
    node,
    electron: electron ?? null,
    system: `${platform()} ${arch()} ${release()}`,
    processors: cpus().length,
  }
}

/** How it is set up: no names, no numbers of the shop, nothing that is kept sealed. */
function settingsOf(shop: ShopSettings | null, { till, backup }: Slices): Json {
  return {
    country: shop?.country ?? null,
    tillNumber: shop?.tillNumber ?? null,
    currency: till.currency,
    vatBasisPoints: [...(shop?.vatBasisPoints ?? [])],
    families: till.families.length,
    ticketCode: till.ticketCode,
    hasLogo: till.logo !== null,
    tips: till.tips !== null,
    backup: {
      isSetUp: backup.settings !== null,
      keep: backup.settings?.keep ?? null,
      trial: backup.trial?.reason ?? null,
    },
  }
}

/** An address says how a device is connected, and where in the shop; a name may say more. */
function devicesOf({ devices, terminals }: Slices): Json {
  return {
    devices: devices.devices.map(({ kind, state, endpoint, isDefault, lastSeenAt }) => ({
      kind,
      state,
      way: endpoint.split(':')[0] ?? '',
      isDefault,
      lastSeenAt,
    })),
    terminals: terminals.map(({ state }) => ({ state })),
  }
}

function statusOf({ status, day, setup }: Slices): Json {
  const { waitingSales, unresolvedPayments, openReversals, lateAnswers, offline, fiscal, printer, banks } = status
  return {
    waitingSales,
    unresolvedPayments,
    openReversals,
    lateAnswers,
    offline: { waiting: offline.waiting, refused: offline.refused, parked: offline.parked },
    fiscal: fiscal.state,
    printer: { state: printer.state, queuedJobs: printer.queuedJobs, unknownJobs: printer.unknownJobs },
    banks: banks.map(({ serving, hosts }) => ({
      serving,
      hosts: hosts.map(({ role, state, isAway }) => ({ role, state, isAway })),
    })),
    day: { stage: day.stage, ticketCount: day.ticketCount, failure: day.failure?.code ?? null },
    setup: setup?.stage ?? null,
  }
}

/** The newest lines that tell of trouble, out of the log that was cleaned already. */
function errorsOf({ text }: CleanText): CleanText {
  const lines = text.split('\n').filter((line) => {
    if (line === '') return false
    return ERROR_LEVELS.has((JSON.parse(line) as { level?: unknown }).level)
  })
  const newest = lines.slice(-LIMITS.supportErrors).map((line) => JSON.parse(line) as Json)
  return { text: `${JSON.stringify(newest, null, 2)}\n`, removed: 0 }
}
