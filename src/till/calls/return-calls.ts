import type { TillContext } from '../core/till-context.ts'
import { lookAtReturn, returnLinesInCash } from '../returns/return-lines.ts'
import type { CallsNamed } from './call-names.ts'

/** Goods that come back by the lines of their ticket. */
export function returnCalls(context: TillContext): CallsNamed<'return'> {
  return {
    'return.look': (request) => lookAtReturn(context, request),
    'return.cash': (request) => context.queue.run(() => returnLinesInCash(context, request)),
  }
}
