import type { Failure } from '#contract/result.ts'
import type { ClockPort } from '../ports/clock.port.ts'
import type { PaymentEvent } from './payment-event.ts'
import type { PaymentState } from './payment-state.ts'
import type { StepToStore } from './store-step.ts'

/** From here on a step that the disk refuses must not let the charge stand. */
const RISKY: readonly (PaymentState['kind'] | undefined)[] = [
  'requesting',
  'standing-in',
  'choosing-part',
  'referred',
  'completing',
  'signing',
  'ordered',
  'order-unknown',
]

/** How long to wait before writing again what a full disk refused. */
export const STORE_RETRY_MS = 1_000

/** What happens to a payment in place of the step that the disk refused. */
export function fallbackFor(state: PaymentState | null, refused: PaymentEvent, failure: Failure): PaymentEvent {
  if (!RISKY.includes(state?.kind)) return { kind: 'pad-failed', failure }
  return {
    kind: 'approval-not-stored',
    failure,
    ...(refused.kind === 'host-answered' && { answer: refused.answer }),
    ...(refused.kind === 'terminal-answered' && { outcome: refused.outcome }),
  }
}

export interface UnwrittenStepsOptions {
  readonly clock: ClockPort
  /** Runs `work` between two events, unless all is over. */
  readonly inTurn: (work: () => Promise<void>) => void
  readonly write: (step: StepToStore) => Promise<void>
}

/** Steps that stand although the disk refused them: each is written as soon as it is taken. */
export class UnwrittenSteps {
  readonly #options: UnwrittenStepsOptions

  constructor(options: UnwrittenStepsOptions) {
    this.#options = options
  }

  add(step: StepToStore): void {
    const { clock, inTurn, write } = this.#options
    const again = async () => {
      if (!isOver(step)) await write({ ...step, at: clock.now() }).catch(() => this.add(step))
    }
    clock.after(STORE_RETRY_MS, () => inTurn(again))
  }
}

/** The terminal has told of an order meanwhile, and that is on disk: its doubt must not be written over it. */
function isOver({ live, result }: StepToStore): boolean {
  return result.state.kind === 'order-unknown' && live.state !== result.state
}
