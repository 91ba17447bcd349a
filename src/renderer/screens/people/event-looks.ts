import type { IconName } from '../../components/icons.tsx'

interface EventLook {
  readonly tone: 'plain' | 'acc' | 'warn' | 'err'
  readonly icon: IconName
}

const LOOKS: Readonly<Record<string, EventLook>> = {
  'code-refused': { tone: 'warn', icon: 'warning' },
  'badges-refused': { tone: 'warn', icon: 'warning' },
  approved: { tone: 'acc', icon: 'check' },
  'drawer-opened': { tone: 'acc', icon: 'drawer' },
  'cash-moved': { tone: 'acc', icon: 'cash' },
  'drawer-counted': { tone: 'plain', icon: 'drawer' },
  'sale-cancelled': { tone: 'warn', icon: 'trash' },
  'signed-in': { tone: 'plain', icon: 'ok' },
  locked: { tone: 'plain', icon: 'lock' },
}

/** What a person looks for stands out; the rest is quiet. */
export function eventLook(event: string): EventLook {
  return LOOKS[event] ?? { tone: 'plain', icon: 'pencil' }
}
