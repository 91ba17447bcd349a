/**
 * What went over the line, for a person to read: command, direction, status and safe words. Holds no card data beyond
 * a scheme and the last four digits, and nothing that was typed.
 */
export interface Exchange {
  readonly number: number
  readonly direction: 'in' | 'out'
  readonly id: string
  /** RSP_STAT of a response. */
  readonly status: string | null
  readonly noteKey: string | null
  readonly noteDetail: string | null
}

const EXCHANGES_KEPT = 200

export class Exchanges {
  #kept: Exchange[] = []
  #last = 0
  readonly #onChange: (exchange: Exchange) => void

  constructor(onChange: (exchange: Exchange) => void) {
    this.#onChange = onChange
  }

  list(): readonly Exchange[] {
    return this.#kept
  }

  add(direction: 'in' | 'out', id: string, status: string | null = null): Exchange {
    this.#last += 1
    const exchange: Exchange = { number: this.#last, direction, id, status, noteKey: null, noteDetail: null }
    this.#kept = [...this.#kept.slice(1 - EXCHANGES_KEPT), exchange]
    this.#onChange(exchange)
    return exchange
  }

  annotate(exchange: Exchange, noteKey: string, noteDetail: string | null): void {
    const annotated = { ...exchange, noteKey, noteDetail }
    this.#kept = this.#kept.map((kept) => (kept.number === exchange.number ? annotated : kept))
    this.#onChange(annotated)
  }
}
