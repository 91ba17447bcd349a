import { z } from 'zod'
import { failureSchema } from '../errors/catalogue.ts'
import { amountMinorSchema, currencySchema, signedAmountMinorSchema } from '../money.ts'
import { paymentOperationSchema } from './operation-view.ts'
import { promptViewSchema } from './prompt-view.ts'
import { entryModeSchema, schemeSchema } from './sale-view.ts'
import { terminalOrderViewSchema } from './terminal-view.ts'

/** The steps a cashier sees; each keeps its own duration. */
export const PAYMENT_STEPS = [
  'amount-sent',
  'present-card',
  'pin',
  'bank',
  'outcome',
  /** In place of all before it, where a standalone terminal takes the payment. */
  'terminal',
  'printing',
] as const
export const paymentStepSchema = z.object({
  kind: z.enum(PAYMENT_STEPS),
  state: z.enum(['done', 'current', 'waiting', 'skipped']),
  startedAt: z.string().nullable(),
  durationMs: z.int().nullable(),
  /** The longest this step may take; the screen shows it beside the seconds. */
  limitMs: z.int().nullable(),
})
export type PaymentStepView = z.infer<typeof paymentStepSchema>

/** What the cashier should do now; a projection of the machine's state, never read from text. */
export const paymentPromptSchema = z.enum([
  'wait',
  'present-card',
  'customer-types-pin',
  /** The same card has just paid the same amount: the cashier says whether it is to be charged again. */
  'confirm-repeat',
  'wait-for-bank',
  /** The bank approved a part only: the cashier keeps it and collects the rest, or has it taken back. */
  'choose-part',
  /** The bank wants to be telephoned: the cashier types the code that it says. */
  'call-bank',
  /** The bank asks something before it answers: see `hostPrompt`. */
  'answer-bank',
  /** The card's kind wants something before the bank is asked: see `hostPrompt`. */
  'answer-card',
  /** The customer signs the merchant's copy; the cashier compares and answers. */
  'check-signature',
  'remove-card',
  'choose-next',
  'wait-for-reversal',
  /** A standalone terminal has the order: the customer follows it, see `terminal`. */
  'follow-terminal',
  /** Nobody knows what became of the order: the terminal is asked again, or its last ticket is read. */
  'read-terminal',
])

/** Why the pad asks for the card again, or for another side of it. */
export const cardCueSchema = z.enum([
  'insert-chip',
  'swipe',
  'tap-again',
  'see-phone',
  'one-card-only',
  'read-again',
  'remove-forgotten-card',
  'wrong-pin',
])
export type CardCue = z.infer<typeof cardCueSchema>

export const paymentOutcomeSchema = z.enum(['approved', 'declined', 'cancelled', 'failed', 'unknown', 'reversed'])
export type PaymentOutcome = z.infer<typeof paymentOutcomeSchema>

export const cardPaymentViewSchema = z.object({
  id: z.string(),
  /** Shown as `P-2-009127`. */
  number: z.string(),
  saleId: z.string(),
  /** A sale, an amount that the bank is to hold, a gift card that money is put on, or a question about the card. */
  operation: paymentOperationSchema,
  /** What a reservation is called; null for any other payment. */
  label: z.string().nullable(),
  /** All that is charged. */
  amountMinor: amountMinorSchema,
  /** Of it: the tip, and the cash that is handed out; left out where there is none. */
  tipMinor: amountMinorSchema.optional(),
  cashbackMinor: amountMinorSchema.optional(),
  currency: currencySchema,
  padAlias: z.string(),
  /** The standalone terminal that takes it; null for a payment with the pad. */
  terminal: terminalOrderViewSchema.nullable(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  steps: z.array(paymentStepSchema),
  prompt: paymentPromptSchema,
  outcome: paymentOutcomeSchema.nullable(),
  /** Why it did not end in approval. */
  failure: failureSchema.nullable(),
  /** The host's two characters, small print for support. */
  responseCode: z.string().nullable(),
  approvalCode: z.string().nullable(),
  /** What is on the card now, where the bank says it. */
  balanceMinor: signedAmountMinorSchema.nullable(),
  scheme: schemeSchema.nullable(),
  cardTail: z
    .string()
    .regex(/^\d{4}$/)
    .nullable(),
  entryMode: entryModeSchema,
  /** Paid by a code, without a card: the product and the last figures of the code. */
  codeName: z.string().optional(),
  pinVerified: z.boolean(),
  /** What the cashier should tell the customer about the card; null when nothing is special. */
  cue: cardCueSchema.nullable(),
  /** What the bank asks a person before it answers, or the card's kind before the bank is asked. */
  hostPrompt: promptViewSchema.nullable(),
  /** Approved without the bank's answer: by the card itself, in the bank's stead while it could not be reached, or on the telephone. */
  offline: z.enum(['card', 'stand-in', 'voice']).nullable(),
  /** When a signature that nobody judges is taken as refused. */
  signatureDueAt: z.string().nullable(),
  /** What was asked, where a part of it was kept; `amountMinor` is the part then. */
  askedMinor: amountMinorSchema.nullable(),
  /** The part that waits for the cashier's choice, and when no answer takes it back. */
  part: z.object({ approvedMinor: amountMinorSchema, leftMinor: amountMinorSchema, dueAt: z.string() }).nullable(),
  /** Until when a code from the telephone is waited for. */
  referralDueAt: z.string().nullable(),
  /** The bank to telephone, while it waits for that: one of the banks of the status. */
  referralBankId: z.string().optional(),
  /** What this card has paid a short while ago, and when no answer is taken as a no; null when nothing is asked. */
  repeat: z
    .object({
      paymentNumber: z.string(),
      ticketNumber: z.string().nullable(),
      chargedAt: z.string(),
      /** False while the bank still owes its word on it. */
      isCertain: z.boolean(),
      dueAt: z.string(),
    })
    .nullable(),
  /** Exactly what the customer reads: two rows of sixteen. */
  padRows: z.tuple([z.string().max(16), z.string().max(16)]),
  cancellable: z.boolean(),
  cancelRequested: z.boolean(),
  /** Reversal attempts so far, and when the next one leaves by itself. */
  reversalAttempts: z.int(),
  nextReversalAt: z.string().nullable(),
})
export type CardPaymentView = z.infer<typeof cardPaymentViewSchema>

/** One row of the story of a payment: who did what when, in journal order. */
export const storyRowSchema = z.object({
  at: z.string(),
  lane: z.enum(['till', 'pad', 'bank', 'paper']),
  kind: z.string(),
  tone: z.enum(['ok', 'wait', 'bad', 'unknown']),
  /** Figures for the sentence: amountMinor, stan, cardTail, responseCode. */
  details: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type StoryRow = z.infer<typeof storyRowSchema>
