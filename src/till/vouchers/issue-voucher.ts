import { VOUCHER_MONTHS_USUAL } from '#contract/means-api.ts'
import { fail } from '#contract/result.ts'
import type { TenderView } from '#contract/views/sale-view.ts'
import { saleFigures } from '../cart/sale-figures.ts'
import { seller, type TillContext } from '../core/till-context.ts'
import type { TenderMeans } from '../ports/settings.port.ts'
import { beginPaying, type Done, newTender } from '../tender/begin-paying.ts'
import { commitTender } from '../tender/commit-tender.ts'
import { mayPayOut } from '../tender/may-pay-out.ts'
import { noOpenCard } from '../tender/open-card.ts'
import { meansName, shopMeans } from '../tender/own-means.ts'
import { voucherCode } from './voucher-code.ts'

/** The shop's vouchers among its ways to pay; undefined where it issues none. */
export function voucherMeans({ memory }: TillContext): TenderMeans | undefined {
  return shopMeans(memory.shop).find(({ kind }) => kind === 'shop-voucher')
}

/** What stands on a new voucher of a ticket: the ticket's number, a code of its own, and its last day as the shop wants it. */
export function newVoucher(context: TillContext, ticketNumber: string, amountMinor: number, at: string) {
  const { options } = context
  const { validMonths = VOUCHER_MONTHS_USUAL } = voucherMeans(context) ?? {}
  const expiresOn = monthsLater(options.clock.local(at).date, validMonths)
  return { number: ticketNumber, leftMinor: amountMinor, issued: { code: voucherCode(options.nextId()), expiresOn } }
}

/** The same day of another month, or its last day where it has no such day. */
function monthsLater(localDate: string, months: number): string {
  const [year = 0, month = 0, day = 0] = localDate.split('-').map(Number)
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay))).toISOString().slice(0, 10)
}

/**
 * All that the ticket in hand owes the customer goes on a voucher instead of out of the drawer: who has no account gets one. Ticket,
 * fiscal record, voucher and paper are on disk together. Errors: VOUCHER_*, those of `beginPaying`, SESSION_NEEDS_APPROVAL, PAYMENT_*.
 */
export async function issueVoucher(context: TillContext): Promise<Done> {
  const { memory, options } = context
  const user = seller(context)
  if (!user.ok) return user
  const means = voucherMeans(context)
  if (means === undefined) return fail('VOUCHER_NOT_OFFERED')
  const begun = await beginPaying(context)
  if (!begun.ok) return begun
  const free = noOpenCard(context)
  if (!free.ok) return free
  const { sale } = memory
  const { remainingMinor } = saleFigures(sale, memory.shop.vatBasisPoints)
  if (remainingMinor >= 0) return fail('VOUCHER_NOTHING_OWED')
  const may = mayPayOut(context)
  if (!may.ok) return may
  const at = options.clock.now()
  const tender: TenderView = {
    ...newTender(options.nextId(), at),
    kind: 'other',
    means: { id: means.id, name: meansName(means, memory.preferences.locale) },
    amountMinor: remainingMinor,
    voucher: newVoucher(context, sale.number, 0 - remainingMinor, at),
    givenMinor: null,
    outcome: 'received',
  }
  const paid = { sale, tender, changeMinor: 0, cardPart: null }
  await commitTender(context, paid, (commit) => options.commitPaidSale.commitPaidSale(commit, null))
  return { ok: true, value: {} }
}
