import { succeed } from '#contract/result.ts'
import type { BackupView, DatabaseFacts } from '#contract/views/backup-view.ts'
import type { FakeTill } from './fake-till.ts'

export const SAMPLE_FACTS: DatabaseFacts = {
  schema: 390,
  tickets: 4_316,
  salesTotalMinor: 6_412_345,
  closings: 61,
  fiscalRecords: 9_204,
  fiscalHash: 'b7',
  products: 1_240,
  people: 6,
  lastTicketAt: '2026-11-22T13:31:00.000Z',
}

const PATH = '/media/caisse/COPIES/comptoir-2-2026-11-21-203412.comptoir-backup'

/** Copies are made, and the last one was tried and found good. */
export const GREEN_BACKUP: BackupView = {
  settings: { folder: '/media/caisse/COPIES', keep: 14 },
  work: null,
  last: { at: '2026-11-21T19:34:12.000Z', path: PATH, bytes: 18_400_000 },
  failure: null,
  trial: { at: '2026-11-21T19:34:20.000Z', path: PATH, reason: null, facts: SAMPLE_FACTS },
  needsLook: false,
  restoreReady: false,
}

/** Nobody has set any up. */
export const NO_BACKUP: BackupView = {
  settings: null,
  work: null,
  last: null,
  failure: null,
  trial: null,
  needsLook: false,
  restoreReady: false,
}

/** The calls of copies as far as the screen sees them. */
export function backupAnswers(till: FakeTill) {
  const change = (part: Partial<BackupView>) => {
    till.set('backup', { ...till.slices.backup, ...part })
    return succeed({})
  }
  return {
    'backup.configure': ({ folder, keep }: { readonly folder: string; readonly keep: number }) =>
      change({ settings: { folder, keep } }),
    'backup.now': () => change({ work: { kind: 'copy', done: 40, total: 100 } }),
    'backup.try': () => change({ work: { kind: 'try', done: 40, total: 100 } }),
    'backup.list': () =>
      succeed({
        files: [21, 20, 19].map((day) => ({
          path: PATH.replace('11-21', `11-${day}`),
          madeAt: `2026-11-${day}T19:34:12.000Z`,
          tillNumber: 2,
          bytes: 18_400_000,
        })),
      }),
    'backup.look': () =>
      succeed({
        madeAt: '2026-11-21T19:34:12.000Z',
        version: '0.1.0',
        training: true,
        copy: SAMPLE_FACTS,
        now: { ...SAMPLE_FACTS, tickets: 4_352, salesTotalMinor: 6_468_915 },
        currency: 'EUR' as const,
      }),
    'backup.restore': () => change({ restoreReady: true }),
    'backup.keepData': () => change({ restoreReady: false }),
  }
}

/** A bundle for the support, shown and written. */
export function supportAnswers() {
  const names = ['about', 'settings', 'devices', 'status', 'figures', 'speed', 'errors', 'log', 'old-log'] as const
  return {
    'support.preview': () =>
      succeed({
        id: 'bundle-1',
        parts: names.map((name, place) => ({ name, bytes: 700 * (place + 1) ** 3, removed: name === 'log' ? 2 : 0 })),
        folder: '/var/lib/comptoir/live/support',
      }),
    'support.write': () =>
      succeed({ path: '/var/lib/comptoir/live/support/comptoir-support-2026-11-22-143312.tar.gz', bytes: 61_200 }),
  }
}
