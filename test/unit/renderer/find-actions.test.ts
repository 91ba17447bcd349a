import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { LOCALES } from '#contract/locale.ts'
import { ACTION_LIST, keySign } from '#renderer/actions/action-table.ts'
import { type Findable, findActions, plainWords } from '#renderer/actions/find-actions.ts'
import { PLACES } from '#renderer/actions/places.ts'

/** Goal: a person finds any action by what is remembered of its name. Method: the real names of all actions, in all languages. */

const LOCALE_FILES = join(import.meta.dirname, '../../../src/renderer/locales')
const namesOf = (locale: string): readonly Findable[] => {
  const words = JSON.parse(readFileSync(join(LOCALE_FILES, `${locale}.json`), 'utf8')) as Record<string, string>
  return ACTION_LIST.map(({ words: name, group, place, key }) => ({
    name: `${group === undefined ? '' : `${words[group]} : `}${words[name]}`,
    placeName: words[PLACES[place].words] ?? '',
    key: key === undefined ? null : keySign(key),
    closed: null,
  }))
}
const french = namesOf('fr')
const first = (typed: string) => findActions(french, typed)[0]?.name

describe.each(LOCALES)('in %s', (locale) => {
  const names = namesOf(locale)

  test('every action is found by its name, typed without accents', () => {
    const lost = names.filter((item) => {
      const found = findActions(names, plainWords(item.name).join(' '))
      return !found.slice(0, 12).some(({ name }) => name === item.name)
    })
    expect(lost.map(({ name }) => name)).toEqual([])
  })

  test('and with two letters of a longer word turned', () => {
    const lost = names.filter(({ name }) => {
      const word = plainWords(name).find(({ length }) => length > 4)
      if (word === undefined) return false
      const turned = `${word.slice(0, 2)}${word[3]}${word[2]}${word.slice(4)}`
      return !findActions(names, turned).some((found) => found.name === name)
    })
    expect(lost.map(({ name }) => name)).toEqual([])
  })
})

test.each([
  ['cloturer', 'Clôturer la journée'],
  ['clturer', 'Clôturer la journée'],
  ['remsie', 'Remise'],
  ['sombre', 'Couleurs : Sombre'],
  ['F9', 'Payer'],
  ['ctrl k', 'Toutes les actions'],
  ['⇧ F10', 'Paiements par carte'],
])('%s finds %s first', (typed, name) => {
  expect(first(typed)).toBe(name)
})

test('what was typed may name the place too', () => {
  expect(findActions(french, 'reservations liberer').map(({ name }) => name)).toContain('Libérer')
})

test('nothing that fits is nothing', () => {
  expect(findActions(french, 'xyzzyx')).toEqual([])
  expect(findActions(french, '¤¤¤')).toEqual([])
})

test('all of it stands in its order while nothing is typed', () => {
  expect(findActions(french, '  ')).toEqual(french)
})

test('what can be done now comes before what cannot, where both fit as well', () => {
  const item = (placeName: string, closed: string | null) => ({ name: 'Espèces', placeName, key: null, closed })
  const found = findActions([item('Paiement', 'ailleurs'), item('Vente', null)], 'especes')
  expect(found.map(({ placeName }) => placeName)).toEqual(['Vente', 'Paiement'])
})
