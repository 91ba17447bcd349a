import { fail, type Result, succeed } from '#contract/result.ts'
import type { TenderView } from '#contract/views/sale-view.ts'
import { pays, saleFigures } from '../cart/sale-figures.ts'
import { seller, type TillContext } from '../core/till-context.ts'
import { ensureOpenDay } from '../day/business-day.ts'
import { permitted } from '../session/guard.ts'
import { commitTender } from '../tender/commit-tender.ts'
import { mayPayOut } from '../tender/may-pay-out.ts'
import { noOpenCard } from '../tender/open-card.ts'
import { paysAccount } from './add-payment.ts'

/**
 * Puts a part of the ticket that is being paid on its customer's account. The limit is held against what the account owes and
 * what unfinished tickets have put on it; once it was held, nothing refuses the ticket for it any more, least of all the
 * commit of a card that pays the rest.
 */
export async function tenderOnAccount(
  context: TillContext,
  wantedMinor: number | undefined,
): Promise<Result<Record<string, never>>> {
  const { memory, options } = context
  const user = seller(context)
  if (!user.ok) return user
  if (memory.sale.state !== 'paying') return fail('SALE_AMOUNT_ZERO')
  const free = noOpenCard(context)
  if (!free.ok) return free
  if (memory.sale.customer === undefined) return fail('ACCOUNT_NO_CUSTOMER')
  if (paysAccount(memory.sale)) return fail('ACCOUNT_BY_ACCOUNT')
  const { remainingMinor } = saleFigures(memory.sale, memory.shop.vatBasisPoints)
  if (remainingMinor === 0) return fail('SALE_AMOUNT_ZERO')
  const out = mayPayOut(context)
  if (!out.ok) return out
  // Goods that were brought back go to the customer's credit, all of them.
  const amountMinor = remainingMinor < 0 ? remainingMinor : (wantedMinor ?? remainingMinor)
  if (amountMinor > remainingMinor) return fail('SALE_AMOUNT_TOO_HIGH')
  const customer = await options.customers.customer(memory.sale.customer.id)
  if (customer === null) return fail('CUSTOMER_NOT_FOUND')
  const leftMinor = customer.creditLimitMinor - (await owedMinor(context, customer.id))
  if (amountMinor > leftMinor) {
    const may = permitted(memory, 'manage-accounts')
    if (!may.ok) return may
  }
  // The ticket may have waited for its bank while its day was closed.
  await ensureOpenDay(context, user.value.name)
  const at = options.clock.now()
  const tender: TenderView = {
    id: options.nextId(),
    kind: 'account',
    amountMinor,
    givenMinor: null,
    outcome: 'received',
    at,
    paymentId: null,
    paymentNumber: null,
    scheme: null,
    cardTail: null,
    approvalCode: null,
    entryMode: 'none',
  }
  const paid = { sale: memory.sale, tender, changeMinor: 0, cardPart: null }
  await commitTender(context, paid, (commit) => options.commitPaidSale.commitPaidSale(commit, null))
  return succeed({})
}

/** What is booked, and what tickets that are not finished will book. */
async function owedMinor({ memory, options }: TillContext, customerId: string): Promise<number> {
  const waiting = [memory.sale, ...memory.held]
    .filter(({ customer }) => customer?.id === customerId)
    .flatMap(({ tenders }) => tenders.filter((tender) => tender.kind === 'account' && pays(tender)))
  const waitingMinor = waiting.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  return (await options.customers.balanceMinor(customerId)) + waitingMinor
}
