import type { PadIdentityView } from '#contract/views/devices-view.ts'

export interface PadKeyRow {
  readonly use: PadIdentityView['keys'][number]['use']
  /** `01`, or `01–16` for slots that stand together. */
  readonly slots: string
  /** Of the first slot; null when the keys are missing. */
  readonly keySerialHex: string | null
  readonly count: number
  readonly isTest: boolean
}

const slotText = (slot: number) => String(slot).padStart(2, '0')

/** A pad may hold dozens of keys: neighbours that say the same are one row, so that what differs is seen. Pure. */
export function padKeyRows(keys: PadIdentityView['keys']): readonly PadKeyRow[] {
  const rows: PadKeyRow[] = []
  let lastSlot = -1
  for (const { use, slot, keySerialHex, isTest } of keys) {
    const row = rows.at(-1)
    const sameKind =
      row?.use === use && row.isTest === isTest && (row.keySerialHex === null) === (keySerialHex === null)
    if (row && sameKind && slot === lastSlot + 1) {
      rows[rows.length - 1] = { ...row, slots: `${row.slots.slice(0, 2)}–${slotText(slot)}`, count: row.count + 1 }
    } else rows.push({ use, slots: slotText(slot), keySerialHex, count: 1, isTest })
    lastSlot = slot
  }
  return rows
}
