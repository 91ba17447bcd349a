import type { TillContext } from '../core/till-context.ts'
import { LineReturns } from '../returns/give-lines-back.ts'
import { lookAtReturn } from '../returns/return-lines.ts'
import type { CallsNamed } from './call-names.ts'

/** Goods that come back by the lines of their ticket. */
export function returnCalls(context: TillContext): CallsNamed<'return'> {
  const returns = new LineReturns(context)
  return {
    'return.look': (request) => lookAtReturn(context, request),
    'return.give': (request) => returns.give(request),
  }
}
