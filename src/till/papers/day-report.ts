import type { BatchView, DayView, TerminalDay } from '#contract/views/day-view.ts'
import type { BusinessDay } from '../ports/business-days.port.ts'
import type { CountedAmount, SalesFigures } from '../ports/paid-sales.port.ts'
import type { DayReport, ReportedTerminal } from '../tickets/ticket-document.ts'
import { letteredRates, vatLetter } from '../vat/vat.ts'
import { type DocumentContext, documentHead } from './document-head.ts'

/** What X and Z report on. */
export interface DayFigures {
  readonly day: BusinessDay
  readonly figures: SalesFigures
  readonly drawer: DayView['drawer']
  readonly batch: DayView['batch']
  readonly otherBatches: readonly BatchView[]
  readonly terminals: readonly TerminalDay[]
  readonly exceptions: DayView['exceptions']
  readonly perpetualTotalMinor: number
  readonly shopRates: readonly number[]
}

/** Tips, handed out cash, gift cards, discounts and the like, where there were some. */
export function cardExtras({
  tips,
  cashback,
  giftCards,
  adjustments,
  accountPayments,
}: SalesFigures): Pick<DayReport, 'tips' | 'cashback' | 'giftCards' | 'adjustments' | 'accountPayments'> {
  const hasSome = (sums: Readonly<Record<string, CountedAmount>>) =>
    Object.values(sums).some(({ count, amountMinor }) => count !== 0 || amountMinor !== 0)
  return {
    ...(tips.count > 0 && { tips }),
    ...(cashback.count > 0 && { cashback }),
    ...(hasSome({ ...giftCards }) && { giftCards }),
    ...(hasSome({ ...adjustments }) && { adjustments }),
    ...(hasSome({ accountPayments }) && { accountPayments }),
  }
}

/** As X, Z and the signed closing name it. */
export function reportedTerminal({ alias, count, amountMinor, dayEnd }: TerminalDay): ReportedTerminal {
  return { alias, count, amountMinor, dayEnd: dayEnd?.state ?? null }
}

/** The paper of an X (`number` null, no signature) or of a Z. */
export function dayReport(
  context: DocumentContext,
  report: DayFigures,
  paper: { readonly at: string; readonly number: string | null; readonly signature: string },
): DayReport {
  const { day, figures, drawer, batch, exceptions } = report
  const sold = figures.vat.map(({ basisPoints: vatBasisPoints }) => ({ vatBasisPoints }))
  const rates = letteredRates(sold, report.shopRates)
  const opened = context.local(day.openedAt)
  return {
    ...documentHead(context, paper.at),
    kind: paper.number === null ? 'x-report' : 'z-report',
    number: paper.number,
    businessDate: day.businessDate,
    openedAtLocal: `${opened.date} ${opened.time}`,
    ticketCount: figures.ticketCount,
    turnoverMinor: figures.turnoverMinor,
    vat: figures.vat.map((row) => ({ ...row, letter: vatLetter(row.basisPoints, rates) })),
    tenders: figures.tenders,
    ...(figures.references && { references: figures.references }),
    ...cardExtras(figures),
    drawer: {
      floatMinor: drawer.floatMinor,
      ...(drawer.moves && { moves: drawer.moves }),
      expectedMinor: drawer.expectedMinor,
      countedMinor: drawer.countedMinor,
      differenceMinor: drawer.differenceMinor,
    },
    batch,
    ...(report.otherBatches.length > 0 && { otherBatches: report.otherBatches }),
    ...(report.terminals.length > 0 && { terminals: report.terminals.map(reportedTerminal) }),
    perpetualTotalMinor: report.perpetualTotalMinor,
    signature: paper.signature,
    openMatters: exceptions,
  }
}
