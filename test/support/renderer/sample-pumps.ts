import type { PumpView } from '#contract/views/pump-view.ts'
import type { OpenScreen } from './screen-rig.ts'

const FREE: PumpView = {
  id: 'pump-1',
  name: 'Pompe 1',
  state: 'idle',
  currency: 'EUR',
  reservedMinor: null,
  deliveredMinor: null,
  volumeMl: null,
  fuel: null,
  failure: null,
  receipt: null,
  canStop: false,
  canClose: false,
  needsNote: false,
}

const FILLED = { reservedMinor: 15_000, deliveredMinor: 6_243, volumeMl: 33_225, fuel: 'SP95-E10' }

/** One that delivers, and the last customer of the other. */
export const SAMPLE_PUMPS: PumpView[] = [
  { ...FREE, ...FILLED, state: 'delivering', canStop: true },
  {
    ...FREE,
    ...FILLED,
    id: 'pump-2',
    name: 'Pompe 2',
    state: 'done',
    fuel: 'Gazole',
    receipt: { saleId: 'fuel-1', number: '2-004316' },
  },
]

/** One that went silent while fuel ran, one that nobody can be paid for, one that waits for a customer. */
export const PUMPS_IN_TROUBLE: PumpView[] = [
  {
    ...FREE,
    ...FILLED,
    state: 'trouble',
    canStop: true,
    canClose: true,
    failure: { code: 'PUMP_UNREACHABLE', details: { endpoint: 'tcp://192.0.2.40:7000' } },
  },
  {
    ...FREE,
    ...FILLED,
    id: 'pump-2',
    name: 'Pompe 2',
    state: 'trouble',
    needsNote: true,
    failure: { code: 'PUMP_OVER_CEILING' },
  },
  { ...FREE, id: 'pump-3', name: 'Pompe 3', state: 'reserved', reservedMinor: 15_000, canStop: true },
]

/** From the status bar. */
export async function openPumps({ page }: Pick<OpenScreen, 'page'>): Promise<void> {
  await page.getByRole('button', { name: /Pompe 1/ }).click()
  await page.getByRole('dialog').waitFor()
}

/** Before a manager, who may end the run of the silent one. */
export function pumpsOfManager() {
  const user = { id: 'claire', name: 'Claire D.', initials: 'CD', role: 'manager' } as const
  return {
    pumps: PUMPS_IN_TROUBLE,
    session: { kind: 'signed-in', user, signedInAt: '2026-11-22T08:00:00.000Z' } as const,
  }
}

/** What the counter shows is typed. */
export async function closePump({ page }: Pick<OpenScreen, 'page'>): Promise<void> {
  await openPumps({ page })
  await page.getByRole('button', { name: 'Terminer à la main' }).click()
  await page.getByTestId('pump-counter').waitFor()
  await page.keyboard.type('62,43')
}
