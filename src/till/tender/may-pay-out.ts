import { type Result, succeed } from '#contract/result.ts'
import { saleFigures } from '../cart/sale-figures.ts'
import type { TillContext } from '../core/till-context.ts'
import { permitted } from '../session/guard.ts'

/**
 * What goods that came back are worth more than those that are sold goes out, in cash, on a voucher or to a credit, by whoever may take
 * goods back like that; change by anybody.
 */
export function mayPayOut({ memory }: TillContext): Result<unknown> {
  const { totalMinor } = saleFigures(memory.sale, memory.shop.vatBasisPoints)
  return totalMinor >= 0 ? succeed(null) : permitted(memory, 'return-without-ticket')
}
