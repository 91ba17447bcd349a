import type { Json } from '#contract/json.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import { saleFigures } from '../cart/sale-figures.ts'
import { emit, emptySale, keepHead, seal, type TillContext, takeSale } from '../core/till-context.ts'
import { holdTicket } from '../held/hold-ticket.ts'
import type { NewPrintJob } from '../ports/commit-paid-sale.port.ts'
import type { OpenSale } from '../ports/open-sales.port.ts'
import { hasMoney, unpaidTicket } from './table-tickets.ts'

/** A ticket that has no number yet. */
export type NewTicket = Omit<OpenSale, 'number'>

export interface Rearrangement {
  /** What the fiscal chain calls it. */
  readonly event: 'table-moved' | 'tickets-merged' | 'lines-moved' | 'ticket-split' | 'split-undone'
  /** The tickets as they were. */
  readonly before: readonly OpenSale[]
  readonly saved: readonly OpenSale[]
  readonly opened?: readonly NewTicket[]
  readonly dropped?: readonly OpenSale[]
  readonly printJobs?: readonly NewPrintJob[]
}

/**
 * Tickets change together, with a signed record that tells what they came to before and after; kitchens hear of it in the same
 * transaction. @returns the new tickets, with their numbers.
 */
export async function rearrange(context: TillContext, change: Rearrangement): Promise<readonly OpenSale[]> {
  const { memory, options } = context
  const { saved, dropped = [], printJobs = [] } = change
  const next = await options.openSales.nextNumber()
  const opened = (change.opened ?? []).map((sale, at): OpenSale => ({ ...sale, number: numberAfter(next, at) }))
  const record = seal(context, 'event', options.clock.now(), {
    event: change.event,
    userId: memory.signedIn?.user.id ?? '',
    before: change.before.map((sale) => ticketFacts(context, sale)),
    after: [...saved, ...opened].map((sale) => ticketFacts(context, sale)),
  })
  const droppedIds = dropped.map(({ id }) => id)
  await options.openSales.rearrange({ saved, opened, dropped: droppedIds }, { fiscalRecord: record, printJobs })
  keepHead(context, record)
  const changed = (sale: OpenSale): OpenSale => saved.find(({ id }) => id === sale.id) ?? sale
  memory.held = [...memory.held.filter(({ id }) => !droppedIds.includes(id)).map(changed), ...opened]
  if (droppedIds.includes(memory.sale.id)) takeSale(memory, await emptySale(context), false)
  else if (memory.saleStored) memory.sale = changed(memory.sale)
  // The empty ticket in hand had the next number in prospect.
  else memory.sale = await emptySale(context)
  emit(context, 'sale', 'session', 'day')
  if (printJobs.length > 0) options.onPrintJobs()
  return opened
}

function ticketFacts({ memory }: TillContext, sale: OpenSale): Readonly<Record<string, Json>> {
  const { totalMinor } = saleFigures(sale, memory.shop.vatBasisPoints)
  return { number: sale.number, table: sale.table?.name ?? '', lineCount: sale.lines.length, totalMinor }
}

/** `2-004318` and 2 is `2-004320`. */
function numberAfter(number: string, steps: number): string {
  const [till = '', ticket = ''] = number.split('-')
  return `${till}-${String(Number(ticket) + steps).padStart(ticket.length, '0')}`
}

/**
 * A ticket that is put aside, with no money on it: nothing was paid, and nothing is owed an answer. The one in hand is put aside for
 * it. Errors: SALE_NOT_FOUND, FLOOR_TICKET_IN_PAYMENT.
 */
export async function asideTicket(
  context: TillContext,
  saleId: string,
): Promise<Result<OpenSale, 'SALE_NOT_FOUND' | 'FLOOR_TICKET_IN_PAYMENT'>> {
  const known = unpaidTicket(context, saleId)
  if (!known.ok) return known
  const { number } = known.value
  if (hasMoney(context, known.value)) return fail('FLOOR_TICKET_IN_PAYMENT', { number })
  if (context.memory.sale.id === saleId) await holdTicket(context)
  return unpaidTicket(context, saleId)
}

export type Quiet = Result<readonly OpenSale[], 'SALE_NOT_FOUND' | 'FLOOR_TICKET_IN_PAYMENT'>

/** The same of several. */
export async function asideTickets(context: TillContext, sales: readonly OpenSale[]): Promise<Quiet> {
  const aside: OpenSale[] = []
  for (const { id } of sales) {
    const sale = await asideTicket(context, id)
    if (!sale.ok) return sale
    aside.push(sale.value)
  }
  return succeed(aside)
}
