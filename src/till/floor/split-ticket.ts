import { equalShares } from '#contract/bill-shares.ts'
import { LIMITS } from '#contract/limits.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { SplitWay } from '#contract/views/floor-view.ts'
import type { TillContext } from '../core/till-context.ts'
import { pointsSpent } from '../loyalty/points.ts'
import type { CartLine, OpenSale, SaleTable } from '../ports/open-sales.port.ts'
import { mayBeMade } from './courses.ts'
import { tableOf } from './floor-plan.ts'
import { emptyTicket, joinedTicket, notesOf } from './move-tickets.ts'
import {
  atAmount,
  type CostingLine,
  costingLines,
  type Portions,
  portionLines,
  portionsByAmount,
  portionsByLine,
} from './portions.ts'
import { asideTicket, asideTickets, type NewTicket, rearrange } from './rearrange.ts'
import { hasMoney, tableReference, ticketsOfTable } from './table-tickets.ts'

export type SplitErrorCode =
  | 'SALE_NOT_FOUND'
  | 'SALE_AMOUNT_ZERO'
  | 'SALE_AMOUNT_TOO_HIGH'
  | 'FLOOR_TICKET_IN_PAYMENT'
  | 'FLOOR_TABLE_NOT_FOUND'
  | 'FLOOR_COURSE_WAITS'
  | 'FLOOR_CANNOT_SHARE'
  | 'FLOOR_NOTHING_TO_SPLIT'
  | 'FLOOR_PRICES_DIFFER'
  | 'LOYALTY_TAKE_OFF_FIRST'

/**
 * The bill of a table in parts, each a ticket of its own: paid by itself, in any way, with its own papers, and blocked by its own
 * unknown card payment alone. What nobody takes stays on the table's ticket. The parts come to the cent to what the ticket was, and so
 * does each rate of tax in them. @returns the tickets of the parts.
 */
export async function splitTicket(
  context: TillContext,
  saleId: string,
  way: SplitWay,
): Promise<Result<readonly string[], SplitErrorCode>> {
  const aside = await asideTicket(context, saleId)
  if (!aside.ok) return aside
  const sale = aside.value
  if (pointsSpent(sale.discount) > 0) return fail('LOYALTY_TAKE_OFF_FIRST')
  const { table } = sale
  const stations = context.options.kitchenStations?.() ?? []
  if (table === undefined) return fail('FLOOR_TABLE_NOT_FOUND')
  const isMade = ({ familyId = '' }: CartLine) => stations.some(({ families }) => families.includes(familyId))
  const waiting = sale.lines.find((line) => isMade(line) && !mayBeMade(sale, line))
  if (waiting !== undefined) return fail('FLOOR_COURSE_WAITS', { line: waiting.name })
  const shared = sharedLines(costingLines(sale), way)
  if (!shared.ok) return shared
  // A thousandth is the least that a portion can be: more of them would leave less than nothing for one.
  const thin = shared.value.lines.find(({ line }, at) => {
    return shared.value.portions.filter((part) => (part[at] ?? null) !== null).length > line.quantityMilli
  })
  if (thin !== undefined) return fail('FLOOR_CANNOT_SHARE', { line: thin.line.name })
  const cut = cutInParts(context, shared.value)
  const parts = cut.parts.filter((lines) => lines.length > 0)
  if (parts.length + (cut.rest.length > 0 ? 1 : 0) < 2) return fail('FLOOR_NOTHING_TO_SPLIT')
  const names = freeNames(context, table, parts.length)
  const tickets: { readonly sale: OpenSale | null; readonly lines: readonly CartLine[]; readonly part?: string }[] =
    parts.map((lines, at) => ({ sale: null, lines, ...(names[at] !== undefined && { part: names[at] }) }))
  if (cut.rest.length > 0)
    tickets.unshift({ sale, lines: cut.rest, ...(table.part !== undefined && { part: table.part }) })
  else if (tickets[0] !== undefined) tickets[0] = { ...tickets[0], sale }
  const saved: OpenSale[] = []
  const opened: NewTicket[] = []
  for (const { sale: known, lines, part } of tickets) {
    const draft = await partTicket(context, sale, { lines, part, isOrigin: known !== null })
    if (known === null) opened.push(draft)
    else saved.push({ ...draft, number: sale.number })
  }
  const made = await rearrange(context, { event: 'ticket-split', before: [sale], saved, opened })
  return succeed([...saved, ...made].map(({ id }) => id))
}

async function partTicket(
  context: TillContext,
  sale: OpenSale,
  {
    lines,
    part,
    isOrigin,
  }: { readonly lines: readonly CartLine[]; readonly part?: string | undefined; readonly isOrigin: boolean },
): Promise<NewTicket> {
  const { kitchen = [], table, number: _, discount: ___, ...plain } = sale
  const notes = notesOf(kitchen, sale.lines, lines)
  const { part: __, ...whole } = table ?? { id: '', name: '', covers: 1 }
  const base = isOrigin ? plain : { ...(await emptyTicket(context, sale)), openedAt: sale.openedAt }
  return {
    ...base,
    lines,
    touchedLineId: lines.at(-1)?.id ?? null,
    reference: isOrigin ? (sale.reference ?? tableReference(whole.name)) : tableReference(whole.name, part),
    table: { ...whole, ...(part !== undefined && { part }) },
    ...(notes.length > 0 && { kitchen: notes }),
  }
}

interface Shared {
  readonly lines: readonly CostingLine[]
  readonly portions: Portions
  /** The part that stays on the ticket is the last one. */
  readonly hasRest: boolean
}

function sharedLines(lines: readonly CostingLine[], way: SplitWay): Result<Shared, SplitErrorCode> {
  const fixed = lines.find(isFixed)
  const totalMinor = lines.reduce((sum, line) => sum + line.totalMinor, 0)
  if (way.kind === 'items') return sharedByItem(lines, way.shares)
  if (fixed !== undefined) return fail('FLOOR_CANNOT_SHARE', { line: fixed.line.name })
  if (way.kind === 'equal') {
    if (totalMinor < way.count) return fail('FLOOR_NOTHING_TO_SPLIT')
    const portions = portionsByAmount(lines, equalShares(totalMinor, way.count))
    return succeed({ lines, portions, hasRest: false })
  }
  if (way.amountMinor === 0) return fail('SALE_AMOUNT_ZERO')
  if (way.amountMinor >= totalMinor) return fail('SALE_AMOUNT_TOO_HIGH')
  const portions = portionsByAmount(lines, [way.amountMinor, totalMinor - way.amountMinor])
  return succeed({ lines, portions, hasRest: true })
}

function isFixed({ line, totalMinor }: CostingLine): boolean {
  return line.giftCard !== undefined || line.accountPayment !== undefined || totalMinor < 0
}

function sharedByItem(
  lines: readonly CostingLine[],
  shares: Extract<SplitWay, { kind: 'items' }>['shares'],
): Result<Shared, SplitErrorCode> {
  const payment = lines.find(({ line }) => line.accountPayment !== undefined)
  if (payment !== undefined) return fail('FLOOR_CANNOT_SHARE', { line: payment.line.name })
  const sharers = lines.map(({ line }) => [
    ...new Set(shares.filter(({ lineId }) => lineId === line.id).flatMap(({ parts }) => parts)),
  ])
  const fixed = lines.find((line, at) => (sharers[at]?.length ?? 0) > 1 && isFixed(line))
  if (fixed !== undefined) return fail('FLOOR_CANNOT_SHARE', { line: fixed.line.name })
  const count = Math.max(0, ...sharers.flat().map((part) => part + 1))
  return succeed({ lines, portions: portionsByLine(lines, sharers, count), hasRest: false })
}

interface Parts {
  readonly parts: readonly (readonly CartLine[])[]
  readonly rest: readonly CartLine[]
}

function cutInParts({ options }: TillContext, { lines, portions, hasRest }: Shared): Parts {
  const parts = portions.map((): CartLine[] => [])
  const rest: CartLine[] = []
  lines.forEach((costing, lineAt) => {
    const amounts = portions.map((row) => row[lineAt] ?? null)
    if (amounts.every((amount) => amount === null)) rest.push(atAmount(costing.line, costing.totalMinor))
    portionLines(costing, amounts, options.nextId).forEach((line, part) => {
      if (line !== null) parts[part]?.push(line)
    })
  })
  return hasRest ? { parts: parts.slice(0, -1), rest: [...rest, ...(parts.at(-1) ?? [])] } : { parts, rest }
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Letters that no other ticket of the table has. */
function freeNames(context: TillContext, table: SaleTable, count: number): readonly string[] {
  const known = tableOf(context.memory.floor, table.id)
  const taken = known === null ? [] : ticketsOfTable(context, known).flatMap(({ table: own }) => own?.part ?? [])
  const single = [...LETTERS].filter((letter) => !taken.includes(letter))
  const double = [...LETTERS].map((letter) => `A${letter}`).filter((name) => !taken.includes(name))
  return [...single, ...double].slice(0, Math.min(count, LIMITS.splitParts + LETTERS.length))
}

/** The parts that nothing was paid of become one ticket again. Errors: FLOOR_TABLE_NOT_FOUND, FLOOR_NOTHING_TO_SPLIT, those of a cart. */
export async function undoSplit(context: TillContext, tableId: string): Promise<Result<Record<string, never>>> {
  const table = tableOf(context.memory.floor, tableId)
  if (table === null) return fail('FLOOR_TABLE_NOT_FOUND')
  const quiet = ticketsOfTable(context, table).filter((sale) => !hasMoney(context, sale))
  if (quiet.length < 2) return fail('FLOOR_NOTHING_TO_SPLIT')
  const aside = await asideTickets(context, quiet)
  if (!aside.ok) return aside
  const [host, ...others] = aside.value
  if (host === undefined) return fail('SALE_NOT_FOUND')
  const joined = joinedTicket(host, others)
  if (!joined.ok) return joined
  const { table: named, ...plain } = joined.value
  const { part: _, ...whole } = named ?? { id: table.id, name: table.name, covers: table.seats }
  const saved: OpenSale = { ...plain, reference: tableReference(table.name), table: whole }
  await rearrange(context, { event: 'split-undone', before: aside.value, saved: [saved], dropped: others })
  return succeed({})
}
