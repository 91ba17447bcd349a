import type { HostLedgerLine } from '#contract/tour-summary.ts'
import type { Scheme } from '#contract/views/sale-view.ts'
import type { BankOperation, FinancialMti } from '#payment/iso8583/bank-operations.ts'
import type { DebitCredit } from '#payment/iso8583/scheme-totals.ts'
import type { PrivateAnswers } from './private-cards.ts'

/** What the host keeps of a sale. The card number is masked before it gets here. */
export interface BookedSale {
  readonly tid: string
  readonly stan: string
  /** DE7 of the sale: with terminal and STAN it names it for ever. */
  readonly transmittedAt: string
  /** Asked without a charge, asked online, or told afterwards. */
  readonly mti: FinancialMti
  /** A sale where it is left out. */
  readonly operation?: BankOperation
  /** Of a refund, an increment or a completion: the booking it refers to. */
  readonly original?: SaleKey
  /** Of a pre-authorisation: its final amount was told, so that nothing of it is held any more. */
  readonly isCompleted?: true
  readonly batchNumber: string
  readonly scheme: Scheme
  readonly maskedPan: string
  /**
   * What the cardholder is charged or refunded, or what a pre-authorisation holds with its increments; what was asked
   * for, where the host declined.
   */
  readonly amountMinor: number
  readonly state: 'approved' | 'declined' | 'reversed'
  /** What its card's kind was told. */
  readonly answers?: PrivateAnswers
  /** DE39 that it was answered with. */
  readonly responseCode: string
  /** The host's batch copy: its amount there, or null where the copy is missing although the charge stands. */
  readonly batchMinor: number | null
}

/** Terminal, STAN and DE7: the key of duplicates and of reversals. */
export interface SaleKey {
  readonly tid: string
  readonly stan: string
  readonly transmittedAt: string
}

/**
 * The host's own book. A sale stands in it once, in its present state; a reversal adds a line of its own. A declined
 * sale counts zero, a refund counts below zero, what is only held or put on a gift card counts nothing; a reversed one keeps its amount and its
 * reversal takes it away, so that the sum of all lines is what the cardholders are charged, and the sum of the approved
 * ones too.
 *
 * The batch is a copy that can lack a sale, or hold it with another amount, while the charge stands: that is how totals
 * come to differ. An upload replaces the copy and never the charge.
 */
export class HostLedger {
  readonly #sales = new Map<string, BookedSale>()
  readonly #lines: { key: string; line: HostLedgerLine }[] = []
  /** Reversals that came before their sale, or without one. */
  readonly #undone = new Set<string>()

  clear(): void {
    this.#sales.clear()
    this.#lines.length = 0
    this.#undone.clear()
  }

  /** The sales as they stand, for the book that outlives the process. */
  sales(): BookedSale[] {
    return [...this.#sales.values()]
  }

  /** Takes up the sales of an earlier process, in their order. */
  takeUp(sales: readonly BookedSale[]): void {
    for (const sale of sales) {
      this.#place(sale.state === 'reversed' ? { ...sale, state: 'approved' } : sale)
      if (sale.state === 'reversed') this.#markReversed(sale)
    }
  }

  find(key: SaleKey): BookedSale | null {
    return this.#sales.get(keyText(key)) ?? null
  }

  /** A reversal of it was heard before: a sale that arrives after its reversal must not charge. */
  isUndone(key: SaleKey): boolean {
    return this.#undone.has(keyText(key))
  }

  /** A new booking. An increment raises what its original holds; a completion ends the hold. */
  book(sale: BookedSale): void {
    this.#place(sale)
    const original = sale.original === undefined ? null : this.find(sale.original)
    if (sale.state !== 'approved' || original === null) return
    if (sale.operation === 'increment') {
      this.#replace({ ...original, amountMinor: original.amountMinor + sale.amountMinor })
    }
    if (sale.operation === 'completion') this.#replace({ ...original, isCompleted: true })
  }

  #place(sale: BookedSale): void {
    const key = keyText(sale)
    this.#sales.set(key, sale)
    this.#lines.push({ key, line: lineOf(sale, sale.mti, sale.state === 'declined' ? 0 : chargeOf(sale)) })
  }

  /** What is booked of a sale changes; its line follows. */
  #replace(sale: BookedSale): void {
    const key = keyText(sale)
    this.#sales.set(key, sale)
    const entry = this.#lines.find((candidate) => candidate.key === key)
    if (entry) entry.line = lineOf(sale, sale.mti, chargeOf(sale))
  }

  /** Takes an approved sale back. @returns whether there was one to take back; a second time changes nothing. */
  reverse(key: SaleKey): BookedSale | null {
    const sale = this.find(key)
    if (sale === null) this.#undone.add(keyText(key))
    // A hold whose final amount was told is over; the charge has a name of its own.
    if (sale?.state !== 'approved' || sale.isCompleted) return null
    const original = sale.original === undefined ? null : this.find(sale.original)
    if (sale.operation === 'increment' && original !== null) {
      // What a ticket was paid with stands, however late the raise is taken back.
      const amountMinor = Math.max(original.amountMinor - sale.amountMinor, this.#completedMinor(original))
      this.#replace({ ...original, amountMinor })
    }
    return this.#markReversed(sale)
  }

  /** What a ticket was paid with out of a hold. */
  #completedMinor(hold: SaleKey): number {
    const name = keyText(hold)
    const completions = this.sales().filter(({ operation, original, state }) => {
      return operation === 'completion' && state === 'approved' && original !== undefined && keyText(original) === name
    })
    return completions.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  }

  #markReversed(sale: BookedSale): BookedSale {
    const reversed: BookedSale = { ...sale, state: 'reversed' }
    this.#replace(reversed)
    this.#lines.push({ key: `${keyText(sale)}|reversal`, line: lineOf(reversed, '0420', 0 - chargeOf(sale)) })
    return reversed
  }

  /** A part of it stands. @returns the booking as it was; null when there is none, or none of which so much stands. */
  reverseDownTo(key: SaleKey, remainingMinor: number): BookedSale | null {
    const sale = this.find(key)
    if (sale?.state !== 'approved' || remainingMinor >= sale.amountMinor) return null
    this.#replace({
      ...sale,
      amountMinor: remainingMinor,
      batchMinor: sale.batchMinor === null ? null : remainingMinor,
    })
    return sale
  }

  /** What the book holds against one card, refunds taken off. */
  chargedMinor(maskedPan: string): number {
    return this.sales()
      .filter((sale) => sale.maskedPan === maskedPan && sale.state === 'approved')
      .reduce((sum, sale) => sum + chargeOf(sale), 0)
  }

  /** What was put on one gift card here, and stands. */
  loadedMinor(maskedPan: string): number {
    return this.sales()
      .filter((sale) => sale.maskedPan === maskedPan && sale.state === 'approved' && isLoad(sale))
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  }

  /** What stands of the refunds of a sale. */
  refundedMinor(key: SaleKey): number {
    const name = keyText(key)
    return this.sales()
      .filter(({ operation, original, state }) => {
        return operation === 'refund' && state === 'approved' && original !== undefined && keyText(original) === name
      })
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  }

  /** Replaces the batch copy of an approved sale. @returns false when there is no such sale. */
  copyIntoBatch(key: SaleKey, batchMinor: number): boolean {
    const sale = this.find(key)
    if (sale?.state !== 'approved') return false
    this.#sales.set(keyText(key), { ...sale, batchMinor })
    return true
  }

  /** Loses the batch copy of every approved sale with this STAN; their charges stand. */
  forget(stan: string): void {
    const lost = this.sales().filter((sale) => sale.stan === stan && sale.state === 'approved')
    for (const sale of lost) this.#sales.set(keyText(sale), { ...sale, batchMinor: null })
  }

  lines(): HostLedgerLine[] {
    return this.#lines.map(({ line }) => line)
  }

  /** The host's batch of a terminal by scheme: approved, unreversed sales that it has a copy of. */
  totals(tid: string, batchNumber: string): Partial<Record<Scheme, DebitCredit>> {
    const byScheme: Partial<Record<Scheme, DebitCredit>> = {}
    for (const sale of this.#sales.values()) {
      if (sale.tid !== tid || sale.batchNumber !== batchNumber || sale.state !== 'approved') continue
      if (sale.batchMinor === null || !movesMoney(sale)) continue
      const before = byScheme[sale.scheme] ?? NOTHING
      const own =
        sale.operation === 'refund'
          ? { ...NOTHING, creditCount: 1, creditMinor: sale.batchMinor }
          : { ...NOTHING, debitCount: 1, debitMinor: sale.batchMinor }
      byScheme[sale.scheme] = addUp([before, own])
    }
    return byScheme
  }
}

/** What is asked by 0100 is held or looked at, never charged; what is put on a gift card was paid for before. */
function movesMoney(sale: BookedSale): boolean {
  return sale.mti !== '0100' && !isLoad(sale)
}

function isLoad({ operation }: BookedSale): boolean {
  return operation === 'activation' || operation === 'load'
}

/** As the cardholder is charged. */
export function chargeOf(sale: BookedSale): number {
  if (!movesMoney(sale)) return 0
  return sale.operation === 'refund' ? 0 - sale.amountMinor : sale.amountMinor
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
  const { tid, stan, state, maskedPan, operation, answers } = sale
  const isHold = operation === 'pre-authorisation' && mti === '0100' && state === 'approved'
  const held = isHold ? { heldMinor: sale.amountMinor } : {}
  const loaded = isLoad(sale) && state === 'approved' ? { loadedMinor: sale.amountMinor } : {}
  return { tid, stan, mti, amountMinor, state, maskedPan, ...held, ...loaded, ...(answers && { answers }) }
}
