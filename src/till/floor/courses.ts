import type { Course, FloorPlan } from '#contract/views/floor-view.ts'
import type { LineOrder } from '../cart/cart.ts'
import type { TillContext } from '../core/till-context.ts'
import type { CartLine, OpenSale, SaleTable } from '../ports/open-sales.port.ts'

/** Who orders what is rung up on a table's ticket, and the course that goods of this family come with; none on another ticket. */
export function orderOf({ memory, options }: TillContext, familyId: string): LineOrder {
  if (memory.sale.table === undefined) return {}
  const course = memory.floor.courses.find(({ families }) => families.includes(familyId))
  const who = memory.signedIn?.user.name
  return {
    ...(course !== undefined && { course: course.id }),
    ...(who !== undefined && { orderedBy: who }),
    orderedAt: options.clock.now(),
  }
}

/** What the kitchen makes now: what comes at once, the courses that were sent, and what it was told already. */
export function mayBeMade({ table, kitchen = [] }: OpenSale, { id, course }: CartLine): boolean {
  return course === undefined || (table?.sent ?? []).includes(course) || kitchen.some(({ lineId }) => lineId === id)
}

/** Whoever puts a ticket aside has ordered its first course; the others wait until they are sent. */
export function withFirstCourse({ courses }: FloorPlan, sale: OpenSale): OpenSale {
  const { table, lines } = sale
  if (table === undefined || table.sent !== undefined) return sale
  const first = courses.find(({ id }) => lines.some(({ course }) => course === id))
  return first === undefined ? sale : { ...sale, table: { ...table, sent: [first.id], called: first.id } }
}

/** The courses that are sent, these too. */
export function withSent(table: SaleTable, courseIds: readonly string[]): SaleTable {
  return { ...table, sent: [...new Set([...(table.sent ?? []), ...courseIds])] }
}

/** The course that comes after the one that was called last, of those that are ordered. */
export function nextCourse({ courses }: FloorPlan, { table, lines }: OpenSale): Course | null {
  const called = courses.findIndex(({ id }) => id === table?.called)
  return courses.slice(called + 1).find(({ id }) => lines.some(({ course }) => course === id)) ?? null
}

/** Something of this course is on a table's ticket: whoever took the course away would leave it to be made by nobody. */
export function isAwaited(sales: readonly OpenSale[], courseId: string): boolean {
  return sales.some(({ table, lines }) => table !== undefined && lines.some(({ course }) => course === courseId))
}
