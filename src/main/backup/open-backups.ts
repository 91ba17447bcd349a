import type { SecretStorePort } from '#payment/ports/secret-store.port.ts'
import type { BackgroundWork } from '../compose/background-work.ts'
import { VERSION } from '../compose/fixed-settings.ts'
import type { Ground, Selling } from '../compose/join-rooms.ts'
import type { TillOptions } from '../running-till.ts'
import type { FiscalKeyCopies } from '../secret-store/fiscal-key-copy.ts'
import { BackupDesk } from './backup-desk.ts'
import { appliedRestore, asideDatabase, forgetApplied } from './ready-restore.ts'

export interface BackupGround extends Ground {
  readonly secrets: SecretStorePort
  readonly fiscalKey: FiscalKeyCopies
}

const summed = (rows: readonly { readonly amountMinor: number }[]) => ({
  count: rows.length,
  amountMinor: rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
})

/**
 * The desk of copies; data that took the place of other data at this start is noted in its chain first, and with it what that other data paid
 * out: neither a voucher nor a ticket is good a second time.
 */
export async function openBackups({
  options,
  ground,
  selling: { till, engine },
  onChange,
  background,
}: {
  readonly options: TillOptions
  readonly ground: BackupGround
  readonly selling: Selling
  readonly onChange: () => void
  readonly background: BackgroundWork
}): Promise<BackupDesk> {
  const { store, secrets, fiscalKey, clock, training } = ground
  const { dataFolder } = options
  const restored = appliedRestore(dataFolder)
  if (restored !== null) {
    const { id, at, path, replacedSequence, replacedHash } = restored
    if ((await store.backupBook.lastRestore()) !== id) {
      const claims = await store.backupBook.lostClaims(asideDatabase(dataFolder, restored))
      const body = {
        event: 'database-restored',
        askedAt: at,
        path,
        replacedSequence,
        replacedHash,
        vouchersSpent: summed(claims.vouchersSpent),
        vouchersIssued: summed(claims.vouchersIssued),
        vouchersInDoubt: claims.vouchersInDoubt.length,
        ticketsReturned: summed(claims.ticketsReturned),
        giftCardsDone: summed(claims.giftCardsDone),
      }
      await till.recordWith(body, (record) => store.backupBook.noteRestored(id, clock.now(), record, claims))
    }
    forgetApplied(dataFolder)
  }
  const desk = new BackupDesk({
    dataFolder,
    training,
    version: VERSION,
    store,
    secrets,
    fiscalKey,
    clock,
    till,
    openPayments: async () => {
      const reversals = (await store.paymentJournal.openReversals()).filter(({ state }) => state !== 'armed').length
      const { waiting } = await engine.offline.figures()
      const { state, tenders } = till.slice('sale')
      const inHand = state === 'paying' || tenders.length > 0 ? 1 : 0
      return engine.unresolvedCount() + reversals + waiting + inHand
    },
    onChange,
    run: (work) => background.run(work),
  })
  await desk.open()
  return desk
}
