import { type PointerEvent, useRef, useState } from 'react'
import { FLOOR_GRID, type FloorTable } from '#contract/views/floor-view.ts'
import { changePlan, chooseTable } from '../../state/floor-store.ts'
import { placed, withTable } from './plan-edits.ts'

interface Drag {
  readonly table: FloorTable
  readonly fromX: number
  readonly fromY: number
  /** One square of the plan, in pixels. */
  readonly square: { readonly width: number; readonly height: number }
}

/** A table follows the finger square by square; it is kept where it is let go. */
export function useDraggedTable() {
  const drag = useRef<Drag | null>(null)
  const [shown, show] = useState<FloorTable | null>(null)
  const placeAt = ({ clientX, clientY }: PointerEvent): FloorTable | null => {
    if (drag.current === null) return null
    const { table, fromX, fromY, square } = drag.current
    const column = table.column + Math.round((clientX - fromX) / square.width)
    const row = table.row + Math.round((clientY - fromY) / square.height)
    return placed({ ...table, column, row })
  }
  const end = (next: FloorTable | null) => {
    const from = drag.current?.table
    drag.current = null
    show(null)
    if (from === undefined || next === null || (next.column === from.column && next.row === from.row)) return
    changePlan((plan) => withTable(plan, from.id, { column: next.column, row: next.row }))
  }
  return {
    /** Where a table is drawn: where it stands, or where the finger has it. */
    drawn: (table: FloorTable): FloorTable => (shown?.id === table.id ? { ...table, ...shown } : table),
    handlers: (table: FloorTable) => ({
      onPointerDown: (event: PointerEvent<HTMLButtonElement>) => {
        const plan = event.currentTarget.parentElement?.getBoundingClientRect()
        if (plan === undefined) return
        event.currentTarget.setPointerCapture(event.pointerId)
        chooseTable(table.id)
        const square = { width: plan.width / FLOOR_GRID.columns, height: plan.height / FLOOR_GRID.rows }
        drag.current = { table, fromX: event.clientX, fromY: event.clientY, square }
      },
      onPointerMove: (event: PointerEvent) => drag.current !== null && show(placeAt(event)),
      onPointerUp: (event: PointerEvent) => end(placeAt(event)),
      onPointerCancel: () => end(null),
    }),
  }
}
