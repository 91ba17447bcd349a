import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { LOCALES } from '#contract/locale.ts'
import { STORY_KINDS } from '#payment/engine/payment-story.ts'
import { sampleSlices } from '#test/support/renderer/sample-shop.ts'

/** Every word exists in every language with the same blanks, every plural form is there, and no word is unused. */

const ROOT = join(import.meta.dirname, '../../..')
const RENDERER = join(ROOT, 'src/renderer')
type Words = Readonly<Record<string, string>>
const words = Object.fromEntries(
  LOCALES.map((locale) => [
    locale,
    JSON.parse(readFileSync(join(RENDERER, `locales/${locale}.json`), 'utf8')) as Words,
  ]),
) as Record<(typeof LOCALES)[number], Words>

const PLURAL = /_(zero|one|two|few|many|other)$/
const baseOf = (key: string) => key.replace(PLURAL, '')
const bases = (of: Words) => [...new Set(Object.keys(of).map(baseOf))].sort()
const blanks = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort().join(' ')

const sources = globSync('**/*.{ts,tsx}', { cwd: RENDERER })
  .map((name) => readFileSync(join(RENDERER, name), 'utf8'))
  .join('\n')
const literals = new Set([...sources.matchAll(/['"]([\w.-]+)['"]/g)].map((match) => match[1] ?? ''))
/** `t(`step.${kind}.done`)`: the fixed parts around what is filled in. */
const patterns = [...sources.matchAll(/`([\w.-]*\.)\$\{[^`]*?\}([\w.]*)`/g)].map(
  (match) => new RegExp(`^${match[1]?.replaceAll('.', '\\.')}[\\w.-]+${match[2]?.replaceAll('.', '\\.')}$`),
)
/** Names of families come from the till. */
const fromTheTill = sampleSlices().till.families.map(({ nameKey }) => nameKey)

describe.each(LOCALES)('%s', (locale) => {
  test('has the keys of French', () => {
    expect(bases(words[locale])).toEqual(bases(words.fr))
  })

  test('has every plural form of its language', () => {
    const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories
    const counted = bases(words.fr).filter((base) => `${base}_other` in words.fr)
    const missing = counted.flatMap((base) =>
      forms.filter((form) => !(`${base}_${form}` in words[locale])).map((form) => `${base}_${form}`),
    )
    expect(missing).toEqual([])
  })

  test('has the same blanks as French', () => {
    const different = Object.entries(words[locale]).filter(([key, text]) => {
      const model = words.fr[key] ?? words.fr[`${baseOf(key)}_other`] ?? ''
      return blanks(text) !== blanks(model)
    })
    expect(different).toEqual([])
  })

  test('blames nobody, names no error and is never empty', () => {
    const bad = Object.entries(words[locale]).filter(
      ([, text]) => text.trim() === '' || /\b(oops|invalid|error|erreur|invalide|błąd|Fehler)\b/i.test(text),
    )
    expect(bad).toEqual([])
  })

  test('is normalised to NFC', () => {
    expect(Object.entries(words[locale]).filter(([, text]) => text !== text.normalize('NFC'))).toEqual([])
  })
})

test('every key written in the sources exists', () => {
  const known = new Set(bases(words.fr))
  const asked = [...sources.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map((match) => match[1] ?? '')
  expect(asked.filter((key) => !known.has(key))).toEqual([])
})

test('no key is unused', () => {
  const unused = bases(words.fr).filter(
    (key) => !literals.has(key) && !fromTheTill.includes(key) && !patterns.some((pattern) => pattern.test(key)),
  )
  expect(unused).toEqual([])
})

test('every event of a payment’s story has a sentence', () => {
  expect(STORY_KINDS.filter((kind) => !(`event.${kind}` in words.fr))).toEqual([])
})
