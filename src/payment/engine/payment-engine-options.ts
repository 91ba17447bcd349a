import type { Locale } from '#contract/locale.ts'
import type { Currency } from '#contract/money.ts'
import type { Result } from '#contract/result.ts'
import type { ApprovalCommitPort } from '../ports/approval-commit.port.ts'
import type { ClockPort } from '../ports/clock.port.ts'
import type { PaymentJournalPort, StoredAdvice } from '../ports/payment-journal.port.ts'
import type { PinPadPort } from '../ports/pin-pad.port.ts'
import type { TerminalBookPort } from '../ports/terminal-book.port.ts'
import type { TerminalDirectory } from '../ports/terminal-directory.port.ts'
import type { CardProduct, TicketGoods } from '../products/card-products.ts'
import type { AcquirerDirectory } from '../routing/acquirer-directory.ts'
import type { Cashier, OrderIntent, PaymentIntent, PaymentState } from './payment-state.ts'

/** Everything the engine stands on, and whom it tells. */
export interface PaymentEngineOptions {
  readonly pad: PinPadPort
  /** The banks, and which of them takes a sale. */
  readonly acquirers: AcquirerDirectory
  readonly journal: PaymentJournalPort
  readonly approvals: ApprovalCommitPort
  readonly clock: ClockPort
  /** The kinds of cards the shop takes besides plain bank cards, in the order they are tried. */
  readonly cardProducts?: readonly CardProduct[]
  readonly locale: () => Locale
  readonly newId: () => string
  /** The view changed. */
  readonly onChange: () => void
  /** A payment reached a state that the sale must hear of: a final one, or outcome-unknown. */
  readonly onSettled: (paymentId: string, saleId: string, state: PaymentState) => void
  /** What is seen of the reservations may have changed. */
  readonly onReservations?: () => void
  /** The bank heard of a sale that was approved without it, or a person decided about one. */
  readonly onAdviceMoved: (advice: StoredAdvice) => void
  /** A reversal waits no longer: the bank took it, refused it, or a person closed it. What waited for it may go on. */
  readonly onReversalOver?: () => void
  /** For the log: what an effect threw. The payment it belonged to ends as if the program had been stopped there. */
  readonly onUnexpected: (thrown: unknown) => void
  /** Standalone terminals; none where it is left out. */
  readonly terminals?: TerminalDirectory
  readonly terminalBook?: TerminalBookPort
  /** What is seen of the terminals may have changed. */
  readonly onTerminals?: () => void
  /** Why nothing new may be asked of the banks now; nothing keeps it from that where it is left out. */
  readonly mayBegin?: () => Result<null>
  readonly reversalPausesMs?: readonly number[]
}

export interface PaymentStart extends TicketGoods {
  readonly saleId: string
  readonly attempt: number
  /** Tip and cash included. */
  readonly amountMinor: number
  readonly tipMinor?: number
  readonly cashbackMinor?: number
  readonly currency: Currency
  /** Neither card nor till may answer for the bank. */
  readonly bankOnly?: true
  readonly cashier?: Cashier
  /** A sale where it is left out; a question about the card has no amount. */
  readonly operation?: 'pre-authorisation' | 'balance' | 'card-check' | 'activation' | 'load' | 'completion' | 'release'
  /** What a standalone terminal completes or releases. */
  readonly original?: PaymentIntent['original']
  readonly label?: string
  /** Paid by a code of this product, which `CodePayments` has in hand; by a card where it is left out. */
  readonly codeProduct?: string
  /** A standalone terminal takes it: as `TerminalDesk` asks for it. */
  readonly terminal?: Omit<OrderIntent, 'lastReceiptNumber'>
}
