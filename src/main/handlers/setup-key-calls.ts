import { isAbsolute } from 'node:path'
import { holdsCardNumber } from '#contract/card-number.ts'
import type { Handlers } from '#contract/dispatch.ts'
import { fail, succeed } from '#contract/result.ts'
import type { TillClock } from '#till/ports/clock.port.ts'
import type { Till } from '#till/till.ts'
import type { FiscalKeyCopies } from '../secret-store/fiscal-key-copy.ts'

export type SetupKeyCalls = Pick<Handlers, 'setup.exportKey'>

/** A copy of the fiscal key, opened again before it counts as one. */
export function setupKeyCalls({
  till,
  fiscalKey,
  clock,
}: {
  readonly till: Pick<Till, 'noteKeyCopy'>
  readonly fiscalKey: FiscalKeyCopies
  readonly clock: Pick<TillClock, 'now' | 'local'>
}): SetupKeyCalls {
  return {
    'setup.exportKey': async ({ folder, passphrase }) => {
      if (holdsCardNumber(folder)) return fail('SALE_CARD_NUMBER_REFUSED')
      if (!isAbsolute(folder)) return fail('SETUP_FOLDER_UNUSABLE', { path: folder })
      const triedAt = clock.now()
      const { date, time } = clock.local(triedAt)
      const name = `comptoir-fiscal-key-${date}-${time.replaceAll(':', '')}`
      const written = await fiscalKey.write({ folder, name, passphrase })
      if (!written.ok) return written
      const copy = { path: written.value.path, triedAt }
      await till.noteKeyCopy(copy)
      return succeed(copy)
    },
  }
}
