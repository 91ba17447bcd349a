import type { Locale } from '#contract/locale.ts'
import de from '../../src/renderer/locales/de.json' with { type: 'json' }
import en from '../../src/renderer/locales/en.json' with { type: 'json' }
import fr from '../../src/renderer/locales/fr.json' with { type: 'json' }
import pl from '../../src/renderer/locales/pl.json' with { type: 'json' }

const LOCALES: Readonly<Record<Locale, Readonly<Record<string, string>>>> = { de, en, fr, pl }

/** The screen's own words by their key. @throws when there is no such key: the screen would not say it either. */
export type ScreenWords = (key: string) => string

export function screenWords(locale: Locale): ScreenWords {
  return (key) => {
    const text = LOCALES[locale][key]
    if (text === undefined) throw new Error(`the screen has no words for ${key} in ${locale}`)
    return text
  }
}
