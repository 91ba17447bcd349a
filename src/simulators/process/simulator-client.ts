import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface SimulatorEvent {
  readonly event: string
  readonly [key: string]: unknown
}

/** A simulator in a process of its own, as its parent holds it. */
export interface SimulatorHandle {
  readonly name: string
  readonly pid: number
  readonly endpoint: string
  readonly page: string | null
  /** Where else it answers, by name. */
  readonly others: Readonly<Record<string, string>>
  /** Sends a command and answers its value; rejects with the simulator's own words when it refuses. */
  command(command: { readonly do: string; readonly [key: string]: unknown }): Promise<unknown>
  /** Calls back for every event until the returned function is called. */
  onEvent(listener: (event: SimulatorEvent) => void): () => void
  /** The next event of that name. Rejects after `timeoutMs`. */
  next(event: string, timeoutMs: number): Promise<SimulatorEvent>
  /** Ends it politely and waits. */
  stop(): Promise<void>
}

/** The simulators by name; each also starts alone as `node src/simulators/<name>.ts --help`. */
const SIMULATOR_NAMES = [
  'abecs-pad',
  'acquirer-host',
  'escpos-printer',
  'customer-display',
  'fuel-pump',
  'counter-scale',
  'caisse-ap-terminal',
  'zvt-terminal',
  'nexo-terminal',
] as const
export type SimulatorName = (typeof SIMULATOR_NAMES)[number]

/** One that fails ends, which is told at once; a machine with other work may start one slowly. */
const READY_TIMEOUT_MS = 60_000

/** Starts a simulator on this machine and waits until it tells its endpoint. */
export async function startSimulator(name: SimulatorName, args: readonly string[] = []): Promise<SimulatorHandle> {
  const file = fileURLToPath(new URL(`../${name}.ts`, import.meta.url))
  const child = spawn(process.execPath, [file, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const hub = listen(child)
  const ready = await hub.next('ready', READY_TIMEOUT_MS)
  let lastId = 0
  return {
    name,
    pid: child.pid ?? 0,
    endpoint: String(ready.endpoint),
    others: Object.fromEntries(Object.entries(ready.others ?? {}).map(([name, endpoint]) => [name, String(endpoint)])),
    page: typeof ready.page === 'string' ? ready.page : null,
    onEvent: hub.onEvent,
    next: hub.next,
    command: (command) => {
      lastId += 1
      const id = lastId
      const answer = hub.find((event) => (event.event === 'done' || event.event === 'refused') && event.id === id)
      child.stdin?.write(`${JSON.stringify({ ...command, id })}\n`)
      return answer.then((event) => {
        if (event.event === 'refused') throw new Error(`${name} refused ${command.do}: ${String(event.why)}`)
        return event.value
      })
    },
    stop: () =>
      new Promise<void>((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve()
        child.once('exit', () => resolve())
        child.stdin?.end()
      }),
  }
}

function listen(child: ChildProcess) {
  const listeners = new Set<(event: SimulatorEvent) => void>()
  const gone = new Promise<never>((_, reject) => {
    child.once('exit', (code, signal) => reject(new Error(`the simulator ended (${signal ?? code})`)))
    child.once('error', reject)
  })
  gone.catch(() => {})
  if (!child.stdout) throw new Error('the simulator has no output')
  createInterface({ input: child.stdout }).on('line', (line) => {
    const event = JSON.parse(line) as SimulatorEvent
    for (const listener of [...listeners]) listener(event)
  })
  const onEvent = (listener: (event: SimulatorEvent) => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  const find = (matches: (event: SimulatorEvent) => boolean) => {
    const found = new Promise<SimulatorEvent>((resolve) => {
      const off = onEvent((event) => {
        if (!matches(event)) return
        off()
        resolve(event)
      })
    })
    return Promise.race([found, gone])
  }
  const next = (name: string, timeoutMs: number) => {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no "${name}" within ${timeoutMs} ms`)), timeoutMs)
    })
    return Promise.race([find((event) => event.event === name), late]).finally(() => clearTimeout(timer))
  }
  return { onEvent, find, next }
}
