import type { PumpView } from '#contract/views/pump-view.ts'
import type { Tone } from '../../components/Badge.tsx'
import type { IconName } from '../../components/icons.tsx'

/** A drawing and a colour for each state; the words are beside them. */
export const PUMP_LOOKS: Readonly<Record<PumpView['state'], { readonly tone: Tone; readonly icon: IconName }>> = {
  away: { tone: 'err', icon: 'off' },
  idle: { tone: 'plain', icon: 'ok' },
  reserving: { tone: 'acc', icon: 'card' },
  reserved: { tone: 'acc', icon: 'lock' },
  delivering: { tone: 'acc', icon: 'play' },
  finishing: { tone: 'acc', icon: 'clock' },
  done: { tone: 'ok', icon: 'check' },
  trouble: { tone: 'warn', icon: 'warning' },
}

/** `23,45`: litres to the hundredth, as a pump shows them. */
export function volumeFigures(volumeMl: number): string {
  return `${Math.floor(volumeMl / 1000)},${String(Math.floor((volumeMl % 1000) / 10)).padStart(2, '0')}`
}
