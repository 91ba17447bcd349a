import type { AcquirerProfile } from '../iso8583/acquirer-profile.ts'
import type { IsoFields, IsoMessage } from '../iso8583/field-table.ts'
import { Iso8583Error } from '../iso8583/iso8583-error.ts'
import { writeSchemeTotals } from '../iso8583/scheme-totals.ts'
import { isUpperHex, writeTaggedSubFields } from '../iso8583/tagged-sub-fields.ts'
import { totalsFields } from '../iso8583/totals-fields.ts'
import {
  ADVICE_REASONS,
  type AdviceRequest,
  type CodeSecret,
  REVERSAL_REASONS,
  type ReversalRequest,
  type SaleRequest,
  type SaleSecrets,
  type TotalsRequest,
  type UploadRequest,
} from '../ports/acquirer-host.port.ts'
import { messageTypeOf, operationFields, originalElements, originalFields, partsOfAmount } from './operation-fields.ts'

/** DE95 holds what stands of the original, twelve digits, then the same in the currency of settlement, then fees. */
const NO_SETTLEMENT_NO_FEES = `${'0'.repeat(12)}D00000000D00000000`
const REPLACEMENT_DIGITS = 12

/**
 * 0200, or 0100 where nothing is charged yet. The card travels as the pad encrypted it: track 2 and the key serial
 * numbers in DE48, the PIN block in DE52, the cryptogram in DE55; DE2, 14 and 35 never leave. The scheme is told because
 * a card may carry two and the customer's choice decides which one settles. A refund or an increment has no card: the
 * host knows it by the original in DE90, 37 and 38. A code in the place of a card stands in DE48 under its own tag.
 */
export function saleMessage(
  profile: AcquirerProfile,
  request: SaleRequest,
  secrets: SaleSecrets | CodeSecret | null,
): IsoMessage {
  const card = secrets !== null && 'code' in secrets ? null : secrets
  return {
    mti: messageTypeOf(request),
    fields: {
      ...saleFields(profile, request, request.transmittedAt),
      ...originalFields(request),
      48: cardData(profile, request, secrets),
      52: bytesOf(card?.pinBlockHex ?? null, 52),
      55: bytesOf(card?.emvDataHex ?? null, 55),
      60: request.batchNumber,
    },
  }
}

/**
 * 0220, or 0221 when repeated: a sale that was approved without the host. DE39 is the terminal's own decision, DE55
 * carries the card's certificate. DE90 names the sale itself, by the moment it was made, so that a repeat with a new
 * DE7 is known as one. A PIN block is refused: a PIN sale is never stored (acquirer-host sheet 2.5).
 */
export function adviceMessage(
  profile: AcquirerProfile,
  request: AdviceRequest,
  secrets: SaleSecrets | null,
): IsoMessage {
  const { original, reason } = request
  const mti = request.repeat ? '0221' : '0220'
  if (original.operation === 'completion') return completionMessage(profile, request, mti)
  if (secrets === null) throw new Iso8583Error(48, 'content')
  if (secrets.pinBlockHex !== null) throw new Iso8583Error(52, 'content')
  return {
    mti,
    fields: {
      ...saleFields(profile, original, request.transmittedAt),
      38: request.approvalCode,
      39: request.terminalResponseCode,
      48: cardData(profile, original, { ...secrets, pinKeySerialHex: null }),
      55: bytesOf(secrets.emvDataHex, 55),
      56: reason === null ? undefined : ADVICE_REASONS[reason],
      60: original.batchNumber,
      90: originalElements({ ...original, mti: '0220' }),
    },
  }
}

/**
 * 0220 or 0221 with the final amount of a pre-authorisation, which DE90 names: no card, no reason. DE7 stays that of the
 * first attempt, because with terminal and STAN it is the completion's own name.
 */
function completionMessage(profile: AcquirerProfile, { original }: AdviceRequest, mti: string): IsoMessage {
  return {
    mti,
    fields: {
      ...saleFields(profile, original, original.transmittedAt),
      ...originalFields(original),
      39: '00',
      48: cardData(profile, original, null),
      60: original.batchNumber,
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
      48: cardData(profile, original, null),
      60: `${original.batchNumber}${originalMti}${original.stan}`,
      90: originalElements({ ...original, mti: originalMti }),
    },
  }
}

/** What sale, advice and upload say of the purchase. */
function saleFields(profile: AcquirerProfile, request: SaleRequest, transmittedAt: string): IsoFields {
  return {
    4: String(request.amountMinor),
    7: transmittedAt,
    11: request.stan,
    12: request.localTime,
    13: request.localDate,
    22: entryMode(profile, request),
    23: request.panSequence ?? undefined,
    41: request.terminalId,
    42: request.merchantId,
    49: request.currencyNumeric,
    62: request.reference,
    ...operationFields(profile, request),
    ...partsOfAmount(profile, request),
  }
}

/** DE48: the scheme, the encrypted track with its key serial numbers where a card is in the pad, what its product was told. */
function cardData(profile: AcquirerProfile, request: SaleRequest, secrets: SaleSecrets | CodeSecret | null): string {
  const { tags, answerTags } = profile.cardData
  const scheme = [tags.scheme, profile.schemeCodes[request.scheme]] as const
  const answers = (request.answers ?? []).map(({ subject, value }) => [answerTags[subject], value] as const)
  if (secrets === null) return writeTaggedSubFields([scheme, ...answers])
  if ('code' in secrets) return writeTaggedSubFields([scheme, [answerTags.code, secrets.code], ...answers])
  return writeTaggedSubFields([
    scheme,
    [tags.track2, upperHex(secrets.encryptedTrack2Hex, `48.${tags.track2}`)],
    [tags.trackKeySerial, upperHex(secrets.trackKeySerialHex, `48.${tags.trackKeySerial}`)],
    [tags.pinKeySerial, upperHex(secrets.pinKeySerialHex, `48.${tags.pinKeySerial}`)],
    ...answers,
  ])
}

function entryMode(profile: AcquirerProfile, request: SaleRequest): string {
  return request.fallback === true ? (profile.fallbackEntryMode ?? request.entryModeCode) : request.entryModeCode
}

/**
 * 0420 or 0400 by profile, ending with a 1 when repeated: only message type and DE7 change. It names its original by DE90,
 * never by a card, and says in DE95 what stands of it: nothing, or what a partial reversal leaves.
 */
export function reversalMessage(profile: AcquirerProfile, request: ReversalRequest): IsoMessage {
  const { original } = request
  return {
    mti: request.repeat ? `${profile.reversalMessage.slice(0, 3)}1` : profile.reversalMessage,
    fields: {
      ...operationFields(profile, original),
      4: String(request.amountMinor ?? original.amountMinor),
      7: request.transmittedAt,
      11: original.stan,
      12: original.localTime,
      13: original.localDate,
      22: entryMode(profile, original),
      41: original.terminalId,
      42: original.merchantId,
      49: original.currencyNumeric,
      56: REVERSAL_REASONS[request.reason],
      60: original.batchNumber,
      90: originalElements({ ...original, mti: request.originalMti ?? messageTypeOf(original) }),
      95: `${String(request.remainingMinor ?? 0).padStart(REPLACEMENT_DIGITS, '0')}${NO_SETTLEMENT_NO_FEES}`,
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
