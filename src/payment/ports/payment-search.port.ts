import type { Currency } from '#contract/money.ts'
import type { PaymentOperation, SearchedOutcome } from '#contract/views/explorer-view.ts'
import type { EntryMode, Scheme } from '#contract/views/sale-view.ts'

/** Keys whose value is the same or it is not. */
export interface ExactKeys {
  readonly cardTail?: string | undefined
  readonly stan?: string | undefined
  readonly retrievalReference?: string | undefined
  readonly approvalCode?: string | undefined
  readonly terminalId?: string | undefined
  readonly acquirerId?: string | undefined
  readonly cashierId?: string | undefined
  readonly scheme?: Scheme | undefined
  readonly entryMode?: EntryMode | undefined
  readonly outcome?: SearchedOutcome | undefined
  readonly operation?: PaymentOperation | undefined
}

/** What one typed text may mean; a payment that fits any of them is found. */
export type TextMeaning =
  | { readonly kind: 'card-tail' | 'stan' | 'retrieval-reference' | 'approval-code'; readonly value: string }
  | { readonly kind: 'payment-number' | 'ticket-number'; readonly value: string }
  | { readonly kind: 'amount'; readonly amountMinor: number }

/** All conditions hold together. */
export interface PaymentFilter {
  /** Started at or after, and before. */
  readonly fromMs: number | null
  readonly beforeMs: number | null
  readonly amountFromMinor: number | null
  readonly amountToMinor: number | null
  readonly exact: ExactKeys
  /** Null: no text. Empty: a text that can mean nothing, so that nothing is found. */
  readonly anyOf: readonly TextMeaning[] | null
}

/** A place in the order of the list: newest first, what started at once by its place in the journal. */
export interface SearchPlace {
  readonly startedMs: number
  readonly sequence: number
}

export interface FoundPayment extends SearchPlace {
  readonly paymentId: string
  readonly number: string
  readonly saleId: string
  readonly amountMinor: number
  readonly currency: Currency
  readonly outcome: SearchedOutcome
  readonly operation: PaymentOperation
  readonly scheme: Scheme | null
  readonly cardTail: string | null
  readonly entryMode: EntryMode | null
  readonly stan: string | null
  readonly terminalId: string | null
  readonly acquirerId: string | null
  readonly retrievalReference: string | null
  readonly approvalCode: string | null
  readonly responseCode: string | null
  readonly cashierId: string | null
  readonly cashierName: string | null
}

export interface PageWanted {
  readonly filter: PaymentFilter
  /** Left out itself; null begins at the newest, or at the oldest when going towards newer ones. */
  readonly from: SearchPlace | null
  readonly towards: 'older' | 'newer'
  readonly limit: number
}

export interface FoundPage {
  /** Newest first, whichever way was asked. */
  readonly rows: readonly FoundPayment[]
  /** Whether there are more in the direction asked. */
  readonly more: boolean
}

/** Sums of one kind of payments. */
export interface PaymentSum {
  readonly currency: Currency
  readonly operation: PaymentOperation
  readonly outcome: SearchedOutcome
  readonly count: number
  readonly amountMinor: number
}

/** Values that payments have, for lists to choose from. */
export interface SearchChoices {
  readonly terminalIds: readonly string[]
  readonly acquirerIds: readonly string[]
  readonly cashiers: readonly { readonly id: string; readonly name: string }[]
}

/**
 * Looks payments up by what a person may know of them. Reads only, and never for long at a stretch: a search that
 * goes through many rows lets other work pass in between, and stops when `isOver` says so.
 */
export interface PaymentSearchPort {
  page(wanted: PageWanted): Promise<FoundPage>
  /** Null when it was over before the end. */
  sums(filter: PaymentFilter, isOver: () => boolean): Promise<readonly PaymentSum[] | null>
  choices(): Promise<SearchChoices>
  /** One payment as the list has it. */
  found(paymentId: string): Promise<FoundPayment | null>
  /** The number of a sale, paid or not; null when it is gone or was never one. */
  saleNumber(saleId: string): Promise<string | null>
}
