import { performance } from 'node:perf_hooks'
import type { CallName } from '#contract/api.ts'
import type { Handlers } from '#contract/dispatch.ts'
import { fail, succeed } from '#contract/result.ts'
import type { ExplorerFilter } from '#contract/views/explorer-view.ts'
import type { PaymentJournalPort } from '#payment/ports/payment-journal.port.ts'
import type { PaymentFilter, PaymentSearchPort } from '#payment/ports/payment-search.port.ts'
import type { PaidSalesPort } from '#till/ports/paid-sales.port.ts'
import type { PrintSpoolPort } from '#till/ports/print-spool.port.ts'
import type { Till } from '#till/till.ts'
import type { PaymentExport } from '../explorer/payment-export.ts'
import { paymentFile } from '../explorer/payment-file.ts'
import { explorerRow, explorerTotals } from '../explorer/payment-row.ts'
import { readFilter, type ShopTerms } from '../explorer/read-filter.ts'

export type ExplorerCalls = Pick<Handlers, Extract<CallName, `explorer.${string}`>>

export interface ExplorerCallParts {
  readonly till: Pick<Till, 'slice' | 'currentSaleId'>
  readonly journal: Pick<PaymentJournalPort, 'payment' | 'story' | 'reversal' | 'advice'>
  readonly search: PaymentSearchPort
  readonly spool: Pick<PrintSpoolPort, 'jobsOfSale'>
  readonly paidSales: Pick<PaidSalesPort, 'paidSale'>
  readonly exports: PaymentExport
  /** Of the shop as it is now: it may have had its first run meanwhile. */
  readonly terms: () => ShopTerms
  /** Work that nobody waits for. */
  readonly run: (work: () => Promise<void>) => void
}

/** Payments looked up, and the list of them as a file. */
export function explorerCalls(parts: ExplorerCallParts): ExplorerCalls {
  const { till, search, exports, terms, run } = parts
  let asked = 0
  const found = async <Value>(filter: ExplorerFilter, work: (filter: PaymentFilter) => Promise<Value>) => {
    const read = readFilter(filter, terms())
    return read.ok ? succeed(await work(read.value)) : read
  }
  return {
    'explorer.page': ({ filter, from = null, towards, limit }) =>
      found(filter, async (wanted) => {
        const startedAt = performance.now()
        const { rows, more } = await search.page({ filter: wanted, from, towards, limit })
        const tookMs = performance.now() - startedAt
        const [hasNewer, hasOlder] = towards === 'older' ? [from !== null, more] : [more, from !== null]
        return { rows: rows.map(explorerRow), hasNewer, hasOlder, tookMs }
      }),
    'explorer.totals': ({ filter }) =>
      found(filter, async (wanted) => {
        asked += 1
        const question = asked
        const sums = await search.sums(wanted, () => question !== asked)
        return { totals: sums === null ? null : explorerTotals(sums) }
      }),
    'explorer.choices': async () => {
      const { terminalIds, acquirerIds, cashiers } = await search.choices()
      return succeed({
        terminalIds: [...terminalIds],
        acquirerIds: [...acquirerIds],
        cashiers: cashiers.map(({ id, name }) => ({ id, name })),
      })
    },
    'explorer.payment': ({ paymentId }) => fileOf(parts, paymentId),
    'explorer.export': ({ filter }) =>
      found(filter, async (wanted) => {
        run(() => exports.run(wanted, till.slice('till').locale))
        return {}
      }),
    'explorer.cancelExport': async () => {
      exports.cancel()
      return succeed({})
    },
  }
}

async function fileOf(parts: ExplorerCallParts, paymentId: string) {
  const { till, journal, search, spool, paidSales } = parts
  const found = await search.found(paymentId)
  const stored = await journal.payment(paymentId)
  if (found === null || stored === null) return fail('PAYMENT_NOT_FOUND')
  const { saleId, state } = stored
  return succeed(
    paymentFile({
      found,
      state,
      records: await journal.story(paymentId),
      reversal: await journal.reversal(paymentId),
      advice: await journal.advice(paymentId),
      jobs: await spool.jobsOfSale(saleId),
      saleNumber: await search.saleNumber(saleId),
      paidSale: await paidSales.paidSale(saleId),
      isInHand: till.currentSaleId() === saleId,
    }),
  )
}
