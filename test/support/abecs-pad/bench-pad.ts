import { Pad, type PadOptions } from '#simulators/abecs-pad/pad.ts'
import type { Expectation } from '#simulators/abecs-pad/pad-body.ts'
import { TestTill } from './test-till.ts'

/** A pad and a till joined in memory, with everything the pad told its parent. */
export interface Bench {
  readonly pad: Pad
  readonly till: TestTill
  readonly events: ReadonlyArray<{ readonly event: string; readonly [key: string]: unknown }>
  /** Rows the customer read, one entry for each change, trailing spaces cut. */
  displays(): string[]
  /** Resolves once the pad waits for that gesture. */
  asked(what: Expectation['what']): Promise<void>
}

export function openBench(options: Partial<PadOptions> = {}): Bench {
  const events: { event: string; [key: string]: unknown }[] = []
  const pad = new Pad(
    { seed: 7, countersFile: null, emissionsFile: null, readingMs: 25, specification: '2.12', ...options },
    (event, body = {}) => void events.push({ event, ...body }),
  )
  let toTill: (bytes: Uint8Array) => void = () => {}
  const till = new TestTill({
    write: (bytes) => pad.line.receive(bytes),
    onBytes: (listener) => {
      toTill = listener
    },
  })
  pad.line.attach({ write: (bytes) => toTill(bytes), cut: () => {} })
  return {
    pad,
    till,
    events,
    asked: async (what) => {
      while (pad.picture().expects !== what) await new Promise((resolve) => setTimeout(resolve, 1))
    },
    displays: () =>
      events
        .filter(({ event }) => event === 'display')
        .map(({ rows }) => (rows as string[]).map((row) => row.trimEnd()).join(' | ')),
  }
}
