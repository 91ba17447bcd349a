import type { HostLedgerLine } from '#contract/tour-summary.ts'
import type { Scheme } from '#contract/views/sale-view.ts'
import type { DebitCredit } from '#payment/iso8583/scheme-totals.ts'

/** What the host keeps of a sale. The card number is masked before it gets here. */
export interface BookedSale {
  readonly tid: string
  readonly stan: string
  /** DE7 of the 0200: with terminal and STAN it names the sale for ever. */
  readonly transmittedAt: string
  readonly batchNumber: string
  readonly scheme: Scheme
  readonly maskedPan: string
  /** What was asked. */
  readonly amountMinor: number
  readonly state: 'approved' | 'declined' | 'reversed'
}

/** Terminal, STAN and DE7: the key of duplicates and of reversals. */
export interface SaleKey {
  readonly tid: string
  readonly stan: string
  readonly transmittedAt: string
}

/**
 * The host's own book. A sale stands in it once, in its present state; a reversal adds a line of its own. A declined
 * sale counts zero, a reversed one keeps its amount and its reversal takes it away, so that the sum of all lines is
 * what the cardholders are charged, and the sum of the approved ones too.
 */
export class HostLedger {
  readonly #sales = new Map<string, BookedSale>()
  readonly #lines: { key: string; line: HostLedgerLine }[] = []

  clear(): void {
    this.#sales.clear()
    this.#lines.length = 0
  }

  /** The sales as they stand, for the book that outlives the process. */
  sales(): BookedSale[] {
    return [...this.#sales.values()]
  }

  /** Takes up the sales of an earlier process, in their order. */
  takeUp(sales: readonly BookedSale[]): void {
    for (const sale of sales) {
      if (sale.state !== 'reversed') this.book(sale)
      else {
        this.book({ ...sale, state: 'approved' })
        this.reverse(sale)
      }
    }
  }

  find(key: SaleKey): BookedSale | null {
    return this.#sales.get(keyText(key)) ?? null
  }

  book(sale: BookedSale): void {
    const key = keyText(sale)
    this.#sales.set(key, sale)
    this.#lines.push({ key, line: lineOf(sale, '0200', sale.state === 'declined' ? 0 : sale.amountMinor) })
  }

  /** Takes an approved sale back. @returns whether there was one to take back; a second time changes nothing. */
  reverse(key: SaleKey): BookedSale | null {
    const sale = this.find(key)
    if (sale?.state !== 'approved') return null
    const reversed: BookedSale = { ...sale, state: 'reversed' }
    const at = keyText(key)
    this.#sales.set(at, reversed)
    const entry = this.#lines.find((candidate) => candidate.key === at)
    if (entry) entry.line = lineOf(reversed, '0200', sale.amountMinor)
    this.#lines.push({ key: `${at}|reversal`, line: lineOf(reversed, '0420', -sale.amountMinor) })
    return reversed
  }

  lines(): HostLedgerLine[] {
    return this.#lines.map(({ line }) => line)
  }

  /** Approved, unreversed sales of a terminal's batch by scheme: what the till counts too. */
  totals(tid: string, batchNumber: string): Partial<Record<Scheme, DebitCredit>> {
    const byScheme: Partial<Record<Scheme, DebitCredit>> = {}
    for (const sale of this.#sales.values()) {
      if (sale.tid !== tid || sale.batchNumber !== batchNumber || sale.state !== 'approved') continue
      const before = byScheme[sale.scheme] ?? NOTHING
      byScheme[sale.scheme] = addUp([before, { ...NOTHING, debitCount: 1, debitMinor: sale.amountMinor }])
    }
    return byScheme
  }
}

const NOTHING: DebitCredit = { debitCount: 0, debitMinor: 0, creditCount: 0, creditMinor: 0 }

export function addUp(totals: readonly DebitCredit[]): DebitCredit {
  return totals.reduce(
    (sum, each) => ({
      debitCount: sum.debitCount + each.debitCount,
      debitMinor: sum.debitMinor + each.debitMinor,
      creditCount: sum.creditCount + each.creditCount,
      creditMinor: sum.creditMinor + each.creditMinor,
    }),
    NOTHING,
  )
}

function keyText({ tid, stan, transmittedAt }: SaleKey): string {
  return `${tid}|${stan}|${transmittedAt}`
}

function lineOf(sale: BookedSale, mti: string, amountMinor: number): HostLedgerLine {
  return { tid: sale.tid, stan: sale.stan, mti, amountMinor, state: sale.state, maskedPan: sale.maskedPan }
}
