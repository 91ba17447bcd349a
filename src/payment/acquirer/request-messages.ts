import type { AcquirerProfile } from '../iso8583/acquirer-profile.ts'
import type { IsoMessage } from '../iso8583/field-table.ts'
import { Iso8583Error } from '../iso8583/iso8583-error.ts'
import { writeSchemeTotals } from '../iso8583/scheme-totals.ts'
import { isUpperHex, writeTaggedSubFields } from '../iso8583/tagged-sub-fields.ts'
import { totalsFields } from '../iso8583/totals-fields.ts'
import {
  REVERSAL_REASONS,
  type ReversalRequest,
  type SaleRequest,
  type SaleSecrets,
  type TotalsRequest,
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
  const { tags } = profile.cardData
  return {
    mti: '0200',
    fields: {
      3: profile.processingCodes.sale,
      4: String(request.amountMinor),
      7: request.transmittedAt,
      11: request.stan,
      12: request.localTime,
      13: request.localDate,
      22: request.entryModeCode,
      23: request.panSequence ?? undefined,
      25: profile.conditionCode,
      41: request.terminalId,
      42: request.merchantId,
      48: writeTaggedSubFields([
        [tags.scheme, profile.schemeCodes[request.scheme]],
        [tags.track2, upperHex(secrets.encryptedTrack2Hex, `48.${tags.track2}`)],
        [tags.trackKeySerial, upperHex(secrets.trackKeySerialHex, `48.${tags.trackKeySerial}`)],
        [tags.pinKeySerial, upperHex(secrets.pinKeySerialHex, `48.${tags.pinKeySerial}`)],
      ]),
      49: request.currencyNumeric,
      52: bytesOf(secrets.pinBlockHex, 52),
      55: bytesOf(secrets.emvDataHex, 55),
      60: request.batchNumber,
      62: request.reference,
    },
  }
}

/** 0420, or 0421 when repeated: only message type and DE7 change. It names its original by DE90, never by a card. */
export function reversalMessage(profile: AcquirerProfile, request: ReversalRequest): IsoMessage {
  const { original } = request
  return {
    mti: request.repeat ? '0421' : '0420',
    fields: {
      3: profile.processingCodes.sale,
      4: String(original.amountMinor),
      7: request.transmittedAt,
      11: original.stan,
      12: original.localTime,
      13: original.localDate,
      22: original.entryModeCode,
      25: profile.conditionCode,
      41: original.terminalId,
      42: original.merchantId,
      49: original.currencyNumeric,
      56: REVERSAL_REASONS[request.reason],
      60: original.batchNumber,
      90: `0200${original.stan}${original.transmittedAt}${NO_INSTITUTIONS}`,
      95: NOTHING_REMAINS,
    },
  }
}

/** 0500, or 0501 when repeated with the same STAN. */
export function totalsMessage(profile: AcquirerProfile, request: TotalsRequest): IsoMessage {
  return {
    mti: request.repeat ? '0501' : '0500',
    fields: {
      3: profile.processingCodes.totals,
      7: request.transmittedAt,
      11: request.stan,
      12: request.localTime,
      13: request.localDate,
      41: request.terminalId,
      42: request.merchantId,
      50: request.currencyNumeric,
      60: request.batchNumber,
      63: writeSchemeTotals(profile, request.byScheme),
      ...totalsFields(request.total),
    },
  }
}

/** 0800 echo. `transmittedAt` is UTC `MMDDhhmmss`. */
export function echoMessage(profile: AcquirerProfile, stan: string, transmittedAt: string): IsoMessage {
  return { mti: '0800', fields: { 7: transmittedAt, 11: stan, 70: profile.echoCode } }
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
