import i18next from 'i18next'
import { expect, test } from 'vitest'
import fr from '../../../src/renderer/locales/fr.json' with { type: 'json' }
import { timeLeft } from '../../../src/renderer/words/time-left.ts'

/** How long the bank still holds an amount, as a cashier reads it: two units at most, and never a zero. */

const words = i18next.createInstance()
await words.init({ lng: 'fr', keySeparator: false, resources: { fr: { translation: fr } } })
const NOW = Date.parse('2026-11-29T10:00:00Z')
const left = (until: string) => timeLeft(words.t, until, NOW).replaceAll('\u00a0', ' ')

test.each([
  ['2026-12-02T14:00:59Z', '3 j 4 h'],
  ['2026-12-06T10:00:00Z', '7 j'],
  ['2026-11-30T10:59:00Z', '1 j'],
  ['2026-11-30T09:59:59Z', '23 h 59 min'],
  ['2026-11-29T12:00:30Z', '2 h'],
  ['2026-11-29T10:12:30Z', '12 min'],
  ['2026-11-29T10:00:20Z', '1 min'],
])('until %s it is %s', (until, shown) => {
  expect(left(until)).toBe(shown)
})
