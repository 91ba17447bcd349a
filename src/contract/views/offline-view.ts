import { z } from 'zod'
import { failureSchema } from '../errors/catalogue.ts'
import { amountMinorSchema, currencySchema } from '../money.ts'
import { schemeSchema } from './sale-view.ts'

/**
 * waiting: not at the bank yet. sent: left, no answer yet. settled: the bank took it. refused: the bank will not pay
 * it, a loss. parked: the bank does not understand it, a person must look. seen: refused or parked, and a manager
 * has taken note.
 */
export const offlineStateSchema = z.enum(['waiting', 'sent', 'settled', 'refused', 'parked', 'seen'])
export type OfflineState = z.infer<typeof offlineStateSchema>

/** One card payment that was approved without the bank. */
export const offlineRowSchema = z.object({
  paymentId: z.string(),
  paymentNumber: z.string(),
  amountMinor: amountMinorSchema,
  currency: currencySchema,
  scheme: schemeSchema,
  cardTail: z.string().regex(/^\d{4}$/),
  approvedAt: z.string(),
  /**
   * card: the card itself said yes below the floor limit. stand-in: the bank could not be reached. completion: paid out of
   * a reservation, which the bank is told of afterwards. voice: a person at the bank said yes on the telephone.
   */
  basis: z.enum(['card', 'stand-in', 'completion', 'voice']),
  state: offlineStateSchema,
  attempts: z.int(),
  nextAttemptAt: z.string().nullable(),
  responseCode: z.string().nullable(),
  /** Why it was refused or parked, as a sentence of the catalogue. */
  failure: failureSchema.nullable(),
  seenBy: z.string().nullable(),
})
export type OfflineRow = z.infer<typeof offlineRowSchema>

/** The queue in figures, zeros included. */
export const offlineFiguresSchema = z.object({
  waiting: z.int(),
  waitingMinor: amountMinorSchema,
  oldestAt: z.string().nullable(),
  refused: z.int(),
  refusedMinor: amountMinorSchema,
  parked: z.int(),
  parkedMinor: amountMinorSchema,
  /** How much more may be sold without the bank; zero when a ceiling is reached or stand-in is off. */
  standInLeftMinor: amountMinorSchema,
})
export type OfflineFigures = z.infer<typeof offlineFiguresSchema>
