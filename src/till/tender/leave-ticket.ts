import { type Result, succeed } from '#contract/result.ts'
import type { TenderView } from '#contract/views/sale-view.ts'
import { pays } from '../cart/sale-figures.ts'
import { emit, saveSale, seal, seller, type TillContext } from '../core/till-context.ts'
import { drawerKick, originals } from '../papers/document-head.ts'
import { noOpenCard } from './open-card.ts'
import { withTender } from './tender-commit.ts'

type Done = Result<Record<string, never>>
type CardTender = TenderView & { readonly paymentId: string }

/** What goes back on cards; `waitsForBank`: another part of the ticket is in doubt. */
interface Leaving {
  readonly parts: readonly CardTender[]
  readonly waitsForBank: boolean
  /** Who leaves it. */
  readonly by: string
}

interface CashBack extends Pick<Leaving, 'by'> {
  readonly handedOutMinor: number
}

/**
 * Back to the lines: card parts are given back one by one, then the cash; each step is on disk before the next. While
 * the bank owes its word on another part, what was paid is given back and the ticket stays as it is: the customer and
 * the day's end must not wait for a bank that cannot be reached.
 *
 * What goes back on a card does so outside the queue: a terminal takes its minutes, and meanwhile the word of another one about
 * another ticket must get through. Nothing else is done to this ticket before it is over.
 */
export async function leaveTicket(context: TillContext): Promise<Done> {
  const { memory, options, queue } = context
  const begun = await queue.run(async () => beginLeaving(context))
  if (!begun.ok) return begun
  if (begun.value === null) return succeed({})
  const { parts, waitsForBank, by } = begun.value
  try {
    let handedOutMinor = 0
    for (const { id, paymentId, cashbackMinor = 0 } of parts) {
      const given = await options.cardPayments.giveBack(paymentId)
      if (!given.ok) return given
      await queue.run(() => keepGivenBack(context, id))
      handedOutMinor += cashbackMinor
    }
    return await queue.run(() => endLeaving(context, { handedOutMinor, waitsForBank, by }))
  } finally {
    memory.leavingSaleId = null
  }
}

/** Null: the ticket is not being paid. */
function beginLeaving(context: TillContext): Result<Leaving | null> {
  const { memory } = context
  const user = seller(context)
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

async function keepGivenBack(context: TillContext, tenderId: string): Promise<void> {
  const { sale } = context.memory
  const tender = sale.tenders.find(({ id }) => id === tenderId)
  if (tender === undefined) throw new Error('a ticket that is being left lost a tender')
  await saveSale(context, withTender(sale, { ...tender, outcome: 'reversed' }))
  emit(context, 'sale')
}

async function endLeaving(
  context: TillContext,
  { waitsForBank, ...cash }: CashBack & Pick<Leaving, 'waitsForBank'>,
): Promise<Done> {
  await giveCashBack(context, cash)
  if (!waitsForBank) await saveSale(context, { ...context.memory.sale, state: 'open' })
  emit(context, 'sale')
  return succeed({})
}

/** Cash that was taken goes back, and cash that was handed out with a card comes back: the drawer opens for either. */
async function giveCashBack(context: TillContext, { handedOutMinor, by }: CashBack): Promise<void> {
  const { memory, options } = context
  const cash = memory.sale.tenders.filter((tender) => tender.kind === 'cash' && pays(tender))
  if (cash.length === 0 && handedOutMinor === 0) return
  const at = options.clock.now()
  const fiscalRecord = seal(context, 'event', at, {
    event: 'cash-given-back',
    number: memory.sale.number,
    amountMinor: cash.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    ...(handedOutMinor > 0 && { cashbackTakenMinor: handedOutMinor }),
    training: options.training,
  })
  const kick = drawerKick('return', by, memory.sale.number)
  const printJobs = originals([kick], { saleId: memory.sale.id, at, nextId: options.nextId })
  const sale = cash.reduce((left, tender) => withTender(left, { ...tender, outcome: 'reversed' }), memory.sale)
  await saveSale(context, sale, { fiscalRecord, printJobs })
}
