import { fail, type Result } from '#contract/result.ts'
import type { DeviceWork } from '#contract/views/devices-view.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'

/** What is about to be done, and how it is ended before its time. */
export interface NewWork {
  readonly deviceId: string | null
  readonly endpoint: string
  readonly kind: DeviceWork['kind']
  readonly limitMs: number
  /** Makes the body end soon; null when it cannot be stopped. Called when the time is up, too. */
  readonly cancel: (() => Promise<unknown>) | null
}

/** What the work tells while it goes on. */
export interface WorkSigns {
  showRows(rows: readonly [string, string]): void
  showProgress(done: number, total: number): void
}

/** One thing at a time is done with the devices, with its own seconds, for the technician to see. */
export class DeviceWorkbench {
  readonly #clock: ClockPort
  readonly #onChange: () => void
  #work: DeviceWork | null = null
  #cancel: NewWork['cancel'] = null
  #done: Promise<unknown> = Promise.resolve()

  constructor(clock: ClockPort, onChange: () => void) {
    this.#clock = clock
    this.#onChange = onChange
  }

  current(): DeviceWork | null {
    return this.#work
  }

  /** Errors: DEVICE_WORK_UNDERWAY, and those of `body`. */
  async run<Value>(
    { cancel, ...work }: NewWork,
    body: (signs: WorkSigns) => Promise<Result<Value>>,
  ): Promise<Result<Value>> {
    if (this.#work !== null) return fail('DEVICE_WORK_UNDERWAY')
    this.#show({
      ...work,
      startedAt: this.#clock.now(),
      progress: null,
      padRows: null,
      cancellable: cancel !== null,
    })
    this.#cancel = cancel
    const inTime = this.#clock.after(work.limitMs, () => void cancel?.())
    const done = body({
      showRows: ([first, second]) => this.#change({ padRows: [first, second] }),
      showProgress: (sent, total) => this.#change({ progress: { done: sent, total } }),
    }).finally(() => {
      inTime()
      this.#cancel = null
      this.#show(null)
    })
    this.#done = done.catch(() => {})
    return done
  }

  /** Stops what is under way; nothing to stop is fine. Resolves when it has been asked to. */
  async cancel(): Promise<void> {
    await this.#cancel?.()
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    await this.#done
  }

  #change(change: Partial<DeviceWork>): void {
    if (this.#work !== null) this.#show({ ...this.#work, ...change })
  }

  #show(work: DeviceWork | null): void {
    this.#work = work
    this.#onChange()
  }
}
