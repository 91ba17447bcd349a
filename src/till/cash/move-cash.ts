import type { Request } from '#contract/api.ts'
import { holdsCardNumber } from '#contract/card-number.ts'
import { formatAmount } from '#contract/money.ts'
import { fail, succeed } from '#contract/result.ts'
import { CASH_MOVES_MAX } from '#contract/views/day-view.ts'
import { counter, emit, keepHead, seal, type TillContext } from '../core/till-context.ts'
import { drawerView } from '../core/till-slices.ts'
import { ensureOpenDay } from '../day/business-day.ts'
import { shortSignature } from '../fiscal/fiscal-chain.ts'
import { cashSlip } from '../papers/cash-slip.ts'
import { drawerKick, originals } from '../papers/document-head.ts'
import { approvedBy } from '../session/call-under-way.ts'
import type { Done } from '../tender/begin-paying.ts'

/**
 * Cash goes into the drawer, or out of it, without a sale: what the drawer should hold follows, X and Z name it, and the fiscal chain keeps
 * who moved how much and why. A slip comes out with it, which two people sign.
 * Errors: SESSION_LOCKED, SALE_DAY_CLOSING, CASH_*, SALE_CARD_NUMBER_REFUSED.
 */
export async function moveCash(context: TillContext, wanted: Request<'cash.move'>): Promise<Done> {
  const { memory, options } = context
  const user = counter(context)
  if (!user.ok) return user
  const note = wanted.note.normalize('NFC').trim()
  if (holdsCardNumber(note)) return fail('SALE_CARD_NUMBER_REFUSED')
  if (wanted.reason === 'other' && note === '') return fail('CASH_REASON_MISSING')
  // A day opens with the float: what was above it left the drawer with the day before.
  if (memory.stage === 'closed') return fail('CASH_DAY_CLOSED')
  await ensureOpenDay(context, user.value.name)
  if (memory.day === null) throw new Error('cash moves in a day')
  const { cashMoves = [] } = memory.day
  if (cashMoves.length >= CASH_MOVES_MAX) return fail('CASH_MOVES_FULL', { count: cashMoves.length })
  const { expectedMinor } = drawerView(context)
  if (wanted.direction === 'out' && wanted.amountMinor > expectedMinor)
    return fail('CASH_NOT_IN_DRAWER', { amount: formatAmount(Math.max(0, expectedMinor), memory.shop.currency) })
  const at = options.clock.now()
  const { direction, amountMinor, reason } = wanted
  const moves = [...cashMoves, { at, direction, amountMinor, reason, note, byName: user.value.name }]
  const body = { event: 'cash-moved', userId: user.value.id, direction, amountMinor, reason, note }
  const record = seal(context, 'event', at, body)
  const kick = drawerKick('cash-moved', user.value.name)
  const slip = cashSlip(context, at, {
    ...{ direction, amountMinor, reason, note, byName: user.value.name, ...approvedBy() },
    number: `${memory.day.businessDate}/${moves.length}`,
    expectedMinor: expectedMinor + (direction === 'in' ? amountMinor : -amountMinor),
    signature: shortSignature(record),
  })
  const jobs = originals([kick, slip], { saleId: null, at, nextId: options.nextId })
  await options.businessDays.moveCash(memory.day.id, moves, record, jobs)
  keepHead(context, record)
  memory.day = { ...memory.day, cashMoves: moves }
  options.onPrintJobs()
  emit(context, 'day')
  return succeed({})
}
