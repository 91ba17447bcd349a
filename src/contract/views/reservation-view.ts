import { z } from 'zod'
import { amountMinorSchema, currencySchema } from '../money.ts'
import { schemeSchema } from './sale-view.ts'

/**
 * reserved: the bank holds the amount. raising: the bank is being asked for more. completing: the terminal that holds it is to charge
 * a ticket, and has not said yet that it did. completed: a ticket was paid out of it. releasing: the bank is told to let go of it,
 * until it has agreed; or its terminal is, and has not said yet that it did. released: it has. expired: nothing can be paid out of it
 * any more; it can only be released.
 */
export const reservationStateSchema = z.enum([
  'reserved',
  'raising',
  'completing',
  'completed',
  'releasing',
  'released',
  'expired',
])
export type ReservationState = z.infer<typeof reservationStateSchema>

/** What of it no ticket was paid with: nothing, not told yet, let go by the bank, or refused and for a person to see. */
export const reservationRemainderSchema = z.enum(['none', 'waiting', 'given-back', 'parked'])

/** An amount that the bank holds on a card, and charges nothing of until a ticket is paid out of it. */
export const reservationViewSchema = z.object({
  paymentId: z.string(),
  paymentNumber: z.string(),
  /** What the cashier called it: `Room 12`. */
  label: z.string(),
  /** All that is or was held, raises included. */
  amountMinor: amountMinorSchema,
  currency: currencySchema,
  scheme: schemeSchema,
  /** Null where a terminal did not say. */
  cardTail: z
    .string()
    .regex(/^\d{4}$/)
    .nullable(),
  approvalCode: z.string().nullable(),
  reservedAt: z.string(),
  expiresAt: z.string(),
  state: reservationStateSchema,
  /** What a ticket was paid with out of it. */
  completedMinor: amountMinorSchema.nullable(),
  remainderState: reservationRemainderSchema,
  /**
   * The standalone terminal that holds it, and alone can end it; left out where the bank of this till holds it. `isByHand`: only on
   * the terminal itself, for it is none of this till's any more, cannot do it, or gave it no number.
   */
  terminal: z.object({ id: z.string(), alias: z.string(), isByHand: z.boolean().optional() }).optional(),
})
export type ReservationView = z.infer<typeof reservationViewSchema>

/** How a reservation is named: a room, a table, a pump. */
export const reservationLabelSchema = z.string().trim().min(1).max(24)
