import {
  counterOf,
  dataKey,
  deriveFromInitialKey,
  deriveInitialKey,
  nextKeySerial,
  TEST_BASE_KEY,
  withCounter,
} from '#simulators/crypto/dukpt.ts'
import type { DurableCounters } from './durable-counters.ts'
import { fromHex } from './emv-objects.ts'

/**
 * DUKPT keys of the pad, all from the public test base key. PIN and data keys are apart, each slot is a device of its
 * own. Serial number of slot nn:
 *
 *   key set, 5 bytes | 32 (PIN) or 31 (data) | nn | E0 00 00 + counter
 *
 * The key set FFFF987654 names the public test key: whoever reads it knows that these keys guard nothing. PIN slot 16
 * (10h) is thus the device of the standard's own vectors, FFFF9876543210E00000.
 */
export type KeyPurpose = 'pin' | 'data'

export const TEST_KEY_SET = 'FFFF987654'
const SLOTS_LOADED: readonly number[] = Array.from({ length: 16 }, (_, index) => index + 1)
const SLOTS_OF_MAP = 100
const PURPOSE_BYTE = { pin: '32', data: '31' } as const

export interface TransactionKey {
  readonly key: Uint8Array
  readonly keySerial: Uint8Array
}

export interface KeySlotOptions {
  /** Slots that hold keys, 00 to 99; the others answer 042. 01 to 16 unless told otherwise. */
  readonly slots?: readonly number[]
  /** Ten hexadecimal digits at the head of each serial number. */
  readonly keySet?: string
}

export class KeySlots {
  readonly #counters: DurableCounters
  readonly #slots: ReadonlySet<number>
  readonly #keySet: string

  constructor(counters: DurableCounters, { slots = SLOTS_LOADED, keySet = TEST_KEY_SET }: KeySlotOptions = {}) {
    this.#counters = counters
    this.#slots = new Set(slots)
    this.#keySet = keySet
  }

  isLoaded(slot: number): boolean {
    return this.#slots.has(slot)
  }

  /** PP_DKPTTDESP, PP_DKPTTDESD: one character per slot 00 to 99, 1 loaded, 0 absent. */
  map(): string {
    return Array.from({ length: SLOTS_OF_MAP }, (_, slot) => (this.isLoaded(slot) ? '1' : '0')).join('')
  }

  /** The serial number the next use of the slot will carry; null when the slot is absent or used up. */
  peek(purpose: KeyPurpose, slot: number): Uint8Array | null {
    if (!this.isLoaded(slot)) return null
    return nextKeySerial(
      withCounter(initialSerial(this.#keySet, purpose, slot), this.#counters.get(counterName(purpose, slot))),
    )
  }

  /** Takes the slot's next key; its counter is on disk before the key exists. */
  take(purpose: KeyPurpose, slot: number): TransactionKey | null {
    const keySerial = this.peek(purpose, slot)
    if (keySerial === null) return null
    this.#counters.set(counterName(purpose, slot), counterOf(keySerial))
    return { key: deriveFromInitialKey(deriveInitialKey(TEST_BASE_KEY, keySerial), keySerial), keySerial }
  }

  /** The slot's next key as it encrypts data (DAT#3 of ABECS). */
  takeForData(slot: number): TransactionKey | null {
    const taken = this.take('data', slot)
    return taken && { key: dataKey(taken.key), keySerial: taken.keySerial }
  }
}

function initialSerial(keySet: string, purpose: KeyPurpose, slot: number): Uint8Array {
  return fromHex(`${keySet}${PURPOSE_BYTE[purpose]}${slot.toString(16).padStart(2, '0')}E00000`)
}

function counterName(purpose: KeyPurpose, slot: number): string {
  return `ksn-${purpose}-${String(slot).padStart(2, '0')}`
}
