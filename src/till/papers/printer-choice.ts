import { fail, type Result, succeed } from '#contract/result.ts'
import type { TillContext } from '../core/till-context.ts'

/** A printer of the till, as a person chooses it. */
export interface PrinterChoice {
  readonly id: string
  readonly isDefault: boolean
}

/**
 * The printer that a person named, as the spool knows it: null is the one of the till, whichever that is when the paper's
 * turn comes. Errors: DEVICE_NOT_FOUND.
 */
export function chosenPrinter({ options }: TillContext, deviceId: string): Result<string | null, 'DEVICE_NOT_FOUND'> {
  const printer = options.printers?.().find(({ id }) => id === deviceId)
  if (printer === undefined) return fail('DEVICE_NOT_FOUND')
  return succeed(printer.isDefault ? null : printer.id)
}
