import type { Failure } from '#contract/result.ts'
import type { HostRole, MessageImage, RedactedMessage, SaleAnswer, SaleRequest } from '../ports/acquirer-host.port.ts'
import type { HostPrompt, PromptAnswer } from '../ports/host-prompt.port.ts'
import type { EarlierCharge } from '../ports/payment-journal.port.ts'
import type { CardRead, CardVerdict } from '../ports/pin-pad.port.ts'
import type { TerminalOutcome, TerminalResult, TerminalTicket } from '../ports/standalone-terminal.port.ts'
import type { CardAnswer, CardQuestion } from '../products/card-products.ts'
import type { BankNote, CardProof, Completion, GoodsBack, HandClose, PaymentIntent } from './payment-state.ts'

/** All that can happen to a payment. Events hold no card secrets: those travel beside them. */
export type PaymentEvent =
  | { readonly kind: 'started'; readonly intent: PaymentIntent }
  | { readonly kind: 'pad-asked' }
  /** `earlier`: the same card has paid the same amount a short while ago. `questions`: what its product must be told. */
  | {
      readonly kind: 'card-read'
      readonly card: CardRead
      readonly earlier?: EarlierCharge
      readonly questions?: readonly CardQuestion[]
    }
  | { readonly kind: 'question-answered'; readonly answer: CardAnswer }
  /** A person does not answer, or not in time. */
  | { readonly kind: 'question-unanswered'; readonly failure: Failure }
  | { readonly kind: 'repeat-confirmed' }
  | { readonly kind: 'repeat-refused' }
  /** Nobody answered in time whether to charge again. */
  | { readonly kind: 'repeat-overdue' }
  | { readonly kind: 'track-encrypted' }
  | { readonly kind: 'card-declined'; readonly proof: CardProof }
  /** The card itself said yes: the bank is told afterwards. */
  | {
      readonly kind: 'card-approved'
      readonly proof: CardProof
      readonly request: SaleRequest
      readonly via: HostRole
      readonly image: MessageImage
    }
  /** The cryptogram is there and the request is built; nothing has left yet. */
  | {
      readonly kind: 'request-prepared'
      readonly proof: CardProof
      readonly request: SaleRequest
      readonly via: HostRole
      readonly image: MessageImage
      /** Of a reservation: how many days its acquirer keeps it. */
      readonly holdDays?: number
    }
  /** What is asked without a card is built from its original; nothing has left yet. */
  | {
      readonly kind: 'reference-prepared'
      readonly card: CardRead
      readonly request: SaleRequest
      readonly via: HostRole
      readonly image: MessageImage
    }
  /** What is paid by a code is built; the code itself is in memory only, and of it the last figures are kept. */
  | {
      readonly kind: 'code-prepared'
      readonly card: CardRead
      readonly request: SaleRequest
      readonly via: HostRole
      readonly image: MessageImage
    }
  /** The final amount of a reservation: the bank has promised it, and is told. */
  | {
      readonly kind: 'completion-prepared'
      readonly card: CardRead
      readonly request: SaleRequest
      readonly via: HostRole
    }
  | { readonly kind: 'pad-failed'; readonly failure: Failure }
  /** No acquirer takes the sale, or the one that does cannot now: nothing leaves. */
  | { readonly kind: 'not-routed'; readonly failure: Failure }
  | { readonly kind: 'cancel-requested' }
  | { readonly kind: 'host-answered'; readonly answer: SaleAnswer }
  /** The host asks a person something before it answers. */
  | { readonly kind: 'host-prompted'; readonly prompt: HostPrompt }
  /** What became of the question; of the answer, what may be kept. */
  | {
      readonly kind: 'prompt-ended'
      readonly promptId: string
      readonly ending: PromptAnswer['kind']
      readonly keptAnswer: string | null
    }
  /** No byte left: the same request goes to the acquirer's other host. */
  | { readonly kind: 'rerouted'; readonly to: HostRole; readonly failure: Failure }
  /** The host's answer to a request that had been given up: kept, and without effect in every state. */
  | { readonly kind: 'answered-late'; readonly stan: string; readonly answer: SaleAnswer }
  /** No byte left. `standIn`: the till may answer in the bank's stead. */
  | { readonly kind: 'host-not-sent'; readonly failure: Failure; readonly standIn: boolean }
  | { readonly kind: 'host-silent'; readonly failure: Failure }
  | { readonly kind: 'card-completed'; readonly verdict: CardVerdict }
  /** The card or the pad went away, or did not answer, after the host's approval. */
  | { readonly kind: 'card-lost'; readonly failure: Failure }
  /** The bank charged a part only: the cashier keeps it, or has it taken back. */
  | { readonly kind: 'part-kept' }
  | { readonly kind: 'part-refused' }
  /** Nobody chose in time. */
  | { readonly kind: 'part-overdue' }
  /** The bank said this code on the telephone. */
  /** The code that the bank said, and the sale under the name by which the bank is told of it. */
  | { readonly kind: 'voice-approved'; readonly approvalCode: string; readonly request: SaleRequest }
  | { readonly kind: 'voice-given-up' }
  /** Nobody brought a code in time. */
  | { readonly kind: 'voice-overdue' }
  | { readonly kind: 'signature-accepted' }
  | { readonly kind: 'signature-refused' }
  /** Nobody judged the signature in time. */
  | { readonly kind: 'signature-overdue' }
  /** The approval could not be written: it must not count. */
  | {
      readonly kind: 'approval-not-stored'
      readonly failure: Failure
      /** The word of the bank that the disk refused. */
      readonly answer?: SaleAnswer
      /** That of a standalone terminal. */
      readonly outcome?: TerminalOutcome
    }
  /** Found open at start: the program was stopped in the middle. */
  | { readonly kind: 'interrupted' }
  /** An approved part of a sale that is left unfinished; `isAtBank`: the host `via` has it, or may have. */
  | { readonly kind: 'given-back'; readonly isAtBank: boolean; readonly via: HostRole }
  /** A payment of a finished sale, taken out of its batch; the till stores the return under `returnSaleId`. */
  | {
      readonly kind: 'voided'
      readonly isAtBank: boolean
      readonly via: HostRole
      readonly returnSaleId: string
      readonly by: string
      readonly goods?: GoodsBack
    }
  /** A reservation: the bank holds more, asked for by another payment. */
  | { readonly kind: 'raised'; readonly byMinor: number; readonly paymentId: string }
  /** A reservation: a ticket is paid out of it. */
  | { readonly kind: 'completed'; readonly completion: Completion }
  /** A reservation: the ticket that was paid out of it was given back before the bank heard of it. */
  | { readonly kind: 'reopened' }
  /** A reservation: the bank is to let go of all of it. `by`: who decided; null where a ticket was given back. */
  | { readonly kind: 'released'; readonly by: string | null }
  /** `image`: null where the message cannot be written at all; `leavesMinor` as in ReversalWord. */
  | {
      readonly kind: 'reversal-attempted'
      readonly nextAt: string
      readonly image: MessageImage | null
      readonly leavesMinor: number | null
    }
  | ({ readonly kind: 'reversal-acknowledged' } & ReversalWord)
  /** Answered, and to be tried again. */
  | ({ readonly kind: 'reversal-put-off' } & ReversalWord)
  | ({ readonly kind: 'reversal-parked' } & ReversalWord)
  /** A person asks the bank again about a reversal that it refused. */
  | { readonly kind: 'bank-asked' }
  /** A manager telephoned: kept, and nothing else. Only the bank's own answer to the reversal ends a doubt. */
  | ({ readonly kind: 'bank-word-noted' } & BankNote)
  /** The bank refused the reversal for good: a manager ends the doubt by the bank's word, and says why. */
  | ({ readonly kind: 'closed-by-hand' } & HandClose)
  /** A standalone terminal approved, and hears that the till has it once this is on disk. */
  | { readonly kind: 'terminal-kept'; readonly result: TerminalResult }
  /** A ticket of the terminal, as far as it has come. */
  | { readonly kind: 'terminal-ticket-kept'; readonly ticket: TerminalTicket }
  /** What the terminal says of the order: as its answer, asked again, or late. */
  | { readonly kind: 'terminal-answered'; readonly outcome: TerminalOutcome }
  /** What a person read on the terminal's last ticket. */
  | ({ readonly kind: 'terminal-read' } & TerminalReading)
  /** Another order to the same terminal gave all of it back. */
  | { readonly kind: 'taken-back'; readonly paymentId: string }
  /**
   * The terminal does not void it, and moved nothing: it does not know it any more, or has ended its day by itself; or it says that it
   * is void already; or it may be, and the terminal has no word for that.
   */
  | {
      readonly kind: 'void-refused'
      readonly paymentId: string
      readonly isVoidAlready?: true
      readonly mayBeVoid?: true
    }
  /** A reservation at a terminal: another order to it let go of all of it. */
  | { readonly kind: 'freed-by-terminal'; readonly paymentId: string }
  /** A reservation at a terminal: a person had it let go of on the terminal itself, and says so. */
  | { readonly kind: 'freed-by-hand'; readonly by: string }

/** What the terminal's last ticket shows of an order, by whoever read it. */
export interface TerminalReading {
  readonly by: string
  /** An amount held or let go of, where the order charges nothing. */
  readonly about?: 'hold' | 'release'
  readonly outcome: 'paid' | 'not-paid'
  /** As it stands there; null where it was not typed. */
  readonly approvalCode: string | null
  /** Where the card paid a part only; null for all that was asked. */
  readonly amountMinor: number | null
}

/** After these a reversal waits no longer, whatever became of it. */
export const ENDS_REVERSAL: ReadonlySet<PaymentEvent['kind']> = new Set([
  'reversal-acknowledged',
  'reversal-parked',
  'closed-by-hand',
])

/** What the bank said to a reversal; `redacted` is null where nobody could read it. */
export interface ReversalWord {
  readonly responseCode: string
  readonly redacted: RedactedMessage | null
  /** What the message it answers leaves standing of a reservation; null where it takes all of it back. */
  readonly leavesMinor: number | null
}

/** The effects of a step: run only after the step is on disk. Their outcomes come back as events. */
export type PaymentEffect =
  | { readonly kind: 'read-card' }
  | { readonly kind: 'encrypt-track' }
  | { readonly kind: 'authorise-card' }
  | { readonly kind: 'send-sale' }
  /** Builds what is asked without a card from its original. */
  | { readonly kind: 'prepare-reference' }
  /** Builds what is paid by a code. */
  | { readonly kind: 'prepare-code' }
  /** Tells the card what the host said and waits for its verdict. */
  | { readonly kind: 'complete-card' }
  /** Tells the card that the bank cannot be reached and waits for its own verdict. */
  | { readonly kind: 'ask-card-alone' }
  /** Tells a card whose verdict no longer matters, waits for its removal, shows the idle text. */
  | { readonly kind: 'dismiss-card'; readonly approved: boolean; readonly responseCode: string | null }
  /** Approved and told already: waits for removal, shows the idle text. */
  | { readonly kind: 'release-card' }
  /** Tells the machine when the time to judge the signature is over. */
  | { readonly kind: 'await-signature' }
  /** Tells the machine when the time to answer whether to charge again is over. */
  | { readonly kind: 'await-repeat-answer' }
  /** Asks the first of the questions that the card's product has. */
  | { readonly kind: 'ask-question' }
  /** Tells the machine when the time to keep a part or not is over. */
  | { readonly kind: 'await-part-answer' }
  /** Tells the machine when the time to telephone is over. */
  | { readonly kind: 'await-referral' }
  /** Stops whatever the pad does. */
  | { readonly kind: 'stop-pad' }
  | { readonly kind: 'wake-reversals' }
  | { readonly kind: 'wake-advices' }
  /** Gives the order to the standalone terminal. */
  | { readonly kind: 'order-terminal' }
  /** Has the terminal asked what became of it, now and with pauses. */
  | { readonly kind: 'ask-terminal' }
