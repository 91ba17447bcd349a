import { allRows, oneRow, type ReadableDb } from './database.ts'

/** In a shorter word an error leaves too little to guess by. */
const WORD_CHARACTERS_MIN = 4
/** Up to here every word that is one error away is looked up; longer ones share a trigram with what was meant. */
const SHORT_CHARACTERS_MAX = 5
/** From here on two errors are forgiven. */
const LONG_CHARACTERS_MIN = 8
const CANDIDATES = 80
const WORDS_MAX = 6
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** Words of the catalogue that begin as a word one error away, two in a long one; the nearest first. */
export function nearWords(db: ReadableDb, word: string): string[] {
  if (word.length < WORD_CHARACTERS_MIN || /^\d+$/.test(word)) return []
  const errorsMax = word.length >= LONG_CHARACTERS_MIN ? 2 : 1
  const candidates = new Set(word.length <= SHORT_CHARACTERS_MAX ? oneErrorAway(db, word) : [])
  for (const candidate of sharingTrigrams(db, word)) candidates.add(candidate)
  return [...candidates]
    .map((candidate) => ({ candidate, errors: errorsAtBeginning(word, candidate) }))
    .filter(({ errors, candidate }) => errors <= errorsMax && candidate !== word)
    .sort((a, b) => a.errors - b.errors || a.candidate.length - b.candidate.length)
    .slice(0, WORDS_MAX)
    .map(({ candidate }) => candidate)
}

function sharingTrigrams(db: ReadableDb, word: string): string[] {
  const trigrams = new Set(Array.from({ length: word.length - 2 }, (_, at) => word.slice(at, at + 3)))
  const sql = `SELECT w.word FROM word_search s JOIN search_word w ON w.sequence = s.rowid
               WHERE word_search MATCH ? ORDER BY s.rank LIMIT ?`
  const expression = [...trigrams].map((trigram) => `"${trigram}"`).join(' OR ')
  return allRows<{ word: string }>(db, sql, expression, CANDIDATES).map((row) => row.word)
}

/** Words with two letters changed over, one too many, one wrong or one too few (after P. Norvig's spelling corrector). */
function oneErrorAway(db: ReadableDb, word: string): string[] {
  const guesses = new Set<string>()
  for (let at = 0; at <= word.length; at++) {
    const head = word.slice(0, at)
    const tail = word.slice(at)
    guesses.add(`${head}${tail[1] ?? ''}${tail[0] ?? ''}${tail.slice(2)}`)
    guesses.add(`${head}${tail.slice(1)}`)
    for (const letter of ALPHABET) {
      guesses.add(`${head}${letter}${tail}`)
      guesses.add(`${head}${letter}${tail.slice(1)}`)
    }
  }
  const known = (guess: string) => oneRow(db, 'SELECT 1 FROM search_word WHERE word = ?', guess) !== null
  return [...guesses].filter((guess) => guess.length >= WORD_CHARACTERS_MIN - 1 && known(guess))
}

/**
 * How many letters must be changed, added, left out or changed over with their neighbour so that a word becomes the beginning
 * of another (optimal string alignment): one that is still being typed is not wrong for what it lacks.
 */
export function errorsAtBeginning(word: string, candidate: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: candidate.length + 1 }, (_, at) => at)
  for (let row = 1; row <= word.length; row++) {
    const current = [row]
    for (let at = 1; at <= candidate.length; at++) {
      const isSame = word[row - 1] === candidate[at - 1]
      const isChangedOver =
        row > 1 && at > 1 && word[row - 1] === candidate[at - 2] && word[row - 2] === candidate[at - 1]
      current[at] = Math.min(
        (last[at] ?? 0) + 1,
        (current[at - 1] ?? 0) + 1,
        (last[at - 1] ?? 0) + (isSame ? 0 : 1),
        isChangedOver ? (beforeLast[at - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    beforeLast = last
    last = current
  }
  return Math.min(...last)
}
