import { succeed } from '#contract/result.ts'
import type { TillContext } from '../core/till-context.ts'
import { keepTare } from '../goods/keep-tare.ts'
import type { CallsNamed } from './call-names.ts'

/** Answers the calls about the scale and the tares of goods. */
export function scaleCalls(context: TillContext): CallsNamed<'scale'> {
  const { options, queue } = context
  return {
    'scale.weigh': async () => succeed((await options.scale?.weigh()) ?? { state: 'none' }),
    'scale.keepTare': (wanted) => queue.run(() => keepTare(context, wanted)),
  }
}
