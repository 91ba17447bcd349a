import { fail, type Result, succeed } from '#contract/result.ts'
import { paymentsAsOwed } from '../accounts/add-payment.ts'
import { emit, saveSale, seller, type TillContext } from '../core/till-context.ts'
import { ensureOpenDay } from '../day/business-day.ts'
import { pointsAsHeld } from '../loyalty/spend-points.ts'

export type Done = Result<Record<string, never>>

/** Freezes the ticket under the name of who takes the money. Repeating it changes nothing. */
export async function beginPaying(context: TillContext): Promise<Done> {
  const { memory } = context
  const user = seller(context)
  if (!user.ok) return user
  if (memory.sale.state === 'paying') {
    await ensureOpenDay(context, user.value.name)
    return succeed({})
  }
  // Goods that cost nothing, or are changed for others of their price, are a sale too.
  if (memory.sale.lines.length === 0) return fail('SALE_AMOUNT_ZERO')
  const owed = await paymentsAsOwed(context, memory.sale)
  if (!owed.ok) return owed
  const held = await pointsAsHeld(context, owed.value)
  if (!held.ok) return held
  await ensureOpenDay(context, user.value.name)
  const { id: cashierId, name: cashierName } = user.value
  await saveSale(context, { ...held.value, state: 'paying', cashierId, cashierName })
  emit(context, 'sale')
  return succeed({})
}

/** What every tender begins with. */
export function newTender(id: string, at: string) {
  return {
    id,
    at,
    paymentId: null,
    paymentNumber: null,
    scheme: null,
    cardTail: null,
    approvalCode: null,
    entryMode: 'none',
  } as const
}
