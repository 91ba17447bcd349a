import type { DeviceView } from '#contract/views/devices-view.ts'
import type { StatusView } from '#contract/views/till-view.ts'
import type { Tone } from '../../components/Badge.tsx'
import type { IconName } from '../../components/icons.tsx'

export interface StateLook {
  readonly tone: Tone
  readonly icon: IconName
  /** The key of its word. */
  readonly words: string
}

const STATES: Readonly<Record<StatusView['pad']['state'], Omit<StateLook, 'words'>>> = {
  ready: { tone: 'ok', icon: 'ok' },
  busy: { tone: 'acc', icon: 'clock' },
  lost: { tone: 'err', icon: 'off' },
  'needs-attention': { tone: 'warn', icon: 'warning' },
  absent: { tone: 'plain', icon: 'off' },
}

export function stateLook(state: StatusView['pad']['state']): StateLook {
  return { ...STATES[state], words: `deviceState.${state}` }
}

/** One word per device: what a printer lacks says more than that it needs a look. */
export function deviceLook({ state, printer, pad, boundSerialNumber }: DeviceView): StateLook {
  if (state === 'lost') return stateLook('lost')
  if (printer?.paper === 'out') return { tone: 'err', icon: 'stopped', words: 'deviceState.paperOut' }
  if (printer?.coverOpen) return { tone: 'err', icon: 'stopped', words: 'deviceState.coverOpen' }
  if (printer?.paper === 'low') return { tone: 'warn', icon: 'warning', words: 'deviceState.paperLow' }
  if (isOtherPad({ pad, boundSerialNumber })) return { tone: 'warn', icon: 'warning', words: 'deviceState.otherPad' }
  return stateLook(state)
}

/** Another pad answers where this one was bound: it asks before it is used. */
export function isOtherPad({ pad, boundSerialNumber }: Pick<DeviceView, 'pad' | 'boundSerialNumber'>): boolean {
  return pad !== null && boundSerialNumber !== null && pad.serialNumber !== boundSerialNumber
}

export const KIND_ICONS: Readonly<Record<DeviceView['kind'], IconName>> = {
  pad: 'pad',
  terminal: 'card',
  printer: 'print',
  display: 'display',
  scale: 'scale',
}
