import { z } from 'zod'
import { failureSchema } from '../errors/catalogue.ts'

/** How a run ended: done, or why the ticket was not paid. */
export const SCENARIO_OUTCOMES = [
  'done',
  'stopped',
  'no-tickets',
  'not-found',
  'refused',
  'nobody-answered',
  'not-paid',
  'failed',
] as const
export type ScenarioOutcome = (typeof SCENARIO_OUTCOMES)[number]

/** A scenario under way, or the end of the last one until it is put away. */
export const scenarioViewSchema = z.object({
  id: z.string(),
  /** In the till's language. */
  name: z.string(),
  step: z.enum(['choose-ticket', 'ask-number', 'show-ticket', 'tip', 'pay', 'print', 'send-back']),
  /** Of the steps, from 1. */
  stepNumber: z.int(),
  stepCount: z.int(),
  /** The ticket it is about, once it is known. */
  ticketNumber: z.string().nullable(),
  reference: z.string().nullable(),
  /** How often the number may be typed again, once it was wrong. */
  triesLeft: z.int().nullable(),
  /** When the pad gives up waiting for the customer. */
  dueAt: z.string().nullable(),
  /** What the customer reads. */
  padRows: z.tuple([z.string().max(16), z.string().max(16)]),
  outcome: z.enum(SCENARIO_OUTCOMES).nullable(),
  failure: failureSchema.nullable(),
})
export type ScenarioView = z.infer<typeof scenarioViewSchema>

/** A reference that a ticket waits under: a table, a name, an order of a web shop. */
export const referenceSchema = z.string().regex(/^[0-9A-Z-]{1,12}$/)
