import { isAllowed } from '#contract/permissions.ts'
import { type Result, succeed } from '#contract/result.ts'
import type { UserView } from '#contract/views/user-view.ts'
import { emit, emptySale, recordEvent, saveSale, type TillContext, takeSale } from '../core/till-context.ts'
import { ensureOpenDay } from '../day/business-day.ts'
import type { OpenSale } from '../ports/open-sales.port.ts'
import { proven } from './prove.ts'

/** Technical events carry the code that French auditors know them by (NF525 JET: 80 log-in, 40 log-off). */
const JET_LOG_IN = 80
export const JET_LOG_OFF = 40

/**
 * A person stands at the till now, in place of whoever did. What the other one had in hand waits for that person, and what waited
 * for this one comes back, unless the shop leaves tickets with the till.
 */
export async function takeOver(context: TillContext, user: UserView, at: string): Promise<void> {
  const { memory } = context
  const before = memory.signedIn?.user ?? null
  if (before !== null && before.id !== user.id) {
    await recordEvent(context, { event: 'locked', code: JET_LOG_OFF, userId: before.id })
  }
  await recordEvent(context, { event: 'signed-in', code: JET_LOG_IN, userId: user.id })
  await ensureOpenDay(context, user.name)
  if (memory.preferences.ticketOnSwitch !== 'stays') await exchangeTickets(context, user)
  memory.signedIn = { user, at }
  memory.lastUser = user
  memory.approval = null
  // The session last: the screen is drawn anew by it, once, with all that belongs to it.
  emit(context, 'day', 'sale', 'session')
}

/** A scanned code that is no goods may be the badge of whoever takes the till over; null where it is nobody's. */
export async function scannedBadge(context: TillContext, code: string): Promise<Result<Record<string, never>> | null> {
  const { memory, options } = context
  if ((await options.users.badgeSalt()) === null) return null
  const user = await proven(context, { badge: code.trim() })
  if (!user.ok) return null
  if (user.value.id !== memory.signedIn?.user.id) await takeOver(context, user.value, options.clock.now())
  return succeed({})
}

/**
 * A ticket that is being paid, or of which the bank owes its word, stays where it is: its money does. So does one that somebody led
 * back from its payment who may not sell: it is nobody's but the till's.
 */
async function exchangeTickets(context: TillContext, user: UserView): Promise<void> {
  const { memory, options } = context
  const { lastUser, sale, roleChanges } = memory
  const isFree = sale.state === 'open' && !options.cardPayments.isUnresolved(sale.id)
  const isOfAnother = lastUser !== null && lastUser.id !== user.id && isAllowed(roleChanges, lastUser, 'sell')
  if (isOfAnother && memory.saleStored && isFree && sale.lines.length > 0) await keepFor(context, lastUser)
  if (!memory.saleStored) await comeBack(context, user)
}

async function keepFor(context: TillContext, { id: userId, name }: UserView): Promise<void> {
  const { memory } = context
  const kept: OpenSale = { reference: name, ...memory.sale, state: 'held', keptFor: { userId, name } }
  await saveSale(context, kept)
  memory.held = [...memory.held, kept]
  takeSale(memory, await emptySale(context), false)
}

async function comeBack(context: TillContext, { id }: UserView): Promise<void> {
  const { memory, options } = context
  const kept = memory.held.findLast(({ keptFor }) => keptFor?.userId === id)
  if (kept === undefined) return
  const sale: OpenSale = { ...withoutKeeper(kept), state: 'open' }
  await options.openSales.save(sale)
  memory.held = memory.held.filter((held) => held !== kept)
  takeSale(memory, sale, true)
}

/** The ticket as anybody's again: what it waited under for its cashier is no reference of its own. */
export function withoutKeeper({ keptFor, ...sale }: OpenSale): OpenSale {
  if (keptFor === undefined || sale.reference !== keptFor.name) return sale
  const { reference: _, ...unnamed } = sale
  return unnamed
}
