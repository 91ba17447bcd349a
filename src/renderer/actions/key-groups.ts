import { keyOf, type OwnKeys } from './action-keys.ts'
import { ACTION_LIST, keySign, MOVES } from './action-table.ts'
import { PLACES, type Place } from './places.ts'

/** One key as it is drawn, and the key of the words for what it does. */
export interface KeyLine {
  readonly sign: string
  readonly words: string
}

export interface KeyGroup {
  readonly place: Place
  readonly words: string
  readonly lines: readonly KeyLine[]
}

/** Every key that does something, by the place where it does: for the help on the screen, which shows its own keys, and for the card on paper. */
export function keyGroups(own: OwnKeys): readonly KeyGroup[] {
  return (Object.keys(PLACES) as Place[])
    .filter((place) => place !== 'key-help')
    .map((place) => {
      const actions = ACTION_LIST.flatMap(({ id, place: where, words }) => {
        const key = keyOf(id, own)
        return where === place && key !== undefined ? [{ sign: keySign(key), words }] : []
      })
      const moves = MOVES.filter((move) => move.place === place).map(({ keys, words }) => ({ sign: keys, words }))
      return { place, words: PLACES[place].words, lines: [...actions, ...moves] }
    })
    .filter(({ lines }) => lines.length > 0)
}
