import { buildEmvTables, type EmvTableSet, emvTableSetSchema } from '#hardware/pad/abecs/emv-tables.codec.ts'
import type { EmvTables } from '#payment/ports/pin-pad-care.port.ts'
import training from '../../../resources/emv-tables/training.json' with { type: 'json' }

/** The acquirer's place in a pad's tables, and the slots of the keys it loaded. */
export const PAD_SLOTS = { acquirerIndex: 1, pinKeyIndex: 1, trackKeyIndex: 1 } as const

/** The tables of the training shop: published test keys of the schemes. Checked once at start. */
export const TRAINING_TABLES: EmvTableSet = emvTableSetSchema.parse(training)

/** The records for a pad of that protocol version. */
export function padTables(set: EmvTableSet, specification: string): EmvTables {
  return buildEmvTables(set, { acquirerIndex: PAD_SLOTS.acquirerIndex, specification })
}
