import { z } from 'zod'
import { historyFilterSchema } from './views/history-view.ts'
import { completedSaleViewSchema } from './views/sale-view.ts'

const id = z.string().min(1).max(64)
const number = z.string().max(20)

/** The calls about finished sales; part of the table of all calls. */
export const HISTORY_API = {
  /** Newest first; those before a number, or one sale and those before it. */
  'history.list': {
    request: z.object({ beforeNumber: number.optional(), fromSaleId: id.optional() }),
    response: z.object({ sales: z.array(completedSaleViewSchema) }),
  },
  /** Those that fit, newest first, a page at a time; `more`: there are older ones. */
  'history.find': {
    request: z.object({ filter: historyFilterSchema, beforeNumber: number.optional() }),
    response: z.object({ sales: z.array(completedSaleViewSchema), more: z.boolean() }),
  },
  /** What can be chosen of a filter. */
  'history.choices': {
    request: z.object({}),
    response: z.object({ cashiers: z.array(z.object({ id, name: z.string() })) }),
  },
} as const
