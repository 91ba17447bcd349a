import { LIMITS } from '#contract/limits.ts'
import { type ByteLink, type LinkResult, trouble } from './byte-link.ts'
import { type Line, type LineEvents, makeLink } from './link-base.ts'

/** The device's end of a line in memory. */
export interface FarEnd {
  write(bytes: Uint8Array): void
  onBytes(listener: (bytes: Uint8Array) => void): () => void
  /** Ends the line as a pulled cable does; `plug` lets it be opened again. */
  unplug(): void
  plug(): void
}

export interface SimulatedPair {
  readonly link: ByteLink
  readonly far: FarEnd
}

/** A line in memory: the same behaviour as a socket or a port, without a machine below it. */
export function simulatedPair(endpoint: string): SimulatedPair {
  const listeners = new Set<(bytes: Uint8Array) => void>()
  let plugged = true
  let near: LineEvents | null = null

  const openLine = async (events: LineEvents): Promise<LinkResult<Line>> => {
    if (!plugged) return trouble('not-found')
    near = events
    return {
      ok: true,
      value: {
        write: async (bytes) => {
          if (!plugged) throw new Error('unplugged')
          const copy = bytes.slice()
          queueMicrotask(() => {
            for (const listener of [...listeners]) listener(copy)
          })
        },
        close: async () => {
          near = null
        },
      },
    }
  }

  const timeouts = { openTimeoutMs: LIMITS.linkOpenTimeoutMs, writeTimeoutMs: LIMITS.linkWriteTimeoutMs }
  return {
    link: makeLink(endpoint, timeouts, openLine),
    far: {
      write: (bytes) => {
        const copy = bytes.slice()
        queueMicrotask(() => near?.onBytes(copy))
      },
      onBytes: (listener) => {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
      unplug: () => {
        plugged = false
        const ended = near
        near = null
        ended?.onEnd()
      },
      plug: () => {
        plugged = true
      },
    },
  }
}
