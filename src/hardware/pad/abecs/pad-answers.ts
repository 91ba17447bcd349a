import type {
  CardAuthorisation,
  CardRead,
  CardVerdict,
  EmvFigures,
  EncryptedTrack,
  PadIdentity,
} from '#payment/ports/pin-pad.port.ts'
import type { PadFunctionKey } from '#payment/ports/pin-pad-care.port.ts'
import { schemeOf } from '../../card-scheme.ts'
import { readTlvDeep, type TlvElement, writeTlv } from '../emv-tlv.ts'
import { CodecError } from './codec.ts'
import { fromLatin1 } from './packet.ts'
import { CARD_TYPE, PP } from './parameters.ts'

/** Reads what the pad answers (pin-pad sheet 2.5-2.6) into the engine's words. Throws CodecError and EmvTlvError only. */
export type Parameters = ReadonlyMap<number, Uint8Array>

/** DE55 of a request, in this order (acquirer-host sheet 1.4). */
const REQUEST_TAGS =
  '9F26 9F27 9F10 9F37 9F36 95 9A 9C 9F02 9F03 5F2A 82 9F1A 9F33 9F34 9F35 9F1E 84 5F34 9F09 9F41 9F6E'.split(' ')
/** Of an advice: the request's, and the code by which card and terminal decided without the bank (Y1, Z1, Y3, Z3). */
const ADVICE_TAGS = [...REQUEST_TAGS, '8A']
/** What GOX and FCX are asked for: DE55 and the status of the transaction for the ticket. */
export const AUTHORISATION_TAGS = [...ADVICE_TAGS, '9B']
export const COMPLETION_TAGS = AUTHORISATION_TAGS
/** What GCX is asked for: which application, by which name. */
export const APPLICATION_TAGS = ['84', '4F', '50', '9F12', '5F34']

const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase()

function textOf(parameters: Parameters, id: number): string | null {
  const value = parameters.get(id)
  return value === undefined ? null : fromLatin1(value).trim()
}

function required(parameters: Parameters, id: number, field: string): string {
  const text = textOf(parameters, id)
  if (text === null || text === '') throw new CodecError(field, 'missing')
  return text
}

const emvOf = (parameters: Parameters): TlvElement[] => readTlvDeep(parameters.get(PP.EMVDATA) ?? new Uint8Array())
const tagHex = (elements: readonly TlvElement[], tag: string): string | null => {
  const value = elements.find((element) => element.tag === tag)?.value
  return value === undefined || value.length === 0 ? null : toHex(value)
}

export const IDENTITY_IDS = [PP.SERNUM, PP.PARTNBR, PP.MODEL, PP.MNNAME, PP.CAPAB, PP.SPECVER, PP.APPVERS]

export function readIdentity(parameters: Parameters, secureLink: boolean): PadIdentity {
  const model = textOf(parameters, PP.MODEL)?.split(';')[0]?.trim()
  return {
    model: model || required(parameters, PP.PARTNBR, 'PP_MODEL'),
    maker: textOf(parameters, PP.MNNAME) ?? '',
    serialNumber: required(parameters, PP.SERNUM, 'PP_SERNUM'),
    specification: `ABECS ${textOf(parameters, PP.SPECVER) ?? ''}`.trim(),
    supportsContactless: textOf(parameters, PP.CAPAB)?.startsWith('1') ?? false,
    secureLink,
    software: textOf(parameters, PP.APPVERS) ?? '',
  }
}

export const POWER_IDS = [PP.BATTINFO, PP.COMMINFO]
const WIRELESS: Readonly<Record<string, PadIdentity['wireless']>> = { '1': 'bluetooth', '2': 'wifi', '8': 'other' }

/** PP_BATTINFO: level in percent, then a byte whose lowest bit says that it is charging. PP_COMMINFO: its first figure. */
export function readPower(parameters: Parameters): Pick<PadIdentity, 'battery' | 'wireless'> {
  const battery = parameters.get(PP.BATTINFO)
  if (battery !== undefined && (battery.length !== 2 || (battery[0] ?? 0) > 100))
    throw new CodecError('PP_BATTINFO', 'no level and state')
  const wireless = WIRELESS[textOf(parameters, PP.COMMINFO)?.[0] ?? '']
  return {
    ...(battery && { battery: { percent: battery[0] ?? 0, isCharging: ((battery[1] ?? 0) & 1) === 1 } }),
    ...(wireless && { wireless }),
  }
}

/** What GCX found, before it is decided whether that card may be used. */
export interface CardFound {
  readonly card: CardRead
  /** Acquirer of the application, for GOX; null where the pad named none. */
  readonly acquirerIndex: number | null
  readonly stripe: StripeFound | null
}

export interface StripeFound {
  /** Three digits after the expiry (ISO/IEC 7813). */
  readonly serviceCode: string
  /** PP_ICCSTAT: 1 the chip failed just before, 2 its application is not known. */
  readonly chipStatus: string
}

/** PP_DEVTYPE: phone, watch, wristband, tablet. 00 is a card, 99 nobody knows. */
const DEVICES_OF_A_HOLDER: ReadonlySet<string> = new Set(['01', '03', '05', '10'])

/** A card, or why there is none to use: a misread stripe, a contactless card that only acts as a stripe. */
export function readCardFound(parameters: Parameters): CardFound | 'stripe-misread' | 'contactless-stripe' {
  const type = required(parameters, PP.CARDTYPE, 'PP_CARDTYPE')
  if (type === CARD_TYPE.stripe) return readStripe(parameters)
  if (type === CARD_TYPE.contactlessStripe) return 'contactless-stripe'
  if (type !== CARD_TYPE.chip && type !== CARD_TYPE.contactlessChip) throw new CodecError('PP_CARDTYPE', 'unknown')
  const maskedPan = checkedPan(required(parameters, PP.PAN, 'PP_PAN'))
  const emv = emvOf(parameters)
  const applicationId = tagHex(emv, '84') ?? tagHex(emv, '4F')
  const acquirer = /^\d{2}/.exec(textOf(parameters, PP.AIDTABINFO) ?? '')?.[0]
  return {
    card: {
      entryMode: type === CARD_TYPE.chip ? 'chip' : 'contactless',
      maskedPan,
      scheme: schemeOf(applicationId, maskedPan),
      applicationId,
      applicationLabel: textOf(parameters, PP.LABEL) || null,
      panSequence: textOf(parameters, PP.PANSEQNO) || tagHex(emv, '5F34'),
      fallback: false,
      device: DEVICES_OF_A_HOLDER.has(textOf(parameters, PP.DEVTYPE) ?? '') ? 'wallet' : 'card',
    },
    acquirerIndex: acquirer === undefined ? null : Number(acquirer),
    stripe: null,
  }
}

function readStripe(parameters: Parameters): CardFound | 'stripe-misread' {
  const match = /^;?([\d*]{8,19})[=D]\d{4}(\d{3})/.exec(textOf(parameters, PP.TRK2INC) ?? '')
  if (!match) return 'stripe-misread'
  const maskedPan = checkedPan(match[1] ?? '')
  return {
    card: {
      entryMode: 'stripe',
      maskedPan,
      scheme: schemeOf(null, maskedPan),
      applicationId: null,
      applicationLabel: null,
      panSequence: null,
      fallback: /^[26]/.test(match[2] ?? ''),
      device: 'card',
    },
    acquirerIndex: null,
    stripe: { serviceCode: match[2] ?? '', chipStatus: textOf(parameters, PP.ICCSTAT) ?? '0' },
  }
}

/**
 * First six at most and the last four, stars between. Screens, papers and the question about a second charge tell cards
 * apart by the last four: without them none is charged.
 */
function checkedPan(text: string): string {
  if (!/^\d{0,6}\*+\d{4}$/.test(text)) throw new CodecError('PP_PAN', 'not masked as asked')
  return text
}

export function readTrack(parameters: Parameters): EncryptedTrack {
  const track = parameters.get(PP.TRACK2)
  const keySerial = parameters.get(PP.TRK2KSN)
  if (track === undefined || track.length === 0 || track.length % 8 !== 0) throw new CodecError('PP_TRACK2', 'missing')
  if (keySerial?.length !== 10) throw new CodecError('PP_TRK2KSN', 'not ten bytes')
  return { track2Hex: toHex(track), keySerialHex: toHex(keySerial) }
}

function readFigures(parameters: Parameters): EmvFigures {
  const emv = emvOf(parameters)
  return {
    cryptogramHex: tagHex(emv, '9F26'),
    terminalVerificationResultsHex: tagHex(emv, '95'),
    transactionStatusHex: tagHex(emv, '9B'),
    transactionCounterHex: tagHex(emv, '9F36'),
    issuerDataHex: tagHex(emv, '9F10'),
  }
}

/** What goes with a decision: to the bank in a request or an advice, and on the ticket. */
export const readProof = (parameters: Parameters, decision: CardAuthorisation['decision']) => ({
  emvDataHex: dataOf(parameters, decision === 'online' ? REQUEST_TAGS : ADVICE_TAGS),
  emv: readFigures(parameters),
})

const DECISIONS: Readonly<Record<string, CardAuthorisation['decision']>> = {
  '0': 'offline-approved',
  '1': 'offline-declined',
  '2': 'online',
}
const PINS: Readonly<Record<string, CardAuthorisation['pin']>> = { '0': 'none', '1': 'offline', '2': 'online' }

/** PP_GOXRES: decision, signature, PIN, PIN on the customer's own device. */
export function readAuthorisation(parameters: Parameters): CardAuthorisation {
  const result = required(parameters, PP.GOXRES, 'PP_GOXRES')
  const decision = DECISIONS[result[0] ?? '']
  const pin = PINS[result[2] ?? '']
  if (!/^\d{6}$/.test(result) || decision === undefined || pin === undefined)
    throw new CodecError('PP_GOXRES', 'unknown')
  const block = parameters.get(PP.PINBLK)
  const keySerial = parameters.get(PP.KSN)
  const online = pin === 'online'
  if (online && block?.length !== 8) throw new CodecError('PP_PINBLK', 'not eight bytes')
  if (online && keySerial?.length !== 10) throw new CodecError('PP_KSN', 'not ten bytes')
  return {
    decision,
    pin,
    signatureRequired: result[1] === '1',
    deviceVerified: result[3] === '1',
    pinBlockHex: online && block ? toHex(block) : null,
    pinKeySerialHex: online && keySerial ? toHex(keySerial) : null,
    ...readProof(parameters, decision),
  }
}

/** DE55: only what was asked for, in the order of the list. */
function dataOf(parameters: Parameters, tags: readonly string[]): string {
  const elements = emvOf(parameters)
  return toHex(writeTlv(tags.flatMap((tag) => elements.find((element) => element.tag === tag) ?? [])))
}

/** The card's last word: FCX gives none for a tap, which has spoken already. */
export const readVerdict = (parameters: Parameters): CardVerdict => ({
  approved: readApproval(parameters),
  emvDataHex: dataOf(parameters, ADVICE_TAGS),
  emv: readFigures(parameters),
})

/** PP_FCXRES: true when the card agrees. */
function readApproval(parameters: Parameters): boolean {
  const result = required(parameters, PP.FCXRES, 'PP_FCXRES')
  if (!/^[01]\d{2}$/.test(result)) throw new CodecError('PP_FCXRES', 'unknown')
  return result.startsWith('0')
}

/** PP_EVENT of a chip that is out of the slot. */
const REMOVED = '91'

const FUNCTION_KEYS: Readonly<Record<string, PadFunctionKey>> = { '04': 'F1', '05': 'F2', '06': 'F3', '07': 'F4' }

/** CEX that waited for a key; null for one that is none of the four. */
export function readFunctionKey(parameters: Parameters): PadFunctionKey | null {
  return FUNCTION_KEYS[required(parameters, PP.EVENT, 'PP_EVENT')] ?? null
}

/** CEX that waited for the chip to come out, and for nothing else. */
export function readRemoval(parameters: Parameters): void {
  if (required(parameters, PP.EVENT, 'PP_EVENT') !== REMOVED) throw new CodecError('PP_EVENT', 'not asked for')
}

/** GPN: PIN block (16 hexadecimal digits) and key serial number (20), in one block. */
export function readPin(block: Uint8Array): { readonly pinBlockHex: string; readonly pinKeySerialHex: string } {
  const match = /^([0-9A-Fa-f]{16})([0-9A-Fa-f]{20})$/.exec(fromLatin1(block))
  if (!match) throw new CodecError('GPN_PINBLK', 'not 36 hexadecimal digits')
  return { pinBlockHex: (match[1] ?? '').toUpperCase(), pinKeySerialHex: (match[2] ?? '').toUpperCase() }
}
