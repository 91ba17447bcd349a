import { DISPLAY_COLUMNS, type PadBody } from './pad-body.ts'
import { type Conversation, PadRefusal } from './pad-context.ts'

export const PIN_TIMEOUT_MS = 60_000
export const PIN_DIGITS = { digitsMin: 4, digitsMax: 12 } as const

/** Bounds and words of one PIN entry. */
export interface PinPrompt {
  readonly command: 'GOX' | 'GPN'
  readonly rows: readonly [string, string]
  readonly digitsMin: number
  readonly digitsMax: number
  /** An empty entry is taken as "the customer has no PIN". */
  readonly allowsBypass: boolean
  readonly timeoutMs: number
  /** The card in the slot must stay there. */
  readonly holdsCard: boolean
}

/**
 * Takes a PIN on the keys; the display shows one star for each digit and nothing else ever does.
 *
 *   digit: one more (up to the most) · clear: one less · enter: done when long enough · cancel: 013 · card out: 043
 *
 * @returns the digits, '' for a bypass, null when the till stopped the command. Throws PadRefusal.
 */
export async function takePin(body: PadBody, prompt: PinPrompt, { signal }: Conversation): Promise<string | null> {
  if (signal.aborted) return null
  const [first, second] = prompt.rows
  let digits = ''
  const draw = () => body.show(first, withStars(second, digits.length))
  draw()
  const outcome = await body.wait(
    { what: 'pin', command: prompt.command, takesTap: false },
    (gesture): 'entered' | 'CANCEL' | 'NOCARD' | undefined => {
      if (gesture.kind === 'removed') return prompt.holdsCard ? 'NOCARD' : undefined
      if (gesture.kind !== 'key') return undefined
      if (gesture.key === 'cancel') return 'CANCEL'
      if (gesture.key === 'enter') {
        const bypass = digits === '' && prompt.allowsBypass
        return bypass || digits.length >= prompt.digitsMin ? 'entered' : undefined
      }
      if (gesture.key === 'clear') digits = digits.slice(0, -1)
      else if (/^\d$/.test(gesture.key) && digits.length < prompt.digitsMax) digits += gesture.key
      draw()
      return undefined
    },
    { timeoutMs: prompt.timeoutMs, signal },
  )
  if (outcome === 'aborted') return null
  body.clearDisplay()
  if (outcome === 'entered') return digits
  throw new PadRefusal(outcome === 'timed-out' ? 'TIMEOUT' : outcome)
}

/** Stars at the right end of the row, over what stands there. */
function withStars(row: string, count: number): string {
  return row.padEnd(DISPLAY_COLUMNS).slice(0, DISPLAY_COLUMNS - count) + '*'.repeat(count)
}
