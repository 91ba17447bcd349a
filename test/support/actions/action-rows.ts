import type { ActionId } from '#renderer/actions/action-table.ts'
import { COUNTER_ROWS } from './counter-rows.ts'
import { DESK_ROWS } from './desk-rows.ts'
import type { ActionRow } from './row.ts'

/** How every action of the till is done and what comes of it: an action without a row does not compile, and fails its test. */
export const ACTION_ROWS: Readonly<Record<ActionId, ActionRow>> = { ...COUNTER_ROWS, ...DESK_ROWS }
