import { LIMITS } from '#contract/limits.ts'
import { AMOUNT_MINOR_MAX } from '#contract/money.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { FloorTable } from '#contract/views/floor-view.ts'
import { paysAccount } from '../accounts/add-payment.ts'
import { emptySale, type TillContext } from '../core/till-context.ts'
import type { KitchenNote } from '../kitchen/kitchen-order.ts'
import { pointsSpent } from '../loyalty/points.ts'
import { movedPapers } from '../papers/kitchen-papers.ts'
import type { CartLine, OpenSale } from '../ports/open-sales.port.ts'
import { shareOut } from '../vat/share-out.ts'
import { tableOf } from './floor-plan.ts'
import { atAmount, costingLines, discountOf, rejoined } from './portions.ts'
import { asideTicket, asideTickets, type NewTicket, rearrange } from './rearrange.ts'
import { tableReference, ticketsOfTable } from './table-tickets.ts'

type Done = Result<Record<string, never>>

/**
 * The guests of a table go to another one: to a free one with their tickets as they are; to one that has guests only if the tickets are
 * to become one. Kitchens are told once. Errors: FLOOR_TABLE_NOT_FOUND, FLOOR_TABLE_TAKEN, FLOOR_TICKET_IN_PAYMENT, those of a cart.
 */
export async function moveTable(
  context: TillContext,
  { fromId, toId, merge }: { readonly fromId: string; readonly toId: string; readonly merge: boolean },
): Promise<Done> {
  const { memory, options } = context
  const from = tableOf(memory.floor, fromId)
  const to = tableOf(memory.floor, toId)
  if (from === null || to === null) return fail('FLOOR_TABLE_NOT_FOUND')
  const tickets = ticketsOfTable(context, from)
  if (tickets.length === 0) return fail('SALE_NOT_FOUND')
  if (from.id === to.id) return succeed({})
  const there = ticketsOfTable(context, to)
  if (there.length > 0) {
    return merge ? mergeTickets(context, { from, tickets, to, there }) : fail('FLOOR_TABLE_TAKEN', { table: to.name })
  }
  const saved = tickets.map((sale) => atTable(sale, to, from.seats))
  const at = options.clock.now()
  const printJobs = saved.flatMap((sale) => movedPapers(context, sale, at, from.name))
  await rearrange(context, { event: 'table-moved', before: tickets, saved, printJobs })
  return succeed({})
}

/** The ticket under another table, its part of a split bill with it. */
function atTable(sale: OpenSale, { id, name }: FloorTable, seats: number): OpenSale {
  const table = { covers: seats, ...sale.table, id, name }
  return { ...sale, reference: tableReference(name, sale.table?.part), table }
}

interface Merge {
  readonly from: FloorTable
  readonly tickets: readonly OpenSale[]
  readonly to: FloorTable
  readonly there: readonly OpenSale[]
}

async function mergeTickets(context: TillContext, { from, tickets, to, there }: Merge): Promise<Done> {
  const coming = await asideTickets(context, tickets)
  if (!coming.ok) return coming
  const [first] = there
  if (first === undefined) return fail('SALE_NOT_FOUND')
  const host = await asideTicket(context, first.id)
  if (!host.ok) return host
  const covers = [host.value, coming.value[0]].reduce((sum, sale) => sum + (sale?.table?.covers ?? 0), 0)
  const merged = joinedTicket(atTable(host.value, to, to.seats), coming.value)
  if (!merged.ok) return merged
  const saved = withCovers(merged.value, Math.min(LIMITS.tableCovers, Math.max(1, covers)))
  const at = context.options.clock.now()
  const printJobs = coming.value.flatMap((sale) => movedPapers(context, atTable(sale, to, 1), at, from.name))
  await rearrange(context, {
    event: 'tickets-merged',
    before: [host.value, ...coming.value],
    saved: [saved],
    dropped: coming.value,
    printJobs,
  })
  return succeed({})
}

const withCovers = (sale: OpenSale, covers: number): OpenSale =>
  sale.table === undefined ? sale : { ...sale, table: { ...sale.table, covers } }

/** One ticket with the lines of the others below its own; portions of one line become that line again. */
export function joinedTicket(
  host: OpenSale,
  others: readonly OpenSale[],
): Result<
  OpenSale,
  'SALE_TOO_LONG' | 'SALE_AMOUNT_TOO_HIGH' | 'ACCOUNT_LINE_FIXED' | 'LOYALTY_TAKE_OFF_FIRST' | 'FLOOR_PRICES_DIFFER'
> {
  const all = [host, ...others]
  // The same figures would be other money: the shop changed how its prices are meant in between.
  if (all.some(({ pricesExcludeVat }) => pricesExcludeVat !== host.pricesExcludeVat)) return fail('FLOOR_PRICES_DIFFER')
  // A ticket that pays an account is that customer's; the others' tickets are not.
  if (all.some(paysAccount)) return fail('ACCOUNT_LINE_FIXED')
  if (all.some(({ discount }) => pointsSpent(discount) > 0)) return fail('LOYALTY_TAKE_OFF_FIRST')
  const costing = all.flatMap(costingLines)
  const { lines, gone } = rejoined(costing.map(({ line, totalMinor }) => atAmount(line, totalMinor)))
  const totalMinor = costing.reduce((sum, line) => sum + line.totalMinor, 0)
  if (lines.length > LIMITS.saleLines) return fail('SALE_TOO_LONG', { max: LIMITS.saleLines })
  if (totalMinor > AMOUNT_MINOR_MAX) return fail('SALE_AMOUNT_TOO_HIGH')
  const notes = joinedNotes(
    all.flatMap(({ kitchen = [] }) => kitchen),
    gone,
  )
  const sent = [...new Set(all.flatMap(({ table }) => table?.sent ?? []))]
  const { discount: _, ...plain } = host
  return succeed({
    ...plain,
    lines,
    touchedLineId: lines.at(-1)?.id ?? null,
    ...(host.table !== undefined && { table: { ...host.table, ...(sent.length > 0 && { sent }) } }),
    ...(notes.length > 0 && { kitchen: notes }),
  })
}

function joinedNotes(told: readonly KitchenNote[], gone: ReadonlyMap<string, string>): readonly KitchenNote[] {
  const notes: KitchenNote[] = []
  for (const note of told.map((one) => ({ ...one, lineId: gone.get(one.lineId) ?? one.lineId }))) {
    const at = notes.findIndex(({ lineId, stationId }) => lineId === note.lineId && stationId === note.stationId)
    const known = notes[at]
    if (known === undefined) notes.push(note)
    else notes[at] = { ...known, quantityMilli: known.quantityMilli + note.quantityMilli }
  }
  return notes
}

export interface WantedLine {
  readonly lineId: string
  /** Left out: all of it. */
  readonly quantityMilli?: number | undefined
}

/**
 * Chosen lines go to the ticket of another table, which gets one if it has none. Errors: those of `moveTable`, SALE_LINE_NOT_FOUND,
 * SALE_QUANTITY_OUT_OF_RANGE.
 */
export async function moveLines(
  context: TillContext,
  { saleId, toId, wanted }: { readonly saleId: string; readonly toId: string; readonly wanted: readonly WantedLine[] },
): Promise<Done> {
  const { memory, options } = context
  const to = tableOf(memory.floor, toId)
  if (to === null) return fail('FLOOR_TABLE_NOT_FOUND')
  const from = await asideTicket(context, saleId)
  if (!from.ok) return from
  const [first] = ticketsOfTable(context, to).filter(({ id }) => id !== saleId)
  const host = first === undefined ? null : await asideTicket(context, first.id)
  if (host !== null && !host.ok) return host
  const cut = cutLines(context, from.value, wanted)
  if (!cut.ok) return cut
  const { left, moved } = cut.value
  const target = host?.value ?? atTable({ ...(await emptyTicket(context, from.value)), number: '' }, to, to.seats)
  const joined = joinedTicket(target, [moved])
  if (!joined.ok) return joined
  const isAll = left.lines.length === 0
  const at = options.clock.now()
  const printJobs = movedPapers(
    context,
    atTable(moved, to, 1),
    at,
    from.value.table?.name ?? from.value.reference ?? '',
  )
  const { number: _, ...fresh } = joined.value
  await rearrange(context, {
    event: 'lines-moved',
    before: [from.value, ...(host === null ? [] : [host.value])],
    saved: [...(isAll ? [] : [left]), ...(host === null ? [] : [joined.value])],
    opened: host === null ? [fresh] : [],
    dropped: isAll ? [from.value] : [],
    printJobs,
  })
  return succeed({})
}

/** A ticket that is put aside, with nothing on it yet; its prices are with VAT or without as those of the ticket that its goods come from. */
export async function emptyTicket(context: TillContext, { pricesExcludeVat }: OpenSale): Promise<NewTicket> {
  const { number: _, pricesExcludeVat: __, ...empty } = await emptySale(context)
  const openedAt = context.options.clock.now()
  return { ...empty, state: 'held', openedAt, ...(pricesExcludeVat && { pricesExcludeVat }) }
}

type Cut = Result<
  { readonly left: OpenSale; readonly moved: OpenSale },
  | 'SALE_LINE_NOT_FOUND'
  | 'SALE_QUANTITY_OUT_OF_RANGE'
  | 'GIFT_CARD_LINE_FIXED'
  | 'ACCOUNT_LINE_FIXED'
  | 'LOYALTY_TAKE_OFF_FIRST'
>

/** The ticket in two: what stays, and what was chosen; a part of a line costs its share of it. */
function cutLines({ options }: TillContext, sale: OpenSale, wanted: readonly WantedLine[]): Cut {
  const stays: CartLine[] = []
  const goes: CartLine[] = []
  if (pointsSpent(sale.discount) > 0) return fail('LOYALTY_TAKE_OFF_FIRST')
  if (wanted.some(({ lineId }) => !sale.lines.some(({ id }) => id === lineId))) return fail('SALE_LINE_NOT_FOUND')
  for (const costing of costingLines(sale)) {
    const { line, totalMinor } = costing
    const wish = wanted.find(({ lineId }) => lineId === line.id)
    const quantityMilli = wish === undefined ? 0 : (wish.quantityMilli ?? line.quantityMilli)
    if (quantityMilli < 0 || quantityMilli > line.quantityMilli)
      return fail('SALE_QUANTITY_OUT_OF_RANGE', { max: line.quantityMilli / 1_000 })
    if (quantityMilli === 0) stays.push(atAmount(line, totalMinor))
    else if (line.accountPayment !== undefined) return fail('ACCOUNT_LINE_FIXED')
    else if (quantityMilli === line.quantityMilli) goes.push(atAmount(line, totalMinor))
    else if (line.giftCard !== undefined) return fail('GIFT_CARD_LINE_FIXED')
    else {
      const goingMinor = Math.round((totalMinor * quantityMilli) / line.quantityMilli)
      const [staysOff, goesOff] = shareOut(line.discountAmountMinor ?? 0, [
        line.quantityMilli - quantityMilli,
        quantityMilli,
      ])
      const kept = { ...line, ...discountOf(line, staysOff), quantityMilli: line.quantityMilli - quantityMilli }
      const going = { ...line, ...discountOf(line, goesOff), id: options.nextId(), quantityMilli }
      stays.push(partOf(kept, line, totalMinor - goingMinor))
      goes.push(partOf(going, line, goingMinor))
    }
  }
  // What the discount on the ticket takes off a line goes with the line.
  const { kitchen = [], discount: _, ...plain } = sale
  const told = (lines: readonly CartLine[]) => notesOf(kitchen, sale.lines, lines)
  const ticket = (lines: readonly CartLine[]): OpenSale => {
    const notes = told(lines)
    const touchedLineId = lines.at(-1)?.id ?? null
    return { ...plain, lines, touchedLineId, ...(notes.length > 0 && { kitchen: notes }) }
  }
  return succeed({ left: ticket(stays), moved: ticket(goes) })
}

function partOf(part: CartLine, line: CartLine, amountMinor: number): CartLine {
  return atAmount({ ...part, portionOf: line.portionOf ?? line.id }, amountMinor)
}

/** What kitchens were told of lines holds for their portions: nobody makes them again. */
export function notesOf(
  told: readonly KitchenNote[],
  origin: readonly CartLine[],
  lines: readonly CartLine[],
): readonly KitchenNote[] {
  return lines.flatMap((line) => {
    const own =
      origin.find(({ id }) => id === line.id) ??
      origin.find(({ id, portionOf }) => {
        return line.portionOf !== undefined && (portionOf ?? id) === line.portionOf
      })
    if (own === undefined) return []
    return told
      .filter(({ lineId }) => lineId === own.id)
      .map((note) => ({
        ...note,
        lineId: line.id,
        quantityMilli: note.quantityMilli === own.quantityMilli ? line.quantityMilli : note.quantityMilli,
      }))
  })
}
