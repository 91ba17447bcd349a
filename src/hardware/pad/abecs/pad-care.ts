import { LIMITS } from '#contract/limits.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { CardRead, PurchaseRequest } from '#payment/ports/pin-pad.port.ts'
import type {
  EmvTables,
  PadKey,
  PadNumberPrompt,
  PinPadCarePort,
  TryCardRequest,
} from '#payment/ports/pin-pad-care.port.ts'
import { codecFailure } from './abecs-session.ts'
import {
  KEY_MAP_IDS,
  type LoadedKey,
  readEncrypted,
  readKeyMaps,
  readKeySerial,
  readTableVersion,
  tableVersionIds,
} from './care-answers.ts'
import {
  batchRecords,
  encryptCommand,
  tablesBeginCommand,
  tablesEndCommand,
  tablesRecordsCommand,
  textCommand,
} from './care-commands.ts'
import { type AbecsCommand, CodecError } from './codec.ts'
import { IDENTIFY_IDS_MAX, identifyCommand } from './commands.ts'
import { askChoice, askFigures } from './customer-questions.ts'
import { readTableRecord, specificationNumber } from './emv-tables.codec.ts'
import type { PadChannel, Run } from './pad-channel.ts'
import { type PadRows, padRow, padText } from './pad-texts.ts'
import type { PadVoice } from './pad-voice.ts'
import { STATUS } from './parameters.ts'
import { statusFailure } from './status-failure.ts'

/** What the care of a pad needs of the driver it belongs to. */
export interface CareParts {
  readonly channel: PadChannel
  readonly acquirerIndex: number
  readonly dataKeyIndex: number
  /** A payment holds the pad. */
  readonly isHeld: () => boolean
  readonly voice: PadVoice
  /** Reads any card under a heading, as a purchase does. */
  readonly readCard: (run: Run, request: PurchaseRequest, headingRow: string) => Promise<Result<CardRead>>
  readonly removeCard: (run: Run, rows: PadRows) => Promise<Result<null>>
}

/** DEX_OPTIONS exist since. */
const TEXT_OPTIONS_SINCE = 220

/**
 * Care of one pad between payments. Each method opens the link anew, so that it works whatever was before, and leaves
 * the idle text and no secrets behind it, however it ended; `showText` alone leaves its text.
 */
export class PadCare implements Omit<PinPadCarePort, 'onFunctionKey'> {
  readonly #parts: CareParts

  constructor(parts: CareParts) {
    this.#parts = parts
  }

  readKeys(): Promise<Result<readonly PadKey[]>> {
    return this.#task(async (run) => {
      const maps = await this.#identify(run, KEY_MAP_IDS, readKeyMaps)
      return maps.ok ? this.#readSerials(run, maps.value) : maps
    })
  }

  readTableVersion(): Promise<Result<string | null>> {
    return this.#task((run) => this.#tableVersion(run))
  }

  loadTables(tables: EmvTables, onProgress: (sent: number, total: number) => void): Promise<Result<null>> {
    return this.#task(async (run) => {
      const { acquirerIndex } = this.#parts
      const current = await this.#tableVersion(run)
      if (!current.ok) return current
      if (current.value === tables.version) return succeed(null)
      // A pad drops a record of another acquirer without a word, so none may leave.
      for (const record of tables.records)
        if (readTableRecord(record).acquirerIndex !== acquirerIndex) throw new CodecError('TAB_ACQ', 'another acquirer')
      const loaded = await this.#sendTables(run, tables, onProgress)
      if (!loaded.ok) return loaded
      const version = await this.#tableVersion(run)
      if (!version.ok) return version
      return version.value === tables.version ? succeed(null) : notTaken(tables)
    })
  }

  showText(rows: readonly [string, string]): Promise<Result<null>> {
    return this.#task(async (run) => {
      const shown: PadRows = [padRow(rows[0]), padRow(rows[1])]
      const version = specificationNumber(this.#parts.channel.specification)
      const command = textCommand(shown.join('\r'), version >= TEXT_OPTIONS_SINCE)
      const answer = await this.#parts.channel.askFor(run, command, LIMITS.padAnswerTimeoutMs, () => null)
      if (answer.ok) this.#parts.voice.mirror(shown)
      return answer
    }, 'leave-text')
  }

  tryCard(request: TryCardRequest): Promise<Result<CardRead>> {
    return this.#task(async (run) => {
      const { locale } = request
      const purchase: PurchaseRequest = { ...request, amountMinor: 0, allowContactless: true }
      const read = await this.#parts.readCard(run, purchase, padText(locale, 'cardTest'))
      if (!read.ok) return read
      // A card that stays in is seen by the next payment; the reading stands.
      await this.#parts.removeCard(run, [padText(locale, 'cardTestOver'), padText(locale, 'removeCard')])
      return read
    })
  }

  choose(title: string, choices: readonly string[], timeoutMs: number): Promise<Result<number>> {
    return this.#task((run) => askChoice(this.#parts, run, { title, choices, timeoutMs }))
  }

  askNumber(prompt: PadNumberPrompt, timeoutMs: number): Promise<Result<string>> {
    return this.#task((run) => askFigures(this.#parts, run, { prompt, timeoutMs }))
  }

  encrypt(bytes: Uint8Array): Promise<Result<{ readonly cipherHex: string; readonly keySerialHex: string }>> {
    return this.#task((run) =>
      this.#parts.channel.askFor(
        run,
        encryptCommand(this.#parts.dataKeyIndex, bytes),
        LIMITS.padAnswerTimeoutMs,
        ({ parameters }) => readEncrypted(parameters, bytes.length),
      ),
    )
  }

  /** One task on a link opened for it. What the till itself got wrong is answered as the pad would: 011. */
  async #task<Value>(
    body: (run: Run) => Promise<Result<Value>>,
    after: 'idle' | 'leave-text' = 'idle',
  ): Promise<Result<Value>> {
    const { channel, isHeld, voice } = this.#parts
    if (isHeld()) return fail('PINPAD_BUSY')
    return channel.run(async (run) => {
      if (!channel.isConnected) return fail('PINPAD_LINK_LOST')
      const opened = await channel.open(run)
      if (!opened.ok) return opened
      try {
        return await body(run)
      } catch (thrown) {
        if (thrown instanceof CodecError) return fail('PINPAD_REFUSED', { status: STATUS.INVPARM })
        throw thrown
      } finally {
        // A stop ends the task, not the tidying up behind it.
        if (after === 'idle' || run.cancelled) await channel.idle({ cancelled: false }, voice.locale)
      }
    })
  }

  #identify<Value>(
    run: Run,
    ids: readonly number[],
    read: (parameters: ReadonlyMap<number, Uint8Array>) => Value,
  ): Promise<Result<Value>> {
    return this.#parts.channel.askFor(run, identifyCommand(ids), LIMITS.padAnswerTimeoutMs, ({ parameters }) =>
      read(parameters),
    )
  }

  #tableVersion(run: Run): Promise<Result<string | null>> {
    const { acquirerIndex } = this.#parts
    return this.#identify(run, tableVersionIds(acquirerIndex), (parameters) =>
      readTableVersion(parameters, acquirerIndex),
    )
  }

  async #readSerials(run: Run, keys: readonly LoadedKey[]): Promise<Result<readonly PadKey[]>> {
    const serialIds = keys.flatMap(({ serialId }) => serialId ?? [])
    const serials = new Map<number, Uint8Array>()
    for (let at = 0; at < serialIds.length; at += IDENTIFY_IDS_MAX) {
      const part = await this.#identify(run, serialIds.slice(at, at + IDENTIFY_IDS_MAX), (parameters) => parameters)
      if (!part.ok) return part
      for (const [id, serial] of part.value) serials.set(id, serial)
    }
    try {
      return succeed(keys.map((key) => readKeySerial(key, serials)))
    } catch (thrown) {
      return codecFailure(thrown)
    }
  }

  /** TLI, TLR as often as it takes, TLE. 020 to TLI only says that the version is another one. */
  async #sendTables(
    run: Run,
    tables: EmvTables,
    onProgress: (sent: number, total: number) => void,
  ): Promise<Result<null>> {
    const { channel, acquirerIndex } = this.#parts
    const { version, records } = tables
    const begun = await channel.ask(run, tablesBeginCommand(acquirerIndex, version), LIMITS.padAnswerTimeoutMs)
    if (!begun.ok) return begun
    const { status } = begun.value
    if (status !== STATUS.OK && status !== STATUS.TABVERDIF) return statusFailure(status)
    let sent = 0
    onProgress(sent, records.length)
    for (const batch of batchRecords(records)) {
      const taken = await this.#sendPart(run, tablesRecordsCommand(batch), tables)
      if (!taken.ok) return taken
      sent += batch.length
      onProgress(sent, records.length)
    }
    return this.#sendPart(run, tablesEndCommand(), tables)
  }

  async #sendPart(run: Run, command: AbecsCommand, tables: EmvTables): Promise<Result<null>> {
    const answer = await this.#parts.channel.ask(run, command, LIMITS.padAnswerTimeoutMs)
    if (!answer.ok) return answer
    const { status } = answer.value
    if (status === STATUS.TABERR) return notTaken(tables)
    return status === STATUS.OK ? succeed(null) : statusFailure(status)
  }
}

const notTaken = ({ version }: EmvTables) => fail('PINPAD_TABLES_NOT_TAKEN', { version })
