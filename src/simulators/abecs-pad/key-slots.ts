import {
  counterOf,
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
 *   FF FF 98 76 54 | 32 (PIN) or 31 (data) | nn | E0 00 00 + counter
 *
 * PIN slot 16 (10h) is thus the device of the standard's own vectors, FFFF9876543210E00000.
 */
export type KeyPurpose = 'pin' | 'data'

const SLOTS_LOADED = 16
const SLOTS_OF_MAP = 100
const PURPOSE_BYTE = { pin: '32', data: '31' } as const

export interface TransactionKey {
  readonly key: Uint8Array
  readonly keySerial: Uint8Array
}

export class KeySlots {
  readonly #counters: DurableCounters

  constructor(counters: DurableCounters) {
    this.#counters = counters
  }

  isLoaded(slot: number): boolean {
    return slot >= 1 && slot <= SLOTS_LOADED
  }

  /** PP_DKPTTDESP, PP_DKPTTDESD: one character per slot 00 to 99, 1 loaded, 0 absent. */
  map(): string {
    return Array.from({ length: SLOTS_OF_MAP }, (_, slot) => (this.isLoaded(slot) ? '1' : '0')).join('')
  }

  /** The serial number the next use of the slot will carry; null when the slot is absent or used up. */
  peek(purpose: KeyPurpose, slot: number): Uint8Array | null {
    if (!this.isLoaded(slot)) return null
    return nextKeySerial(withCounter(initialSerial(purpose, slot), this.#counters.get(counterName(purpose, slot))))
  }

  /** Takes the slot's next key; its counter is on disk before the key exists. */
  take(purpose: KeyPurpose, slot: number): TransactionKey | null {
    const keySerial = this.peek(purpose, slot)
    if (keySerial === null) return null
    this.#counters.set(counterName(purpose, slot), counterOf(keySerial))
    return { key: deriveFromInitialKey(deriveInitialKey(TEST_BASE_KEY, keySerial), keySerial), keySerial }
  }
}

function initialSerial(purpose: KeyPurpose, slot: number): Uint8Array {
  return fromHex(`FFFF987654${PURPOSE_BYTE[purpose]}${slot.toString(16).padStart(2, '0')}E00000`)
}

function counterName(purpose: KeyPurpose, slot: number): string {
  return `ksn-${purpose}-${String(slot).padStart(2, '0')}`
}
