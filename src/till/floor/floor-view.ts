import type { FloorTable, FloorView, TableState, TableTicket, TableView } from '#contract/views/floor-view.ts'
import { saleFigures } from '../cart/sale-figures.ts'
import type { TillContext } from '../core/till-context.ts'
import type { OpenSale } from '../ports/open-sales.port.ts'
import { isNoted } from './bill-papers.ts'
import { ticketsOfTable } from './table-tickets.ts'

/** The most pressing first: what a table shows of several tickets. */
const PRESSING: readonly TableState[] = ['unknown', 'paying', 'note', 'open']

/** Rooms with what their tables' tickets say of them; null in a shop without tables. */
export function floorView(context: TillContext): FloorView | null {
  const { floor, shop } = context.memory
  if (floor.rooms.length === 0) return null
  return {
    currency: shop.currency,
    rooms: floor.rooms.map((room) => ({ ...room, tables: room.tables.map((table) => tableView(context, table)) })),
    courses: [...floor.courses],
  }
}

function tableView(context: TillContext, table: FloorTable): TableView {
  const sales = ticketsOfTable(context, table)
  const tickets = sales.map((sale) => tableTicket(context, sale))
  const [first] = sales
  return {
    ...table,
    state: PRESSING.find((state) => tickets.some((ticket) => ticket.state === state)) ?? 'free',
    covers: first === undefined ? null : (first.table?.covers ?? table.seats),
    openedAt: sales.map(({ openedAt }) => openedAt).toSorted()[0] ?? null,
    totalMinor: tickets.reduce((sum, { totalMinor }) => sum + totalMinor, 0),
    tickets,
  }
}

function tableTicket(context: TillContext, sale: OpenSale): TableTicket {
  const { totalMinor, remainingMinor, paidMinor } = saleFigures(sale, context.memory.shop.vatBasisPoints)
  return {
    saleId: sale.id,
    number: sale.number,
    part: sale.table?.part ?? null,
    state: ticketState(context, sale, { paidMinor, totalMinor }),
    totalMinor,
    remainingMinor,
    isInHand: sale.id === context.memory.sale.id,
  }
}

function ticketState(
  { options }: TillContext,
  sale: OpenSale,
  { paidMinor, totalMinor }: { readonly paidMinor: number; readonly totalMinor: number },
): TableState {
  if (sale.tenders.some(({ outcome }) => outcome === 'unknown') || options.cardPayments.isUnresolved(sale.id))
    return 'unknown'
  if (sale.state === 'paying' || paidMinor !== 0) return 'paying'
  return isNoted(sale, totalMinor) ? 'note' : 'open'
}
