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
  /** What the station was called, and what the goods are of; left out by older tickets. */
  readonly stationName?: string
  readonly familyId?: string
  readonly name: string
  readonly unit: CartLine['unit']
  readonly quantityMilli: number
  /** What the customer wants of it. */
  readonly note?: string
  /** The course it comes with. */
  readonly course?: string
}

/** What a station has to hear now; below zero, what it must not make any more; zero, a word on what it makes already. */
export interface KitchenItem extends Pick<KitchenNote, 'name' | 'unit' | 'quantityMilli' | 'note' | 'course'> {
  /** Of what it makes already: what the customer wanted of it, and does not any more. */
  readonly noteBefore?: string
}

export interface KitchenOrder {
  readonly orders: readonly { readonly station: KitchenStation; readonly items: readonly KitchenItem[] }[]
  /** What all stations know once they have heard it. */
  readonly notes: readonly KitchenNote[]
}

/**
 * What of a ticket each station does not know yet: new goods, more of those it knows, and those that were taken off.
 * A family of several stations is ordered on each. Goods of no station's family are nobody's.
 *
 * What was told to a station that is not there any more, or does not make the family any more, counts as told to the one
 * that does: an order is not given again because a printer was replaced, and is withdrawn where it is made now. What no
 * station makes any more is withdrawn under the name of the one it was ordered from.
 */
export function kitchenOrder(
  allLines: readonly CartLine[],
  told: readonly KitchenNote[],
  stations: readonly KitchenStation[],
): KitchenOrder {
  // Nobody cooks what is brought back.
  const lines = allLines.filter(({ returned }) => returned === undefined)
  const notes = stations.flatMap((station) =>
    lines.filter((line) => isMadeBy(station, line.familyId)).map(noteFor(station)),
  )
  const known = handedOn(withFamilies(told, lines), stations)
  const left = [...new Map(known.map((note) => [note.stationId, note])).values()]
    .filter(({ stationId }) => !stations.some(({ id }) => id === stationId))
    .map(({ stationId, stationName = '' }): KitchenStation => ({ id: stationId, name: stationName, families: [] }))
  const orders = [...stations, ...left].map((station) => {
    const here = known.filter(({ stationId }) => stationId === station.id)
    const wanted = notes.filter(({ stationId }) => stationId === station.id)
    // Goods that nobody makes any more and that are still wanted were made, or never will be: nothing to tell.
    const isOver = ({ lineId }: KitchenNote) => !lines.some(({ id }) => id === lineId)
    const dropped = here.filter((note) => !wanted.some(({ lineId }) => lineId === note.lineId) && isOver(note))
    return { station, items: [...newItems(wanted, here), ...dropped.map(withdrawn)] }
  })
  const open = known.filter(({ lineId, stationId }) => {
    const isWanted = notes.some((note) => note.lineId === lineId && note.stationId === stationId)
    return !isWanted && lines.some(({ id }) => id === lineId)
  })
  return { orders: orders.filter(({ items }) => items.length > 0), notes: [...notes, ...open] }
}

const isMadeBy = ({ families }: KitchenStation, familyId: string | undefined): boolean =>
  familyId !== undefined && families.includes(familyId)

/** Older notes do not say of what family the goods are; the ticket does, while they are on it. */
function withFamilies(told: readonly KitchenNote[], lines: readonly CartLine[]): readonly KitchenNote[] {
  return told.map((note) => {
    const familyId = note.familyId ?? lines.find(({ id }) => id === note.lineId)?.familyId
    return familyId === undefined ? note : { ...note, familyId }
  })
}

/** What was told, under the stations that make the goods now. */
function handedOn(told: readonly KitchenNote[], stations: readonly KitchenStation[]): readonly KitchenNote[] {
  const own = told.filter(({ stationId, familyId }) => {
    const station = stations.find(({ id }) => id === stationId)
    return station !== undefined && isMadeBy(station, familyId)
  })
  const others = told.filter((note) => !own.includes(note))
  const heirs = others.flatMap((note) => {
    const makers = stations.filter((station) => isMadeBy(station, note.familyId))
    if (makers.length === 0) return [note]
    return makers.map(({ id, name }): KitchenNote => ({ ...note, stationId: id, stationName: name }))
  })
  // A maker that was told itself knows better, and of several that went before it the first is enough.
  const known = new Map<string, KitchenNote>()
  for (const note of [...own, ...heirs]) {
    const key = JSON.stringify([note.lineId, note.stationId])
    if (!known.has(key)) known.set(key, note)
  }
  return [...known.values()]
}

const noteFor =
  ({ id, name: stationName }: KitchenStation) =>
  ({ id: lineId, familyId, name, unit, quantityMilli, note, course }: CartLine): KitchenNote => ({
    lineId,
    stationId: id,
    stationName,
    ...(familyId !== undefined && { familyId }),
    name,
    unit,
    quantityMilli,
    ...(note !== undefined && { note }),
    ...(course !== undefined && { course }),
  })

function newItems(wanted: readonly KitchenNote[], known: readonly KitchenNote[]): KitchenItem[] {
  return wanted.flatMap((line) => {
    const before = known.find((other) => other.lineId === line.lineId)
    const { name, unit, note, course } = line
    const quantityMilli = line.quantityMilli - (before?.quantityMilli ?? 0)
    const goods = { name, unit, ...(course !== undefined && { course }) }
    const words = note === undefined || note === '' ? {} : { note }
    const more = quantityMilli === 0 ? [] : [{ ...goods, quantityMilli, ...words }]
    return before === undefined || sameNote(before.note, note) ? more : [changedWords(goods, before, note), ...more]
  })
}

const sameNote = (one: string | undefined, other: string | undefined): boolean => (one ?? '') === (other ?? '')

/** A word on what is made already: another one, or none any more. It stands apart from what is ordered besides. */
function changedWords(
  goods: Pick<KitchenItem, 'name' | 'unit' | 'course'>,
  before: KitchenNote,
  note: string | undefined,
): KitchenItem {
  return {
    ...goods,
    quantityMilli: 0,
    ...(note && { note }),
    ...(before.note && { noteBefore: before.note }),
  }
}

const withdrawn = ({ name, unit, quantityMilli, course }: KitchenNote): KitchenItem => ({
  name,
  unit,
  quantityMilli: -quantityMilli,
  ...(course !== undefined && { course }),
})
