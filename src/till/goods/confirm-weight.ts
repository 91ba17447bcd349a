import { fail, type Result, succeed } from '#contract/result.ts'
import type { LineWeighing } from '#contract/views/scale-view.ts'
import type { TillContext } from '../core/till-context.ts'

/**
 * Asks the scale once more before its weight goes on the ticket: what a person agreed to must lie there still, and the screen's word is
 * not taken for the scale's. A weight that was typed is not asked about.
 * Errors: SCALE_NOT_STEADY, SCALE_WEIGHT_CHANGED, SCALE_* of a scale that is away.
 */
export async function confirmWeight(
  { options }: TillContext,
  netMilli: number | undefined,
  weighing: LineWeighing | undefined,
): Promise<Result<null>> {
  if (weighing?.by !== 'scale') return succeed(null)
  const reading = (await options.scale?.weigh()) ?? { state: 'none' }
  if (reading.state === 'away') return { ok: false, error: reading.failure }
  if (reading.state === 'none') return fail('SCALE_NO_ANSWER')
  if (reading.state !== 'stable') return fail('SCALE_NOT_STEADY')
  const { tareMilli = 0 } = weighing
  // What the scale took off already is not taken off twice.
  const isTakenTwice = reading.isNet && tareMilli > 0
  const isSame = reading.weightMilli - tareMilli === netMilli
  return isSame && !isTakenTwice ? succeed(null) : fail('SCALE_WEIGHT_CHANGED')
}
