import { join } from 'node:path'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { Store } from '#store/open-store.ts'
import type { WrittenFilesPort } from '#till/ports/written-files.port.ts'
import type { Till } from '#till/till.ts'
import { type AuditCalls, auditCalls } from '../handlers/audit-calls.ts'
import { type ExplorerCalls, explorerCalls } from '../handlers/explorer-calls.ts'
import { type ReportCalls, reportCalls } from '../handlers/report-calls.ts'
import { PaymentExport } from './payment-export.ts'
import { writePrivateFile } from './write-private-file.ts'
import { createWrittenFiles } from './written-files.ts'

/** The folder of exports inside the data folder. */
const EXPORT_FOLDER = 'exports'

export interface ExplorerGround {
  readonly dataFolder: string
  readonly store: Store
  readonly clock: Pick<ClockPort, 'now' | 'local'>
  readonly till: () => Till
  /** The export moved on. */
  readonly onChange: () => void
  readonly run: (work: () => Promise<void>) => void
}

export interface Explorer {
  readonly exports: PaymentExport
  readonly calls: ExplorerCalls
  readonly auditCalls: AuditCalls
  readonly reportCalls: ReportCalls
  /** Writes a file of its own beside the exports; answers with its path. Throws CatalogueFailure STORE_*. */
  readonly writeFile: (fileName: string, text: string) => Promise<string>
}

/** Files that people take along, beside the exports of payments. */
export const exportedFiles = (dataFolder: string, { now, local }: Pick<ClockPort, 'now' | 'local'>): WrittenFilesPort =>
  createWrittenFiles({ folder: join(dataFolder, EXPORT_FOLDER), now, local })

/** The payments' search and its exports, for whoever is signed in. */
export async function openExplorer(ground: ExplorerGround): Promise<Explorer> {
  const { store, clock, till } = ground
  const folder = join(ground.dataFolder, EXPORT_FOLDER)
  const exports = new PaymentExport({
    search: store.paymentSearch,
    folder,
    now: clock.now,
    local: clock.local,
    onChange: ground.onChange,
  })
  const calls = explorerCalls({
    till: { slice: (name) => till().slice(name), currentSaleId: () => till().currentSaleId() },
    journal: store.paymentJournal,
    search: store.paymentSearch,
    spool: store.printSpool,
    paidSales: store.paidSales,
    exports,
    terms: () => ({ ...till().terms(), local: clock.local }),
    run: ground.run,
  })
  const writeFile = (fileName: string, text: string) => writePrivateFile(folder, fileName, text)
  const { audit, users } = store
  const people = auditCalls({ audit, users, clock, writeFile, locale: () => till().slice('till').locale })
  const reports = reportCalls({
    search: store.saleSearch,
    catalogue: store.catalogue,
    clock,
    writeFile,
    familyName: (id) =>
      till()
        .slice('till')
        .families.find((family) => family.id === id)?.name ?? null,
    terms: () => {
      const { locale, currency } = till().slice('till')
      return { locale, currency }
    },
  })
  return { exports, calls, auditCalls: people, reportCalls: reports, writeFile }
}
