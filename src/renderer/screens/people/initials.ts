/** The first letters of the first two words, `ZŁ` of Zoé Łukasz. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s-]+/).map((word) => /[\p{L}\p{N}]/u.exec(word)?.[0] ?? '')
  return words
    .filter((letter) => letter !== '')
    .slice(0, 2)
    .join('')
    .toLocaleUpperCase()
}
