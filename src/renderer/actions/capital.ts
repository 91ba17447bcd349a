import i18next from 'i18next'

/** Words of the list of keys begin small; a name of its own begins with a capital. */
export const capital = (words: string): string => words.charAt(0).toLocaleUpperCase(i18next.language) + words.slice(1)
