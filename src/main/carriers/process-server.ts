import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { Caller } from '#contract/dispatch.ts'
import type { RunningTill } from '../running-till.ts'
import { callLineSchema, type EngineLine } from './process-protocol.ts'

const CALLER: Caller = { carrier: 'process' }

/** Writes one line of the protocol. */
export function writeLine(output: Writable, line: EngineLine): void {
  output.write(`${JSON.stringify(line)}\n`)
}

/** Serves a till over a pair of streams until the input ends. A line that is no call is ignored. */
export async function serveProcess(till: RunningTill, input: Readable, output: Writable): Promise<void> {
  const unsubscribe = till.subscribe((event) => writeLine(output, { kind: 'event', event }))
  writeLine(output, { kind: 'ready', pid: process.pid })
  for await (const text of createInterface({ input })) {
    const call = callLineSchema.safeParse(parseJson(text))
    if (!call.success) continue
    const { id, name, payload } = call.data
    void till.dispatch(name, payload, CALLER).then((envelope) => writeLine(output, { kind: 'answer', id, envelope }))
  }
  unsubscribe()
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
