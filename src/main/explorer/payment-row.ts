import type { ExplorerRow, ExplorerTotals, PaymentOperation } from '#contract/views/explorer-view.ts'
import { SEARCHED_OUTCOMES } from '#contract/views/explorer-view.ts'
import type { FoundPayment, PaymentSum } from '#payment/ports/payment-search.port.ts'

/** Which way the money goes: to the shop, to the customer, or nowhere yet. */
const SIGN: Readonly<Record<PaymentOperation, 1 | -1 | 0>> = {
  sale: 1,
  completion: 1,
  refund: -1,
  void: -1,
  'pre-authorisation': 0,
  increment: 0,
  release: 0,
  balance: 0,
  'card-check': 0,
  activation: 0,
  load: 0,
}

/** Money that the customer gets is below zero; a reserve is shown as what it is. */
export function signedAmount({ operation, amountMinor }: Pick<FoundPayment, 'operation' | 'amountMinor'>): number {
  return SIGN[operation] === -1 ? -amountMinor : amountMinor
}

export function explorerRow(found: FoundPayment): ExplorerRow {
  const { paymentId, number, startedMs, sequence, currency, outcome, operation } = found
  return {
    paymentId,
    paymentNumber: number,
    startedAt: new Date(startedMs).toISOString(),
    place: { startedMs, sequence },
    amountMinor: signedAmount(found),
    currency,
    outcome,
    operation,
    scheme: found.scheme,
    cardTail: found.cardTail || null,
    entryMode: found.entryMode ?? 'none',
    cashierName: found.cashierName,
  }
}

/** Counts of all, and the money of those that were approved and move any. */
export function explorerTotals(sums: readonly PaymentSum[]): ExplorerTotals {
  const countOf = (rows: readonly PaymentSum[]) => rows.reduce((count, row) => count + row.count, 0)
  const moving = sums.filter(({ outcome, operation }) => outcome === 'approved' && SIGN[operation] !== 0)
  const currencies = [...new Set(moving.map(({ currency }) => currency))].sort()
  return {
    count: countOf(sums),
    byOutcome: SEARCHED_OUTCOMES.flatMap((outcome) => {
      const count = countOf(sums.filter((row) => row.outcome === outcome))
      return count === 0 ? [] : [{ outcome, count }]
    }),
    approved: currencies.map((currency) => {
      const rows = moving.filter((row) => row.currency === currency)
      const amountMinor = rows.reduce((sum, row) => sum + SIGN[row.operation] * row.amountMinor, 0)
      return { currency, count: countOf(rows), amountMinor }
    }),
  }
}
