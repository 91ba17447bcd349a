/**
 * A second copy of the till, as a process: opens the store of the folder given, says what came of it and, when it
 * has it, holds it until it is killed.
 */
import { CatalogueFailure } from '#contract/result.ts'
import { openStore } from '#store/open-store.ts'
import { fixedSecretStore, testClock } from './fixed-ports.ts'

try {
  const store = openStore({ folder: process.argv[2] ?? '', secretStore: fixedSecretStore(), clock: testClock() })
  process.stdout.write('opened\n')
  // A store that nothing refers to would be collected, and its lock with it.
  setInterval(() => store, 1_000)
} catch (thrown) {
  process.stdout.write(thrown instanceof CatalogueFailure ? `${thrown.failure.code}\n` : `${String(thrown)}\n`)
}
