import { fail, type Result, succeed } from '#contract/result.ts'
import type { SaleView } from '#contract/views/sale-view.ts'
import { pays, saleFigures, saleView } from '../cart/sale-figures.ts'
import { emit, emptySale, keepHead, saveSale, seal, seller, type TillContext, takeSale } from '../core/till-context.ts'
import { isNoted } from '../floor/bill-papers.ts'
import { withFirstCourse } from '../floor/courses.ts'
import { kitchenPapers } from '../papers/kitchen-papers.ts'
import { printJobView } from '../papers/print-job-view.ts'
import type { OpenSale } from '../ports/open-sales.port.ts'
import { withoutKeeper } from '../session/take-over.ts'
import { isBeingLeft } from '../tender/open-card.ts'

const JET_SALE_CANCELLED = 320

/** A ticket on hold, with what became of its papers in the kitchens. */
export async function heldView({ memory, options }: TillContext, sale: OpenSale): Promise<SaleView> {
  const plain = saleView(sale, memory.shop.vatBasisPoints)
  const { number, copies = 0 } = sale.note ?? {}
  const note = number === undefined ? {} : { note: { number, copies, isCurrent: isNoted(sale, plain.totalMinor) } }
  const view = { ...plain, ...note }
  if (sale.kitchen === undefined) return view
  const jobs = await options.printSpool.jobsOfSale(sale.id)
  return { ...view, kitchenPapers: jobs.filter(({ kind }) => kind === 'kitchen-ticket').map(printJobView) }
}

/**
 * The ticket in hand may be put aside: nothing of it is being paid, or all that it waits for is the bank's word on an
 * unknown card part. The next customer must not wait for a bank that cannot be reached.
 */
export function holdableTicket(context: TillContext): Result<null> {
  const user = seller(context)
  if (!user.ok) return user
  if (isBeingLeft(context)) return fail('SALE_IN_PAYMENT')
  const { id, state, tenders } = context.memory.sale
  // A part that was given back says so on its tender at once; the bank may owe its word on it for long.
  const waitsForBank =
    tenders.some(({ outcome }) => outcome === 'unknown') || context.options.cardPayments.isUnresolved(id)
  const isCharging = tenders.some(({ outcome }) => outcome === 'in-progress')
  return state !== 'paying' || (waitsForBank && !isCharging) ? succeed(null) : fail('SALE_IN_PAYMENT')
}

/**
 * Puts the ticket in hand aside, if there is anything on it, and takes an empty one. A charge that may stand is
 * something, also when every line is gone.
 */
export async function holdTicket(context: TillContext, reference?: string): Promise<void> {
  const { memory, options } = context
  if (!memory.saleStored) return
  const waitsForBank = options.cardPayments.isUnresolved(memory.sale.id)
  // Guests who have ordered nothing yet sit at their table all the same.
  if (memory.sale.lines.length === 0 && !waitsForBank && memory.sale.table === undefined) return dropTicket(context)
  const { papers: _, kitchen, ...sale } = withFirstCourse(memory.floor, memory.sale)
  const named: OpenSale = { ...sale, state: 'held', ...(reference === undefined ? {} : { reference }) }
  // Whoever puts a ticket aside has ordered what is on it.
  const known = kitchen === undefined ? named : { ...named, kitchen }
  const { printJobs, notes } = kitchenPapers(context, known, options.clock.now(), 'sent')
  const held: OpenSale = notes.length === 0 ? named : { ...named, kitchen: notes }
  await saveSale(context, held, { printJobs })
  memory.held = [...memory.held, held]
  takeSale(memory, await emptySale(context), false)
}

/** Takes a ticket on hold in hand again; the one that is in hand is put aside. Errors: those of `holdableTicket`, SALE_NOT_FOUND. */
export async function recallTicket(context: TillContext, saleId: string): Promise<Result<Record<string, never>>> {
  const { memory, options } = context
  const free = holdableTicket(context)
  if (!free.ok) return free
  const held = memory.held.find(({ id }) => id === saleId)
  if (held === undefined) return fail('SALE_NOT_FOUND')
  await holdTicket(context)
  const isPartPaid = held.tenders.some((tender) => pays(tender) || tender.outcome === 'unknown')
  const recalled: OpenSale = { ...withoutKeeper(held), state: isPartPaid ? 'paying' : 'open' }
  await options.openSales.save(recalled)
  memory.held = memory.held.filter(({ id }) => id !== saleId)
  takeSale(memory, recalled, true)
  emit(context, 'sale', 'session', 'day')
  return succeed({})
}

/** Takes the ticket away for good; its number stays used, and the fiscal chain says what for. */
export async function dropTicket(context: TillContext): Promise<void> {
  const { memory, options } = context
  const { totalMinor, lines } = saleFigures(memory.sale, memory.shop.vatBasisPoints)
  const record = seal(context, 'event', options.clock.now(), {
    event: 'sale-cancelled',
    code: JET_SALE_CANCELLED,
    number: memory.sale.number,
    lineCount: lines.length,
    totalMinor,
  })
  const { printJobs } = kitchenPapers(context, { ...memory.sale, lines: [] }, record.at)
  await options.openSales.drop(memory.sale.id, { fiscalRecord: record, printJobs })
  if (printJobs.length > 0) options.onPrintJobs()
  keepHead(context, record)
  takeSale(memory, await emptySale(context), false)
}
