import { emit, keepHead, seal, type TillContext } from '../core/till-context.ts'
import { NO_FIGURES } from '../core/till-memory.ts'
import type { BusinessDay } from '../ports/business-days.port.ts'

/** Opens the business day when none is open: at a sign-in, or with the first sale after a closing. */
export async function ensureOpenDay(context: TillContext, cashierName: string): Promise<void> {
  const { memory, options } = context
  if (memory.day !== null && memory.day.closedAt === null) return
  const at = options.clock.now()
  const day: BusinessDay = {
    id: options.nextId(),
    businessDate: options.clock.local(at).date,
    openedAt: at,
    openedBy: cashierName,
    floatMinor: memory.shop.floatMinor,
    count: null,
    closedAt: null,
    closingNumber: null,
  }
  const record = seal(context, 'event', at, {
    event: 'day-opened',
    businessDate: day.businessDate,
    floatMinor: day.floatMinor,
  })
  await options.businessDays.begin(day, record)
  keepHead(context, record)
  memory.day = day
  memory.figures = NO_FIGURES
  memory.stage = 'open'
  memory.dayFailure = null
  emit(context, 'day', 'till')
}
