import { join } from 'node:path'
import { type Result, succeed } from '#contract/result.ts'
import type { SecretStorePort } from '#payment/ports/secret-store.port.ts'
import type { FiscalSignerPort } from '#till/ports/fiscal-signer.port.ts'
import type { FiscalKeyCopies } from './fiscal-key-copy.ts'
import { openFiscalSigner } from './fiscal-signer.ts'
import { chooseProtection, passphraseOfService, type SafeStorage } from './key-protection.ts'
import { openSecretStore } from './secret-store.ts'

/** The keys of one till: they lie in `keys` beside its database, never in it. */
export interface TillKeys {
  readonly secrets: SecretStorePort
  readonly fiscalSigner: FiscalSignerPort
  readonly fiscalKey: FiscalKeyCopies
  /** How the master key is kept, for the log and the training notice. */
  readonly protection: 'plain' | 'passphrase' | 'safe-storage'
}

/** Opens both keys, making them at the first start. Errors: STORE_NO_SECRET_STORE, STORE_SECRET_UNREADABLE. */
export function openKeys({
  dataFolder,
  training,
  safeStorage,
}: {
  readonly dataFolder: string
  readonly training: boolean
  readonly safeStorage: SafeStorage | null
}): Result<TillKeys, 'STORE_NO_SECRET_STORE' | 'STORE_SECRET_UNREADABLE'> {
  const protection = chooseProtection({ training, safeStorage, passphrase: passphraseOfService(process.env) })
  if (!protection.ok) return protection
  const folder = join(dataFolder, 'keys')
  const secrets = openSecretStore(folder, protection.value)
  if (!secrets.ok) return secrets
  const signer = openFiscalSigner(folder, secrets.value)
  if (!signer.ok) return signer
  return succeed({
    secrets: secrets.value,
    fiscalSigner: signer.value.signer,
    fiscalKey: signer.value.copies,
    protection: protection.value.kind,
  })
}
