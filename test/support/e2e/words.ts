import { readFileSync } from 'node:fs'
import type { Locale } from '#contract/locale.ts'

/** A text of the screen by its key, with its figures filled in. Throws when the language lacks it. */
export type Words = (key: string, figures?: Readonly<Record<string, string | number>>) => string

const FOLDER = new URL('../../../src/renderer/locales/', import.meta.url)

/** What a person reads on the screen in a language. */
export function wordsOf(locale: Locale): Words {
  const table = JSON.parse(readFileSync(new URL(`${locale}.json`, FOLDER), 'utf8')) as Record<string, string>
  return (key, figures = {}) => {
    const text = table[key]
    if (text === undefined) throw new Error(`the screen has no "${key}" in ${locale}`)
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(figures[name] ?? ''))
  }
}
