import type { DebitCredit, TotalsRequest } from '#payment/ports/acquirer-host.port.ts'

/** So much was charged, and nothing given back. */
export function chargedOnly(debitCount: number, debitMinor: number): DebitCredit {
  return { debitCount, debitMinor, creditCount: 0, creditMinor: 0 }
}

/** What the till asks the bank about the first batch of its day, at half past ten in the evening. */
export function totalsOf(
  total: DebitCredit,
  byScheme: TotalsRequest['byScheme'] = {},
  change: Partial<TotalsRequest> = {},
): TotalsRequest {
  return {
    stan: '000050',
    batchNumber: '000001',
    terminalId: 'TERM0001',
    merchantId: 'MERCHANT0000001',
    currencyNumeric: '978',
    transmittedAt: '1122213000',
    localTime: '223000',
    localDate: '1122',
    total,
    byScheme,
    repeat: false,
    ...change,
  }
}
