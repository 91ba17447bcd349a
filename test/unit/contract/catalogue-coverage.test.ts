/**
 * Goal: the catalogue says neither more nor less than the product does. Method: every source outside the catalogue is
 * parsed; a code counts as produced where a value is made of it, as tested where a test names it.
 */
import { describe, expect, it } from 'vitest'
import { ERROR_CODES, ERRORS } from '#contract/errors/catalogue.ts'
import { madeTexts, writtenFailures } from '#test/support/source/named-texts.ts'
import { readSourceFiles } from '#test/support/source/source-files.ts'

const sources = readSourceFiles('src').filter(({ path }) => !path.startsWith('src/contract/errors/'))
const product = sources.filter(({ path }) => !path.startsWith('src/simulators/'))
const producers = product.map(({ path, text }) => ({ path, made: madeTexts(path, text) }))
const tests = readSourceFiles('test').filter(({ path }) => !path.startsWith('test/support/renderer/'))

describe('the reading of the sources', () => {
  it('counts what makes a code, not what only names one', () => {
    const text = `type T = Result<null, 'A_TYPE'>
      if (error.code === 'A_COMPARED') use({ code: 'A_MADE' })
      const answer = () => { switch (code) { case 'A_CASE': return fail('A_RETURNED') } }
      const table = { x: 'A_ROW' } as const
      const chosen = late ? 'A_CHOSEN' : null`
    expect([...madeTexts('x.ts', text)].sort()).toEqual(['A_CHOSEN', 'A_MADE', 'A_RETURNED', 'A_ROW'])
  })
})

describe('the catalogue', () => {
  it('holds no code that nothing produces', () => {
    expect(ERROR_CODES.filter((code) => !producers.some(({ made }) => made.has(code)))).toEqual([])
  })

  it('holds no code that no test provokes or checks', () => {
    expect(ERROR_CODES.filter((code) => !tests.some(({ text }) => text.includes(code)))).toEqual([])
  })

  it('is the only place a family of codes is written down', () => {
    const known: ReadonlySet<string> = new Set(ERROR_CODES)
    const families = new RegExp(`^(${[...new Set(ERROR_CODES.map((code) => code.split('_')[0]))].join('|')})_[A-Z_]+$`)
    const strangers = producers.flatMap(({ path, made }) =>
      [...made].filter((text) => families.test(text) && !known.has(text)).map((text) => `${path}: ${text}`),
    )
    expect(strangers).toEqual([])
  })

  it('is filled wherever a failure is written down: no sentence reaches a person with a detail missing', () => {
    const sentences: Readonly<Record<string, string>> = Object.fromEntries(
      Object.entries(ERRORS).map(([code, { words }]) => [code, words.en]),
    )
    const wanted = (code: string) => [...(sentences[code] ?? '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
    const written = product.flatMap(({ path, text }) =>
      writtenFailures(path, text).map((failure) => ({ path, ...failure })),
    )
    expect(written.filter(({ code }) => code in sentences).length).toBeGreaterThan(80)
    const lacking = written.flatMap(({ path, code, details }) =>
      wanted(code)
        .filter((name) => details !== null && !details.includes(name))
        .map((name) => `${path}: ${code} without ${name}`),
    )
    expect(lacking).toEqual([])
  })
})
