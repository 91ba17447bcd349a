import { fail } from '#contract/result.ts'
import type { TenderView } from '#contract/views/sale-view.ts'
import { saleFigures } from '../cart/sale-figures.ts'
import { seller, type TillContext } from '../core/till-context.ts'
import { ensureOpenDay } from '../day/business-day.ts'
import { permitted } from '../session/guard.ts'
import { type Done, newTender } from '../tender/begin-paying.ts'
import { commitTender } from '../tender/commit-tender.ts'
import { noOpenCard } from '../tender/open-card.ts'
import { meansName } from '../tender/own-means.ts'
import { paperDate } from '../tickets/paper-figures.ts'
import { TICKET_WORDS } from '../tickets/ticket-words.ts'
import { voucherMeans } from './issue-voucher.ts'

/**
 * Pays with a voucher as much of the ticket as both allow; what it is worth beyond that stays on it. What it paid is on disk with the
 * ticket, so that no other ticket and no other life of the till pays with the same amount.
 * Errors: VOUCHER_*, those of `seller`, SALE_PAYS_OUT_CASH, PAYMENT_*, SESSION_NEEDS_APPROVAL for one in doubt since a restore.
 */
export async function redeemVoucher(context: TillContext, code: string): Promise<Done> {
  const { memory, options } = context
  const user = seller(context)
  if (!user.ok) return user
  const means = voucherMeans(context)
  const voucher = await options.vouchers.byCode(code)
  if (means === undefined || voucher === null) return fail('VOUCHER_UNKNOWN')
  const { number, leftMinor, expiresOn } = voucher
  const { locale } = memory.preferences
  const at = options.clock.now()
  if (expiresOn < options.clock.local(at).date) {
    return fail('VOUCHER_EXPIRED', { number, date: paperDate(expiresOn, TICKET_WORDS[locale]) })
  }
  if (leftMinor <= 0) return fail('VOUCHER_SPENT', { number })
  if (memory.sale.state !== 'paying') return fail('VOUCHER_AT_PAYMENT')
  const free = noOpenCard(context)
  if (!free.ok) return free
  const { remainingMinor } = saleFigures(memory.sale, memory.shop.vatBasisPoints)
  if (remainingMinor <= 0) return fail('SALE_PAYS_OUT_CASH')
  if (await options.vouchers.isInDoubt(number)) {
    const may = permitted(memory, 'settle-doubts')
    if (!may.ok) return may
  }
  // The ticket may have waited for its bank while its day was closed.
  await ensureOpenDay(context, user.value.name)
  const amountMinor = Math.min(remainingMinor, leftMinor)
  const tender: TenderView = {
    ...newTender(options.nextId(), at),
    kind: 'other',
    means: { id: means.id, name: meansName(means, locale) },
    amountMinor,
    voucher: { number, leftMinor: leftMinor - amountMinor },
    givenMinor: null,
    outcome: 'received',
  }
  const paid = { sale: memory.sale, tender, changeMinor: 0, cardPart: null }
  await commitTender(context, paid, (commit) => options.commitPaidSale.commitPaidSale(commit, null))
  return { ok: true, value: {} }
}
