import { describe, expect, test } from 'vitest'
import { keyHint } from '#renderer/actions/action-keys.ts'
import { ACTION_LIST, keySign } from '#renderer/actions/action-table.ts'
import { keyGroups } from '#renderer/actions/key-groups.ts'
import { PLACES, type Place, type PlaceEntry } from '#renderer/actions/places.ts'
import { actionsThatRun, isLoudKey, keysDrawn, keysListenedTo } from '#test/support/source/bound-keys.ts'

/**
 * Goal: one table of actions, and nothing beside it. Method: the sources are parsed; every letter, sign and function key that a
 * screen or a dialog listens to must be an action of its place, and every action must be bound where the table says.
 */

/** Whose keys a file holds: the first line that fits. */
const OWNERS: readonly (readonly [start: string, places: readonly Place[]])[] = [
  ['app/KeyHelp', ['key-help', 'anywhere']],
  ['app/', ['anywhere']],
  ['screens/approved/', ['approved']],
  ['screens/articles/ArticlesPage', ['article-pages']],
  ['screens/articles/families/', ['families']],
  ['screens/articles/price-lists/', ['price-lists']],
  ['screens/articles/', ['articles']],
  ['screens/bank/', ['bank']],
  ['screens/cards/', ['cards']],
  ['screens/customers/CorrectAccount', ['correct-account']],
  ['screens/customers/FindCustomer', ['find-customer']],
  ['screens/customers/InvoiceDialog', ['invoice']],
  ['screens/customers/InvoiceKey', ['history']],
  ['screens/customers/TicketCustomer', ['anywhere']],
  ['screens/customers/', ['customers']],
  ['screens/day-end/CloseDay', ['close-day']],
  ['screens/day-end/Closings', ['closings']],
  ['screens/day-end/', ['day']],
  ['screens/devices/', ['devices']],
  ['screens/explorer/', ['explorer', 'anywhere']],
  ['screens/first-run/', ['first-run']],
  ['screens/floor/CourseEditor', ['courses']],
  ['screens/floor/EditPlan', ['plan']],
  ['screens/floor/JoinTables', ['join-tables']],
  ['screens/floor/SplitBill', ['split-bill']],
  ['screens/floor/', ['floor']],
  ['screens/goods/AskWeight', ['ask-weight']],
  ['screens/held/', ['held']],
  ['screens/history/', ['history', 'anywhere']],
  ['screens/means/', ['means']],
  ['screens/offline/', ['offline']],
  ['screens/payment/card-keys', ['card', 'ended']],
  ['screens/payment/CardEnded', ['ended']],
  ['screens/payment/RepeatQuestion', ['card']],
  ['screens/payment/', ['payment']],
  ['screens/reservations/ReleaseReservation', ['release-reservation']],
  ['screens/reservations/', ['reservations']],
  ['screens/returns/GiveBackDialog', ['give-back']],
  ['screens/returns/ReturnLines', ['return-lines']],
  ['screens/sale/EditKeys', ['quick-keys', 'anywhere']],
  ['screens/sale/GiveDiscount', ['line-discount']],
  ['screens/sale/', ['sale', 'anywhere']],
  ['screens/settlement/', ['settlement']],
  ['screens/story/', ['story']],
]
const placesOf = (path: string): readonly Place[] => OWNERS.find(([start]) => path.startsWith(start))?.[1] ?? []

const listened = keysListenedTo()
const runs = actionsThatRun()
const keysAt = (place: Place) =>
  ACTION_LIST.filter((action) => action.place === place).flatMap(({ key, also = [] }) => [key, ...also])
const isNamed = (path: string, key: string) => placesOf(path).some((place) => keysAt(place).includes(key))

describe('every key', () => {
  test('that something listens to is an action of its place', () => {
    const acting = listened.filter(({ key, isRefusal }) => !isLoudKey(key) && !isRefusal)
    expect(acting.length).toBeGreaterThan(60)
    expect(acting.filter(({ path, key }) => !isNamed(path, key)).map(({ path, key }) => `${path}: ${key}`)).toEqual([])
  })

  test('says at which place it is listened to, so that the palette can press it', () => {
    const inHooks = listened.filter(({ place }) => place !== null && place !== 'computed')
    expect(inHooks.length).toBeGreaterThan(40)
    expect(inHooks.filter(({ path, place }) => !placesOf(path).includes(place as Place))).toEqual([])
  })

  test('that a control draws by itself is an action of its place, and none that a workstation may move', () => {
    const drawn = keysDrawn()
    const movable = ['anywhere', 'sale'] as const
    const isFixed = (path: string, key: string) =>
      placesOf(path).some((place) => !movable.some((one) => one === place) && keysAt(place).includes(key))
    expect(drawn.length).toBeGreaterThan(20)
    expect(drawn.filter(({ path, key }) => !isFixed(path, key)).map(({ path, key }) => `${path}: ${key}`)).toEqual([])
  })

  test('does one thing at a place', () => {
    for (const place of Object.keys(PLACES) as Place[]) {
      const keys = keysAt(place).filter((key) => key !== undefined)
      expect(keys, place).toEqual([...new Set(keys)])
    }
  })
})

describe('every action', () => {
  test('is bound where the table says', () => {
    const unbound = ACTION_LIST.filter(({ id, place, key }) => {
      if (key === undefined || key.includes(' ')) return false
      if ((place === 'anywhere' || place === 'sale') && runs.has(id)) return false
      return !listened.some((use) => use.key === key && placesOf(use.path).includes(place))
    })
    expect(unbound.map(({ id }) => id)).toEqual([])
  })

  test('is reached by the palette, and so by touch, or shows its key in the work that it belongs to', () => {
    const lost = ACTION_LIST.filter(({ id, place, key }) => {
      const { space, section }: PlaceEntry = PLACES[place]
      return !runs.has(id) && space === undefined && section === undefined && key === undefined
    })
    expect(lost.map(({ id }) => id)).toEqual([])
    const everywhere = ACTION_LIST.filter(({ place }) => place === 'anywhere' || place === 'sale')
    expect(everywhere.filter(({ id }) => !runs.has(id)).map(({ id }) => id)).toEqual([])
  })
})

test('the help shows every key of the table once', () => {
  const shown = keyGroups({}).flatMap(({ place, lines }) => lines.map(({ sign, words }) => `${place} ${sign} ${words}`))
  const expected = ACTION_LIST.flatMap(({ place, key, words }) =>
    key === undefined || place === 'key-help' ? [] : [`${place} ${keySign(key)} ${words}`],
  )
  expect(expected.filter((line) => !shown.includes(line))).toEqual([])
  expect(shown).toEqual([...new Set(shown)])
})

test('a key is drawn as people know it', () => {
  expect([keySign('Shift+F3'), keySign('Ctrl+K'), keySign('Enter'), keySign('-')]).toEqual(['⇧ F3', 'Ctrl K', '↵', '−'])
  expect([keyHint('ticketDiscount', {}), keyHint('pay', {}), keyHint('held', {})]).toEqual(['⇧F3', 'F9', undefined])
})
