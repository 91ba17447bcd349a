import type { Course } from '#contract/views/floor-view.ts'
import { documentContext, type TillContext } from '../core/till-context.ts'
import { mayBeMade } from '../floor/courses.ts'
import { type KitchenItem, type KitchenNote, type KitchenStation, kitchenOrder } from '../kitchen/kitchen-order.ts'
import type { NewPrintJob } from '../ports/commit-paid-sale.port.ts'
import type { OpenSale } from '../ports/open-sales.port.ts'
import type { KitchenTicket } from '../tickets/ticket-document.ts'
import { documentHead } from './document-head.ts'

export interface KitchenPapers {
  readonly printJobs: readonly NewPrintJob[]
  readonly notes: readonly KitchenNote[]
}

/**
 * Papers for kitchens and bars with what of a ticket they were not told yet; with no lines, that nothing of it is wanted. `sent`:
 * courses that were not sent wait.
 */
export function kitchenPapers(
  context: TillContext,
  sale: OpenSale,
  at: string,
  wanted: 'sent' | 'all' = 'all',
): KitchenPapers {
  const lines = wanted === 'all' ? sale.lines : sale.lines.filter((line) => mayBeMade(sale, line))
  const { orders, notes } = kitchenOrder(lines, sale.kitchen ?? [], stationsOf(context))
  return { notes, printJobs: orders.map(({ station, items }) => paper(context, sale, at, station, { items })) }
}

/** Tells whoever makes it that a course is wanted now; what they did not know of it is ordered with that. */
export function coursePapers(context: TillContext, sale: OpenSale, at: string, course: Course): KitchenPapers {
  const lines = sale.lines.filter((line) => line.course === course.id)
  const { orders, notes } = kitchenOrder(lines, [], stationsOf(context))
  const told = (sale.kitchen ?? []).filter(({ lineId }) => !lines.some(({ id }) => id === lineId))
  return {
    notes: [...told, ...notes],
    printJobs: orders.map(({ station, items }) => paper(context, sale, at, station, { items, call: course.name })),
  }
}

/** Tells whoever makes something of a ticket that it goes to another table now. */
export function movedPapers(context: TillContext, sale: OpenSale, at: string, from: string): readonly NewPrintJob[] {
  const told = new Set((sale.kitchen ?? []).map(({ stationId }) => stationId))
  return stationsOf(context)
    .filter(({ id }) => told.has(id))
    .map((station) => paper(context, sale, at, station, { items: [], movedFrom: from }))
}

function stationsOf({ options }: TillContext): readonly KitchenStation[] {
  return options.kitchenStations?.() ?? []
}

function paper(
  context: TillContext,
  sale: OpenSale,
  at: string,
  { id: deviceId, name: stationName }: KitchenStation,
  { items, ...told }: Pick<KitchenTicket, 'items' | 'call' | 'movedFrom'>,
): NewPrintJob {
  const { table } = sale
  return {
    id: context.options.nextId(),
    kind: 'kitchen-ticket',
    saleId: sale.id,
    copyNumber: 0,
    at,
    deviceId,
    document: {
      ...documentHead(documentContext(context), at),
      kind: 'kitchen-ticket',
      stationName,
      number: sale.number,
      reference: sale.reference ?? null,
      ...(table !== undefined && { table: table.name, covers: table.covers }),
      cashierName: context.memory.signedIn?.user.name ?? sale.cashierName,
      items: byCourse(context, items),
      ...told,
    },
  }
}

/** Course by course under the names that the shop gives them; what comes at once stands first. */
function byCourse({ memory }: TillContext, items: readonly KitchenItem[]): readonly KitchenItem[] {
  const { courses } = memory.floor
  const place = ({ course }: KitchenItem) => courses.findIndex(({ id }) => id === course)
  return items
    .toSorted((one, other) => place(one) - place(other))
    .map(({ course, ...item }) => {
      const name = courses.find(({ id }) => id === course)?.name
      return name === undefined ? item : { ...item, course: name }
    })
}
