/**
 * Goal: every language has every word, and no word is left that nothing prints.
 * Method: keys, placeholders and plural forms compared; the sources searched for each key.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { LOCALES } from '#contract/locale.ts'
import { foldForPaper } from '#contract/paper-text.ts'
import { countedItems, TICKET_WORDS, type TicketWords } from '#till/tickets/ticket-words.ts'

const folder = fileURLToPath(new URL('../../../src/till/tickets/', import.meta.url))
const sources = readdirSync(folder).map((name) => readFileSync(folder + name, 'utf8'))
const keys = Object.keys(TICKET_WORDS.fr) as (keyof TicketWords)[]
const plain = (locale: (typeof LOCALES)[number]) =>
  Object.entries(TICKET_WORDS[locale]).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
const placeholders = (word: string) => (word.match(/\{\w+\}/g) ?? []).sort()

describe.each(LOCALES)('the words of the papers in %s', (locale) => {
  it('are complete and have the placeholders of the French ones', () => {
    expect(Object.keys(TICKET_WORDS[locale]).sort()).toEqual([...keys].sort())
    const french = Object.fromEntries(plain('fr'))
    for (const [key, word] of plain(locale)) {
      expect(word.trim(), key).not.toBe('')
      expect(placeholders(word), key).toEqual(placeholders(french[key] ?? ''))
    }
  })

  it('have exactly the plural forms of the language', () => {
    const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories
    expect(Object.keys(TICKET_WORDS[locale].items).sort()).toEqual([...forms].sort())
    expect(countedItems(3, locale)).toMatch(/^3 \p{L}+$/u)
  })

  it('reach the paper unchanged', () => {
    for (const [key, word] of plain(locale)) expect(foldForPaper(word), key).toBe(word)
  })
})

it.each(keys.filter((key) => key !== 'items'))('the word %s is printed somewhere', (key) => {
  expect(sources.some((source) => new RegExp(`words\\.${key}\\b`).test(source))).toBe(true)
})
