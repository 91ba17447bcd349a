import type { Locale } from '#contract/locale.ts'
import type { GiftCardOperation } from '#contract/views/sale-view.ts'
import type { TillMeans } from '#contract/views/till-view.ts'
import de from '../../../resources/ticket-words/de.json' with { type: 'json' }
import en from '../../../resources/ticket-words/en.json' with { type: 'json' }
import fr from '../../../resources/ticket-words/fr.json' with { type: 'json' }
import pl from '../../../resources/ticket-words/pl.json' with { type: 'json' }

/** The words of the papers in one language. `items` has one form per plural category of the language. */
export type TicketWords = Readonly<Omit<typeof fr, 'items'>> & { readonly items: Readonly<Record<string, string>> }

export const TICKET_WORDS: Readonly<Record<Locale, TicketWords>> = { fr, en, pl, de }

/** Fills `{name}` in a word; a name without a value is left out. */
export function fill(word: string, values: Readonly<Record<string, string | number>>): string {
  return word.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}

/** By language: making the rules takes longer than laying out a line. */
const PLURALS: Partial<Record<Locale, Intl.PluralRules>> = {}

/** `3 artykuły`, `5 artykułów`: the form the language's plural rules ask for. */
export function countedItems(count: number, locale: Locale): string {
  const { items } = TICKET_WORDS[locale]
  PLURALS[locale] ??= new Intl.PluralRules(locale)
  return fill(items[PLURALS[locale].select(count)] ?? items.other ?? '', { count })
}

/** What the line of a gift card is called, new or known. */
export function giftCardName(operation: GiftCardOperation, locale: Locale): string {
  const words = TICKET_WORDS[locale]
  return operation === 'activation' ? words.giftCardSold : words.giftCardLoaded
}

/** What the line of a return is called that takes back a part of a ticket. */
export function partOfTicketName(number: string, locale: Locale): string {
  const words = TICKET_WORDS[locale]
  return fill(words.partOfTicket, { number })
}

/** What a usual way to pay of a shop's own is called. */
export function meansKindName(kind: Exclude<TillMeans['kind'], 'own'>, locale: Locale): string {
  const words = TICKET_WORDS[locale]
  switch (kind) {
    case 'cheque':
      return words.cheque
    case 'transfer':
      return words.transfer
    case 'voucher':
      return words.voucher
    case 'meal-voucher':
      return words.mealVoucher
    case 'shop-voucher':
      return words.shopVoucher
  }
}

/** What the line is called that pays what a customer owes. */
export function paymentOfAccountName(customerNumber: string, locale: Locale): string {
  const words = TICKET_WORDS[locale]
  return fill(words.paymentOfAccount, { number: customerNumber })
}

/** What the line is called that pays one invoice. */
export function paymentOfInvoiceName(invoiceNumber: string, locale: Locale): string {
  const words = TICKET_WORDS[locale]
  return fill(words.paymentOfInvoice, { number: invoiceNumber })
}

/** What the line is called by which a customer's credit is paid out. */
export function paidOutCreditName(locale: Locale): string {
  const words = TICKET_WORDS[locale]
  return words.creditPaidOut
}
