import { LIMITS } from '#contract/limits.ts'
import type { SliceEvent, SliceName, Slices, Snapshot } from '#contract/views/till-view.ts'

/** Makes one slice anew from the truth of the engine and the till. */
export type SliceSources = { readonly [Name in SliceName]: () => Promise<Slices[Name]> }

/**
 * The numbered stream of changes. A slice that is touched is read again from its source, once however often it
 * was touched meanwhile, and published only when it really differs.
 *
 * Guarantees: numbers grow by one without a gap; events leave in the order of their numbers; a snapshot holds
 * exactly what the events up to its number said. A source that throws is reported and keeps what was published; after
 * `close` no source is asked any more.
 */
export class SliceHub {
  readonly #sources: SliceSources
  readonly #reportUnexpected: (thrown: unknown) => void
  readonly #listeners = new Set<(event: SliceEvent) => void>()
  readonly #published = new Map<SliceName, string>()
  readonly #touched = new Set<SliceName>()
  #sequence = 0
  #work: Promise<void> | null = null
  #closed = false

  /** @param reportUnexpected told of what a source threw: nobody waits for a change to be published. */
  constructor(sources: SliceSources, reportUnexpected: (thrown: unknown) => void) {
    this.#sources = sources
    this.#reportUnexpected = reportUnexpected
  }

  /** Says that a slice may have changed. */
  touch(...names: readonly SliceName[]): void {
    if (this.#closed) return
    for (const name of names) this.#touched.add(name)
    this.#work ??= this.#drain().finally(() => {
      this.#work = null
      if (this.#touched.size > 0) this.touch()
    })
  }

  /** Resolves when everything touched so far has been published. */
  async settled(): Promise<void> {
    while (this.#work) await this.#work
  }

  /** Publishes nothing from now on; resolves when no source is being read. */
  async close(): Promise<void> {
    this.#closed = true
    this.#touched.clear()
    await this.settled()
  }

  subscribe(listener: (event: SliceEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  async snapshot(): Promise<Snapshot> {
    this.touch(...(Object.keys(this.#sources) as SliceName[]).filter((name) => !this.#published.has(name)))
    await this.settled()
    const slices = Object.fromEntries([...this.#published].map(([name, json]) => [name, JSON.parse(json)]))
    return { sequence: this.#sequence, slices: slices as Slices }
  }

  async #drain(): Promise<void> {
    await Promise.resolve()
    for (let turn = 0; this.#touched.size > 0 && turn < LIMITS.eventBacklog; turn += 1) {
      const [name] = this.#touched
      if (name === undefined) return
      this.#touched.delete(name)
      try {
        this.#publish(name, await this.#sources[name]())
      } catch (thrown) {
        this.#reportUnexpected(thrown)
      }
    }
  }

  #publish(name: SliceName, value: unknown): void {
    const json = JSON.stringify(value)
    if (this.#closed || this.#published.get(name) === json) return
    this.#published.set(name, json)
    this.#sequence += 1
    const event = { sequence: this.#sequence, slice: name, value } as SliceEvent
    for (const listener of [...this.#listeners]) listener(event)
  }
}
