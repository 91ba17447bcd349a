import type { OfflineState } from '#contract/views/offline-view.ts'
import type { Tone } from '../../components/Badge.tsx'
import type { IconName } from '../../components/icons.tsx'

/** One drawing and one colour per state; the word stands beside them. */
export const STATE_LOOKS: Readonly<Record<OfflineState, { readonly tone: Tone; readonly icon: IconName }>> = {
  waiting: { tone: 'acc', icon: 'clock' },
  sent: { tone: 'acc', icon: 'arrow' },
  settled: { tone: 'ok', icon: 'ok' },
  refused: { tone: 'err', icon: 'stopped' },
  parked: { tone: 'warn', icon: 'warning' },
  seen: { tone: 'plain', icon: 'check' },
}
