import { type Result, succeed } from '#contract/result.ts'
import type { TenderView } from '#contract/views/sale-view.ts'
import { pays } from '../cart/sale-figures.ts'
import { emit, person, saveSale, seal, seller, type TillContext } from '../core/till-context.ts'
import { drawerKick, originals } from '../papers/document-head.ts'
import { noOpenCard } from './open-card.ts'
import { withTender } from './tender-records.ts'

type Done = Result<Record<string, never>>
type CardTender = TenderView & { readonly paymentId: string }

/** What goes back on cards; `waitsForBank`: another part of the ticket is in doubt. */
interface Leaving {
  readonly parts: readonly CardTender[]
  readonly waitsForBank: boolean
  /** Who leaves it. */
  readonly by: string
}

/**
 * Back to the lines: card parts are given back one by one, then the cash; each step is on disk before the next. While
 * the bank owes its word on another part, what was paid is given back and the ticket stays as it is: the customer and
 * the day's end must not wait for a bank that cannot be reached.
 *
 * What goes back on a card does so outside the queue: a terminal takes its minutes, and meanwhile the word of another one about
 * another ticket must get through. Nothing else is done to this ticket before it is over.
 *
 * Where nothing is paid yet, whoever is signed in finds the way back: the till is taken over in the middle of a payment too.
 *
 * @param isNotVoid a person has found out that a part which its terminal did not void is not void there.
 */
export async function leaveTicket(context: TillContext, isNotVoid: boolean): Promise<Done> {
  const { memory, options, queue } = context
  const begun = await queue.run(async () => beginLeaving(context))
  if (!begun.ok) return begun
  if (begun.value === null) return succeed({})
  const { parts, waitsForBank, by } = begun.value
  try {
    for (const part of parts) {
      const given = await options.cardPayments.giveBack(part.paymentId, isNotVoid)
      if (!given.ok) return given
      await queue.run(() => keepGivenBack(context, part, by))
    }
    return await queue.run(() => endLeaving(context, { waitsForBank, by }))
  } finally {
    memory.leavingSaleId = null
  }
}

/** Null: the ticket is not being paid. */
function beginLeaving(context: TillContext): Result<Leaving | null> {
  const { memory } = context
  const user = memory.sale.tenders.some(pays) ? seller(context) : person(context)
  if (!user.ok) return user
  if (memory.sale.state !== 'paying') return succeed(null)
  const free = noOpenCard(context)
  const waitsForBank = !free.ok && free.error.code === 'PAYMENT_OUTCOME_UNKNOWN'
  if (!free.ok && !(waitsForBank && memory.sale.tenders.some(pays))) return free
  memory.leavingSaleId = memory.sale.id
  const isPaidByCard = (tender: TenderView): tender is CardTender =>
    tender.outcome === 'approved' && tender.paymentId !== null
  return succeed({ parts: memory.sale.tenders.filter(isPaidByCard), waitsForBank, by: user.value.name })
}

/** Cash that was handed out with it is to come back from now on, whatever becomes of the ticket's other parts: the drawer opens for it. */
async function keepGivenBack(
  context: TillContext,
  { id, cashbackMinor = 0 }: CardTender,
  by: Leaving['by'],
): Promise<void> {
  const { sale } = context.memory
  const tender = sale.tenders.find((other) => other.id === id)
  if (tender === undefined) throw new Error('a ticket that is being left lost a tender')
  const drawer = cashbackMinor > 0 ? drawerOpened(context, { backMinor: 0, takenMinor: cashbackMinor, by }) : {}
  await saveSale(context, withTender(sale, { ...tender, outcome: 'reversed' }), drawer)
  emit(context, 'sale')
}

async function endLeaving(context: TillContext, { waitsForBank, by }: Omit<Leaving, 'parts'>): Promise<Done> {
  await giveCashBack(context, by)
  if (!waitsForBank) await saveSale(context, { ...context.memory.sale, state: 'open' })
  emit(context, 'sale')
  return succeed({})
}

/** Cash that was taken goes back, and cheques and the like to whoever gave them; what was to go on an account does not. */
async function giveCashBack(context: TillContext, by: Leaving['by']): Promise<void> {
  const { memory } = context
  const back = memory.sale.tenders.filter((tender) => tender.kind !== 'card' && pays(tender))
  if (back.length === 0) return
  const cash = back.filter(({ kind }) => kind === 'cash')
  const backMinor = cash.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const sale = back.reduce((left, tender) => withTender(left, { ...tender, outcome: 'reversed' }), memory.sale)
  const effects = back.every(({ kind }) => kind === 'account')
    ? {}
    : drawerOpened(context, { backMinor, takenMinor: 0, by })
  await saveSale(context, sale, effects)
}

interface CashBack extends Pick<Leaving, 'by'> {
  readonly backMinor: number
  readonly takenMinor: number
}

/** The drawer opens, with a record of what goes out of it and what comes in: cash; cheques and vouchers lie in it too. */
export function drawerOpened(context: TillContext, { backMinor, takenMinor, by }: CashBack) {
  const { memory, options } = context
  const at = options.clock.now()
  const fiscalRecord = seal(context, 'event', at, {
    event: 'cash-given-back',
    number: memory.sale.number,
    amountMinor: backMinor,
    ...(takenMinor > 0 && { cashbackTakenMinor: takenMinor }),
    training: options.training,
  })
  const kick = drawerKick('return', by, memory.sale.number)
  return { fiscalRecord, printJobs: originals([kick], { saleId: memory.sale.id, at, nextId: options.nextId }) }
}
