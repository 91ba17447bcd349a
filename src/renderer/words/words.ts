import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { frenchSpaces } from '#contract/french-spaces.ts'
import type { Locale } from '#contract/locale.ts'
import de from '../locales/de.json'
import en from '../locales/en.json'
import fr from '../locales/fr.json'
import pl from '../locales/pl.json'

const FRENCH = Object.fromEntries(Object.entries(fr).map(([key, text]) => [key, frenchSpaces(text)]))
const WORDS = { fr: FRENCH, en, pl, de } as const satisfies Record<Locale, Record<string, string>>

/** Starts i18next with the four languages of the bundle; keys are flat, plural forms follow the language. */
export async function startWords(locale: Locale): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: locale,
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: Object.fromEntries(Object.entries(WORDS).map(([name, words]) => [name, { translation: words }])),
  })
}

export async function changeWords(locale: Locale): Promise<void> {
  if (i18next.language !== locale) await i18next.changeLanguage(locale)
}
