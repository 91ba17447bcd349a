import { z } from 'zod'

/** What a host may want of a person: one of a few, figures, a text, yes or no, or only that a message is read. */
export const PROMPT_KINDS = ['choice', 'number', 'text', 'yes-no', 'message'] as const
/** What a number stands for; an amount is any quantity. */
export const PROMPT_SUBJECTS = ['amount', 'document', 'code', 'mileage', 'vehicle', 'table'] as const
/** What a kind of card may want to know before the bank is asked; `code` is what stands for a card. */
export const CARD_SUBJECTS = ['mileage', 'vehicle', 'driver', 'code'] as const
export type CardSubject = (typeof CARD_SUBJECTS)[number]

/** A question as the cashier sees it. */
export const promptViewSchema = z.object({
  id: z.string(),
  /** Who wants to know. What the card's kind wants, it needs: nothing is asked of the bank without it. */
  asker: z.enum(['bank', 'card']),
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
  /** After this the host goes on without an answer; a payment whose card needs one ends. */
  dueAt: z.string(),
})
export type PromptView = z.infer<typeof promptViewSchema>
