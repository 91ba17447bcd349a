import type { AcquirerProfile } from '../iso8583/acquirer-profile.ts'
import { writeAdditionalAmounts } from '../iso8583/additional-amounts.ts'
import { MESSAGE_TYPES } from '../iso8583/bank-operations.ts'
import type { IsoFields } from '../iso8583/field-table.ts'
import type { OriginalReference, SaleRequest } from '../ports/acquirer-host.port.ts'

/** Fields 32 and 33 inside DE90 are zeros, since the messages carry neither. */
const NO_INSTITUTIONS = '0'.repeat(22)

/** DE3 and DE25: what is asked, and under which condition. Reversals and uploads carry those of their original. */
export function operationFields(profile: AcquirerProfile, request: SaleRequest): IsoFields {
  const { operation = 'sale', cashbackMinor = 0 } = request
  const key = operation === 'sale' && cashbackMinor > 0 ? 'sale-with-cashback' : operation
  const { processingCode, conditionCode } = profile.operations[key]
  return { 3: processingCode, 25: conditionCode }
}

/** DE54: the parts of the amount that are no goods. */
export function partsOfAmount(profile: AcquirerProfile, request: SaleRequest): IsoFields {
  const { cashbackMinor = 0, tipMinor = 0, currencyNumeric } = request
  const { cashback, tip } = profile.additionalAmounts
  const parts = [
    { type: cashback, currencyNumeric, amountMinor: cashbackMinor },
    { type: tip, currencyNumeric, amountMinor: tipMinor },
  ].filter(({ amountMinor }) => amountMinor > 0)
  return parts.length === 0 ? {} : { 54: writeAdditionalAmounts(parts) }
}

/** DE37, 38 and 90: the bank finds card and amount of the original by them. */
export function originalFields({ original }: SaleRequest): IsoFields {
  if (original === undefined) return {}
  return {
    37: original.retrievalReference ?? undefined,
    38: original.approvalCode ?? undefined,
    90: originalElements(original),
  }
}

/** DE90: message type, STAN, DE7, and zeros for DE32 and DE33. */
export function originalElements(original: Pick<OriginalReference, 'mti' | 'stan' | 'transmittedAt'>): string {
  return `${original.mti}${original.stan}${original.transmittedAt}${NO_INSTITUTIONS}`
}

/** How the host came to know of it, where nothing else is said: as its operation is asked for. */
export function messageTypeOf({ operation = 'sale' }: SaleRequest) {
  return MESSAGE_TYPES[operation]
}
