const LETTERS: Readonly<Record<string, string>> = { ł: 'l', œ: 'oe', æ: 'ae', ø: 'o', đ: 'd', ß: 'ss' }

/** Words as people type them in a hurry: small letters without accents. */
export function plainWords(text: string): string[] {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[łœæøđß]/g, (letter) => LETTERS[letter] ?? letter)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

/** How many slips a word of that length may have: a short one could be any other. */
const slipsAllowed = (length: number) => (length < 4 ? 0 : length < 8 ? 1 : 2)

/** The fewest slips (a letter too many, too few, another, or two turned) that make `typed` the beginning of `word`. */
function slipsToBeginning(typed: string, word: string): number {
  let before: number[] = []
  let row = Array.from({ length: word.length + 1 }, (_, column) => column)
  for (let at = 1; at <= typed.length; at += 1) {
    const next = [at]
    for (let column = 1; column <= word.length; column += 1) {
      const isSame = typed[at - 1] === word[column - 1]
      let least = Math.min(
        (row[column - 1] ?? 0) + (isSame ? 0 : 1),
        (row[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
      )
      const isTurned = at > 1 && column > 1 && typed[at - 1] === word[column - 2] && typed[at - 2] === word[column - 1]
      if (isTurned) least = Math.min(least, (before[column - 2] ?? 0) + 1)
      next.push(least)
    }
    before = row
    row = next
  }
  return Math.min(...row)
}

/** 3 for the beginning of a word, 2 for a part of one, 1 for one with slips, 0 for none. */
function fitOf(typed: string, words: readonly string[]): number {
  if (words.some((word) => word.startsWith(typed))) return 3
  if (typed.length > 2 && words.some((word) => word.includes(typed))) return 2
  const allowed = slipsAllowed(typed.length)
  return allowed > 0 && words.some((word) => slipsToBeginning(typed, word) <= allowed) ? 1 : 0
}

/** What is searched: a name, the place it belongs to, and the sign of its key. */
export interface Findable {
  readonly name: string
  readonly placeName: string
  readonly key: string | null
  /** Cannot be done now: it comes after what can. */
  readonly closed: string | null
}

const plain = (text: string) => text.toLowerCase().replace(/\s/g, '')

/** The words of an item are taken apart once, however often it is looked at. */
const taken = new WeakMap<Findable, { readonly name: readonly string[]; readonly place: readonly string[] }>()

function wordsOf(item: Findable) {
  let words = taken.get(item)
  if (words === undefined) {
    words = { name: plainWords(item.name), place: plainWords(item.placeName) }
    taken.set(item, words)
  }
  return words
}

/** Of the words that were typed each one fits the name, or the place; 0 when one does not. */
function scoreOf(typed: readonly string[], item: Findable): number {
  const { name: words, place: around } = wordsOf(item)
  let score = 0
  for (const [place, word] of typed.entries()) {
    const inName = fitOf(word, words)
    if (inName === 0 && fitOf(word, around) === 0) return 0
    score += inName === 0 ? 0.5 : inName
    if (place === 0 && words[0]?.startsWith(word)) score += 0.5
  }
  return item.closed === null ? score + 0.25 : score
}

/** What fits what was typed, the best first; all of it, in its order, while nothing is typed. */
export function findActions<Item extends Findable>(items: readonly Item[], text: string): readonly Item[] {
  const typed = plainWords(text)
  const sign = plain(text)
  if (sign === '') return items
  return (
    items
      .map((item) => {
        const isKey = item.key !== null && plain(item.key) === sign
        return { item, score: isKey ? Number.MAX_SAFE_INTEGER : typed.length === 0 ? 0 : scoreOf(typed, item) }
      })
      .filter(({ score }) => score > 0)
      // Of two that fit as well, the one that says nothing besides.
      .sort((one, other) => other.score - one.score || one.item.name.length - other.item.name.length)
      .map(({ item }) => item)
  )
}
