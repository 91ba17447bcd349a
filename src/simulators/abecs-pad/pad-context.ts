import { type AbecsCommand, type AbecsResponse, readParameters } from '#hardware/pad/abecs/codec.ts'
import { SPE, STATUS, type StatusName } from '#hardware/pad/abecs/parameters.ts'
import type { CardTransaction } from './card-kernel.ts'
import type { CardStates } from './card-states.ts'
import type { TestCard } from './cards.ts'
import type { DurableCounters } from './durable-counters.ts'
import type { EmissionLog } from './emission-log.ts'
import type { EmvTables } from './emv-tables.ts'
import type { PadIdentity } from './gix-command.ts'
import type { KeySlots } from './key-slots.ts'
import type { MediaStore } from './media-store.ts'
import type { PadBody } from './pad-body.ts'

/** What every command of the pad works with. */
export interface PadContext {
  readonly body: PadBody
  readonly memory: PadMemory
  readonly keys: KeySlots
  readonly counters: DurableCounters
  readonly cardStates: CardStates
  readonly tables: EmvTables
  readonly media: MediaStore
  readonly identity: PadIdentity
  readonly specification: Specification
  readonly emissions: EmissionLog
  /** Seeded: the same seed gives the same unpredictable numbers. @returns that many bytes */
  readonly random: (bytes: number) => Uint8Array
  /** How long a chip takes to be read; a card pulled meanwhile is a mute card. */
  readonly readingMs: number
  /** Two moments at which the pad waits for nobody, told to a scripted customer. */
  readonly moments: {
    /** GCX found a chip in the slot already. */
    readonly onCardFound: () => void
    /** FCX has arrived. */
    readonly onCompletion: () => void
  }
}

/** The edition of the protocol the pad keeps to (PP_SPECVER). */
export const SPECIFICATIONS = ['2.12', '2.20'] as const
export type Specification = (typeof SPECIFICATIONS)[number]

/** Card data GTK may give, once, and the number GPN takes. */
export interface HeldTracks {
  readonly card: TestCard
  readonly fields: ReadonlyArray<'pan' | 'track1' | 'track2'>
}

/** What the pad remembers between commands; wiped by CLO, CLX and loss of power. */
export interface PadMemory {
  /** Card of the last CEX or GCX; null after an error or a close. */
  read: CardInPad | null
  /** Offered once by GTK, then wiped. */
  tracks: HeldTracks | null
  /** PP_ICCSTAT of the next swipe, decided by the GCX or GOX just before (ABECS 6.9.1.1). */
  chipStatus: '0' | '1' | '2'
  /** The telephone whose holder was sent to it by 086. */
  unlockedPhone: string | null
  /** GENERATE AC since that insertion: a third one is an attack (ABECS 2.20, 6.3.5). */
  cryptograms: { readonly insertion: number; readonly count: number }
}

/** The card transaction the pad is in. `stage`: after GCX, GOX and FCX; it says which may come next (010 otherwise). */
export interface CardInPad {
  readonly acquirer: string
  readonly transaction: CardTransaction
  stage: 'read' | 'authorised' | 'finished'
  /** First digit of PP_GOXRES once authorised: 0 approved offline, 1 declined, 2 online. */
  decision: '0' | '1' | '2'
}

export function freshMemory(): PadMemory {
  return {
    read: null,
    tracks: null,
    chipStatus: '0',
    unlockedPhone: null,
    cryptograms: { insertion: 0, count: 0 },
  }
}

/** One running command: how it speaks before its response, and how it is stopped. */
export interface Conversation {
  readonly signal: AbortSignal
  /** NTM to the cashier's screen: 2 rows of 16. */
  notify(first: string, second: string): Promise<void>
  /** Safe words for the list of exchanges: a key and at most a figure, never card data beyond the last four. */
  noteCommand(key: NoteKey, detail?: string): void
  noteResponse(key: NoteKey, detail?: string): void
}

export type NoteKey = 'amount' | 'chip' | 'tap' | 'stripe' | 'keySlot' | 'pinEntered' | 'result' | 'text' | 'version'

/** `null` means: stopped by the till, no answer is owed. */
export type CommandRun = (
  command: AbecsCommand,
  context: PadContext,
  conversation: Conversation,
) => Promise<AbecsResponse | null>

/** A command that cannot be done. Turned into a response of its status and no data. */
export class PadRefusal extends Error {
  readonly status: StatusName
  constructor(status: StatusName) {
    super(status)
    this.name = 'PadRefusal'
    this.status = status
  }
}

export function answer(id: string, blocks: readonly Uint8Array[] = []): AbecsResponse {
  return { id, status: STATUS.OK, blocks }
}

/** Typed reading of a command's parameters: 011 for what breaks its format, 019 for what is missing. */
export class CommandParameters {
  readonly #values: Map<number, Uint8Array>

  constructor(blocks: readonly Uint8Array[]) {
    this.#values = readParameters(blocks)
  }

  bytes(id: number): Uint8Array | undefined {
    return this.#values.get(id)
  }

  /** Text of ISO-8859-1; undefined when absent. */
  text(id: number, format: RegExp): string | undefined {
    const value = this.#values.get(id)
    if (value === undefined) return undefined
    const text = Buffer.from(value).toString('latin1')
    if (!format.test(text)) throw new PadRefusal('INVPARM')
    return text
  }

  requiredText(id: number, format: RegExp): string {
    const text = this.text(id, format)
    if (text === undefined) throw new PadRefusal('MANDAT')
    return text
  }

  /** SPE_TIMEOUT, X1 in seconds; null: no limit given. 0 is no limit to a pad of 2.12, and "at once" to one of 2.20. */
  timeoutMs(specification: Specification): number | null {
    const value = this.#values.get(SPE.TIMEOUT)
    if (value === undefined) return null
    if (value.length !== 1) throw new PadRefusal('INVPARM')
    const seconds = value[0] ?? 0
    return seconds === 0 && specification === '2.12' ? null : seconds * 1_000
  }
}
