import type { Locale } from '#contract/locale.ts'
import type { FoundPayment } from '#payment/ports/payment-search.port.ts'
import { CSV_MARK, csvLine } from './csv.ts'
import { EXPORT_WORDS as WORDS } from './export-words.ts'
import { signedAmount } from './payment-row.ts'
import type { ShopTerms } from './read-filter.ts'

/** The first line, with the names of the columns. */
export function headLine(locale: Locale): string {
  return CSV_MARK + csvLine(Object.values(WORDS[locale].head), locale)
}

/** One payment, its cells in the order of the head. No more of the card than its last four. */
export function paymentLine(
  found: FoundPayment,
  saleNumber: string | null,
  { locale, local }: { readonly locale: Locale; readonly local: ShopTerms['local'] },
): string {
  const words = WORDS[locale]
  const { date, time } = local(new Date(found.startedMs).toISOString())
  const { currency } = found
  return csvLine(
    [
      found.number,
      date,
      time,
      words.operation[found.operation],
      words.outcome[found.outcome],
      { amountMinor: signedAmount(found), currency },
      currency,
      found.scheme === null ? '' : words.scheme[found.scheme],
      found.cardTail ?? '',
      words.entryMode[found.entryMode ?? 'none'],
      saleNumber ?? '',
      found.cashierName ?? '',
      found.terminalId ?? '',
      found.acquirerId ?? '',
      found.stan ?? '',
      found.retrievalReference ?? '',
      found.approvalCode ?? '',
      found.responseCode ?? '',
    ],
    locale,
  )
}
