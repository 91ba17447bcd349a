import { moveCash } from '../cash/move-cash.ts'
import type { TillContext } from '../core/till-context.ts'
import type { CallsNamed } from './call-names.ts'

/** Cash that moves without a sale. */
export function cashCalls(context: TillContext): CallsNamed<'cash'> {
  return { 'cash.move': (wanted) => context.queue.run(() => moveCash(context, wanted)) }
}
