import type { OfflineFigures, OfflineRow } from '#contract/views/offline-view.ts'

/** The queue of payments approved without the bank, in figures. Pure. */
export function offlineFigures(rows: readonly OfflineRow[]): OfflineFigures {
  const of = (...states: readonly OfflineRow['state'][]) => rows.filter(({ state }) => states.includes(state))
  const sum = (some: readonly OfflineRow[]) => some.reduce((total, { amountMinor }) => total + amountMinor, 0)
  const [waiting, refused, parked] = [of('waiting', 'sent'), of('refused'), of('parked')]
  return {
    waiting: waiting.length,
    waitingMinor: sum(waiting),
    oldestAt: waiting[0]?.approvedAt ?? null,
    refused: refused.length,
    refusedMinor: sum(refused),
    parked: parked.length,
    parkedMinor: sum(parked),
    standInLeftMinor: 0,
  }
}
