import { type ByteLink, DONE, type LinkResult, type LinkTimeouts, trouble } from './byte-link.ts'

/** One open line below a link: a socket, a serial port, the near end of a pair in memory. */
export interface Line {
  /** Resolves once the bytes are handed over; rejects when the line ended. */
  write(bytes: Uint8Array): Promise<void>
  close(): Promise<void>
  /** As `close`, and what is on its way still does not leave. Left out where nothing is kept. */
  discard?(): Promise<void>
  /** Ends by itself, and rejects never. */
  portStatus?(): Promise<number | null>
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
  return new LineLink(endpoint, timeouts, openLine)
}

class LineLink implements ByteLink {
  readonly endpoint: string
  readonly #timeouts: LinkTimeouts
  readonly #openLine: OpenLine
  readonly #bytesListeners = new Set<(bytes: Uint8Array) => void>()
  readonly #lostListeners = new Set<() => void>()
  #line: Line | null = null
  /** Counts openings and endings, so that a line of the past is not heard. */
  #attempt = 0

  constructor(endpoint: string, timeouts: LinkTimeouts, openLine: OpenLine) {
    this.endpoint = endpoint
    this.#timeouts = timeouts
    this.#openLine = openLine
  }

  async open(): Promise<LinkResult> {
    if (held.has(this.endpoint)) return trouble('busy')
    held.add(this.endpoint)
    this.#attempt += 1
    const mine = this.#attempt
    const opening = this.#openLine({
      onBytes: (bytes) => {
        if (mine === this.#attempt) for (const listener of [...this.#bytesListeners]) listener(bytes)
      },
      onEnd: () => {
        if (mine === this.#attempt) this.#lose()
      },
    })
    const opened = await withDeadline(opening, this.#timeouts.openTimeoutMs)
    if (opened !== 'late' && opened.ok && mine === this.#attempt) {
      this.#line = opened.value
      return DONE
    }
    held.delete(this.endpoint)
    if (opened === 'late') {
      void closeLate(opening)
      return trouble('not-found')
    }
    if (!opened.ok) return opened
    await opened.value.close()
    return trouble('lost')
  }

  async write(bytes: Uint8Array): Promise<LinkResult> {
    const line = this.#line
    if (line === null) return trouble('lost')
    const writing = line.write(bytes).then(
      () => DONE,
      () => trouble('lost'),
    )
    const written = await withDeadline(writing, this.#timeouts.writeTimeoutMs)
    if (written !== 'late' && written.ok) return this.#line === line ? DONE : trouble('lost')
    if (this.#line === line) this.#lose()
    return trouble('lost')
  }

  async close(): Promise<void> {
    await this.#drop()?.close()
  }

  async discard(): Promise<void> {
    await discarded(this.#drop())
  }

  async portStatus(): Promise<number | null> {
    return (await this.#line?.portStatus?.()) ?? null
  }

  onBytes(listener: (bytes: Uint8Array) => void): () => void {
    this.#bytesListeners.add(listener)
    return () => void this.#bytesListeners.delete(listener)
  }

  onLost(listener: () => void): () => void {
    this.#lostListeners.add(listener)
    return () => void this.#lostListeners.delete(listener)
  }

  #drop(): Line | null {
    const dropped = this.#line
    this.#line = null
    this.#attempt += 1
    if (dropped !== null) held.delete(this.endpoint)
    return dropped
  }

  #lose(): void {
    const dropped = this.#drop()
    if (dropped === null) return
    void discarded(dropped).catch(() => {})
    for (const listener of [...this.#lostListeners]) listener()
  }
}

async function discarded(line: Line | null): Promise<void> {
  await (line?.discard?.() ?? line?.close())
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
