import type { ClockPort } from '../ports/clock.port.ts'

export interface TerminalDeadline<Answer> {
  readonly clock: Pick<ClockPort, 'after'>
  readonly limitMs: number
  /** What is answered once the time is over. */
  readonly overdue: Answer
  /** What the driver answered after all. */
  readonly onLate?: (answer: Answer) => void
}

/** A driver ends all that it is asked by itself; one that does not is not waited for any longer, and what it says later is not dropped. */
export function inTime<Answer>(
  asked: Promise<Answer>,
  { clock, limitMs, overdue, onLate = () => {} }: TerminalDeadline<Answer>,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let isOver = false
    const stop = clock.after(limitMs, () => {
      isOver = true
      resolve(overdue)
    })
    const ended = (answer: Answer) => {
      stop()
      if (isOver) onLate(answer)
      else resolve(answer)
    }
    asked.then(ended, (thrown: unknown) => {
      stop()
      reject(thrown)
    })
  })
}
