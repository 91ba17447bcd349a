import { fail, type Result, succeed } from '#contract/result.ts'
import { holdsCardNumber } from '../barcode/barcode.ts'
import { keepHead, seal, seller, type TillContext } from '../core/till-context.ts'
import { permitted } from '../session/guard.ts'

/** What a manager moves by hand: the reason stands on the account, the amount and who did it in the fiscal chain. */
export async function correctAccount(
  context: TillContext,
  { customerId, amountMinor, reason }: { customerId: string; amountMinor: number; reason: string },
): Promise<Result<Record<string, never>>> {
  const { options } = context
  const user = seller(context)
  if (!user.ok) return user
  const may = permitted(context.memory, 'manage-accounts')
  if (!may.ok) return may
  if (holdsCardNumber(reason)) return fail('ACCOUNT_CARD_NUMBER')
  const customer = await options.customers.customer(customerId)
  if (customer === null) return fail('CUSTOMER_NOT_FOUND')
  if (customer.erasedAt !== null) return fail('CUSTOMER_ERASED')
  const at = options.clock.now()
  const kind = amountMinor < 0 ? 'credit' : 'correction'
  const record = seal(context, 'event', at, {
    event: 'account-corrected',
    customer: customer.number,
    movement: kind,
    amountMinor,
    userId: user.value.id,
  })
  const movement = { id: options.nextId(), customerId, kind, amountMinor, at, byName: user.value.name } as const
  await options.accounts.book({ ...movement, reason: reason.normalize('NFC') }, record)
  keepHead(context, record)
  return succeed({})
}
