import { LIMITS } from '#contract/limits.ts'
import {
  type CaisseApSettings,
  caisseApSettingsSchema,
  createCaisseApTerminal,
} from '#hardware/terminals/caisse-ap/caisse-ap-driver.ts'
import { CaisseApTerminal } from '#simulators/caisse-ap-terminal/terminal.ts'
import { TerminalBench } from './terminal-bench.ts'

const SHORTER_MS: ReadonlyMap<number, number> = new Map([
  [LIMITS.terminalDrainMs, 15],
  [LIMITS.terminalAnswerTimeoutMs, 800],
  [LIMITS.terminalProbeTimeoutMs, 5_000],
  [LIMITS.terminalLateMs, 5_000],
])

export const TERMINAL_SETTINGS: CaisseApSettings = caisseApSettingsSchema.parse({
  tillId: '012345678901',
  tillNumber: '01',
  can: ['refund', 'void', 'day-end', 'reprint'],
  tellsLast: true,
})

const OWN = { terminalId: '330538600404', customerMs: 0, wordMs: 5_000 } as const

export function openCaisseApBench(
  settings: Partial<CaisseApSettings> = {},
  pty = false,
): Promise<TerminalBench<CaisseApTerminal>> {
  return TerminalBench.open({
    terminal: (ledgerFile) => new CaisseApTerminal({ ...OWN, port: 0, pty, ledgerFile }, () => {}),
    driver: (endpoint, clock) =>
      createCaisseApTerminal({ alias: 'Comptoir', endpoint, settings: { ...TERMINAL_SETTINGS, ...settings }, clock }),
    // A line through other programs takes what time it takes.
    shorterMs: pty ? new Map() : SHORTER_MS,
  })
}
