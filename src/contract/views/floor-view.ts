import { z } from 'zod'
import { LIMITS } from '../limits.ts'
import { amountMinorSchema, currencySchema, signedAmountMinorSchema } from '../money.ts'

const id = z.string().min(1).max(64)

/** A room is drawn on a grid of squares; places and sizes count them. */
export const FLOOR_GRID = { columns: 20, rows: 14 } as const
/** The smallest table that a finger hits, in squares. */
export const TABLE_SQUARES_MIN = 2

export const tableShapeSchema = z.enum(['round', 'square'])

export const coversSchema = z.int().min(1).max(LIMITS.tableCovers)

/** A table as it stands in its room. */
export const floorTableSchema = z.object({
  id,
  /** `8`, `T12`: what people call it, and what its ticket waits under. */
  name: z.string().trim().min(1).max(LIMITS.tableNameCharacters),
  shape: tableShapeSchema,
  seats: coversSchema,
  column: z
    .int()
    .min(0)
    .max(FLOOR_GRID.columns - TABLE_SQUARES_MIN),
  row: z
    .int()
    .min(0)
    .max(FLOOR_GRID.rows - TABLE_SQUARES_MIN),
  width: z.int().min(TABLE_SQUARES_MIN).max(FLOOR_GRID.columns),
  height: z.int().min(TABLE_SQUARES_MIN).max(FLOOR_GRID.rows),
})
export type FloorTable = z.infer<typeof floorTableSchema>

export const floorRoomSchema = z.object({
  id,
  name: z.string().trim().min(1).max(LIMITS.roomNameCharacters),
  tables: z.array(floorTableSchema).max(LIMITS.roomTables),
})
export type FloorRoom = z.infer<typeof floorRoomSchema>

/** What comes one after the other; goods of these families are of it until somebody says otherwise. */
export const courseSchema = z.object({
  id,
  name: z.string().trim().min(1).max(LIMITS.roomNameCharacters),
  families: z.array(id).max(LIMITS.courseFamilies),
})
export type Course = z.infer<typeof courseSchema>

/** Rooms, tables and courses of the shop; without rooms it has no tables. */
export const floorPlanSchema = z.object({
  rooms: z.array(floorRoomSchema).max(LIMITS.rooms),
  courses: z.array(courseSchema).max(LIMITS.courses),
})
export type FloorPlan = z.infer<typeof floorPlanSchema>

/** free: nobody sits there. note: the guests have it. paying: a part is paid. unknown: nobody knows whether a card was charged. */
export const tableStateSchema = z.enum(['free', 'open', 'note', 'paying', 'unknown'])
export type TableState = z.infer<typeof tableStateSchema>

/** One of the tickets of a table: the only one, or a part of a split bill. */
export const tableTicketSchema = z.object({
  saleId: id,
  number: z.string(),
  /** `A`: of a split bill; null for the ticket of the table itself. */
  part: z.string().nullable(),
  state: tableStateSchema,
  totalMinor: signedAmountMinorSchema,
  remainingMinor: signedAmountMinorSchema,
  isInHand: z.boolean(),
})
export type TableTicket = z.infer<typeof tableTicketSchema>

export const tableViewSchema = floorTableSchema.extend({
  /** The most pressing one of its tickets. */
  state: tableStateSchema,
  covers: z.int().nullable(),
  openedAt: z.string().nullable(),
  totalMinor: signedAmountMinorSchema,
  tickets: z.array(tableTicketSchema),
})
export type TableView = z.infer<typeof tableViewSchema>

export const floorViewSchema = z.object({
  currency: currencySchema,
  rooms: z.array(floorRoomSchema.extend({ tables: z.array(tableViewSchema) })),
  courses: z.array(courseSchema),
})
export type FloorView = z.infer<typeof floorViewSchema>

/** Who shares a line of a bill: parts are counted from 0; nobody, and it stays on the ticket of the table. */
const lineShareSchema = z.object({
  lineId: id,
  parts: z
    .array(
      z
        .int()
        .min(0)
        .max(LIMITS.splitParts - 1),
    )
    .max(LIMITS.splitParts),
})

/** How a bill is split: by who takes what, in equal parts, or an amount and the rest. */
export const splitWaySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('items'), shares: z.array(lineShareSchema).max(LIMITS.saleLines) }),
  z.object({ kind: z.literal('equal'), count: z.int().min(2).max(LIMITS.splitParts) }),
  z.object({ kind: z.literal('amount'), amountMinor: amountMinorSchema }),
])
export type SplitWay = z.infer<typeof splitWaySchema>
