import type { CartLine } from '../ports/open-sales.port.ts'

/** A printer in a kitchen or at a bar, and the families of goods that are ordered there. */
export interface KitchenStation {
  readonly id: string
  readonly name: string
  readonly families: readonly string[]
}

/** What a station was told of a line, so that it is not told twice. */
export interface KitchenNote {
  readonly lineId: string
  readonly stationId: string
  readonly name: string
  readonly unit: CartLine['unit']
  readonly quantityMilli: number
}

/** What a station has to hear now; below zero, what it must not make any more. */
export type KitchenItem = Pick<KitchenNote, 'name' | 'unit' | 'quantityMilli'>

export interface KitchenOrder {
  readonly orders: readonly { readonly station: KitchenStation; readonly items: readonly KitchenItem[] }[]
  /** What all stations know once they have heard it. */
  readonly notes: readonly KitchenNote[]
}

/**
 * What of a ticket each station does not know yet: new goods, more of those it knows, and those that were taken off.
 * A family of several stations is ordered on each. Goods of no station's family are nobody's.
 */
export function kitchenOrder(
  lines: readonly CartLine[],
  told: readonly KitchenNote[],
  stations: readonly KitchenStation[],
): KitchenOrder {
  const notes = stations.flatMap((station) =>
    lines.filter(({ familyId }) => familyId !== undefined && station.families.includes(familyId)).map(noteFor(station)),
  )
  const orders = stations.map((station) => {
    const known = told.filter(({ stationId }) => stationId === station.id)
    const wanted = notes.filter(({ stationId }) => stationId === station.id)
    return { station, items: [...newItems(wanted, known), ...droppedItems(wanted, known)] }
  })
  return { orders: orders.filter(({ items }) => items.length > 0), notes }
}

const noteFor =
  ({ id }: KitchenStation) =>
  ({ id: lineId, name, unit, quantityMilli }: CartLine): KitchenNote => ({
    lineId,
    stationId: id,
    name,
    unit,
    quantityMilli,
  })

function newItems(wanted: readonly KitchenNote[], known: readonly KitchenNote[]): KitchenItem[] {
  return wanted
    .map(({ lineId, name, unit, quantityMilli }) => {
      const before = known.find((note) => note.lineId === lineId)?.quantityMilli ?? 0
      return { name, unit, quantityMilli: quantityMilli - before }
    })
    .filter(({ quantityMilli }) => quantityMilli !== 0)
}

function droppedItems(wanted: readonly KitchenNote[], known: readonly KitchenNote[]): KitchenItem[] {
  return known
    .filter(({ lineId }) => !wanted.some((note) => note.lineId === lineId))
    .map(({ name, unit, quantityMilli }) => ({ name, unit, quantityMilli: -quantityMilli }))
}
