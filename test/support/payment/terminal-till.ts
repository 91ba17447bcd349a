import { benchEngine, SALE } from './bench-till.ts'
import { settle } from './manual-clock.ts'
import { MemoryJournal } from './memory-journal.ts'
import { benchTerminals, memoryTerminalBook, ScriptedTerminal, TERMINAL_ID } from './scripted-terminal.ts'

/** The engine on a bench with one terminal, that does what a test says. */
export function terminalTill(journal = new MemoryJournal(), terminal = new ScriptedTerminal()) {
  const directory = benchTerminals(terminal)
  const book = memoryTerminalBook()
  const till = benchEngine({ journal, terminals: directory, terminalBook: book })
  const { engine, clock } = till
  const pay = async (over: Partial<Parameters<typeof engine.terminals.pay>[0]> = {}) => {
    const started = await engine.terminals.pay({ terminalId: TERMINAL_ID, ...SALE, ...over })
    await settle()
    return started
  }
  /** The time comes for whatever waits for it. */
  const wait = async (ms: number) => {
    await clock.advance(ms)
    await settle()
  }
  const stateOf = (id = 'payment-1') => journal.payments.get(id)?.state
  return { ...till, terminal, directory, book, pay, wait, stateOf }
}
