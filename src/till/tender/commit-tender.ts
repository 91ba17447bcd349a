import { emit, emptySale, keepHead, type TillContext, takeSale } from '../core/till-context.ts'
import { withSale } from '../day/sales-figures.ts'
import type { CardPartOutcome } from '../ports/approved-card-part.ts'
import type { NewPrintJob, PaidSale, TillCommit } from '../ports/commit-paid-sale.port.ts'
import type { GiftOrder } from '../ports/gift-orders.port.ts'
import type { OpenSale } from '../ports/open-sales.port.ts'
import { notTurnoverMinor } from '../ports/paid-sales.port.ts'
import { completedSaleView } from './completed-sale.ts'
import { durationMs, type PaidTender, tenderRecords, withTender } from './tender-records.ts'

/**
 * Puts a paid tender on disk through `store` and then, only then, into memory. When `store` throws nothing changed
 * anywhere and the failure goes on to whoever asked. Once it answered nothing can fail any more: an approval that
 * is on disk must never look refused, or it would be reversed.
 */
export async function commitTender(
  context: TillContext,
  paid: PaidTender,
  store: (commit: TillCommit) => Promise<void>,
): Promise<void> {
  const { memory, options } = context
  const commit = tenderRecords(context, paid)
  if (paid.sale.id !== memory.sale.id) return commitAside(context, paid, commit, store)
  const next = commit.paidSale === null ? null : await emptySale(context)
  await store(commit)
  keepHead(context, commit.fiscalRecord)
  if (commit.paidSale === null || next === null) {
    memory.sale = withTender(memory.sale, commit.tender)
    if (paid.cardPart !== null) memory.cardDurationMs = durationMs(paid.cardPart)
    emit(context, 'sale')
  } else {
    finishSale(context, commit.paidSale, commit.printJobs, next)
  }
  if (commit.printJobs.length > 0) options.onPrintJobs()
}

/** A ticket that was put aside is paid: another one is in hand, and stays there. */
async function commitAside(
  context: TillContext,
  { sale }: PaidTender,
  commit: TillCommit,
  store: (commit: TillCommit) => Promise<void>,
): Promise<void> {
  const { memory, options } = context
  const { paidSale } = commit
  await store(commit)
  keepHead(context, commit.fiscalRecord)
  if (paidSale === null) {
    memory.held = memory.held.map((held) => (held.id === sale.id ? withTender(held, commit.tender) : held))
  } else {
    memory.held = memory.held.filter(({ id }) => id !== sale.id)
    keepSold(context, paidSale)
  }
  emit(context, 'session', 'day', 'giftCards')
  if (commit.printJobs.length > 0) options.onPrintJobs()
}

/** What the till remembers of a sale that is on disk. */
function keepSold({ memory }: TillContext, sale: PaidSale): void {
  memory.perpetualTotalMinor += sale.totalMinor - notTurnoverMinor(sale)
  memory.lastTicketNumber = sale.number
  memory.figures = withSale(memory.figures, sale)
  memory.owedGiftCards = [...memory.owedGiftCards, ...ordersOf(sale)]
}

function finishSale(context: TillContext, sale: PaidSale, printJobs: readonly NewPrintJob[], next: OpenSale): void {
  const { memory } = context
  const waiting = printJobs.filter(({ isWaiting }) => isWaiting)
  const jobs = printJobs.filter((job) => !waiting.includes(job)).map((job) => ({ ...job, state: 'queued' as const }))
  keepSold(context, sale)
  memory.lastSale = completedSaleView(sale, jobs, { piecesMinor: memory.shop.piecesMinor, waiting })
  takeSale(memory, next, false)
  // The paid sale first: the screen must not show an empty ticket in between.
  emit(context, 'lastSale', 'sale', 'day', 'giftCards')
}

/** What of it is still to be put on gift cards: all, as the store keeps it. */
function ordersOf({ id: saleId, number: ticketNumber, lines, currency, at: orderedAt }: PaidSale): GiftOrder[] {
  return lines.flatMap(({ id, giftCard: operation, totalMinor: amountMinor }) =>
    operation === undefined
      ? []
      : [{ id, saleId, ticketNumber, operation, amountMinor, currency, orderedAt, state: 'owed' as const }],
  )
}

/** How an outcome of the card side reads on a tender. */
export const TENDER_OUTCOME = {
  declined: 'declined',
  cancelled: 'cancelled',
  failed: 'cancelled',
  unknown: 'unknown',
  reversed: 'reversed',
} as const satisfies Record<CardPartOutcome, string>
