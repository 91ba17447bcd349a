/** All that can go wrong in a world. Each is counted when it strikes, not when it was planned. */
export const FAULT_KINDS = [
  // The line, by the message it strikes.
  'request-lost',
  'request-cut',
  'request-garbled',
  'request-late',
  'answer-lost',
  'answer-late',
  'answer-doubled',
  'answer-cut',
  'answer-garbled',
  'answer-reordered',
  'answer-wrong-stan',
  'answer-of-another-terminal',
  'answer-wrong-amount',
  'answer-wrong-mac',
  'line-closed',
  'connection-refused',
  'connection-unanswered',
  // The host.
  'host-restarts',
  'host-away',
  'host-unreachable',
  'host-declines',
  'host-unsettled',
  'host-wants-signature',
  'host-asks',
  'host-reverses-by-itself',
  'partial-approval',
  'reversal-put-off',
  'reversal-refused',
  'reversal-not-understood',
  'advice-refused',
  'advice-put-off',
  'advice-not-understood',
  'batch-copy-lost',
  'upload-refused',
  // The computer.
  'crash-before-record',
  'crash-after-record',
  'crash-in-recovery',
  'crash-in-day-end',
  'crash-in-upload',
  'torn-write',
  'power-cut',
  'disk-full',
  'clock-forward',
  'clock-back',
  // The pad and its customer.
  'pad-unplugged',
  'pad-malformed',
  'card-pulled',
  'card-refuses',
  'customer-cancels',
  'nobody-at-the-pad',
  // The terminal, its line and its customer.
  'terminal-away',
  'terminal-line-lost',
  'terminal-declines',
  'terminal-abandons',
  'terminal-pays-part',
  'terminal-late',
  'terminal-mute',
  'terminal-ends-its-day',
  // The cashier.
  'cashier-cancels',
  'double-click',
  // The printer.
  'paper-out',
  'printer-power-lost',
  'printer-line-lost',
] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

/** A planned trouble. What `at` and `ms` mean depends on the kind; the plan draws both. */
export interface Fault {
  readonly kind: FaultKind
  /** First three digits of the message it strikes, `020`; of any message where it is left out. */
  readonly on?: string
  /** A step of the pad. */
  readonly step?: PadStep
  /** Which record, byte or write. */
  readonly at?: number
  readonly ms?: number
  readonly code?: string
}

export type PadStep = 'connect' | 'read' | 'track' | 'authorise' | 'complete'

export type FaultCounts = Record<FaultKind, number>

export const noFaults = (): FaultCounts => Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0])) as FaultCounts

const ARMED_MAX = 16

/** The troubles that wait for one till, and the count of those that struck anywhere in its world. */
export class FaultBook {
  #armed: Fault[] = []
  readonly #counts: FaultCounts
  readonly #onStruck: (fault: Fault) => void

  constructor(counts: FaultCounts, onStruck: (fault: Fault) => void) {
    this.#counts = counts
    this.#onStruck = onStruck
  }

  arm(faults: readonly Fault[]): void {
    this.#armed.push(...faults)
    // Those that nothing came by for are let go, so that a plan's trouble stays near its visit.
    if (this.#armed.length > ARMED_MAX) this.#armed.splice(0, this.#armed.length - ARMED_MAX)
  }

  clear(): void {
    this.#armed = []
  }

  /** Whether one of this kind waits. */
  has(kind: FaultKind): boolean {
    return this.#armed.some((fault) => fault.kind === kind)
  }

  /** The first that waits and fits; it is struck with this. */
  take(fits: (fault: Fault) => boolean): Fault | null {
    if (this.#armed.length === 0) return null
    const index = this.#armed.findIndex(fits)
    const [fault] = index < 0 ? [] : this.#armed.splice(index, 1)
    if (fault === undefined) return null
    this.note(fault)
    return fault
  }

  takeKind(kind: FaultKind): Fault | null {
    return this.take((fault) => fault.kind === kind)
  }

  /** Counts one that struck without having waited here. */
  note(fault: Fault): void {
    this.#counts[fault.kind] += 1
    this.#onStruck(fault)
  }
}
