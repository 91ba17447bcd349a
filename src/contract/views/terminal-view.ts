import { z } from 'zod'
import { failureSchema } from '../errors/catalogue.ts'
import { amountMinorSchema } from '../money.ts'

/** What a terminal may be able to do; the till offers no more than that. */
export const TERMINAL_OPERATIONS = [
  'pay',
  'refund',
  'void',
  'reserve',
  'complete',
  'release',
  'abort',
  'day-end',
  'reprint',
  'last-result',
] as const

/** What a terminal does just now, in the till's words. */
export const TERMINAL_STEPS = [
  'card-awaited',
  'card-inserted',
  'remove-card',
  'pin-entry',
  'customer-chooses',
  'look-at-terminal',
  'asking-bank',
  'reversing',
  'please-wait',
  'approved',
  'refused',
  'cancelled',
  'day-end',
] as const

/** How a terminal's own day end went; unknown: it was begun, and nobody heard its end. */
export const terminalDayEndSchema = z.object({
  state: z.enum(['done', 'refused', 'not-started', 'unknown']),
  at: z.string(),
  failure: failureSchema.nullable(),
})
export type TerminalDayEndView = z.infer<typeof terminalDayEndSchema>

/** A standalone terminal as the cashier chooses among them. */
export const terminalViewSchema = z.object({
  id: z.string(),
  alias: z.string(),
  can: z.array(z.enum(TERMINAL_OPERATIONS)),
  /** busy: an order is under way. blocked: nobody knows what became of its last one, and it takes no other before that. */
  state: z.enum(['ready', 'busy', 'offline', 'blocked']),
  /** The one that this till takes unless told otherwise. */
  isDefault: z.boolean(),
  /** Blocked by this payment. */
  blockedBy: z.object({ paymentId: z.string(), paymentNumber: z.string() }).nullable(),
  /** The last one that the till asked for. */
  dayEnd: terminalDayEndSchema.nullable(),
})
export type TerminalView = z.infer<typeof terminalViewSchema>

/** A payment that a standalone terminal takes: what it does, as far as it says. */
export const terminalOrderViewSchema = z.object({
  id: z.string(),
  alias: z.string(),
  /** Null until the terminal says something. */
  step: z.enum(TERMINAL_STEPS).nullable(),
  /** The terminal's own words. */
  text: z.string().nullable(),
  startedAt: z.string(),
  /** When its silence is taken as no answer; each sign of life moves it. Null once the order is over. */
  deadlineAt: z.string().nullable(),
  /** While nobody knows what became of it: when the terminal is asked next; null where it cannot be asked. */
  nextAskAt: z.string().nullable(),
})
export type TerminalOrderView = z.infer<typeof terminalOrderViewSchema>

/** What the terminal's last ticket shows of an order without an outcome, as the person at the till read it. */
export const ticketReadingSchema = z.object({
  outcome: z.enum(['paid', 'not-paid']),
  /** As it stands there. */
  approvalCode: z.string().max(40).optional(),
  /** What it shows as paid, where that is less than was asked; the rest stays to be paid. */
  amountMinor: amountMinorSchema.min(1).optional(),
})
