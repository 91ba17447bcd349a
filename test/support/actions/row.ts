import type { CallName } from '#contract/api.ts'

/**
 * What comes of an action, and was not there before: a call that leaves the screen, or something that can be seen. Texts are keys
 * of the words of the screen, or the words themselves.
 */
export type Outcome =
  | { readonly asks: CallName }
  | { readonly dialog: string }
  | { readonly heading: string }
  | { readonly text: string }
  | { readonly pressed: string }
  /** Anything else, by its selector. */
  | { readonly at: string }

/** One action as a person does it. */
export interface ActionRow {
  /** The state of the screen that it begins in. */
  readonly at: string
  readonly does: Outcome
  /** All keys, where its own key alone is not enough. */
  readonly keys?: readonly string[]
  /** What is tapped, one after the other, by its words or its selector (`css=`), where it is not the key with the action's own words; `list`: its row among all actions. */
  readonly taps?: readonly string[] | 'list'
}
