import { LIMITS } from '#contract/limits.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { UserView } from '#contract/views/user-view.ts'
import { keepHead, person, seal, type TillContext } from '../core/till-context.ts'
import { nextCopy } from '../papers/duplicates.ts'
import { duplicate } from '../papers/print-duplicate.ts'
import { isUnconfirmed, paperView, referenceOf } from '../papers/print-job-view.ts'
import { chosenPrinter } from '../papers/printer-choice.ts'
import { refreshPapers } from '../papers/refresh-papers.ts'
import type { FiscalRecord, NewPrintJob } from '../ports/commit-paid-sale.port.ts'
import type { DecidedPaper } from '../ports/paper-decisions.port.ts'
import type { SpooledJob } from '../ports/print-spool.port.ts'
import { mayCopyVouchers } from '../vouchers/may-copy-voucher.ts'
import type { CallsNamed } from './call-names.ts'

type Done = Result<Record<string, never>>

/** What a person says of papers that are not out for certain; each with his name in the fiscal chain. */
export function paperCalls(context: TillContext): CallsNamed<'papers'> {
  const { options, queue } = context
  return {
    'papers.list': async () => {
      const user = person(context)
      if (!user.ok) return user
      const { jobs, total } = await options.paperDecisions.openPapers(LIMITS.openPaperRows)
      const sent = await options.paperDecisions.unconfirmed(LIMITS.unconfirmedPaperRows)
      return succeed({ papers: [...jobs, ...sent].map(paperView), total: total + sent.length })
    },
    'papers.printWaiting': ({ saleId, deviceId }) =>
      queue.run(async () => {
        const user = person(context)
        if (!user.ok) return user
        const where = chosenPrinter(context, deviceId)
        if (!where.ok) return where
        const kinds = (await options.printSpool.waiting(saleId)).map(({ kind }) => kind)
        if ((await options.printSpool.askFor(saleId, kinds, where.value)) === 0) return fail('PRINTER_PAPER_NOT_FOUND')
        options.onPrintJobs()
        await refreshPapers(context)
        return succeed({})
      }),
    'papers.answer': async ({ jobId, cameOut, deviceId }) => {
      const user = person(context)
      if (!user.ok) return user
      const where = chosenPrinter(context, deviceId)
      if (!where.ok) return where
      await giveUpHeld(context, jobId)
      return queue.run(() =>
        withPaper(context, jobId, async (job, user) => {
          if (job.state === 'sending') return fail('PRINTER_BUSY')
          if (job.state !== 'unknown' && !isUnconfirmed(job)) return fail('PRINTER_PAPER_SETTLED')
          return cameOut ? itCameOut(context, job, user) : itDidNot(context, job, user, deviceId)
        }),
      )
    },
    'papers.printOn': ({ jobId, deviceId }) =>
      queue.run(() => withPaper(context, jobId, (job, user) => printOn(context, job, user, deviceId))),
    'papers.cancel': ({ jobId }) =>
      queue.run(() => withPaper(context, jobId, (job, user) => cancelled(context, job, user))),
  }
}

async function withPaper(
  context: TillContext,
  jobId: string,
  work: (job: SpooledJob, user: UserView) => Promise<Done>,
): Promise<Done> {
  const user = person(context)
  if (!user.ok) return user
  const job = await context.options.printSpool.job(jobId)
  if (job === null) return fail('PRINTER_PAPER_NOT_FOUND')
  return job.decision ? fail('PRINTER_PAPER_SETTLED') : work(job, user.value)
}

/** A paper that its printer holds up is unknown from here on; outside the till's queue, since line and disk take their time. */
async function giveUpHeld(context: TillContext, jobId: string): Promise<void> {
  const job = await context.options.printSpool.job(jobId)
  if (job?.state === 'sending') await context.options.giveUpPaper?.(jobId)
}

function itCameOut(context: TillContext, job: SpooledJob, user: UserView): Promise<Done> {
  const record = told(context, 'print-came-out', job, user)
  return settle(context, { job, user, to: 'printed', decision: 'came-out', record })
}

/** Printed again as a duplicate: what came out once may lie somewhere. A drawer is opened anew by its own key. */
async function itDidNot(
  context: TillContext,
  job: SpooledJob,
  user: UserView,
  deviceId: string | undefined,
): Promise<Done> {
  const to = 'not-printed'
  if (job.document.kind === 'drawer') {
    const record = told(context, 'drawer-stayed-shut', job, user)
    return settle(context, { job, user, to, decision: 'cancelled', record })
  }
  const where = deviceId === undefined ? succeed(job.deviceId ?? null) : chosenPrinter(context, deviceId)
  if (!where.ok) return where
  // A printer that says nothing of its papers would let anybody have each voucher of today once more.
  const may = isUnconfirmed(job) ? await mayCopyVouchers(context, [job.document]) : succeed(null)
  if (!may.ok) return may
  const jobs = job.saleId === null ? [] : await context.options.printSpool.jobsOfSale(job.saleId)
  const copy = duplicate(context, {
    kind: job.kind,
    saleId: job.saleId,
    deviceId: where.value,
    document: nextCopy(job.document, jobs),
  })
  const { record } = copy
  return settle(context, { job, user, to, decision: 'printed-again', record, printJobs: [copy.job] })
}

async function printOn(context: TillContext, job: SpooledJob, user: UserView, deviceId: string): Promise<Done> {
  const may = mayMove(job)
  if (!may.ok) return may
  // A drawer hangs on its own printer.
  if (job.document.kind === 'drawer') return fail('IPC_BAD_REQUEST', { field: 'jobId' })
  const where = chosenPrinter(context, deviceId)
  if (!where.ok) return where
  const record = told(context, 'print-moved', job, user)
  const isMoved = await context.options.paperDecisions.sendTo(job.id, where.value, record)
  return isMoved ? done(context, record) : fail('PRINTER_PAPER_SETTLED')
}

async function cancelled(context: TillContext, job: SpooledJob, user: UserView): Promise<Done> {
  const may = mayMove(job)
  if (!may.ok) return may
  const record = told(context, 'print-cancelled', job, user)
  return settle(context, { job, user, to: 'not-printed', decision: 'cancelled', record })
}

/** Nothing of it has left the till. */
function mayMove({ state }: SpooledJob): Result<null> {
  if (state === 'sending') return fail('PRINTER_BUSY')
  if (state === 'unknown') return fail('PRINTER_OUTCOME_UNKNOWN')
  return state === 'printed' ? fail('PRINTER_PAPER_SETTLED') : succeed(null)
}

function told(context: TillContext, event: string, { kind, document }: SpooledJob, { id }: UserView): FiscalRecord {
  const at = context.options.clock.now()
  return seal(context, 'event', at, { event, paper: kind, reference: referenceOf(document), userId: id })
}

async function settle(
  context: TillContext,
  settled: Pick<DecidedPaper, 'to' | 'decision' | 'record'> & {
    readonly job: SpooledJob
    readonly user: UserView
    readonly printJobs?: readonly NewPrintJob[]
  },
): Promise<Done> {
  const { job, user, printJobs = [], ...paper } = settled
  const isKept = await context.options.paperDecisions.decide({
    jobId: job.id,
    from: job.state,
    by: user.name,
    printJobs,
    ...paper,
  })
  return isKept ? done(context, paper.record) : fail('PRINTER_PAPER_SETTLED')
}

async function done(context: TillContext, record: FiscalRecord): Promise<Done> {
  keepHead(context, record)
  context.options.onPrintJobs()
  await refreshPapers(context)
  return succeed({})
}
