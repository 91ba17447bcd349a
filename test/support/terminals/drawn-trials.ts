import { randomInt } from 'node:crypto'
import type { TerminalOrder } from '#payment/ports/standalone-terminal.port.ts'

const ALL = process.env.SOAK === '1'
const OPERATIONS = ['pay', 'refund', 'void'] as const
/** One place in so many is tried. */
const SHARE = 20

/** One trouble at one byte of an order, as a simulated terminal is told of it. */
export interface Trial {
  readonly operation: TerminalOrder['operation']
  readonly trouble: Readonly<Record<string, unknown>>
}

export const SEED = Number(process.env.SEED ?? randomInt(1_000_000))

/** Of these troubles in each operation a part, drawn by a seed that SEED=n draws again; all of them with SOAK=1. */
export function drawnTrials(
  troublesOf: (operation: Trial['operation']) => readonly Trial['trouble'][],
): readonly Trial[] {
  const every = OPERATIONS.flatMap((operation) => troublesOf(operation).map((trouble) => ({ operation, trouble })))
  return ALL ? every : every.filter((_, index) => index % SHARE === SEED % SHARE)
}

/** The same trouble at each of so many bytes. */
export const atEachByte = (length: number, trouble: Trial['trouble']): readonly Trial['trouble'][] =>
  Array.from({ length }, (_, bytes) => ({ ...trouble, bytes }))
