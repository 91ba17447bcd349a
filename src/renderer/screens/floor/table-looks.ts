import type { TFunction } from 'i18next'
import { formatAmount } from '#contract/money.ts'
import type { FloorView, TableState, TableView } from '#contract/views/floor-view.ts'
import type { Tone } from '../../components/Badge.tsx'
import type { IconName } from '../../components/icons.tsx'
import { sittingTime } from './sitting-time.ts'

/** How each state looks: never its colour alone. */
export const TABLE_LOOKS: Readonly<Record<TableState, { readonly tone: Tone; readonly icon: IconName }>> = {
  free: { tone: 'plain', icon: 'users' },
  open: { tone: 'acc', icon: 'clock' },
  note: { tone: 'warn', icon: 'receipt' },
  paying: { tone: 'ok', icon: 'cash' },
  unknown: { tone: 'unk', icon: 'unknown' },
}

/** All that a table shows, in words. */
export function tableWords(t: TFunction, table: TableView, { currency }: FloorView, nowMs: number): string {
  const parts = [t('floor.table', { table: table.name }), t(`tableState.${table.state}`)]
  if (table.state === 'free') return [...parts, t('floor.seats', { count: table.seats })].join(', ')
  if (table.covers !== null) parts.push(t('floor.covers', { count: table.covers }))
  parts.push(formatAmount(table.totalMinor, currency))
  if (table.openedAt !== null) parts.push(t('floor.since', { time: sittingTime(table.openedAt, nowMs) }))
  return parts.join(', ')
}
