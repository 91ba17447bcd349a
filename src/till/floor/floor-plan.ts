import { fail, type Result, succeed } from '#contract/result.ts'
import { FLOOR_GRID, type FloorPlan, type FloorTable } from '#contract/views/floor-view.ts'

/** A shop without tables. */
export const NO_FLOOR: FloorPlan = { rooms: [], courses: [] }

/** The table under an identifier; null for one that is on no plan. */
export function tableOf({ rooms }: FloorPlan, tableId: string): FloorTable | null {
  return rooms.flatMap(({ tables }) => tables).find(({ id }) => id === tableId) ?? null
}

type PlanProblem = 'FLOOR_NAME_TAKEN' | 'FLOOR_COURSE_NAME_TAKEN' | 'FLOOR_PLACE_TAKEN'

/**
 * The plan with names as they are kept, if people can tell its tables and its courses apart. Errors: FLOOR_NAME_TAKEN,
 * FLOOR_COURSE_NAME_TAKEN, FLOOR_PLACE_TAKEN.
 */
export function soundPlan(drawn: FloorPlan): Result<FloorPlan, PlanProblem> {
  const plan = keptNames(drawn)
  const tables = plan.rooms.flatMap((room) => room.tables)
  const sameName = tables.find(({ name }, at) => tables.findIndex((other) => isSameName(other.name, name)) !== at)
  if (sameName !== undefined) return fail('FLOOR_NAME_TAKEN', { table: sameName.name })
  const { courses } = plan
  const sameCourse = courses.find(({ name }, at) => courses.findIndex((other) => isSameName(other.name, name)) !== at)
  if (sameCourse !== undefined) return fail('FLOOR_COURSE_NAME_TAKEN', { course: sameCourse.name })
  for (const room of plan.rooms) {
    const misplaced = room.tables.find((table, at) => {
      return !isInRoom(table) || room.tables.slice(0, at).some((other) => covers(table, other))
    })
    if (misplaced !== undefined) return fail('FLOOR_PLACE_TAKEN', { table: misplaced.name })
  }
  return succeed(plan)
}

const isSameName = (one: string, other: string): boolean => one.toUpperCase() === other.toUpperCase()

function keptNames({ rooms, courses }: FloorPlan): FloorPlan {
  const named = <Thing extends { readonly name: string }>(thing: Thing): Thing => ({
    ...thing,
    name: thing.name.normalize('NFC').trim(),
  })
  return {
    rooms: rooms.map((room) => ({ ...named(room), tables: room.tables.map(named) })),
    courses: courses.map(named),
  }
}

function isInRoom({ column, row, width, height }: FloorTable): boolean {
  return column + width <= FLOOR_GRID.columns && row + height <= FLOOR_GRID.rows
}

function covers(one: FloorTable, other: FloorTable): boolean {
  const beside = one.column + one.width <= other.column || other.column + other.width <= one.column
  const above = one.row + one.height <= other.row || other.row + other.height <= one.row
  return !beside && !above
}
