import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PaymentEngine } from '#payment/engine/payment-engine.ts'
import type { AcquirerHostPort } from '#payment/ports/acquirer-host.port.ts'
import type { JournalStep, PaymentJournalPort } from '#payment/ports/payment-journal.port.ts'
import { soleAcquirer } from '#payment/routing/acquirer-directory.ts'
import { openDatabase } from '#store/open-database.ts'
import { assembleStore, DATABASE_FILE_NAME } from '#store/open-store.ts'
import { ascii87 } from '#test/support/acquirer/ascii87-profile.ts'
import { realClock } from '#test/support/acquirer/real-clock.ts'
import { ScriptedPad } from '#test/support/payment/scripted-pad.ts'
import { fixedSecretStore } from '#test/support/till/fixed-ports.ts'

export const TERMINAL = { terminalId: 'TERM0001', merchantId: 'MERCHANT0000001', contract: '0000000' } as const

/** A journal on the real disk, flushed at each step as in the product. */
export interface BenchDisk {
  readonly journal: PaymentJournalPort
  /** Runs `work` without waiting for the disk: what is only prepared need not be measured. */
  unflushed(work: () => Promise<void>): Promise<void>
  /** An engine on it, at this host, with a pad that answers at once. */
  engineAt(host: AcquirerHostPort, journal?: PaymentJournalPort): PaymentEngine
  close(): void
}

export function openBenchDisk(): BenchDisk {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-bench-'))
  const opened = openDatabase({ folder, fileName: DATABASE_FILE_NAME })
  const { paymentJournal } = assembleStore(opened, { secretStore: fixedSecretStore(), clock: realClock })
  return {
    journal: paymentJournal,
    unflushed: async (work) => {
      opened.db.exec('PRAGMA synchronous = OFF')
      await work()
      opened.db.exec('PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE)')
    },
    engineAt: (host, journal = paymentJournal) =>
      new PaymentEngine({
        pad: new ScriptedPad(),
        acquirers: soleAcquirer({ terminal: TERMINAL, offline: ascii87.offline, primary: host }),
        journal,
        approvals: {
          commitApproved: (step: JournalStep) => journal.commit(step),
          commitSignatureSlip: (step: JournalStep) => journal.commit(step),
          commitVoid: (step: JournalStep) => journal.commit(step),
        },
        clock: realClock,
        locale: () => 'fr',
        newId: randomUUID,
        onChange: () => {},
        onSettled: () => {},
        onAdviceMoved: () => {},
        onUnexpected: (thrown) => {
          throw thrown
        },
      }),
    close: () => {
      opened.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
