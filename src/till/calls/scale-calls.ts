import { succeed } from '#contract/result.ts'
import type { TillContext } from '../core/till-context.ts'
import type { CallsNamed } from './call-names.ts'

export function scaleCalls({ options }: TillContext): CallsNamed<'scale'> {
  return { 'scale.weigh': async () => succeed((await options.scale?.weigh()) ?? { state: 'none' }) }
}
