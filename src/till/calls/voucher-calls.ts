import { LIMITS } from '#contract/limits.ts'
import { succeed } from '#contract/result.ts'
import type { TillContext } from '../core/till-context.ts'
import { issueVoucher } from '../vouchers/issue-voucher.ts'
import type { CallsNamed } from './call-names.ts'

/** Answers the calls about the shop's own vouchers. */
export function voucherCalls(context: TillContext): CallsNamed<'voucher'> {
  const { options, queue } = context
  return {
    'voucher.issue': () => queue.run(() => issueVoucher(context)),
    'voucher.list': async () => {
      const today = options.clock.local(options.clock.now()).date
      const vouchers = await options.vouchers.list(LIMITS.vouchersListed)
      return succeed({
        vouchers: vouchers.map((each) => ({ ...each, isExpired: each.expiresOn < today })),
        openMinor: await options.vouchers.openMinor(today),
      })
    },
  }
}
