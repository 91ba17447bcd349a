import { LIMITS } from '#contract/limits.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'

/** One thing that must end, and what it is called in the log; how long it may take where that is not the usual time. */
export type ClosingStep = readonly [name: string, close: () => unknown, limitMs?: number]

/**
 * Ends one thing after the other. What does not end in its time, or fails, is told and passed over: a printer that hangs
 * must not keep the program open, and what matters is on disk already.
 */
export async function closeInOrder(
  steps: readonly ClosingStep[],
  clock: ClockPort,
  tell: (step: string, thrown: unknown) => void,
): Promise<void> {
  for (const [name, close, limitMs = LIMITS.closeStepTimeoutMs] of steps) {
    let forget: () => void = () => {}
    const late = new Promise<never>((_, reject) => {
      forget = clock.after(limitMs, () => reject(new Error(`${name} did not end in ${limitMs} ms`)))
    })
    try {
      await Promise.race([close(), late])
    } catch (thrown) {
      tell(name, thrown)
    }
    forget()
  }
}
