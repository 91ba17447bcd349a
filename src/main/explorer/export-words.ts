import type { Locale } from '#contract/locale.ts'
import de from '../../../resources/export-words/de.json' with { type: 'json' }
import en from '../../../resources/export-words/en.json' with { type: 'json' }
import fr from '../../../resources/export-words/fr.json' with { type: 'json' }
import pl from '../../../resources/export-words/pl.json' with { type: 'json' }

/** The words of files for people outside the till. */
export const EXPORT_WORDS: Readonly<Record<Locale, typeof fr>> = { fr, en, pl, de }
