import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Envelope } from '#contract/dispatch.ts'
import { LIMITS } from '#contract/limits.ts'
import { type Failure, fail, type Result, succeed } from '#contract/result.ts'
import { type SliceEvent, snapshotSchema } from '#contract/views/till-view.ts'
import type { RunningTill, TillOptions } from '../running-till.ts'
import { type EngineLine, engineLineSchema } from './process-protocol.ts'

/** A till whose engine is a process of its own, and can be killed under a living screen. */
export interface TillProcess extends RunningTill {
  /** Of the engine that runs now, or ran last. */
  readonly pid: number
  /** Kills the engine at once. Calls answer IPC_ENGINE_AWAY until `restart`. Resolves when the process is gone. */
  kill(signal: NodeJS.Signals): Promise<void>
  /** Starts a new engine on the same data. Refused with the failure that kept it from opening. */
  restart(): Promise<Result<{ readonly pid: number }>>
}

const TILL_PROCESS = fileURLToPath(new URL('../till-process.ts', import.meta.url))

/**
 * What Node compiled of the engine at an earlier start, kept beside the packages it is made of: whoever may write there may change the
 * code itself. Where nobody may, each start compiles anew.
 */
const COMPILED_CODE = fileURLToPath(new URL('../../../node_modules/.cache/comptoir-engine', import.meta.url))

/** The command line of the engine for these options. */
export function tillProcessCommand(options: TillOptions): readonly string[] {
  return [process.execPath, TILL_PROCESS, ...tillArguments(options)]
}

/** The options as `readTillOptions` reads them. */
export function tillArguments(options: TillOptions): readonly string[] {
  return [
    '--data',
    options.dataFolder,
    ...(options.padEndpoint === null ? [] : ['--pad', options.padEndpoint]),
    '--host',
    options.hostEndpoint,
    ...(options.standbyEndpoint === undefined ? [] : ['--standby-host', options.standbyEndpoint]),
    ...(options.secondHostEndpoint === undefined ? [] : ['--second-host', options.secondHostEndpoint]),
    ...(options.printerEndpoint === null ? [] : ['--printer', options.printerEndpoint]),
    options.training ? '--training' : '--live',
    ...(options.empty ? ['--empty'] : []),
  ]
}

/** One engine process, from its start to its end. */
interface Engine {
  readonly child: ChildProcess
  readonly gone: Promise<void>
  call(name: unknown, payload: unknown): Promise<Envelope>
}

/**
 * Starts an engine and waits until it answers calls.
 * @param onEvent receives its events with the numbers of this process.
 */
function startEngine(command: readonly string[], onEvent: (event: SliceEvent) => void): Promise<Result<Engine>> {
  const [file = '', ...args] = command
  const child = spawn(file, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { NODE_COMPILE_CACHE: COMPILED_CODE, ...process.env },
  })
  const pending = new Map<number, (envelope: Envelope) => void>()
  const gone = new Promise<void>((resolve) => {
    const end = () => {
      for (const answer of pending.values()) answer(fail('IPC_ENGINE_AWAY'))
      pending.clear()
      resolve()
    }
    child.once('close', end)
    child.once('error', end)
  })
  // A pipe to a killed process breaks; what was not answered is answered when the process is gone.
  child.stdin.on('error', () => {})

  let lastId = 0
  const call = (name: unknown, payload: unknown) => {
    const isAway = child.exitCode !== null || child.signalCode !== null || !child.stdin.writable
    if (isAway || pending.size >= LIMITS.engineCallsInFlight) return Promise.resolve(fail('IPC_ENGINE_AWAY'))
    lastId += 1
    const id = lastId
    return new Promise<Envelope>((resolve) => {
      const deadline = setTimeout(() => settle(fail('IPC_ENGINE_AWAY')), LIMITS.engineAnswerTimeoutMs)
      const settle = (envelope: Envelope) => {
        clearTimeout(deadline)
        pending.delete(id)
        resolve(envelope)
      }
      pending.set(id, settle)
      child.stdin.write(`${JSON.stringify({ id, name, payload: payload ?? null })}\n`)
    })
  }

  return new Promise((resolve) => {
    const refuse = (error: Failure) => {
      clearTimeout(deadline)
      resolve({ ok: false, error })
    }
    const deadline = setTimeout(() => {
      child.kill('SIGKILL')
      refuse({ code: 'IPC_ENGINE_AWAY' })
    }, LIMITS.engineStartTimeoutMs)
    void gone.then(() => refuse({ code: 'IPC_ENGINE_AWAY' }))
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = readEngineLine(text)
      if (line === null) return
      if (line.kind === 'event') onEvent(line.event as SliceEvent)
      else if (line.kind === 'answer') pending.get(line.id)?.(line.envelope as Envelope)
      else if (line.kind === 'refused') {
        child.kill()
        refuse(line.error as Failure)
      } else {
        clearTimeout(deadline)
        resolve(succeed({ child, gone, call }))
      }
    })
  })
}

/** A line that is not of the protocol, such as a warning of the runtime, is nobody's. */
function readEngineLine(text: string): EngineLine | null {
  try {
    return engineLineSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** Adds the base to the number of a snapshot, so that it counts as the events do. */
function renumber(envelope: Envelope, base: number): Envelope {
  if (!envelope.ok) return envelope
  const snapshot = snapshotSchema.safeParse(envelope.value)
  if (!snapshot.success) return envelope
  return succeed({ ...snapshot.data, sequence: snapshot.data.sequence + base })
}

/**
 * Starts the engine in a process of its own and answers an endpoint that outlives it.
 *
 * Each engine numbers its events from one. The endpoint adds a base that jumps by two at every restart, so the
 * screen never sees a number twice and always sees a gap, and asks for a snapshot of the new engine.
 *
 * @param command by default the product's own engine; its first word is the program.
 */
export async function startTillProcess(
  options: TillOptions,
  command: readonly string[] = tillProcessCommand(options),
): Promise<Result<TillProcess>> {
  const listeners = new Set<(event: SliceEvent) => void>()
  let base = 0
  let lastSequence = 0
  let engine: Engine | null = null
  let pid = 0

  const tell = (event: SliceEvent) => {
    lastSequence = Math.max(lastSequence, event.sequence)
    for (const listener of [...listeners]) listener(event)
  }

  const start = async (): Promise<Result<{ readonly pid: number }>> => {
    const started = await startEngine(command, (event) => tell({ ...event, sequence: event.sequence + base }))
    if (!started.ok) return started
    engine = started.value
    pid = engine.child.pid ?? 0
    return succeed({ pid })
  }

  const dispatch: TillProcess['dispatch'] = async (name, payload) => {
    if (!engine) return fail('IPC_ENGINE_AWAY')
    const asked = base
    const envelope = await engine.call(name, payload)
    if (name !== 'till.snapshot') return envelope
    const renumbered = renumber(envelope, asked)
    if (renumbered.ok) lastSequence = Math.max(lastSequence, (renumbered.value as { sequence: number }).sequence)
    return renumbered
  }

  const stop = async (signal: NodeJS.Signals | null) => {
    const stopping = engine
    engine = null
    if (!stopping) return
    if (signal) stopping.child.kill(signal)
    else stopping.child.stdin?.end()
    await stopping.gone
  }

  const opened = await start()
  if (!opened.ok) return opened
  return succeed({
    get pid() {
      return pid
    },
    dispatch,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    kill: (signal) => stop(signal),
    restart: async () => {
      await stop('SIGKILL')
      base = lastSequence + 2
      const restarted = await start()
      if (restarted.ok) await tellOfRestart(dispatch, tell)
      return restarted
    },
    close: () => stop(null),
  })
}

/** One event after the gap, so that a screen on which nothing else happens notices the new engine at once. */
async function tellOfRestart(dispatch: TillProcess['dispatch'], tell: (event: SliceEvent) => void): Promise<void> {
  const envelope = await dispatch('till.snapshot', {}, { carrier: 'process' })
  const snapshot = snapshotSchema.safeParse(envelope.ok ? envelope.value : null)
  if (!snapshot.success) return
  tell({ sequence: snapshot.data.sequence, slice: 'status', value: snapshot.data.slices.status })
}
