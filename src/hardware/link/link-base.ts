import { type ByteLink, DONE, type LinkResult, type LinkTimeouts, trouble } from './byte-link.ts'

/** One open line below a link: a socket, a serial port, the near end of a pair in memory. */
export interface Line {
  /** Resolves once the bytes are handed over; rejects when the line ended. */
  write(bytes: Uint8Array): Promise<void>
  close(): Promise<void>
}

/** What a line tells while it is open. */
export interface LineEvents {
  readonly onBytes: (bytes: Uint8Array) => void
  readonly onEnd: () => void
}

/** Opens the line of an endpoint; answers why not. Calls no event before it resolved. */
export type OpenLine = (events: LineEvents) => Promise<LinkResult<Line>>

/** The endpoints open in this process: a socket would not tell that two of us talk to one device. */
const held = new Set<string>()

/** What all links share: one holder, listeners, deadlines, the lost event. */
export function makeLink(endpoint: string, timeouts: LinkTimeouts, openLine: OpenLine): ByteLink {
  const bytesListeners = new Set<(bytes: Uint8Array) => void>()
  const lostListeners = new Set<() => void>()
  let line: Line | null = null
  let attempt = 0

  function drop(): Line | null {
    const dropped = line
    line = null
    attempt += 1
    if (dropped !== null) held.delete(endpoint)
    return dropped
  }

  function lose(): void {
    const dropped = drop()
    if (dropped === null) return
    void dropped.close().catch(() => {})
    for (const listener of [...lostListeners]) listener()
  }

  async function open(): Promise<LinkResult> {
    if (held.has(endpoint)) return trouble('busy')
    held.add(endpoint)
    attempt += 1
    const mine = attempt
    const isCurrent = () => mine === attempt
    const opening = openLine({
      onBytes: (bytes) => {
        if (isCurrent()) for (const listener of [...bytesListeners]) listener(bytes)
      },
      onEnd: () => {
        if (isCurrent()) lose()
      },
    })
    const opened = await withDeadline(opening, timeouts.openTimeoutMs)
    if (opened !== 'late' && opened.ok && isCurrent()) {
      line = opened.value
      return DONE
    }
    held.delete(endpoint)
    if (opened === 'late') {
      void closeLate(opening)
      return trouble('not-found')
    }
    if (!opened.ok) return opened
    await opened.value.close()
    return trouble('lost')
  }

  return {
    endpoint,
    open,
    write: async (bytes) => {
      const current = line
      if (current === null) return trouble('lost')
      const written = await withDeadline(
        current.write(bytes).then(
          () => DONE,
          () => trouble('lost'),
        ),
        timeouts.writeTimeoutMs,
      )
      if (written !== 'late' && written.ok) return line === current ? DONE : trouble('lost')
      if (line === current) lose()
      return trouble('lost')
    },
    close: async () => {
      await drop()?.close()
    },
    onBytes: (listener) => {
      bytesListeners.add(listener)
      return () => void bytesListeners.delete(listener)
    },
    onLost: (listener) => {
      lostListeners.add(listener)
      return () => void lostListeners.delete(listener)
    },
  }
}

/** A line that opened after nobody waited for it any more. */
async function closeLate(opening: Promise<LinkResult<Line>>): Promise<void> {
  const late = await opening
  if (late.ok) await late.value.close()
}

/** The promise's value, or `late` when it did not come in time. */
async function withDeadline<Value>(promise: Promise<Value>, timeoutMs: number): Promise<Value | 'late'> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), timeoutMs)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
