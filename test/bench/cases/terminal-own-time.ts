import { performance } from 'node:perf_hooks'
import { LIMITS } from '#contract/limits.ts'
import type { ByteLink } from '#hardware/link/byte-link.ts'
import { makeLink } from '#hardware/link/link-base.ts'
import { createCaisseApTerminal } from '#hardware/terminals/caisse-ap/caisse-ap-driver.ts'
import { createZvtTerminal, zvtSettingsSchema } from '#hardware/terminals/zvt/zvt-driver.ts'
import type { StandaloneTerminalPort } from '#payment/ports/standalone-terminal.port.ts'
import { CaisseApTerminal } from '#simulators/caisse-ap-terminal/terminal.ts'
import { ZvtTerminal } from '#simulators/zvt-terminal/terminal.ts'
import { realClock } from '#test/support/acquirer/real-clock.ts'
import { TERMINAL_SETTINGS } from '#test/support/terminals/caisse-ap-bench.ts'
import type { Attach } from '#test/support/terminals/faulty-cable.ts'
import { orderOf } from '#test/support/terminals/terminal-orders.ts'
import type { BenchCase } from '../bench-case.ts'

const PAYMENTS = 15
const TIMEOUTS = { openTimeoutMs: LIMITS.linkOpenTimeoutMs, writeTimeoutMs: LIMITS.linkWriteTimeoutMs }
const OWN = { port: 0, ledgerFile: null, customerMs: 0 } as const
const silent = () => {}

/** Times the till from what it hears to what it says; the line and the terminal run in turns of their own between. */
class Watch {
  readonly samples: number[] = []
  #heardAt = 0

  hears(): void {
    this.#heardAt = performance.now()
  }

  says(): void {
    this.samples.push(performance.now() - this.#heardAt)
  }

  /** A line in memory to a simulated terminal. */
  line(endpoint: string, attach: Attach): ByteLink {
    return makeLink(endpoint, TIMEOUTS, async (near) => {
      const hear = (deliver: () => void) =>
        void setImmediate(() => {
          this.hears()
          deliver()
        })
      const outlet = { write: (bytes: Uint8Array) => hear(() => near.onBytes(bytes)), cut: () => hear(near.onEnd) }
      const far = attach(outlet, endpoint.startsWith('serial:'))
      const write = async (bytes: Uint8Array) => {
        this.says()
        setImmediate(() => far.receive(bytes))
      }
      return { ok: true, value: { write, close: async () => far.end() } }
    })
  }
}

function caisseAp(watch: Watch, endpoint: string): StandaloneTerminalPort {
  const terminal = new CaisseApTerminal({ ...OWN, terminalId: '330538600404' }, silent)
  const newLink = () => watch.line(endpoint, (outlet, isSerial) => terminal.attach(outlet, isSerial))
  return createCaisseApTerminal({ alias: 'Comptoir', endpoint, settings: TERMINAL_SETTINGS, clock: realClock, newLink })
}

function zvt(watch: Watch, endpoint: string): StandaloneTerminalPort {
  const terminal = new ZvtTerminal({ ...OWN, terminalId: '28004869', answerMs: 5_000 }, silent)
  const newLink = () => watch.line(endpoint, (outlet, isSerial) => terminal.attach(outlet, isSerial))
  const settings = zvtSettingsSchema.parse({})
  return createZvtTerminal({ alias: 'Theke', endpoint, settings, clock: realClock, newLink })
}

/**
 * What the till itself adds to each exchange with a bank's own terminal: from a message heard, or the order given, to the till's
 * word on it, or the outcome. Over both protocols, on both kinds of line; the disk that keeps a result is measured elsewhere.
 */
async function measure(): Promise<readonly number[]> {
  const watch = new Watch()
  const drivers = [
    caisseAp(watch, 'memory:caisse-ap'),
    caisseAp(watch, 'serial:caisse-ap'),
    zvt(watch, 'memory:zvt'),
    zvt(watch, 'serial:zvt'),
  ]
  for (const driver of drivers) {
    for (let paid = 0; paid < PAYMENTS; paid += 1) {
      watch.hears()
      const outcome = await driver.pay(orderOf('pay'))
      watch.says()
      if (outcome.kind !== 'approved') throw new Error(`${driver.endpoint}: ${outcome.failure.code}`)
    }
    await driver.close()
  }
  return watch.samples
}

export const benchCase: BenchCase = { name: 'terminal.ownTimePerExchange', unit: 'ms', aim: 2, measure }
