import { LIMITS } from '#contract/limits.ts'
import { type Failure, fail, type Result } from '#contract/result.ts'
import type { UserView } from '#contract/views/till-view.ts'
import { seller, type TillContext } from '../core/till-context.ts'

/** What is to go back of a payment. */
export interface WantedReturn {
  readonly saleId: string
  readonly way: 'void' | 'refund'
  /** Of a refund: together with what went back of the payment before, so that a limit is not passed in small steps. */
  readonly amountMinor: number
}

/**
 * Who gives money back at the till: whoever may sell, and a manager where the shop wants one. Only of a finished ticket:
 * what paid a part of an open one is given back there.
 * Errors: those of `seller`, PAYMENT_SALE_NOT_FINISHED, PAYMENT_RETURN_NEEDS_MANAGER.
 */
export async function mayReturn(
  context: TillContext,
  { saleId, way, amountMinor }: WantedReturn,
): Promise<Result<UserView>> {
  const user = seller(context)
  if (!user.ok) return user
  if (!(await isFinished(context, saleId))) return fail('PAYMENT_SALE_NOT_FINISHED')
  const { voidNeedsManager = false, refundAloneMaxMinor = LIMITS.refundAloneMaxMinor } =
    context.memory.shop.returns ?? {}
  const isAlone =
    way === 'void' ? !voidNeedsManager : refundAloneMaxMinor === null || amountMinor <= refundAloneMaxMinor
  if (isAlone || user.value.role === 'manager') return user
  return { ok: false, error: NEEDS_MANAGER }
}

/** The ticket is paid and on disk. */
export async function isFinished({ options }: TillContext, saleId: string): Promise<boolean> {
  return (await options.paidSales.paidSale(saleId)) !== null
}

const NEEDS_MANAGER: Failure = { code: 'PAYMENT_RETURN_NEEDS_MANAGER' }
