import { type Currency, parseAmount } from '#contract/money.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import { mayBeCardNumber } from '#contract/search-text.ts'
import type { ExplorerFilter } from '#contract/views/explorer-view.ts'
import type { PaymentFilter, TextMeaning } from '#payment/ports/payment-search.port.ts'
import { dayAfter, wallMs } from '#till/history/day-window.ts'

/** What the words of a filter depend on. */
export interface ShopTerms {
  readonly tillNumber: number
  readonly currency: Currency
  /** The shop's local date and time of a moment. */
  readonly local: (iso: string) => { readonly date: string; readonly time: string }
}

const NUMBER_DIGITS = 6

/** A filter as the search takes it. Errors: PAYMENT_CARD_NUMBER_TYPED, before anything of it is looked for. */
export function readFilter(filter: ExplorerFilter, terms: ShopTerms): Result<PaymentFilter> {
  const { text, fromDay, toDay, amountFromMinor, amountToMinor, stan, retrievalReference, approvalCode, ...exact } =
    filter
  if (text !== undefined && mayBeCardNumber(text)) return fail('PAYMENT_CARD_NUMBER_TYPED')
  return succeed({
    fromMs: fromDay === undefined ? null : wallMs(fromDay, '00:00', terms.local),
    beforeMs: toDay === undefined ? null : wallMs(dayAfter(toDay), '00:00', terms.local),
    amountFromMinor: amountFromMinor ?? null,
    amountToMinor: amountToMinor ?? null,
    exact: {
      ...exact,
      stan: stan?.padStart(NUMBER_DIGITS, '0'),
      retrievalReference: retrievalReference?.toUpperCase(),
      approvalCode: approvalCode?.toUpperCase(),
    },
    anyOf: text === undefined || text.trim() === '' ? null : meaningsOf(text, terms),
  })
}

/** All that a typed text may mean: what stands on a ticket is found without saying which line of it was read. */
export function meaningsOf(text: string, { tillNumber, currency }: Omit<ShopTerms, 'local'>): TextMeaning[] {
  const typed = text.trim().toUpperCase()
  const meanings: TextMeaning[] = []
  const add = (kind: Exclude<TextMeaning['kind'], 'amount'>, value: string) => meanings.push({ kind, value })
  const tail = /^[*•·X.\s]*(\d{4})$/.exec(typed)?.[1]
  if (tail !== undefined) add('card-tail', tail)
  const numbered = /^(P-)?(\d+)-(\d{1,6})$/.exec(typed)
  if (numbered) {
    const number = `${numbered[2]}-${(numbered[3] ?? '').padStart(NUMBER_DIGITS, '0')}`
    if (numbered[1]) add('payment-number', `P-${number}`)
    else add('ticket-number', number)
  }
  if (/^\d{1,6}$/.test(typed)) {
    const figures = typed.padStart(NUMBER_DIGITS, '0')
    add('stan', figures)
    add('payment-number', `P-${tillNumber}-${figures}`)
    add('ticket-number', `${tillNumber}-${figures}`)
  }
  if (/^[0-9A-Z]{6}$/.test(typed)) add('approval-code', typed)
  if (/^[0-9A-Z]{12}$/.test(typed)) add('retrieval-reference', typed)
  const amountMinor = parseAmount(typed.replace(/\s*(€|EUR|ZŁ|PLN)$/, ''), currency)
  if (amountMinor !== null && amountMinor > 0) meanings.push({ kind: 'amount', amountMinor })
  return meanings
}
