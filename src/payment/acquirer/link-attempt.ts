/**
 * One message on its way to the host, and what its failure means for money (acquirer sheet 2.3).
 *
 *   prepared ──► connecting ──► writing ──► written ──► answered
 *       │             │            │           │
 *       └──────┬──────┘            └─────┬─────┘
 *          not-sent                    silent
 *    no byte left: nothing     a byte may have arrived: the outcome
 *    happened at the host      is unknown, the sale must be reversed
 *
 * `connecting` is left out when an open connection serves. `writing` begins before the first byte is handed to the
 * socket: a write that failed half way cannot be told from one that arrived.
 */
export type AttemptState = 'prepared' | 'connecting' | 'writing' | 'written' | 'answered'

const BEFORE_FIRST_BYTE: ReadonlySet<AttemptState> = new Set(['prepared', 'connecting'])

/** What is known when an attempt ends in this state without an answer. */
export function failedIn(state: AttemptState): 'not-sent' | 'silent' {
  return BEFORE_FIRST_BYTE.has(state) ? 'not-sent' : 'silent'
}
