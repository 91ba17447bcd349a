import type { Locale } from '#contract/locale.ts'
import type { Currency } from '#contract/money.ts'
import type { Result } from '#contract/result.ts'

/** What a sale may ask of the card side, whatever stands behind it. */
export interface CardPaymentPort {
  /**
   * Starts a payment; answers once the intent is on disk. The same sale and attempt answer the same payment.
   * Errors: SALE_AMOUNT_ZERO, PAYMENT_ALREADY_OPEN, PAYMENT_REVERSAL_PENDING, PINPAD_*, STORE_*.
   */
  start(request: CardPaymentStart): Promise<Result<{ readonly paymentId: string; readonly paymentNumber: string }>>
  /**
   * Pays out of what the bank holds; answers once that is on disk, approved, or says why not. Errors: RESERVATION_*,
   * PAYMENT_ALREADY_OPEN, STORE_*.
   */
  complete(
    request: CardPaymentStart & { readonly reservationId: string },
  ): Promise<Result<{ readonly paymentId: string; readonly paymentNumber: string }>>
  /** Starts a payment by a code that the customer read out, as `start`; the code is not kept. */
  code(
    request: CardPaymentStart & { readonly productId: string; readonly code: string },
  ): Promise<Result<{ readonly paymentId: string; readonly paymentNumber: string }>>
  /**
   * Has a standalone terminal take a payment, as `start`. Errors: TERMINAL_NOT_SET_UP, TERMINAL_CANNOT, TERMINAL_BLOCKED, PAYMENT_*,
   * STORE_*.
   */
  terminal(
    request: CardPaymentStart & { readonly terminalId: string },
  ): Promise<Result<{ readonly paymentId: string; readonly paymentNumber: string }>>
  /** Asks the open payment to stop. It ends by an event, not by this answer. */
  cancel(): Promise<Result<null>>
  /** True while a payment of this sale may still charge, or its outcome is unknown. */
  isUnresolved(saleId: string): boolean
  /**
   * Gives back an approved part of a sale that is being left. Answers when the reversal is on disk, or when the terminal that took it
   * has given it back, which takes minutes. `isNotVoid`: a person has seen on a terminal that did not void it that it is not void.
   */
  giveBack(paymentId: string, isNotVoid: boolean): Promise<Result<null>>
}

/** A way to pay by a code, without a card. */
export interface CodeTender {
  readonly id: string
  readonly name: Readonly<Record<Locale, string>>
  readonly minDigits: number
  readonly maxDigits: number
}

export interface CardPaymentStart {
  readonly saleId: string
  readonly attempt: number
  /** All that is charged, tip and cash included. */
  readonly amountMinor: number
  readonly tipMinor?: number
  readonly cashbackMinor?: number
  readonly currency: Currency
  /** Who takes the money. */
  readonly cashier?: { readonly id: string; readonly name: string }
  /** What the goods of each family cost: some cards pay some goods only. */
  readonly basket?: readonly {
    readonly familyId: string
    readonly amountMinor: number
    /** No goods: what the ticket puts on gift cards. */
    readonly isForGiftCards?: true
  }[]
  /** What the shop's own vouchers for some goods have paid of them; left out for nothing. */
  readonly paidOfGoods?: readonly { readonly families: readonly string[]; readonly amountMinor: number }[]
}
