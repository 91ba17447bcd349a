import type { Confirmation } from '#contract/views/printer-settings-view.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { SpooledJob } from '#till/ports/print-spool.port.ts'
import type { PrinterTrouble } from './printer-trouble.ts'
import type { PaperWatch, PrintOutcome } from './ticket-printer.ts'

/** How a paper ended; what a printed one was confirmed by, where the printer says. */
export interface PaperEnd {
  readonly outcome: PrintOutcome
  readonly confirmedBy: Confirmation | null
}

export interface EndedJob extends PaperEnd {
  readonly job: SpooledJob
}

interface HeldJob {
  readonly jobId: string
  readonly end: AbortController
  trouble: PrinterTrouble | null
  over: Promise<void>
}

export interface HeldJobsListener {
  /** What a job waits for is another thing now, or nothing. */
  onChange(): void
  /** A held job is over: `takeEnded` has it. */
  onEnded(): void
}

/** Jobs whose printers wait for a person in the middle of them, each at another printer. */
export class HeldJobs {
  readonly #clock: Pick<ClockPort, 'after'>
  readonly #listener: HeldJobsListener
  readonly #held = new Set<HeldJob>()
  readonly #ended: EndedJob[] = []

  constructor(clock: Pick<ClockPort, 'after'>, listener: HeldJobsListener) {
    this.#clock = clock
    this.#listener = listener
  }

  get isEmpty(): boolean {
    return this.#held.size === 0
  }

  /** What one of them waits for; null when all go on. */
  trouble(): PrinterTrouble | null {
    return [...this.#held].find(({ trouble }) => trouble !== null)?.trouble ?? null
  }

  /**
   * What became of a job, or `held` as soon as its printer waits for a person: others go on past it then.
   * @param withinMs one that is worth nothing later is not held: it is given up then, and after so long.
   */
  watch(
    job: SpooledJob,
    print: (watch: PaperWatch) => Promise<PrintOutcome>,
    { withinMs }: { readonly withinMs?: number } = {},
  ): Promise<PaperEnd | 'held'> {
    return new Promise((resolve) => {
      const held: HeldJob = { jobId: job.id, end: new AbortController(), trouble: null, over: Promise.resolve() }
      const onHeld = (trouble: PrinterTrouble | null) => {
        held.trouble = trouble
        if (trouble !== null && withinMs !== undefined) return held.end.abort()
        if (trouble !== null) {
          this.#held.add(held)
          resolve('held')
        }
        this.#listener.onChange()
      }
      const forget = withinMs === undefined ? () => {} : this.#clock.after(withinMs, () => held.end.abort())
      held.over = endOf((watch) => print({ ...watch, onHeld, signal: held.end.signal })).then((ended) => {
        forget()
        if (!this.#held.delete(held)) return resolve(ended)
        this.#ended.push({ job, ...ended })
        this.#listener.onEnded()
      })
    })
  }

  /**
   * Waits no more for one that is held: it is unknown then. @returns false where it is not held, or goes on just now: what
   * comes out at that moment must not be cut off.
   */
  async giveUp(jobId: string): Promise<boolean> {
    const held = [...this.#held].find((each) => each.jobId === jobId)
    if (held === undefined || held.trouble === null) return false
    held.end.abort()
    await held.over
    return true
  }

  /** The next of those that are over, once each. */
  takeEnded(): EndedJob | undefined {
    return this.#ended.shift()
  }

  /** Resolves once none is held any more. */
  async allOver(): Promise<void> {
    await Promise.all([...this.#held].map(({ over }) => over))
  }
}

/** A `print` that throws is unknown, since bytes may be out: the job must not stay `sending` for ever. */
export async function endOf(
  print: (watch: Pick<PaperWatch, 'onConfirmed'>) => Promise<PrintOutcome>,
): Promise<PaperEnd> {
  let confirmedBy: Confirmation | null = null
  const onConfirmed = (by: Confirmation) => {
    confirmedBy = by
  }
  try {
    return { outcome: await print({ onConfirmed }), confirmedBy }
  } catch {
    return { outcome: 'unknown', confirmedBy: null }
  }
}
