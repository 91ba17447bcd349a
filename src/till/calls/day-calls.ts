import { fail, succeed } from '#contract/result.ts'
import { worthOf } from '../cash/change-pieces.ts'
import { counter, documentContext, emit, keepHead, person, seal, type TillContext } from '../core/till-context.ts'
import { reportedFigures } from '../core/till-slices.ts'
import { ensureOpenDay } from '../day/business-day.ts'
import { dayReport } from '../papers/day-report.ts'
import { originals } from '../papers/document-head.ts'
import type { DrawerCount } from '../ports/business-days.port.ts'
import type { CallsNamed } from './call-names.ts'

const JET_DRAWER_COUNT = 170

/** Answers the calls that count the drawer and read or close the day. */
export function dayCalls(context: TillContext): CallsNamed<'day'> {
  const { memory, options, queue } = context
  return {
    'day.count': ({ counts }) =>
      queue.run(async () => {
        const user = counter(context)
        if (!user.ok) return user
        const unknown = counts.find(({ valueMinor }) => !memory.shop.piecesMinor.includes(valueMinor))
        const values = new Set(counts.map(({ valueMinor }) => valueMinor))
        if (unknown !== undefined || values.size !== counts.length) return fail('IPC_BAD_REQUEST', { field: 'counts' })
        await ensureOpenDay(context, user.value.name)
        await keepCount(context, { counts, countedMinor: worthOf(counts), countedBy: user.value.name })
        emit(context, 'day')
        return succeed({})
      }),
    'day.readX': () =>
      queue.run(async () => {
        const user = person(context)
        if (!user.ok) return user
        await ensureOpenDay(context, user.value.name)
        const report = reportedFigures(context)
        if (report === null) throw new Error('an open day has figures')
        const at = options.clock.now()
        const document = dayReport(documentContext(context), report, { at, number: null, signature: '' })
        const jobs = originals([{ kind: 'x-report', document }], { saleId: null, at, nextId: options.nextId })
        for (const job of jobs) await options.printSpool.add(job)
        options.onPrintJobs()
        return succeed({})
      }),
  }
}

async function keepCount(context: TillContext, counted: Omit<DrawerCount, 'countedAt'>): Promise<void> {
  const { memory, options } = context
  if (memory.day === null) throw new Error('a count needs an open day')
  const at = options.clock.now()
  const count: DrawerCount = { ...counted, countedAt: at }
  const record = seal(context, 'event', at, {
    event: 'drawer-counted',
    code: JET_DRAWER_COUNT,
    countedMinor: count.countedMinor,
    countedBy: count.countedBy,
  })
  await options.businessDays.recordCount(memory.day.id, count, record)
  keepHead(context, record)
  memory.day = { ...memory.day, count }
}
