import { LIMITS } from '#contract/limits.ts'
import { createZvtTerminal, type ZvtSettings, zvtSettingsSchema } from '#hardware/terminals/zvt/zvt-driver.ts'
import { ZvtTerminal } from '#simulators/zvt-terminal/terminal.ts'
import { TerminalBench } from './terminal-bench.ts'

const SHORTER_MS: ReadonlyMap<number, number> = new Map([
  [LIMITS.terminalAnswerTimeoutMs, 800],
  [LIMITS.terminalCommandTimeoutMs, 1_000],
  [LIMITS.terminalLateMs, 5_000],
])
/** How long the terminal waits for an answer of the till. */
const ANSWER_MS = 2_000
/** On a serial line: how long it waits for the till's word on a frame. */
const ACK_MS = 5_000

export function openZvtBench(
  settings: Partial<ZvtSettings> = {},
  pty = false,
  terminalId = '28004869',
): Promise<TerminalBench<ZvtTerminal>> {
  const own = { terminalId, customerMs: 0, answerMs: ANSWER_MS, ackMs: ACK_MS, pty }
  return TerminalBench.open({
    terminal: (ledgerFile) => new ZvtTerminal({ port: 0, ledgerFile, ...own }, () => {}),
    driver: (endpoint, clock) =>
      createZvtTerminal({ alias: 'Theke', endpoint, settings: { ...zvtSettingsSchema.parse({}), ...settings }, clock }),
    // A line through other programs takes what time it takes.
    shorterMs: pty ? new Map() : SHORTER_MS,
  })
}
