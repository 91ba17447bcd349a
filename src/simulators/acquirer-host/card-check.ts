import type { Scheme } from '#contract/views/sale-view.ts'
import type { AcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'
import type { IsoMessage } from '#payment/iso8583/field-table.ts'
import { schemeOfCode } from '#payment/iso8583/scheme-totals.ts'
import { isUpperHex, readTaggedSubFields } from '#payment/iso8583/tagged-sub-fields.ts'
import { dataKey, decryptPinBlock, deriveTransactionKey, KEY_SERIAL_BYTES, TEST_BASE_KEY } from '../crypto/dukpt.ts'
import { openPinBlock } from '../crypto/pin-block.ts'
import { readTrack2 } from '../crypto/track-data.ts'
import { decryptBlocks } from '../crypto/triple-des.ts'
import { answersIn, judgeAnswers, type PrivateAnswers } from './private-cards.ts'

/** What the host finds out about the card of a 0200: a code of DE39 when it cannot go on, `00` when it can. */
export interface CheckedCard {
  readonly responseCode: '00' | '14' | '30' | '51' | '54' | '55' | '88'
  readonly scheme: Scheme
  /** First six and last four; the clear number ends in this module. */
  readonly maskedPan: string
  /** What the card's kind was told, where it was told anything. */
  readonly answers?: PrivateAnswers
}

export interface CardRules {
  /** The PIN of the card with these last four digits. */
  pinFor(lastFour: string): string
  /** This month as YYMM: a card that ended before it is expired. */
  readonly month: string
}

const UNREADABLE_PAN = '****0000'

/** What this bank says of codes by their last two figures; all others are good. */
const CODES: Readonly<Record<string, '14' | '51'>> = { '00': '14', '51': '51' }

/** A code in the place of a card. 14: not one of this bank's. 51: not enough on its account. 30: no code at all. */
function judgeCode(code: string): CheckedCard['responseCode'] {
  if (!/^\d{4,12}$/.test(code)) return '30'
  return CODES[code.slice(-2)] ?? '00'
}

/**
 * Opens track and PIN block with keys derived from the test base key, or judges the code that stands for a card. 30: the message lacks what is needed, or what the
 * card's kind must be told. 88: the
 * track does not open. 54: expired. 55: wrong PIN.
 * @throws Iso8583Error when DE48 is not in the profile's sub-format.
 */
export function checkCard(profile: AcquirerProfile, message: IsoMessage, rules: CardRules): CheckedCard {
  const { field, tags, trackEncryption } = profile.cardData
  const parts = readTaggedSubFields(field, message.fields[field] ?? '')
  const code = parts.get(tags.scheme)
  const scheme = code === undefined ? 'other' : schemeOfCode(profile, code)
  const without = (responseCode: CheckedCard['responseCode']) => ({ responseCode, scheme, maskedPan: UNREADABLE_PAN })

  const typedCode = parts.get(profile.cardData.answerTags.code)
  if (typedCode !== undefined && parts.get(tags.track2) === undefined) return without(judgeCode(typedCode))
  const secret = hexBytes(parts.get(tags.track2))
  const trackKey = transactionKey(parts.get(tags.trackKeySerial))
  if (secret === null || trackKey === null || secret.length % 8 !== 0) return without('30')
  const track = readTrack2(decryptBlocks(trackKey.data, secret, trackEncryption === 'dukpt-tdes-cbc' ? 'cbc' : 'ecb'))
  if (track === null || track.pan.length < 13) return without('88')

  const maskedPan = maskPan(track.pan)
  const answers = answersIn(profile, message)
  const told = { scheme, maskedPan, ...(Object.keys(answers).length > 0 && { answers }) }
  if (track.expiry < rules.month) return { ...told, responseCode: '54' }
  const responseCode = judgeAnswers(maskedPan, answers)
  const pinBlock = message.fields[52]
  if (pinBlock === undefined || responseCode !== '00') return { ...told, responseCode }
  const pinKey = transactionKey(parts.get(tags.pinKeySerial))
  if (pinKey === null) return { ...told, responseCode: '30' }
  const pin = openPinBlock(decryptPinBlock(pinKey.transaction, pinBlock), track.pan)
  return { ...told, responseCode: pin === rules.pinFor(track.pan.slice(-4)) ? '00' : '55' }
}

function maskPan(pan: string): string {
  return `${pan.slice(0, 6)}${'*'.repeat(pan.length - 10)}${pan.slice(-4)}`
}

/** Of the last serial numbers: track and PIN often share one, and a repeat comes under the same. */
const derived = new Map<string, DerivedKey>()
const DERIVED_MAX = 64

interface DerivedKey {
  readonly transaction: Uint8Array
  readonly data: Uint8Array
}

function transactionKey(keySerialHex: string | undefined): DerivedKey | null {
  const keySerial = hexBytes(keySerialHex)
  if (keySerial?.length !== KEY_SERIAL_BYTES || keySerialHex === undefined) return null
  const known = derived.get(keySerialHex)
  if (known !== undefined) return known
  const transaction = deriveTransactionKey(TEST_BASE_KEY, keySerial)
  const key = { transaction, data: dataKey(transaction) }
  if (derived.size >= DERIVED_MAX) derived.clear()
  derived.set(keySerialHex, key)
  return key
}

function hexBytes(text: string | undefined): Uint8Array | null {
  return text !== undefined && isUpperHex(text) ? Buffer.from(text, 'hex') : null
}
