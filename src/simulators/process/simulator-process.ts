import { createInterface } from 'node:readline'
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'

/** What a started simulator offers to its own process. */
export interface RunningSimulator {
  /** `tcp://127.0.0.1:4012` or `serial:/dev/pts/3`. */
  readonly endpoint: string
  /** Where else it answers, by name. */
  readonly others?: Readonly<Record<string, string>>
  /** A page for a person, where the simulator has one. */
  readonly page?: string
  traffic(): { readonly bytesIn: number; readonly bytesOut: number }
  /** One command of the script or of the person's page; answers what the command asks for. Throws on an unknown one. */
  control(command: Record<string, unknown>): Promise<unknown>
  close(): Promise<void>
}

/** Tells the parent what happens, as it happens. */
export type EmitEvent = (event: string, body?: Record<string, unknown>) => void

export interface SimulatorProgram {
  readonly name: string
  /** Shown by --help, above the options. */
  readonly help: string
  /** Each option with the sentence --help shows for it. */
  readonly options: Readonly<Record<string, ParseArgsOptionsConfig[string] & { readonly about: string }>>
  start(options: Record<string, string | boolean | undefined>, emit: EmitEvent): Promise<RunningSimulator>
}

/** The value of an option that is a number. Throws with the option's name. */
export function wholeNumber(value: unknown, name: string): number {
  if (!/^\d{1,9}$/.test(String(value))) throw new Error(`--${name} takes a number`)
  return Number(value)
}

function helpText(program: SimulatorProgram): string {
  const rows = Object.entries(program.options).map(
    ([name, { type, about }]) => `  --${`${name}${type === 'string' ? ' VALUE' : ''}`.padEnd(22)} ${about}`,
  )
  return [
    program.help,
    '',
    'Options',
    ...rows,
    `  --${'help'.padEnd(22)} This text.`,
    '',
    'It prints one JSON line per event, the first one {"event":"ready","endpoint":…}. Commands come as JSON lines on',
    'standard input: {"id":1,"do":"traffic"} is answered by {"event":"done","id":1,"value":…}. It ends with its input.',
  ].join('\n')
}

/**
 * Runs a simulator as a process of its own: parses options, announces its endpoint, obeys JSON lines on standard
 * input, and stops when its parent does (end of input) or on SIGTERM.
 */
export async function runSimulator(program: SimulatorProgram, argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: { help: { type: 'boolean' as const }, ...program.options },
    strict: true,
  })
  if (values.help) {
    console.log(helpText(program))
    return
  }
  const emit: EmitEvent = (event, body = {}) => process.stdout.write(`${JSON.stringify({ event, ...body })}\n`)
  const running = await program.start(values, emit)
  const { endpoint, others = {}, page = null } = running
  emit('ready', { name: program.name, pid: process.pid, endpoint, others, page })
  const stop = async () => {
    await running.close()
    process.exit(0)
  }
  process.once('SIGTERM', () => void stop())
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() !== '') await obey(running, line, emit)
  }
  await stop()
}

async function obey(running: RunningSimulator, line: string, emit: EmitEvent): Promise<void> {
  let id: unknown = null
  try {
    const command = JSON.parse(line) as Record<string, unknown>
    id = command.id ?? null
    const value = command.do === 'traffic' ? running.traffic() : await running.control(command)
    emit('done', { id, value: value ?? null })
  } catch (thrown) {
    emit('refused', { id, why: thrown instanceof Error ? thrown.message : String(thrown) })
  }
}
