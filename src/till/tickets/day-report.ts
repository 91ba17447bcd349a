import { LIMITS } from '#contract/limits.ts'
import type { Currency } from '#contract/money.ts'
import { UNNAMED_BANK } from '#contract/unnamed-bank.ts'
import type { BatchRow, CashReason, DayView } from '#contract/views/day-view.ts'
import type { CountedAmount } from '../ports/paid-sales.port.ts'
import { addShop, tenderName } from './customer-ticket.ts'
import { addVatTable, paperAmount, paperDate, paperFigures, SCHEME_NAMES } from './paper-figures.ts'
import { duplicateMark } from './paper-frame.ts'
import type { PaperRows } from './paper-rows.ts'
import type { DayReport, ReportedBatch } from './ticket-document.ts'
import { fill, type TicketWords } from './ticket-words.ts'

/** X and Z: the day's figures, the drawer, the batch as till and bank each count it, and what is left open. */
export function addDayReport(rows: PaperRows, report: DayReport, words: TicketWords): void {
  addShop(rows, report.shop, report.locale, words)
  rows.blank()
  if (report.kind === 'x-report') {
    rows.centre(words.xReport, { bold: true })
    rows.centre(words.xNote)
  } else rows.centre(fill(words.zReport, { number: report.number ?? '' }).trimEnd(), { bold: true })
  rows.blank()
  rows.pair(words.businessDay, paperDate(report.businessDate, words))
  rows.pair(words.openedAt, openedAt(report, words))
  rows.pair(words.printedAt, `${paperDate(report.localDate, words)} ${report.localTime}`)
  rows.left(report.shop.tillLabel)
  rows.rule()
  rows.pair(words.tickets, String(report.ticketCount))
  rows.left(words.turnover)
  rows.bigFigure(paperAmount(report.turnoverMinor, report.currency))
  rows.rule()
  addVatTable(rows, report.vat, report.currency, words)
  rows.rule()
  rows.left(words.tenders, { bold: true })
  for (const { kind, means, count, amountMinor } of report.tenders) {
    rows.pair(`${means?.name ?? tenderName(kind, words)} (${count})`, paperFigures(amountMinor, report.currency))
    if (means !== undefined) addReferences(rows, report, means.id)
  }
  addExtras(rows, report, words)
  rows.rule()
  addDrawer(rows, report, words)
  rows.rule()
  for (const batch of [report.batch, ...(report.otherBatches ?? [])]) addBatch(rows, batch, report.currency, words)
  addTerminals(rows, report, words)
  rows.rule()
  rows.left(report.openMatters.length > 0 ? words.openMatters : words.noOpenMatters, { bold: true })
  for (const { kind, reference, amountMinor } of report.openMatters)
    rows.pair(
      `${matterName(kind, words)} ${reference}`.trimEnd(),
      amountMinor === 0 ? '' : paperFigures(amountMinor, report.currency),
    )
  rows.rule()
  rows.pair(words.perpetualTotal, paperAmount(report.perpetualTotalMinor, report.currency))
  if (report.signature !== '') rows.left(fill(words.signature, { signature: report.signature }))
  if (report.copyNumber > 0) rows.left(duplicateMark(report, words))
  rows.blank()
  rows.centre(words.endOfReport)
}

/** The numbers of the cheques and vouchers of one way to pay, to be held against those in the drawer. */
function addReferences(rows: PaperRows, { references = [], currency }: DayReport, meansId: string): void {
  const own = references.filter((each) => each.meansId === meansId)
  for (const { reference, amountMinor } of own.slice(0, LIMITS.reportedReferences))
    rows.pair(`  ${reference}`, paperFigures(amountMinor, currency))
  if (own.length > LIMITS.reportedReferences) rows.left(`  + ${own.length - LIMITS.reportedReferences}`)
}

/** Charged to cards besides what they paid of tickets: no turnover, and no tax in it. */
function addExtras(rows: PaperRows, report: DayReport, words: TicketWords): void {
  const { tips, cashback, giftCards, adjustments, accountPayments, currency } = report
  const row = (name: string, { count, amountMinor }: CountedAmount) =>
    rows.pair(`${name} (${count})`, paperFigures(amountMinor, currency))
  if (tips !== undefined) row(words.tipsOnCards, tips)
  if (cashback !== undefined) row(words.cashbackOnCards, cashback)
  if (adjustments !== undefined) {
    const { discounts, goodsBack, rounding } = adjustments
    if (isSome(discounts)) row(words.discountsGiven, discounts)
    if (isSome(goodsBack)) row(words.goodsBack, goodsBack)
    if (isSome(rounding)) row(words.cashRounding, rounding)
  }
  if (accountPayments !== undefined) row(words.accountPayments, accountPayments)
  if (giftCards === undefined) return
  row(words.giftCardsSold, giftCards.sold)
  row(words.giftCardsLoaded, giftCards.loaded)
  row(words.giftCardsRedeemed, giftCards.redeemed)
}

const isSome = ({ count, amountMinor }: CountedAmount): boolean => count !== 0 || amountMinor !== 0

function addDrawer(rows: PaperRows, { drawer, currency }: DayReport, words: TicketWords): void {
  rows.left(words.drawer, { bold: true })
  rows.pair(words.float, paperFigures(drawer.floatMinor, currency))
  for (const { direction, amountMinor, reason, note } of drawer.moves ?? []) {
    const name = `${direction === 'in' ? words.cashIn : words.cashTaken}: ${cashReason(reason, words)}`
    rows.pair(name, paperFigures(direction === 'in' ? amountMinor : -amountMinor, currency))
    if (note !== '') rows.left(`  ${note}`)
  }
  rows.pair(words.expected, paperFigures(drawer.expectedMinor, currency))
  rows.pair(
    words.counted,
    drawer.countedMinor === null ? words.notCounted : paperFigures(drawer.countedMinor, currency),
  )
  if (drawer.differenceMinor !== null)
    rows.pair(words.difference, paperFigures(drawer.differenceMinor, currency), {
      bold: drawer.differenceMinor !== 0,
    })
}

/** Why cash moved, as papers say it. */
export function cashReason(reason: CashReason, words: TicketWords): string {
  switch (reason) {
    case 'change':
      return words.cashForChange
    case 'bank':
      return words.cashBank
    case 'expense':
      return words.cashExpense
    case 'other':
      return words.cashOther
  }
}

function addBatch(rows: PaperRows, batch: ReportedBatch, currency: Currency, words: TicketWords): void {
  if (batch.bank !== undefined) rows.left(batch.bank === UNNAMED_BANK ? words.batchHost : batch.bank, { bold: true })
  rows.left(fill(words.batch, { number: batch.number }), { bold: true })
  if (batch.rows.length === 0) rows.left(words.noCardPayments)
  for (const row of batch.rows) {
    rows.pair(SCHEME_NAMES[row.scheme] || words.card, batchState(row, words), { bold: row.state === 'differs' })
    rows.pair(`  ${words.batchTill} (${row.till.count})`, paperFigures(row.till.amountMinor, currency))
    if (row.host === null) rows.pair(`  ${words.batchHost}`, words.hostSilent)
    else rows.pair(`  ${words.batchHost} (${row.host.count})`, paperFigures(row.host.amountMinor, currency))
    if (row.differenceMinor !== null && row.differenceMinor !== 0)
      rows.pair(`  ${words.difference}`, paperFigures(row.differenceMinor, currency), { bold: true })
  }
  if (batch.result !== null) rows.left(batchResult(batch.result, words), { bold: true })
}

/** What standalone terminals took: their banks count it, and agree it with the terminal's own day end. */
function addTerminals(rows: PaperRows, { terminals = [], currency }: DayReport, words: TicketWords): void {
  for (const { alias, count, amountMinor, dayEnd } of terminals) {
    rows.pair(`${fill(words.onTerminal, { alias })} (${count})`, paperFigures(amountMinor, currency))
    if (dayEnd !== null) rows.left(`  ${dayEnd === 'done' ? words.terminalDayDone : words.terminalDayOpen}`)
  }
}

function batchState({ state }: BatchRow, words: TicketWords): string {
  switch (state) {
    case 'agreed':
      return words.batchAgreed
    case 'differs':
      return words.batchDiffers
    case 'pending':
      return words.batchPending
  }
}

/** The batch's result in words; a result that is not known to this version is printed as it came. */
function batchResult(result: string, words: TicketWords): string {
  if (result === 'balanced') return words.balanced
  if (result === 'balanced-after-upload') return words.balancedAfterUpload
  if (result === 'discrepancy') return words.discrepancy
  return result
}

function openedAt({ openedAtLocal }: DayReport, words: TicketWords): string {
  const [date = '', time = ''] = openedAtLocal.split(' ')
  return `${paperDate(date, words)} ${time}`
}

function matterName(kind: DayView['exceptions'][number]['kind'], words: TicketWords): string {
  switch (kind) {
    case 'reversal-open':
      return words.reversalOpen
    case 'totals-differ':
      return words.totalsDiffer
    case 'cash-differs':
      return words.cashDiffers
    case 'print-unknown':
      return words.printUnknown
    case 'sale-held':
      return words.saleHeld
    case 'offline-waiting':
      return words.offlineWaiting
    case 'offline-refused':
      return words.offlineRefused
    case 'offline-parked':
      return words.offlineParked
    case 'closed-charged':
      return words.closedCharged
    case 'closed-not-charged':
      return words.closedNotCharged
    case 'late-answer':
      return words.lateAnswer
    case 'reservation-open':
      return words.reservationOpen
    case 'gift-card-owed':
      return words.giftCardOwed
    case 'terminal-unknown':
      return words.terminalUnknown
    case 'terminal-day-end':
      return words.terminalDayOpen
  }
}
