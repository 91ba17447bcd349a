import { succeed } from '#contract/result.ts'
import type { TillContext } from '../core/till-context.ts'
import { listMeans, saveMeans } from '../tender/means-settings.ts'
import type { CallsNamed } from './call-names.ts'

/** The shop's own ways to pay, for its manager. */
export function meansCalls(context: TillContext): CallsNamed<'means'> {
  return {
    'means.list': async () => succeed({ means: listMeans(context) }),
    'means.save': ({ means }) => context.queue.run(() => saveMeans(context, means)),
  }
}
