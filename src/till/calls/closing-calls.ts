import type { ClosingView } from '#contract/closing-api.ts'
import { LIMITS } from '#contract/limits.ts'
import { fail, succeed } from '#contract/result.ts'
import { keepHead, person, type TillContext } from '../core/till-context.ts'
import { duplicate } from '../papers/print-duplicate.ts'
import { chosenPrinter } from '../papers/printer-choice.ts'
import type { SpooledJob } from '../ports/print-spool.port.ts'
import type { DayReport } from '../tickets/ticket-document.ts'
import type { CallsNamed } from './call-names.ts'

/** The Z reports of days that are closed: looked at, and printed again. */
export function closingCalls(context: TillContext): CallsNamed<'closing'> {
  const { options, queue } = context
  /** The Z and its duplicates; empty where there is none of that number. */
  const papersOf = async (number: string) => (await options.printSpool.zReports({ number })).flatMap(reportOf)
  return {
    'closing.list': async ({ beforeNumber }) => {
      const user = person(context)
      if (!user.ok) return user
      const asked = { beforeNumber: beforeNumber ?? null, limit: LIMITS.closingRows + 1 }
      const found = (await options.printSpool.zReports(asked)).flatMap(reportOf)
      const closings = found.slice(0, LIMITS.closingRows).map(closingView)
      return succeed({ closings, more: found.length > closings.length })
    },
    'closing.preview': async ({ number }) => {
      const user = person(context)
      if (!user.ok) return user
      const [report] = await papersOf(number)
      return report === undefined ? fail('PRINTER_PAPER_NOT_FOUND') : succeed({ ticket: options.layOut(report) })
    },
    'closing.reprint': ({ number, deviceId }) =>
      queue.run(async () => {
        const user = person(context)
        if (!user.ok) return user
        const where = chosenPrinter(context, deviceId)
        if (!where.ok) return where
        const papers = await papersOf(number)
        const [original] = papers
        if (original === undefined) return fail('PRINTER_PAPER_NOT_FOUND')
        const copyNumber = Math.max(...papers.map((paper) => paper.copyNumber)) + 1
        const document: DayReport = { ...original, copyNumber }
        const { record, job } = duplicate(context, { kind: 'z-report', saleId: null, deviceId: where.value, document })
        await options.fiscalChain.append(record, [job])
        keepHead(context, record)
        options.onPrintJobs()
        return succeed({})
      }),
  }
}

const reportOf = ({ document }: SpooledJob): DayReport[] =>
  document.kind === 'z-report' || document.kind === 'x-report' ? [document] : []

function closingView(report: DayReport): ClosingView {
  const { number, businessDate, localDate, localTime, ticketCount, turnoverMinor, currency } = report
  return {
    number: number ?? '',
    businessDate,
    closedAtLocal: `${localDate} ${localTime}`,
    ticketCount,
    turnoverMinor,
    currency,
  }
}
