import type { Locale } from '#contract/locale.ts'
import type { Currency } from '#contract/money.ts'
import type { Result } from '#contract/result.ts'
import type { PROMPT_SUBJECTS } from '#contract/views/prompt-view.ts'
import type { CardRead } from './pin-pad.port.ts'

/**
 * What a technician does with a pad between payments: look at its keys and tables, bring them up to date, try text and
 * card. Implemented by the same driver as `PinPadPort`, on the same line: every method needs `connect` before and
 * answers PINPAD_BUSY while a payment holds the pad. Every one ends by its own deadline or by `PinPadPort.cancel`.
 */
export interface PinPadCarePort {
  /** Which keys are there, and the serial number each would use next. No key is ever read. */
  readKeys(): Promise<Result<readonly PadKey[]>>
  /** Version of the EMV tables for this till's acquirer; null when the pad holds none. */
  readTableVersion(): Promise<Result<string | null>>
  /**
   * Loads the EMV tables when the pad's version differs, then reads the version back.
   * Errors: PINPAD_TABLES_NOT_TAKEN when the version read back is another one, and any PINPAD code.
   */
  loadTables(tables: EmvTables, onProgress: (sent: number, total: number) => void): Promise<Result<null>>
  /** Shows text until the next command; each row is folded and cut to the pad's width. */
  showText(rows: readonly [string, string]): Promise<Result<null>>
  /** Reads a card without charging and asks for its removal. */
  tryCard(request: TryCardRequest): Promise<Result<CardRead>>
  /** Lets the customer choose from at most nine; answers the index. */
  choose(title: string, choices: readonly string[], timeoutMs: number): Promise<Result<number>>
  /** Asks the customer for a number; `prompt` is one of the texts the pad's maker fixed. */
  askNumber(prompt: PadNumberPrompt, timeoutMs: number): Promise<Result<string>>
  /**
   * Told of a function key that is pressed while nobody does anything with the pad; one listener at a time. Every method
   * comes before the wait for a key.
   */
  onFunctionKey(listener: (key: PadFunctionKey) => void): () => void
  /** Encrypts bytes (a multiple of eight, at most 256) under the data key of the pad. */
  encrypt(bytes: Uint8Array): Promise<Result<{ readonly cipherHex: string; readonly keySerialHex: string }>>
}

const PAD_FUNCTION_KEYS = ['F1', 'F2', 'F3', 'F4'] as const
export type PadFunctionKey = (typeof PAD_FUNCTION_KEYS)[number]

export interface PadKey {
  readonly use: 'pin' | 'data'
  readonly slot: number
  readonly keySerialHex: string | null
}

export interface TryCardRequest {
  readonly currency: Currency
  readonly localDate: string
  readonly localTime: string
  readonly locale: Locale
  readonly timeoutMs: number
}

/** EMV tables of one acquirer: ten characters of version, and records as the pad wants them. */
export interface EmvTables {
  readonly version: string
  readonly records: readonly string[]
}

export type PadNumberPrompt = (typeof PROMPT_SUBJECTS)[number]
