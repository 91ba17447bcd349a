import { z } from 'zod'

/** What a host may want of a person: one of a few, figures, a text, yes or no, or only that a message is read. */
export const PROMPT_KINDS = ['choice', 'number', 'text', 'yes-no', 'message'] as const
/** What a number stands for; an amount is any quantity. */
export const PROMPT_SUBJECTS = ['amount', 'document', 'code', 'mileage', 'vehicle', 'table'] as const

/** A prompt of the host as the cashier sees it. */
export const promptViewSchema = z.object({
  id: z.string(),
  kind: z.enum(PROMPT_KINDS),
  /** Whose answer is wanted. */
  place: z.enum(['cashier', 'customer']),
  /** Where it is asked: a customer's question comes to the screen when the pad cannot ask it. */
  askedAt: z.enum(['pad', 'screen']),
  title: z.string(),
  options: z.array(z.string()),
  minLength: z.int(),
  maxLength: z.int(),
  startedAt: z.string(),
  /** After this the host goes on without an answer. */
  dueAt: z.string(),
})
export type PromptView = z.infer<typeof promptViewSchema>
