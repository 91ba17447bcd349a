import type { Handlers } from '#contract/dispatch.ts'
import type { SupportBundle } from '../support/support-bundle.ts'

export type SupportCalls = Pick<Handlers, 'support.preview' | 'support.write'>

/** What is sent to the support, for who looks after the till. */
export function supportCalls(bundle: SupportBundle): SupportCalls {
  return {
    'support.preview': () => bundle.preview(),
    'support.write': ({ id, folder }) => bundle.write(id, folder),
  }
}
