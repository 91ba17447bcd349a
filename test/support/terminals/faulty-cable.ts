import { LIMITS } from '#contract/limits.ts'
import type { ByteLink } from '#hardware/link/byte-link.ts'
import { type LineEvents, makeLink } from '#hardware/link/link-base.ts'
import type { TillLine, TillOutlet } from '#simulators/standalone-terminal/till-plug.ts'
import { FaultyMiddle } from '#test/support/faults/byte-fault.ts'

const TIMEOUTS = { openTimeoutMs: LIMITS.linkOpenTimeoutMs, writeTimeoutMs: LIMITS.linkWriteTimeoutMs }

/** Plugs a line into a simulated terminal. */
export type Attach = (outlet: TillOutlet, isSerial: boolean) => TillLine

/**
 * Lines in memory from a driver to a simulated terminal, with a middle that troubles them: connections, each of which ends on both
 * sides, or a cable, whose terminal is never told that its till is gone.
 */
export class FaultyCable {
  readonly middle: FaultyMiddle
  readonly #endpoint: string
  readonly #attach: Attach
  readonly #isSerial: boolean
  #near: LineEvents | null = null
  #cable: TillLine | null = null

  constructor(endpoint: string, attach: Attach, delayMs: number) {
    this.middle = new FaultyMiddle(delayMs)
    this.#endpoint = endpoint
    this.#attach = attach
    this.#isSerial = endpoint.startsWith('serial:')
  }

  readonly newLink = (): ByteLink =>
    makeLink(this.#endpoint, TIMEOUTS, async (near) => {
      this.#near = near
      const far = this.#far(near)
      const unplug = () => {
        if (this.#near === near) this.#near = null
        if (!this.#isSerial) far.end()
      }
      const cut = () => {
        unplug()
        near.onEnd()
      }
      const write = async (bytes: Uint8Array) => {
        const deliver = (passed: Uint8Array) => queueMicrotask(() => far.receive(passed))
        if (this.#near === near) this.middle.pass('out', bytes, deliver, cut)
      }
      return { ok: true, value: { write, close: async () => unplug() } }
    })

  #far(near: LineEvents): TillLine {
    if (!this.#isSerial)
      return this.#attach(
        this.#outletOf(() => near),
        false,
      )
    this.#cable ??= this.#attach(
      this.#outletOf(() => this.#near),
      true,
    )
    return this.#cable
  }

  #outletOf(nearNow: () => LineEvents | null): TillOutlet {
    const cut = () => queueMicrotask(() => nearNow()?.onEnd())
    const deliver = (bytes: Uint8Array) => queueMicrotask(() => nearNow()?.onBytes(bytes))
    return {
      write: (bytes) => this.middle.pass('in', bytes, deliver, cut),
      cut: () => void this.middle.settled().then(cut),
    }
  }
}
