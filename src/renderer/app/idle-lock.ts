import type { Slices } from '#contract/views/till-view.ts'

/** Whether somebody is served just now: then no till locks itself. */
export function isAtWork({
  sale,
  payment,
  scenario,
  day,
}: Pick<Slices, 'sale' | 'payment' | 'scenario' | 'day'>): boolean {
  const isClosing = day.stage !== 'open' && day.stage !== 'closed'
  const isPaying = sale.state === 'paying' || (payment !== null && payment.outcome === null)
  return isPaying || scenario !== null || isClosing
}

export interface IdleWatch {
  /** A hand was on the till: it begins anew. */
  touched(): void
  end(): void
}

/** Tells once that no hand was on the till for so long. `later` runs a task after a pause and gives what calls it off. */
export function watchIdle({
  afterMs,
  later,
  onIdle,
}: {
  readonly afterMs: number
  readonly later: (task: () => void, pauseMs: number) => () => void
  readonly onIdle: () => void
}): IdleWatch {
  let callOff = later(onIdle, afterMs)
  return {
    touched: () => {
      callOff()
      callOff = later(onIdle, afterMs)
    },
    end: () => callOff(),
  }
}
