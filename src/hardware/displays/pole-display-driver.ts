import { LIMITS } from '#contract/limits.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { DisplayProfile } from '#contract/views/devices-view.ts'
import type { CustomerDisplayPort, DisplayRows } from '#till/ports/customer-display.port.ts'
import type { ByteLink, LinkTrouble } from '../link/byte-link.ts'
import { createLink } from '../link/create-link.ts'
import { DisplayLetters } from './display-letters.ts'
import { DISPLAY_PROFILES } from './display-profiles.ts'
import { type DisplayDialect, readyBytes, rowsBytes } from './pole-display.codec.ts'

/** What pole displays are delivered with. */
const BAUD_RATE = 9_600

export interface PoleDisplayOptions {
  readonly endpoint: string
  readonly profile: DisplayProfile
  /** A line made elsewhere, for tests; else the endpoint's. */
  readonly link?: ByteLink
}

/** The driver of a display of two rows by twenty over any link. */
export function createPoleDisplay(options: PoleDisplayOptions): CustomerDisplayPort {
  return new PoleDisplay(options)
}

const LINK_CODES = {
  'not-found': 'DISPLAY_NOT_FOUND',
  busy: 'DISPLAY_PORT_BUSY',
  'no-right': 'DISPLAY_NOT_FOUND',
  lost: 'DISPLAY_NOT_FOUND',
} as const satisfies Record<LinkTrouble, string>

const TIMEOUTS = { openTimeoutMs: LIMITS.linkOpenTimeoutMs, writeTimeoutMs: LIMITS.displayWriteTimeoutMs }

class PoleDisplay implements CustomerDisplayPort {
  readonly endpoint: string
  readonly #dialect: DisplayDialect
  readonly #letters: DisplayLetters
  readonly #link: ByteLink | null

  constructor({ endpoint, profile, link }: PoleDisplayOptions) {
    const { dialect, pages } = DISPLAY_PROFILES[profile]
    this.endpoint = endpoint
    this.#dialect = dialect
    this.#letters = new DisplayLetters(pages)
    const created = createLink(endpoint, TIMEOUTS, { baudRate: BAUD_RATE })
    this.#link = link ?? (created.ok ? created.value : null)
  }

  async connect(): Promise<Result<null>> {
    const { endpoint } = this
    const opened = await this.#link?.open()
    if (!opened?.ok) return fail(LINK_CODES[opened?.trouble ?? 'not-found'], { endpoint })
    return this.#write(readyBytes(this.#dialect))
  }

  async show([first, second]: DisplayRows): Promise<Result<null>> {
    const cells = [this.#letters.encode(first).cells, this.#letters.encode(second).cells] as const
    return this.#write(rowsBytes(this.#dialect, cells))
  }

  drawn([first, second]: DisplayRows): readonly [string, string] {
    return [this.#letters.encode(first).text, this.#letters.encode(second).text]
  }

  async close(): Promise<void> {
    await this.#link?.close()
  }

  onLost(listener: () => void): () => void {
    return this.#link?.onLost(listener) ?? (() => {})
  }

  async #write(bytes: Uint8Array): Promise<Result<null>> {
    const { endpoint } = this
    const written = await this.#link?.write(bytes)
    return written?.ok ? succeed(null) : fail('DISPLAY_NOT_FOUND', { endpoint })
  }
}
