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
import { type CardField, encryptFields } from './card-data-encryption.ts'
import { track1Of, track2Of } from './cards.ts'
import { toHex } from './emv-objects.ts'
import { splitRows } from './pad-body.ts'
import { answer, CommandParameters, type CommandRun, type PadContext, PadRefusal } from './pad-context.ts'
import { PIN_DIGITS, PIN_TIMEOUT_MS, takePin } from './pin-entry.ts'

const VECTOR_BYTES = 8

/**
 * GTK: what was read, encrypted, once. Without SPE_MTHDDAT a real pad answers in clear; this one refuses (011), since
 * no track in clear ever leaves it. Of the methods only DUKPT with triple DES is loaded (50, 51); others answer 042.
 */
export const runGtk: CommandRun = async ({ blocks }, { memory, keys, emissions }, { noteCommand }) => {
  const parameters = new CommandParameters(blocks)
  const [wantsPan, wantsTrack1, wantsTrack2] = parameters.text(SPE.TRACKS, /^[01]{4}$/) ?? '1111'
  const method = parameters.text(SPE.MTHDDAT, /^\d{2}$/)
  if (method === undefined) throw new PadRefusal('INVPARM')
  if (method !== DATA_METHOD_DUKPT_ECB && method !== DATA_METHOD_DUKPT_CBC) throw new PadRefusal('ERRKEY')
  const slot = Number(parameters.requiredText(SPE.KEYIDX, /^\d{2}$/))
  const vector = parameters.bytes(SPE.IVCBC) ?? new Uint8Array(VECTOR_BYTES)
  if (vector.length !== VECTOR_BYTES) throw new PadRefusal('INVPARM')
  const clearDigits = Number(parameters.text(SPE.OPNDIG, /^[02468]$/) ?? 0)
  const held = memory.tracks
  if (!held) throw new PadRefusal('INVCALL')
  noteCommand('keySlot', String(slot).padStart(2, '0'))
  const { card } = held
  const texts = { pan: card.pan, track1: track1Of(card), track2: track2Of(card) }
  const fields: CardField[] = held.fields.map((name) => ({ name, text: texts[name] }))
  const wanted = { pan: wantsPan === '1', track1: wantsTrack1 === '1', track2: wantsTrack2 === '1' }
  const mode = method === DATA_METHOD_DUKPT_ECB ? 'ecb' : 'cbc'
  const encrypted = encryptFields(
    fields.filter(({ name }) => wanted[name]),
    { mode, vector, clearDigits },
    () => keys.take('data', slot),
  )
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
    writeParameters(
      encrypted.flatMap(({ name, value, keySerial }): Parameter[] => [
        [ids[name][0], value],
        [ids[name][1], keySerial],
      ]),
    ),
  )
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
  const pan = panLength === '00' ? context.memory.tracks?.card.pan : panField.slice(0, Number(panLength))
  if (pan === undefined) throw new PadRefusal('INVCALL')
  if (!/^\d{13,19}$/.test(pan)) throw new PadRefusal('INVPARM')
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
