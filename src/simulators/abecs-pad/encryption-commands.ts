import { constants, createPublicKey, publicEncrypt } from 'node:crypto'
import { type Parameter, writeParameters } from '#hardware/pad/abecs/codec.ts'
import {
  DATA_METHOD_DUKPT_CBC,
  DATA_METHOD_DUKPT_ECB,
  PIN_METHOD_DUKPT,
  PP,
  SPE,
} from '#hardware/pad/abecs/parameters.ts'
import { encryptPinBlock } from '#simulators/crypto/dukpt.ts'
import { buildPinBlock } from '#simulators/crypto/pin-block.ts'
import { BLOCK_BYTES } from '#simulators/crypto/triple-des.ts'
import { type CardField, encryptBody, encryptFields } from './card-data-encryption.ts'
import { track1Of, track2Of } from './cards.ts'
import { toHex } from './emv-objects.ts'
import { splitRows } from './pad-body.ts'
import { answer, CommandParameters, type CommandRun, type PadContext, PadRefusal } from './pad-context.ts'
import { PIN_DIGITS, PIN_TIMEOUT_MS, takePin } from './pin-entry.ts'

const RANDOM_KEY_BYTES = 16
const DATA_BYTES_MAX = 256

/** SPE_MTHDDAT of the methods this pad has keys for; working keys (10, 11) are not loaded and answer 042. */
const METHODS: Readonly<Record<string, { readonly key: 'dukpt' | 'random'; readonly mode: 'ecb' | 'cbc' }>> = {
  [DATA_METHOD_DUKPT_ECB]: { key: 'dukpt', mode: 'ecb' },
  [DATA_METHOD_DUKPT_CBC]: { key: 'dukpt', mode: 'cbc' },
  '90': { key: 'random', mode: 'ecb' },
  '91': { key: 'random', mode: 'cbc' },
}

/**
 * GTK: what was read, encrypted, once; nothing at all of a stripe that was misread. Without SPE_MTHDDAT a real pad
 * answers in clear; this one refuses (011), since no track in clear ever leaves it.
 */
export const runGtk: CommandRun = async ({ blocks }, context, { noteCommand }) => {
  const { memory, keys, emissions, random } = context
  const parameters = new CommandParameters(blocks)
  const [wantsPan, wantsTrack1, wantsTrack2] = parameters.text(SPE.TRACKS, /^.{0,8}$/s) ?? '1111'
  const method = parameters.text(SPE.MTHDDAT, /^\d{2}$/)
  if (method === undefined) throw new PadRefusal('INVPARM')
  const known = METHODS[method]
  if (known === undefined) throw new PadRefusal('ERRKEY')
  const terms = { mode: known.mode, vector: readVector(parameters), clearDigits: readClearDigits(parameters) }
  const slot = known.key === 'dukpt' ? Number(parameters.requiredText(SPE.KEYIDX, /^\d{2}$/)) : null
  const tillKey = slot === null ? readTillKey(parameters) : null
  if (slot !== null && !keys.isLoaded(slot)) throw new PadRefusal('ERRKEY')
  const held = memory.tracks
  if (!held) throw new PadRefusal('INVCALL')
  if (slot !== null) noteCommand('keySlot', String(slot).padStart(2, '0'))
  const { card } = held
  const texts = { pan: card.pan, track1: track1Of(card), track2: track2Of(card) }
  const wanted = { pan: wantsPan === '1', track1: wantsTrack1 === '1', track2: wantsTrack2 === '1' }
  const fields: CardField[] = held.fields.filter((name) => wanted[name]).map((name) => ({ name, text: texts[name] }))
  const randomKey = { key: random(RANDOM_KEY_BYTES), keySerial: null }
  const wrapped = tillKey ? wrapRandomKey(tillKey, randomKey.key) : null
  const encrypted = encryptFields(fields, terms, () => (slot === null ? randomKey : keys.takeForData(slot)))
  if (encrypted === null) throw new PadRefusal('ERRKEY')
  memory.tracks = null
  for (const { name, secret, keySerial } of encrypted) emissions.add(name, secret, keySerial)
  const ids = {
    pan: [PP.ENCPAN, PP.ENCPANKSN],
    track1: [PP.TRACK1, PP.TRK1KSN],
    track2: [PP.TRACK2, PP.TRK2KSN],
  } as const
  return answer(
    'GTK',
    writeParameters([
      ...encrypted.flatMap(({ name, value, keySerial }): Parameter[] => [
        [ids[name][0], value],
        ...(keySerial ? [[ids[name][1], keySerial] as const] : []),
      ]),
      ...(wrapped ? [[PP.ENCKRAND, wrapped] as const] : []),
    ]),
  )
}

/** EBX: up to 256 bytes of the till's own, in whole blocks, under a data key. */
export const runEbx: CommandRun = async ({ blocks }, { keys, emissions }) => {
  const parameters = new CommandParameters(blocks)
  const data = parameters.bytes(SPE.DATAIN)
  if (data === undefined) throw new PadRefusal('MANDAT')
  const method = METHODS[parameters.requiredText(SPE.MTHDDAT, /^\d{2}$/)]
  const slot = Number(parameters.requiredText(SPE.KEYIDX, /^\d{2}$/))
  const isWhole = data.length > 0 && data.length % BLOCK_BYTES === 0 && data.length <= DATA_BYTES_MAX
  if (!isWhole || method?.key === 'random') throw new PadRefusal('INVPARM')
  const vector = readVector(parameters)
  const taken = method ? keys.takeForData(slot) : null
  if (method === undefined || taken === null) throw new PadRefusal('ERRKEY')
  const secret = encryptBody(taken.key, data, { mode: method.mode, vector })
  emissions.add('data', secret, taken.keySerial)
  return answer(
    'EBX',
    writeParameters([
      [PP.DATAOUT, secret],
      [PP.KSN, taken.keySerial],
    ]),
  )
}

function readVector(parameters: CommandParameters): Uint8Array {
  const vector = parameters.bytes(SPE.IVCBC) ?? new Uint8Array(BLOCK_BYTES)
  if (vector.length !== BLOCK_BYTES) throw new PadRefusal('INVPARM')
  return vector
}

function readClearDigits(parameters: CommandParameters): number {
  return Number(parameters.text(SPE.OPNDIG, /^[02468]$/) ?? 0)
}

interface TillKey {
  readonly modulus: Uint8Array
  readonly exponent: Uint8Array
}

function readTillKey(parameters: CommandParameters): TillKey {
  const modulus = parameters.bytes(SPE.PBKMOD)
  const exponent = parameters.bytes(SPE.PBKEXP)
  if (modulus === undefined || exponent === undefined) throw new PadRefusal('MANDAT')
  return { modulus, exponent }
}

/** PP_ENCKRAND: PKCS#1 v1.5, block type 2, under the till's own public key. */
function wrapRandomKey({ modulus, exponent }: TillKey, key: Uint8Array): Uint8Array {
  const url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
  try {
    const publicKey = createPublicKey({ key: { kty: 'RSA', n: url(modulus), e: url(exponent) }, format: 'jwk' })
    return new Uint8Array(publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, key))
  } catch {
    throw new PadRefusal('INVPARM')
  }
}

/**
 * GPN: a PIN outside the chip (stripe, typed number). Block of 93 bytes: method 1, slot 2, working key 32, PAN length 2,
 * PAN 19, entries 1 (`1`), least 2, most 2, text 32. Answer: PIN block (16 hex), key serial number (20 hex).
 */
export const runGpn: CommandRun = async ({ blocks }, context, conversation) => {
  const text = Buffer.from(blocks[0] ?? new Uint8Array()).toString('latin1')
  const fields = /^(\d)(\d{2}).{32}(\d{2})([\d ]{19})1(\d{2})(\d{2})(.{32})$/s.exec(text)
  if (!fields) throw new PadRefusal('INVPARM')
  const [, method, slotText, panLength, panField = '', least, most, message = ''] = fields
  const digitsMin = Number(least)
  const digitsMax = Math.min(Number(most), PIN_DIGITS.digitsMax)
  if (digitsMin < PIN_DIGITS.digitsMin || digitsMax < digitsMin) throw new PadRefusal('INVPARM')
  const slot = Number(slotText)
  if (method !== PIN_METHOD_DUKPT || !context.keys.isLoaded(slot)) throw new PadRefusal('ERRKEY')
  const pan = panLength === '00' ? heldNumber(context) : panField.slice(0, Number(panLength))
  if (pan === undefined) throw new PadRefusal('INVCALL')
  if (!/^\d{2,19}$/.test(pan)) throw new PadRefusal('INVPARM')
  const pin = await takePin(
    context.body,
    {
      command: 'GPN',
      rows: splitRows(message),
      digitsMin,
      digitsMax,
      allowsBypass: false,
      timeoutMs: PIN_TIMEOUT_MS,
      holdsCard: false,
    },
    conversation,
  )
  if (pin === null) return null
  const [block, keySerial] = sealPin(pin, pan, slot, context)
  const hex = toHex(block?.[1] ?? new Uint8Array()) + toHex(keySerial?.[1] ?? new Uint8Array())
  return answer('GPN', [Uint8Array.from(Buffer.from(hex, 'latin1'))])
}

/** The number of the card that was read, as long as GTK has not wiped it. */
function heldNumber({ memory }: PadContext): string | undefined {
  return memory.tracks && memory.tracks.fields.length > 0 ? memory.tracks.card.pan : undefined
}

/** The PIN as a block under the slot's next key (PP_PINBLK, PP_KSN). */
export function sealPin(pin: string, pan: string, slot: number, { keys, emissions }: PadContext): Parameter[] {
  const taken = keys.take('pin', slot)
  if (!taken) throw new PadRefusal('ERRKEY')
  const block = encryptPinBlock(taken.key, buildPinBlock(pin, pan))
  emissions.add('pin-block', block, taken.keySerial)
  return [
    [PP.PINBLK, block],
    [PP.KSN, taken.keySerial],
  ]
}
