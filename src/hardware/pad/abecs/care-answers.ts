import type { PadKey } from '#payment/ports/pin-pad-care.port.ts'
import { CodecError } from './codec.ts'
import { fromLatin1 } from './packet.ts'
import type { Parameters } from './pad-answers.ts'
import { KSN_DATA_SLOT, KSN_PIN_SLOT, PP, TABLE_VERSION } from './parameters.ts'

/** Reads what a pad tells a technician (pin-pad sheet 2.5). Throws CodecError only. */

export const KEY_MAP_IDS = [PP.MKTDESP, PP.MKTDESD, PP.DKPTTDESP, PP.DKPTTDESD]

const LOADED = '1'
const KEY_SERIAL_BYTES = 10

/** The slots of a map: one character each from 00, 0 absent, 1 loaded, 2 not supported. */
function loadedSlots(parameters: Parameters, id: number): number[] {
  const map = fromLatin1(parameters.get(id) ?? new Uint8Array())
  if (!/^[012]{0,100}$/.test(map)) throw new CodecError('key map', 'not one figure for each slot')
  return [...map].flatMap((state, slot) => (state === LOADED ? [slot] : []))
}

export interface LoadedKey {
  readonly use: PadKey['use']
  readonly slot: number
  /** Where GIX gives the serial number the next use carries; null for a key without one. */
  readonly serialId: number | null
}

/** Every key there is. A slot may hold a derived key and a master key of the same use: the derived one is meant. */
export function readKeyMaps(parameters: Parameters): LoadedKey[] {
  const derived: LoadedKey[] = [
    ...loadedSlots(parameters, PP.DKPTTDESP).map(
      (slot) => ({ use: 'pin', slot, serialId: KSN_PIN_SLOT + slot }) as const,
    ),
    ...loadedSlots(parameters, PP.DKPTTDESD).map(
      (slot) => ({ use: 'data', slot, serialId: KSN_DATA_SLOT + slot }) as const,
    ),
  ]
  const masters: LoadedKey[] = [
    ...loadedSlots(parameters, PP.MKTDESP).map((slot) => ({ use: 'pin', slot, serialId: null }) as const),
    ...loadedSlots(parameters, PP.MKTDESD).map((slot) => ({ use: 'data', slot, serialId: null }) as const),
  ]
  const isDerived = ({ use, slot }: LoadedKey) => derived.some((key) => key.use === use && key.slot === slot)
  return [...derived, ...masters.filter((key) => !isDerived(key))]
}

/** The key with its serial number; null where the pad gave none, as for a key that is used up. */
export function readKeySerial({ use, slot, serialId }: LoadedKey, parameters: Parameters): PadKey {
  const serial = serialId === null ? undefined : parameters.get(serialId)
  if (serial !== undefined && serial.length !== KEY_SERIAL_BYTES) throw new CodecError('PP_KSN', 'not ten bytes')
  return { use, slot, keySerialHex: serial === undefined ? null : hexOf(serial) }
}

const NO_TABLES = /^0*$/

export const tableVersionIds = (acquirerIndex: number) => [TABLE_VERSION + acquirerIndex, TABLE_VERSION]

/** The version of the acquirer's own tables, else of those loaded for all; zeros say that there are none. */
export function readTableVersion(parameters: Parameters, acquirerIndex: number): string | null {
  const versions = tableVersionIds(acquirerIndex).map((id) => fromLatin1(parameters.get(id) ?? new Uint8Array()).trim())
  return versions.find((version) => !NO_TABLES.test(version)) ?? null
}

/** PP_VALUE of MNU as the index from 0. */
export function readChoice(parameters: Parameters, count: number): number {
  const value = fromLatin1(parameters.get(PP.VALUE) ?? new Uint8Array())
  const place = /^\d{2}$/.test(value) ? Number(value) : 0
  if (place < 1 || place > count) throw new CodecError('PP_VALUE', 'no choice of the menu')
  return place - 1
}

/** PP_VALUE of GCD. */
export function readNumber(parameters: Parameters): string {
  const value = fromLatin1(parameters.get(PP.VALUE) ?? new Uint8Array())
  if (!/^\d{1,32}$/.test(value)) throw new CodecError('PP_VALUE', 'not figures')
  return value
}

export function readEncrypted(parameters: Parameters, length: number): { cipherHex: string; keySerialHex: string } {
  const cipher = parameters.get(PP.DATAOUT)
  const keySerial = parameters.get(PP.KSN)
  if (cipher?.length !== length) throw new CodecError('PP_DATAOUT', 'not as long as what was given')
  if (keySerial?.length !== KEY_SERIAL_BYTES) throw new CodecError('PP_KSN', 'not ten bytes')
  return { cipherHex: hexOf(cipher), keySerialHex: hexOf(keySerial) }
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase()
