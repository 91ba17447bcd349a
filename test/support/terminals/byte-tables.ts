import { setTimeout as pause } from 'node:timers/promises'
import { LIMITS } from '#contract/limits.ts'
import { createCaisseApTerminal } from '#hardware/terminals/caisse-ap/caisse-ap-driver.ts'
import { createNexoTerminal } from '#hardware/terminals/nexo/nexo-driver.ts'
import type { NexoDial } from '#hardware/terminals/nexo/nexo-line.ts'
import { createZvtTerminal, zvtSettingsSchema } from '#hardware/terminals/zvt/zvt-driver.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { StandaloneTerminalPort, TerminalNotice } from '#payment/ports/standalone-terminal.port.ts'
import { CaisseApTerminal } from '#simulators/caisse-ap-terminal/terminal.ts'
import { NexoTerminal } from '#simulators/nexo-terminal/terminal.ts'
import type { TerminalEntry } from '#simulators/standalone-terminal/terminal-ledger.ts'
import { ZvtTerminal } from '#simulators/zvt-terminal/terminal.ts'
import { TERMINAL_SETTINGS } from './caisse-ap-bench.ts'
import { FaultyCable } from './faulty-cable.ts'
import { linkStream } from './link-stream.ts'
import { NEXO_KEYS, NEXO_NAMES, NEXO_SETTINGS, PASSPHRASE } from './nexo-bench.ts'

/** Longer than any deadline below. */
const DELAY_MS = 260
/** How long a terminal waits for a word of the till. */
const WORD_MS = 60

/** Deadlines of the drivers, and how long they are at these tables. */
const SHORTER_MS: ReadonlyMap<number, number> = new Map([
  [LIMITS.terminalAnswerTimeoutMs, 120],
  [LIMITS.terminalCommandTimeoutMs, 80],
  [LIMITS.terminalProbeTimeoutMs, 1_000],
  [LIMITS.terminalDrainMs, 12],
  [LIMITS.terminalLateMs, 500],
  [LIMITS.terminalLateWordMs, 300],
  [LIMITS.terminalOrderMaxMs, 1_500],
  [LIMITS.zvtByteGapMs, 20],
  [LIMITS.concertAckTimeoutMs, 80],
  [LIMITS.concertByteGapMs, 30],
  [LIMITS.nexoAnswerTimeoutMs, 120],
])

const clock: Pick<ClockPort, 'after' | 'now'> = {
  now: () => new Date().toISOString(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, SHORTER_MS.get(delayMs) ?? delayMs)
    return () => clearTimeout(timer)
  },
}

type SimulatedTerminal = CaisseApTerminal | ZvtTerminal | NexoTerminal

/** A driver, a simulated terminal, and a line in memory between them that can be troubled at any byte. */
export class ByteTable {
  readonly driver: StandaloneTerminalPort
  readonly terminal: SimulatedTerminal
  readonly cable: FaultyCable
  readonly notices: TerminalNotice[] = []

  constructor(terminal: SimulatedTerminal, cable: FaultyCable, driver: StandaloneTerminalPort) {
    this.terminal = terminal
    this.cable = cable
    this.driver = driver
    driver.onNotice((notice) => this.notices.push(notice))
  }

  async ledger(): Promise<readonly TerminalEntry[]> {
    return (await this.terminal.control({ do: 'ledger' })) as readonly TerminalEntry[]
  }

  /** Nothing is held up any more, and the terminal has done with its customer. */
  async settled(): Promise<void> {
    await this.cable.middle.settled()
    do await pause(5)
    while (this.terminal.isServing)
  }

  async close(): Promise<void> {
    await this.driver.close()
    await this.terminal.close()
  }
}

let tables = 0
const silent = () => {}
const OWN = { port: 0, pty: false, ledgerFile: null, customerMs: 0 } as const

function caisseAp(kind: 'memory' | 'serial', layout?: 'e-plus'): ByteTable {
  tables += 1
  const endpoint = `${kind}:caisse-ap-${tables}`
  const terminal = new CaisseApTerminal({ ...OWN, terminalId: '330538600404', wordMs: WORD_MS }, silent)
  const cable = new FaultyCable(endpoint, (outlet, isSerial) => terminal.attach(outlet, isSerial), DELAY_MS)
  const settings = { ...TERMINAL_SETTINGS, reservationApplication: '301', ...(layout && { layout }) }
  const driver = createCaisseApTerminal({ alias: 'Comptoir', endpoint, settings, clock, newLink: cable.newLink })
  return new ByteTable(terminal, cable, driver)
}

function zvt(kind: 'memory' | 'serial'): ByteTable {
  tables += 1
  const endpoint = `${kind}:zvt-${tables}`
  const terminal = new ZvtTerminal({ ...OWN, terminalId: '28004869', answerMs: WORD_MS, ackMs: WORD_MS }, silent)
  const cable = new FaultyCable(endpoint, (outlet, isSerial) => terminal.attach(outlet, isSerial), DELAY_MS)
  const settings = zvtSettingsSchema.parse({ can: ['refund', 'void', 'reserve', 'complete', 'release', 'day-end'] })
  const driver = createZvtTerminal({ alias: 'Theke', endpoint, settings, clock, newLink: cable.newLink })
  return new ByteTable(terminal, cable, driver)
}

/** What is inside of its encrypted line: what TLS itself lets through is whole. */
function nexo(): ByteTable {
  tables += 1
  const endpoint = `memory:nexo-${tables}`
  const own = { ...OWN, ...NEXO_NAMES, passphrase: PASSPHRASE, keys: NEXO_KEYS }
  const terminal = new NexoTerminal(own, silent)
  const cable = new FaultyCable(endpoint, (outlet, isSerial) => terminal.attach(outlet, isSerial), DELAY_MS)
  const dial: NexoDial = async () => {
    const link = cable.newLink()
    const opened = await link.open()
    if (!opened.ok) return { ok: false, failure: { code: 'TERMINAL_NOT_FOUND' } }
    return { ok: true, stream: linkStream(link) }
  }
  const given = { alias: 'Terrasse', endpoint, settings: NEXO_SETTINGS, clock, dial, keys: NEXO_KEYS }
  return new ByteTable(terminal, cable, createNexoTerminal(given))
}

export const PROTOCOLS = {
  'Caisse-AP over IP': () => caisseAp('memory'),
  'Concert V3 on a serial line': () => caisseAp('serial'),
  'Concert E+ on a serial line': () => caisseAp('serial', 'e-plus'),
  'ZVT over TCP': () => zvt('memory'),
  'ZVT on a serial line': () => zvt('serial'),
  'nexo inside its encrypted line': nexo,
} as const satisfies Readonly<Record<string, () => ByteTable>>

export type Protocol = keyof typeof PROTOCOLS
