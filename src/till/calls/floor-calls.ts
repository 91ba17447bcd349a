import type { Response } from '#contract/api.ts'
import { holdsCardNumber } from '#contract/card-number.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { FloorPlan, FloorTable } from '#contract/views/floor-view.ts'
import { isCardNumberAlone } from '../barcode/barcode.ts'
import { emit, saveSale, seller, type TillContext } from '../core/till-context.ts'
import { ensureOpenDay } from '../day/business-day.ts'
import { printFacturette, printNote } from '../floor/bill-papers.ts'
import { isAwaited, nextCourse, withSent } from '../floor/courses.ts'
import { soundPlan, tableOf } from '../floor/floor-plan.ts'
import { moveLines, moveTable } from '../floor/move-tickets.ts'
import { splitTicket, undoSplit } from '../floor/split-ticket.ts'
import { tableReference, ticketsOfTable, unpaidTicket } from '../floor/table-tickets.ts'
import { heldView, holdableTicket, holdTicket, recallTicket } from '../held/hold-ticket.ts'
import { coursePapers, kitchenPapers } from '../papers/kitchen-papers.ts'
import type { NewPrintJob } from '../ports/commit-paid-sale.port.ts'
import type { OpenSale, SaleTable } from '../ports/open-sales.port.ts'
import type { CallsNamed } from './call-names.ts'

type Done = Result<Record<string, never>>

/** Answers the calls about tables, their tickets and what the kitchen is told. */
export function floorCalls(context: TillContext): CallsNamed<'floor'> {
  const { queue } = context
  const sold = <Value>(work: () => Promise<Result<Value>>): Promise<Result<Value>> =>
    queue.run(async () => {
      const user = seller(context)
      return user.ok ? work() : user
    })
  return {
    'floor.open': ({ tableId, saleId, covers }) => queue.run(() => openTable(context, tableId, { saleId, covers })),
    'floor.setCovers': ({ saleId, covers }) => queue.run(() => setCovers(context, saleId, covers)),
    'floor.ticket': async ({ saleId }) => {
      const user = seller(context)
      if (!user.ok) return user
      const sale = unpaidTicket(context, saleId)
      return sale.ok ? succeed(await heldView(context, sale.value)) : sale
    },
    'floor.savePlan': ({ plan }) => queue.run(() => savePlan(context, plan)),
    'floor.move': (wanted) => sold(() => moveTable(context, wanted)),
    'floor.moveLines': ({ saleId, toId, lines }) => sold(() => moveLines(context, { saleId, toId, wanted: lines })),
    'floor.setCourse': (wanted) => sold(() => setCourse(context, wanted)),
    'floor.send': ({ saleId, courseIds }) => sold(() => sendCourses(context, saleId, courseIds)),
    'floor.nextCourse': ({ saleId }) => sold(() => callNextCourse(context, saleId)),
    'floor.split': ({ saleId, way }) =>
      sold(async () => {
        const split = await splitTicket(context, saleId, way)
        return split.ok ? succeed({ saleIds: [...split.value] }) : split
      }),
    'floor.undoSplit': ({ tableId }) => sold(() => undoSplit(context, tableId)),
    'floor.note': ({ saleId }) => sold(() => printNote(context, saleId)),
    'floor.facturette': ({ saleId }) => sold(() => printFacturette(context, saleId)),
  }
}

interface Wanted {
  readonly saleId: string | undefined
  readonly covers: number | undefined
}

/** Takes a table's ticket in hand, the one that is asked for or its oldest; guests at a free one get a new ticket. */
async function openTable(context: TillContext, tableId: string, { saleId, covers }: Wanted): Promise<Done> {
  const { memory } = context
  const free = holdableTicket(context)
  if (!free.ok) return free
  const table = tableOf(memory.floor, tableId)
  if (table === null) return fail('FLOOR_TABLE_NOT_FOUND')
  const tickets = ticketsOfTable(context, table)
  const wanted = saleId === undefined ? tickets[0] : tickets.find(({ id }) => id === saleId)
  if (saleId !== undefined && wanted === undefined) return fail('SALE_NOT_FOUND')
  if (wanted === undefined) return newTicket(context, table, covers ?? table.seats)
  await leaveLastSale(context)
  const taken = wanted.id === memory.sale.id ? succeed({}) : await recallTicket(context, wanted.id)
  if (!taken.ok || memory.sale.table !== undefined) return taken
  await saveSale(context, { ...memory.sale, table: { id: table.id, name: table.name, covers: covers ?? table.seats } })
  emit(context, 'sale')
  return taken
}

/** It is on disk before anything is ordered: the guests sit there. */
async function newTicket(context: TillContext, { id, name }: FloorTable, covers: number): Promise<Done> {
  const { memory, options } = context
  const user = seller(context)
  if (!user.ok) return user
  await holdTicket(context)
  await ensureOpenDay(context, user.value.name)
  await saveSale(context, {
    ...memory.sale,
    openedAt: options.clock.now(),
    reference: tableReference(name),
    table: { id, name, covers },
  })
  await leaveLastSale(context)
  emit(context, 'sale', 'session', 'day')
  return succeed({})
}

/** The ticket that was paid last makes room, as it does for goods. */
async function leaveLastSale(context: TillContext): Promise<void> {
  if (context.memory.lastSale === null) return
  context.memory.lastSale = null
  emit(context, 'lastSale')
}

async function setCovers(context: TillContext, saleId: string, covers: number): Promise<Done> {
  const user = seller(context)
  if (!user.ok) return user
  const sale = ticketOfTable(context, saleId)
  if (!sale.ok) return sale
  await keepTicket(context, { ...sale.value, table: { ...sale.value.table, covers } })
  return succeed({})
}

function tableOfTicket({ memory }: TillContext, { table, reference }: OpenSale): FloorTable | null {
  if (table !== undefined) return tableOf(memory.floor, table.id)
  return memory.floor.rooms.flatMap(({ tables }) => tables).find(({ name }) => name === reference) ?? null
}

/** Stores a ticket that is in hand or on hold, with what it makes kitchens print. */
async function keepTicket(context: TillContext, sale: OpenSale, printJobs: readonly NewPrintJob[] = []): Promise<void> {
  const { memory, options } = context
  await options.openSales.save(sale, { printJobs })
  if (sale.id === memory.sale.id) memory.sale = sale
  else memory.held = memory.held.map((held) => (held.id === sale.id ? sale : held))
  if (printJobs.length > 0) options.onPrintJobs()
  emit(context, 'sale', 'session')
}

/** A ticket with its table, which one that waits under a table's name does not know yet. */
function ticketOfTable(
  context: TillContext,
  saleId: string,
): Result<OpenSale & { readonly table: SaleTable }, 'SALE_NOT_FOUND' | 'FLOOR_TABLE_NOT_FOUND'> {
  const sale = unpaidTicket(context, saleId)
  if (!sale.ok) return sale
  const known = tableOfTicket(context, sale.value)
  if (known === null) return fail('FLOOR_TABLE_NOT_FOUND')
  return succeed({ ...sale.value, table: { covers: known.seats, ...sale.value.table, id: known.id, name: known.name } })
}

async function setCourse(
  context: TillContext,
  { saleId, lineIds, courseId }: { saleId: string; lineIds: readonly string[]; courseId: string | null },
): Promise<Done> {
  const sale = ticketOfTable(context, saleId)
  if (!sale.ok) return sale
  const { lines, kitchen = [] } = sale.value
  if (courseId !== null && !context.memory.floor.courses.some(({ id }) => id === courseId))
    return fail('FLOOR_NO_NEXT_COURSE')
  if (lineIds.some((lineId) => !lines.some(({ id }) => id === lineId))) return fail('SALE_LINE_NOT_FOUND')
  // What the kitchen was told to make stays in the course that it was told.
  const isTold = (lineId: string) => kitchen.some((note) => note.lineId === lineId)
  const changed = lines.map((line) => {
    if (!lineIds.includes(line.id) || isTold(line.id)) return line
    const { course: _, ...plain } = line
    return courseId === null ? plain : { ...plain, course: courseId }
  })
  await keepTicket(context, { ...sale.value, lines: changed })
  return succeed({})
}

async function sendCourses(context: TillContext, saleId: string, courseIds?: readonly string[]): Promise<Result<Told>> {
  const sale = ticketOfTable(context, saleId)
  if (!sale.ok) return sale
  const { table, lines } = sale.value
  const wanted = courseIds ?? lines.flatMap(({ course }) => course ?? [])
  const sent: OpenSale = { ...sale.value, table: withSent(table, wanted) }
  const { printJobs, notes } = kitchenPapers(context, sent, context.options.clock.now(), 'sent')
  await keepTicket(context, notes.length === 0 ? sent : { ...sent, kitchen: notes }, printJobs)
  return succeed(told(context, printJobs))
}

type Told = Response<'floor.send'>

function told({ options }: TillContext, papers: readonly unknown[]): Told {
  return { papers: papers.length, kitchens: options.kitchenStations?.().length ?? 0 }
}

async function callNextCourse(context: TillContext, saleId: string): Promise<Result<Told & { course: string }>> {
  const sale = ticketOfTable(context, saleId)
  if (!sale.ok) return sale
  const course = nextCourse(context.memory.floor, sale.value)
  if (course === null) return fail('FLOOR_NO_NEXT_COURSE')
  const table = { ...withSent(sale.value.table, [course.id]), called: course.id }
  const called: OpenSale = { ...sale.value, table }
  const { printJobs, notes } = coursePapers(context, called, context.options.clock.now(), course)
  await keepTicket(context, { ...called, kitchen: notes }, printJobs)
  return succeed({ ...told(context, printJobs), course: course.name })
}

async function savePlan(context: TillContext, drawn: FloorPlan): Promise<Done> {
  const { memory, options } = context
  const names = drawn.rooms.flatMap(({ name, tables }) => [name, ...tables.map((table) => table.name)])
  const rows = [...drawn.rooms.flatMap((room) => [room, ...room.tables]), ...drawn.courses]
  const ids = [...rows.map(({ id }) => id), ...drawn.courses.flatMap(({ families }) => families)]
  if ([...names, ...drawn.courses.map(({ name }) => name)].some(holdsCardNumber) || ids.some(isCardNumberAlone))
    return fail('SALE_CARD_NUMBER_REFUSED')
  const plan = soundPlan(drawn)
  if (!plan.ok) return plan
  const tables = memory.floor.rooms.flatMap((room) => room.tables)
  const lost = tables.find((table) => {
    return tableOf(plan.value, table.id)?.name !== table.name && ticketsOfTable(context, table).length > 0
  })
  if (lost !== undefined) return fail('FLOOR_TABLE_IN_USE', { table: lost.name })
  const waiting = memory.floor.courses.find(({ id }) => {
    return !plan.value.courses.some((course) => course.id === id) && isAwaited([memory.sale, ...memory.held], id)
  })
  if (waiting !== undefined) return fail('FLOOR_COURSE_IN_USE', { course: waiting.name })
  await options.settings.saveFloor(plan.value)
  memory.floor = plan.value
  options.onChange('floor')
  return succeed({})
}
