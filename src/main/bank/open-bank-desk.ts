import { join } from 'node:path'
import type { BackgroundWork } from '../compose/background-work.ts'
import type { Ground, Selling } from '../compose/join-rooms.ts'
import type { TillOptions } from '../running-till.ts'
import { chooseProtection, passphraseOfService } from '../secret-store/key-protection.ts'
import { BankDesk } from './bank-desk.ts'

export type { BankDesk } from './bank-desk.ts'

/** The desk of the bank and of the mode, on the settings that this till was opened with. */
export function openBankDesk({
  options,
  ground: { store, clock, training },
  selling: { till, engine },
  onChange,
  background,
}: {
  readonly options: TillOptions
  readonly ground: Ground
  readonly selling: Selling
  readonly onChange: () => void
  readonly background: BackgroundWork
}): BankDesk {
  const { dataFolder, safeStorage = null } = options
  const inFolder = { path: join(dataFolder, 'settings.json'), home: dataFolder, hostFixed: false }
  return new BankDesk({
    place: options.settings ?? { ...inFolder, modeFixed: 'folder' },
    training,
    journal: store.paymentJournal,
    engine,
    till,
    append: (record) => store.fiscalChain.append(record, []),
    clock,
    hasKeySafe: () =>
      chooseProtection({ training: false, safeStorage, passphrase: passphraseOfService(process.env) }).ok,
    onChange,
    run: (work) => background.run(work),
  })
}
