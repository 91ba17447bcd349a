import type { PROMPT_KINDS, PROMPT_SUBJECTS } from '#contract/views/prompt-view.ts'

/**
 * What a host asks a person in the middle of an operation. It never changes what becomes of the payment: whatever the
 * answer, the host says yes or no by its own message.
 */
export interface HostPrompt {
  /** The host's name for it, one to twelve letters and figures. */
  readonly id: string
  readonly kind: (typeof PROMPT_KINDS)[number]
  /** Whose answer is wanted. */
  readonly place: 'cashier' | 'customer'
  /** What a number is, where the host says so: pads ask for figures by fixed texts only. */
  readonly subject: (typeof PROMPT_SUBJECTS)[number] | null
  readonly title: string
  /** Of a choice; empty for every other kind. */
  readonly options: readonly string[]
  /** Characters of a number or a text. */
  readonly minLength: number
  readonly maxLength: number
  /** How long the host waits, within the till's own limits. */
  readonly deadlineMs: number
}

/**
 * `value`: the place of a choice from 1; `Y` or `N`; the figures or the text; empty for a message that was read.
 * cancelled: a person does not answer. too-late: nobody answered within the deadline.
 */
export type PromptAnswer =
  | { readonly kind: 'answered'; readonly value: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'too-late' }

/** Who answers a host's prompts while one operation is under way. */
export interface HostDialogue {
  /** One prompt at a time. Never rejects; ends at the latest once `withdraw` was called for it. */
  ask(prompt: HostPrompt): Promise<PromptAnswer>
  /** The deadline passed, the line is gone, or the host answered the operation itself: nobody waits any more. */
  withdraw(promptId: string): void
}
