import type { FloorPlan } from '#contract/views/floor-view.ts'

/** Room to walk around each of them. */
const PLACES = [
  { column: 1, row: 1 },
  { column: 8, row: 1 },
  { column: 15, row: 1 },
  { column: 1, row: 6 },
  { column: 8, row: 6 },
  { column: 15, row: 6 },
] as const

export interface PlanWords {
  readonly room: string
  /** The meal in its order. */
  readonly courses: readonly string[]
}

/** What a shop with tables begins with: one room with six tables for four, and the courses of a meal; all of it is there to be changed. */
export function firstPlan({ room, courses }: PlanWords, nextId: () => string): FloorPlan {
  const tables = PLACES.map((place, index) => {
    return { id: nextId(), name: String(index + 1), shape: 'square', seats: 4, width: 4, height: 3, ...place } as const
  })
  return {
    rooms: [{ id: nextId(), name: room, tables }],
    courses: courses.map((name) => ({ id: nextId(), name, families: [] })),
  }
}
