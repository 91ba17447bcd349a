import { fail, type Result, succeed } from '#contract/result.ts'
import type { TillContext } from '../core/till-context.ts'

/** A printer of the till, as a person chooses it. */
export interface PrinterChoice {
  readonly id: string
  readonly isDefault: boolean
}

/**
 * The printer that a person named, as the spool knows it: null is the one of the till, whichever that is when the paper's
 * turn comes; so it is where nobody named one. Errors: DEVICE_NOT_FOUND.
 */
export function chosenPrinter(
  { options }: TillContext,
  deviceId: string | undefined,
): Result<string | null, 'DEVICE_NOT_FOUND'> {
  if (deviceId === undefined) return succeed(null)
  const printer = options.printers?.().find(({ id }) => id === deviceId)
  if (printer === undefined) return fail('DEVICE_NOT_FOUND')
  return succeed(printer.isDefault ? null : printer.id)
}
