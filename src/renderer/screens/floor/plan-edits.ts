import {
  FLOOR_GRID,
  type FloorPlan,
  type FloorRoom,
  type FloorTable,
  TABLE_SQUARES_MIN,
} from '#contract/views/floor-view.ts'

/** What a new table looks like. */
const NEW_TABLE = { shape: 'square', seats: 2, width: 3, height: 3 } as const

type Place = Pick<FloorTable, 'column' | 'row' | 'width' | 'height'>

const inRange = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, value))

/** The nearest place inside the room. */
export function placed<Placed extends Place>(table: Placed): Placed {
  const width = inRange(table.width, TABLE_SQUARES_MIN, FLOOR_GRID.columns)
  const height = inRange(table.height, TABLE_SQUARES_MIN, FLOOR_GRID.rows)
  return {
    ...table,
    width,
    height,
    column: inRange(table.column, 0, FLOOR_GRID.columns - width),
    row: inRange(table.row, 0, FLOOR_GRID.rows - height),
  }
}

/** The plan with one table changed, kept inside its room. */
export function withTable(plan: FloorPlan, tableId: string, change: Partial<FloorTable>): FloorPlan {
  const changed = (table: FloorTable) => (table.id === tableId ? placed({ ...table, ...change }) : table)
  return { ...plan, rooms: plan.rooms.map((room) => ({ ...room, tables: room.tables.map(changed) })) }
}

export function withoutTable(plan: FloorPlan, tableId: string): FloorPlan {
  return {
    ...plan,
    rooms: plan.rooms.map((room) => ({ ...room, tables: room.tables.filter(({ id }) => id !== tableId) })),
  }
}

/** A new table in the first free place of the room, under the next free number; null where the room is full. */
export function newTable(plan: FloorPlan, room: FloorRoom, id: string): FloorTable | null {
  const names = plan.rooms.flatMap(({ tables }) => tables.map(({ name }) => name))
  let number = 1
  while (names.includes(String(number))) number += 1
  const { width, height } = NEW_TABLE
  for (let row = 0; row + height <= FLOOR_GRID.rows; row += 1) {
    for (let column = 0; column + width <= FLOOR_GRID.columns; column += 1) {
      const place = { column, row, width, height }
      if (!room.tables.some((table) => touches(place, table)))
        return { ...NEW_TABLE, id, name: String(number), ...place }
    }
  }
  return null
}

function touches(one: Place, other: Place): boolean {
  return (
    one.column < other.column + other.width &&
    other.column < one.column + one.width &&
    one.row < other.row + other.height &&
    other.row < one.row + one.height
  )
}

export function withNewTable(plan: FloorPlan, roomId: string, table: FloorTable): FloorPlan {
  return {
    ...plan,
    rooms: plan.rooms.map((room) => (room.id === roomId ? { ...room, tables: [...room.tables, table] } : room)),
  }
}

export type Direction = 'left' | 'right' | 'up' | 'down'

/** The table that an arrow leads to: the nearest on that side, a step aside counting double. */
export function tableBeside<Table extends FloorTable>(
  tables: readonly Table[],
  from: Table | null,
  direction: Direction,
): Table | null {
  if (from === null) return tables[0] ?? null
  const here = middle(from)
  const [ahead, aside] = direction === 'left' || direction === 'right' ? (['x', 'y'] as const) : (['y', 'x'] as const)
  const sign = direction === 'left' || direction === 'up' ? -1 : 1
  const far = (table: Table) => {
    const there = middle(table)
    const forward = sign * (there[ahead] - here[ahead])
    return forward <= 0 ? Number.POSITIVE_INFINITY : forward + 2 * Math.abs(there[aside] - here[aside])
  }
  const [nearest] = tables.filter((table) => Number.isFinite(far(table))).toSorted((one, two) => far(one) - far(two))
  return nearest ?? from
}

function middle({ column, row, width, height }: Place): { readonly x: number; readonly y: number } {
  return { x: column + width / 2, y: row + height / 2 }
}
