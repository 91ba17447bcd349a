import type { AcquirerProfile } from '../iso8583/acquirer-profile.ts'
import type { IsoFields, IsoMessage } from '../iso8583/field-table.ts'
import { Iso8583Error } from '../iso8583/iso8583-error.ts'
import { writeSchemeTotals } from '../iso8583/scheme-totals.ts'
import { isUpperHex, writeTaggedSubFields } from '../iso8583/tagged-sub-fields.ts'
import { totalsFields } from '../iso8583/totals-fields.ts'
import {
  ADVICE_REASONS,
  type AdviceRequest,
  type FinancialMti,
  REVERSAL_REASONS,
  type ReversalRequest,
  type SaleRequest,
  type SaleSecrets,
  type TotalsRequest,
  type UploadRequest,
} from '../ports/acquirer-host.port.ts'

/** Fields 32 and 33 inside DE90 are zeros, since the messages carry neither. */
const NO_INSTITUTIONS = '0'.repeat(22)
/** DE95 of a full reversal: actual and settlement amount zero, no fees. */
const NOTHING_REMAINS = `${'0'.repeat(24)}D00000000D00000000`

/**
 * 0200. The card travels as the pad encrypted it: track 2 and the key serial numbers in DE48, the PIN block in DE52,
 * the cryptogram in DE55; DE2, 14 and 35 never leave. The scheme is told because a card may carry two and the
 * customer's choice decides which one settles.
 */
export function saleMessage(profile: AcquirerProfile, request: SaleRequest, secrets: SaleSecrets): IsoMessage {
  return {
    mti: '0200',
    fields: {
      ...saleFields(profile, request, request.transmittedAt),
      48: cardData(profile, request, secrets),
      52: bytesOf(secrets.pinBlockHex, 52),
      55: bytesOf(secrets.emvDataHex, 55),
      60: request.batchNumber,
    },
  }
}

/**
 * 0220, or 0221 when repeated: a sale that was approved without the host. DE39 is the terminal's own decision, DE55
 * carries the card's certificate. DE90 names the sale itself, by the moment it was made, so that a repeat with a new
 * DE7 is known as one. A PIN block is refused: a PIN sale is never stored (acquirer-host sheet 2.5).
 */
export function adviceMessage(profile: AcquirerProfile, request: AdviceRequest, secrets: SaleSecrets): IsoMessage {
  if (secrets.pinBlockHex !== null) throw new Iso8583Error(52, 'content')
  const { original } = request
  return {
    mti: request.repeat ? '0221' : '0220',
    fields: {
      ...saleFields(profile, original, request.transmittedAt),
      38: request.approvalCode,
      39: request.terminalResponseCode,
      48: cardData(profile, original, { ...secrets, pinKeySerialHex: null }),
      55: bytesOf(secrets.emvDataHex, 55),
      56: ADVICE_REASONS[request.reason],
      60: original.batchNumber,
      90: originalElements('0220', original),
    },
  }
}

/**
 * 0320, or 0321 when repeated: one sale of a batch whose totals differ, as it was answered. It has a STAN of its own;
 * DE60 holds batch, message type and STAN of the sale, DE90 the rest of its name. No card: the host has its copy.
 */
export function uploadMessage(profile: AcquirerProfile, item: UploadRequest): IsoMessage {
  const { original, originalMti } = item
  return {
    mti: item.repeat ? '0321' : '0320',
    fields: {
      ...saleFields(profile, original, item.transmittedAt),
      11: item.stan,
      37: item.retrievalReference ?? undefined,
      38: item.approvalCode ?? undefined,
      39: item.responseCode,
      48: writeTaggedSubFields([[profile.cardData.tags.scheme, profile.schemeCodes[original.scheme]]]),
      60: `${original.batchNumber}${originalMti}${original.stan}`,
      90: originalElements(originalMti, original),
    },
  }
}

/** What sale, advice and upload say of the purchase. */
function saleFields(profile: AcquirerProfile, request: SaleRequest, transmittedAt: string): IsoFields {
  return {
    3: profile.processingCodes.sale,
    4: String(request.amountMinor),
    7: transmittedAt,
    11: request.stan,
    12: request.localTime,
    13: request.localDate,
    22: entryMode(profile, request),
    23: request.panSequence ?? undefined,
    25: profile.conditionCode,
    41: request.terminalId,
    42: request.merchantId,
    49: request.currencyNumeric,
    62: request.reference,
  }
}

/** DE48: the encrypted track with the serial numbers of its keys, and the scheme. */
function cardData(profile: AcquirerProfile, request: SaleRequest, secrets: SaleSecrets): string {
  const { tags } = profile.cardData
  return writeTaggedSubFields([
    [tags.scheme, profile.schemeCodes[request.scheme]],
    [tags.track2, upperHex(secrets.encryptedTrack2Hex, `48.${tags.track2}`)],
    [tags.trackKeySerial, upperHex(secrets.trackKeySerialHex, `48.${tags.trackKeySerial}`)],
    [tags.pinKeySerial, upperHex(secrets.pinKeySerialHex, `48.${tags.pinKeySerial}`)],
  ])
}

function entryMode(profile: AcquirerProfile, request: SaleRequest): string {
  return request.fallback === true ? (profile.fallbackEntryMode ?? request.entryModeCode) : request.entryModeCode
}

/** DE90: message type, STAN, DE7, and zeros for DE32 and DE33. */
function originalElements(mti: FinancialMti, original: SaleRequest): string {
  return `${mti}${original.stan}${original.transmittedAt}${NO_INSTITUTIONS}`
}

/** 0420 or 0400 by profile, ending with a 1 when repeated: only message type and DE7 change. It names its original by DE90, never by a card. */
export function reversalMessage(profile: AcquirerProfile, request: ReversalRequest): IsoMessage {
  const { original } = request
  return {
    mti: request.repeat ? `${profile.reversalMessage.slice(0, 3)}1` : profile.reversalMessage,
    fields: {
      3: profile.processingCodes.sale,
      4: String(request.amountMinor ?? original.amountMinor),
      7: request.transmittedAt,
      11: original.stan,
      12: original.localTime,
      13: original.localDate,
      22: entryMode(profile, original),
      25: profile.conditionCode,
      41: original.terminalId,
      42: original.merchantId,
      49: original.currencyNumeric,
      56: REVERSAL_REASONS[request.reason],
      60: original.batchNumber,
      90: originalElements(request.originalMti ?? '0200', original),
      95: NOTHING_REMAINS,
    },
  }
}

/** 0500, or 0501 when repeated with the same STAN; the final one, after an upload, has its own DE3. */
export function totalsMessage(profile: AcquirerProfile, request: TotalsRequest): IsoMessage {
  return {
    mti: request.repeat ? '0501' : '0500',
    fields: {
      3: request.final === true ? profile.processingCodes.finalTotals : profile.processingCodes.totals,
      7: request.transmittedAt,
      11: request.stan,
      12: request.localTime,
      13: request.localDate,
      41: request.terminalId,
      42: request.merchantId,
      50: request.currencyNumeric,
      60: request.batchNumber,
      63: writeSchemeTotals(profile, request.byScheme),
      ...totalsFields(profile, request.total),
    },
  }
}

/** 0810 to what the host asks by itself: an echo or its own sign-on is granted, anything else not. */
export function networkAnswer(profile: AcquirerProfile, request: IsoMessage): IsoMessage {
  const { echo, signOn } = profile.networkCodes
  const code = request.fields[70] ?? ''
  const granted = code === echo || code === signOn
  return {
    mti: '0810',
    fields: { 7: request.fields[7], 11: request.fields[11], 39: granted ? '00' : '12', 70: request.fields[70] },
  }
}

/** 0800: sign-on, echo or key change by DE70. `transmittedAt` is UTC `MMDDhhmmss`. */
export function networkMessage(networkCode: string, stan: string, transmittedAt: string): IsoMessage {
  return { mti: '0800', fields: { 7: transmittedAt, 11: stan, 70: networkCode } }
}

function upperHex(text: string, field: string): string
function upperHex(text: string | null, field: string): string | null
function upperHex(text: string | null, field: string): string | null {
  if (text === null) return null
  const upper = text.toUpperCase()
  if (!isUpperHex(upper)) throw new Iso8583Error(field, 'content')
  return upper
}

function bytesOf(text: string | null, field: number): Uint8Array | undefined {
  const upper = upperHex(text, String(field))
  return upper === null ? undefined : Buffer.from(upper, 'hex')
}
