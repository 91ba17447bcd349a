import { fail, type Result, succeed } from '#contract/result.ts'
import type { BatchView } from '#contract/views/day-view.ts'
import { pays } from '../cart/sale-figures.ts'
import { documentContext, emit, keepHead, seal, type TillContext } from '../core/till-context.ts'
import { closingLabel, drawerView, openMatters, reportedFigures } from '../core/till-slices.ts'
import { shortSignature } from '../fiscal/fiscal-chain.ts'
import { cardExtras, type DayFigures, dayReport, reportedTerminal } from '../papers/day-report.ts'
import { originals } from '../papers/document-head.ts'
import { permitted } from '../session/guard.ts'

const JET_DAY_CLOSING = 50

/**
 * Whether the day may be closed now. A ticket in hand must be finished or held first, and one that holds money finished
 * or left; what else is open goes onto the Z by name. Where the shop limits what may be missing or left over, more than that, or a
 * drawer that nobody counted, needs who may close all the same.
 * Errors: BATCH_SALE_OPEN, SESSION_LOCKED, SESSION_NEEDS_APPROVAL.
 */
export function mayClose(context: TillContext): Result<null> {
  const { memory } = context
  if (memory.signedIn === null) return fail('SESSION_LOCKED')
  const open = noTicketOpen(context)
  if (!open.ok || isWithinLimit(context)) return open
  const may = permitted(memory, 'close-with-difference')
  return may.ok ? succeed(null) : may
}

function isWithinLimit(context: TillContext): boolean {
  const { day, shop } = context.memory
  if (shop.differenceMaxMinor === undefined || day === null || day.closedAt !== null) return true
  const { differenceMinor } = drawerView(context)
  return differenceMinor !== null && Math.abs(differenceMinor) <= shop.differenceMaxMinor
}

function noTicketOpen({ memory, options }: TillContext): Result<null, 'BATCH_SALE_OPEN'> {
  const holdsMoney = memory.held.some(({ tenders }) => tenders.some(pays))
  const busy = memory.sale.lines.length > 0 || holdsMoney || options.cardPayments.isUnresolved(memory.sale.id)
  return busy ? fail('BATCH_SALE_OPEN') : succeed(null)
}

/**
 * Records the closing of the open day with the batch reported last, signs it and queues the Z, all in one
 * transaction. Whoever asked for it may have locked the till meanwhile. Closing without an open day answers the Z that stands: asking twice closes once.
 */
export async function closeDay(context: TillContext): Promise<Result<{ readonly closedNumber: string }>> {
  const { memory, options } = context
  const may = noTicketOpen(context)
  if (!may.ok) return may
  const report = reportedFigures(context)
  if (report === null) throw new Error('a till without any day cannot close one')
  if (report.day.closingNumber !== null)
    return succeed({ closedNumber: closingLabel(context, report.day.closingNumber) })
  const at = options.clock.now()
  const last = await options.businessDays.lastClosedDay()
  const closingNumber = (last?.closingNumber ?? 0) + 1
  const closedNumber = closingLabel(context, closingNumber)
  const body = closingBody(context, report, closedNumber)
  const fiscalRecord = seal(context, 'closing', at, body)
  const paper = { at, number: closedNumber, signature: shortSignature(fiscalRecord) }
  const document = dayReport(documentContext(context), report, paper)
  const printJobs = originals([{ kind: 'z-report', document }], { saleId: null, at, nextId: options.nextId })
  await options.businessDays.close({ dayId: report.day.id, closedAt: at, closingNumber, body, fiscalRecord, printJobs })
  keepHead(context, fiscalRecord)
  memory.day = { ...report.day, closedAt: at, closingNumber }
  memory.stage = 'closed'
  memory.dayFailure = null
  options.onPrintJobs()
  emit(context, 'day', 'till')
  return succeed({ closedNumber })
}

/** What is signed of a day: its sums, the grand total and every open matter. */
function closingBody(context: TillContext, report: DayFigures, closedNumber: string) {
  const { day, figures, drawer, batch, otherBatches } = report
  return {
    code: JET_DAY_CLOSING,
    number: closedNumber,
    businessDate: day.businessDate,
    openedAt: day.openedAt,
    training: context.options.training,
    ticketCount: figures.ticketCount,
    turnoverMinor: figures.turnoverMinor,
    vat: figures.vat.map((row) => ({ ...row })),
    tenders: figures.tenders.map(({ means, ...row }) => ({ ...row, ...(means && { means: { ...means } }) })),
    ...signedExtras(figures),
    perpetualTotalMinor: report.perpetualTotalMinor,
    drawer: {
      floatMinor: drawer.floatMinor,
      ...(drawer.moves && { moves: drawer.moves.map((move) => ({ ...move })) }),
      expectedMinor: drawer.expectedMinor,
      countedMinor: drawer.countedMinor,
      differenceMinor: drawer.differenceMinor,
    },
    batch: namedBatch(batch),
    ...(otherBatches.length > 0 && { otherBatches: otherBatches.map(namedBatch) }),
    ...(report.terminals.length > 0 && {
      terminals: report.terminals.map((terminal) => ({ ...reportedTerminal(terminal) })),
    }),
    openMatters: openMatters(context).map((matter) => ({ ...matter })),
  }
}

function signedExtras(figures: DayFigures['figures']) {
  const { tips, cashback, giftCards, adjustments, accountPayments } = cardExtras(figures)
  return {
    ...(tips && { tips: { ...tips } }),
    ...(cashback && { cashback: { ...cashback } }),
    ...(accountPayments && { accountPayments: { ...accountPayments } }),
    ...(giftCards && {
      giftCards: { sold: { ...giftCards.sold }, loaded: { ...giftCards.loaded }, redeemed: { ...giftCards.redeemed } },
    }),
    ...(adjustments && {
      discounts: { ...adjustments.discounts },
      goodsBack: { ...adjustments.goodsBack },
      cashRounding: { ...adjustments.rounding },
    }),
  }
}

const namedBatch = ({ acquirerId, number, result }: BatchView) => ({
  ...(acquirerId !== undefined && { acquirerId }),
  number,
  result,
})
