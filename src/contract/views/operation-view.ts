import { z } from 'zod'
import { failureSchema } from '../errors/catalogue.ts'
import { amountMinorSchema, currencySchema } from '../money.ts'
import { schemeSchema } from './sale-view.ts'

/** What a payment is for; one from before there were several is a sale. */
export const PAYMENT_OPERATIONS = [
  'sale',
  'refund',
  'void',
  'pre-authorisation',
  'increment',
  'completion',
  'release',
  'balance',
  'card-check',
  'activation',
  'load',
] as const
export const paymentOperationSchema = z.enum(PAYMENT_OPERATIONS)
export type PaymentOperation = z.infer<typeof paymentOperationSchema>

/**
 * How money of an approved payment goes back, and why. The till finds the way; nobody chooses it.
 * void: the batch is open and all of it goes back, so the bank forgets the charge. refund: the bank pays back.
 */
export const returnPathViewSchema = z.object({
  paymentId: z.string(),
  paymentNumber: z.string(),
  way: z.enum(['void', 'refund', 'none']),
  reason: z.enum([
    'batch-open',
    'batch-closed',
    'partly-refunded',
    'part-of-amount',
    'not-charged',
    'nothing-left',
    'too-much',
    'in-doubt',
    'bank-not-told',
    /** Of a payment on a standalone terminal: it cannot take it back from the till. */
    'terminal-cannot',
    /** It can only pay back. */
    'terminal-refunds',
    /** It was asked to void it and refused: it pays back instead. */
    'void-refused',
    /** The same, and it may be void there already: whoever pays it back looks first. */
    'void-unclear',
    /** It says that it is void already: it pays nothing back besides. */
    'void-already',
  ]),
  /** What was charged, and what of it has not gone back. */
  amountMinor: amountMinorSchema,
  leftMinor: amountMinorSchema,
  /** Charged besides: the tip, which goes back with the last of it, and the cash that was handed out. */
  tipMinor: amountMinorSchema.optional(),
  cashbackMinor: amountMinorSchema.optional(),
  currency: currencySchema,
  scheme: schemeSchema.nullable(),
  cardTail: z
    .string()
    .regex(/^\d{4}$/)
    .nullable(),
})
export type ReturnPathView = z.infer<typeof returnPathViewSchema>

/** How an operation on an earlier payment ended. unknown: it goes on by itself, and must not be done in another way. */
export const operationEndViewSchema = z.object({
  paymentId: z.string(),
  outcome: z.enum(['done', 'refused', 'unknown']),
  /** The return ticket, where one was made. */
  returnSaleId: z.string().nullable(),
  failure: failureSchema.nullable(),
})
export type OperationEndView = z.infer<typeof operationEndViewSchema>
