import type { Scheme } from '#contract/views/sale-view.ts'
import type { AcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'
import type { BankOperation } from '#payment/iso8583/bank-operations.ts'
import type { IsoMessage } from '#payment/iso8583/field-table.ts'
import type { BookedSale, HostLedger, SaleKey } from './ledger.ts'

/** What a 0100 or 0200 asks for, told by its codes: no field names the operation. */
export function askedOperation(profile: AcquirerProfile, { mti, fields }: IsoMessage): BankOperation {
  const { balance } = profile.operations
  if (mti === '0200') return ONLINE.find((name) => fields[3] === profile.operations[name].processingCode) ?? 'sale'
  if (fields[3] === balance.processingCode) return 'balance'
  if (Number(fields[4]) === 0) return 'card-check'
  return fields[90] === undefined ? 'pre-authorisation' : 'increment'
}

/** What 0200 asks for besides a sale. */
const ONLINE = ['refund', 'activation', 'load'] as const

/** An advice with the final amount of a pre-authorisation, which DE90 names. */
export function isCompletion(profile: AcquirerProfile, { fields }: IsoMessage): boolean {
  return fields[25] === profile.operations.completion.conditionCode && fields[90]?.startsWith('0100') === true
}

export interface JudgedOriginal {
  /** 25: no such original, or nothing of the kind can be done to it. 13, 61: more than stands of it. */
  readonly responseCode: '00' | '13' | '25' | '61'
  readonly scheme: Scheme
  readonly maskedPan: string
}

const UNKNOWN: JudgedOriginal = { responseCode: '25', scheme: 'other', maskedPan: '****0000' }

/** What the book says to an operation on an earlier booking. The card is that of the original. */
export function judgeOriginal(
  ledger: HostLedger,
  operation: BankOperation,
  key: SaleKey | null,
  askedMinor: number,
): JudgedOriginal {
  const original = key === null ? null : ledger.find(key)
  if (key === null || original?.state !== 'approved') return UNKNOWN
  const { scheme, maskedPan } = original
  if (operation === 'refund') {
    if (original.mti === '0100' || original.operation === 'refund') return { ...UNKNOWN, scheme, maskedPan }
    const left = original.amountMinor - ledger.refundedMinor(key)
    return { responseCode: askedMinor > left ? '13' : '00', scheme, maskedPan }
  }
  if (!isHeld(original)) return { ...UNKNOWN, scheme, maskedPan }
  const isTooMuch = operation === 'completion' && askedMinor > original.amountMinor
  return { responseCode: isTooMuch ? '61' : '00', scheme, maskedPan }
}

function isHeld({ operation, isCompleted }: BookedSale): boolean {
  return operation === 'pre-authorisation' && isCompleted !== true
}
