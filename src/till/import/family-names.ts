import { FAMILY_WORDS, FILE_WORDS } from '#contract/import-words.ts'
import { LIMITS } from '#contract/limits.ts'
import type { Locale } from '#contract/locale.ts'
import type { FamilyView } from '#contract/views/till-view.ts'
import { foldWords } from './guess-columns.ts'

const COLOURS = 8

/** A family as the people at the till call it. */
export function familyName({ name, nameKey, id }: FamilyView, locale: Locale): string {
  return name ?? FAMILY_WORDS[nameKey]?.[locale] ?? id
}

/** A name of signs alone has no words to meet by. */
const keyOf = (name: string): string => foldWords(name) || name

/** Families by what people write, in any of the languages; one that is not there is made. */
export class FamilyNames {
  readonly #ids = new Map<string, string>()
  /** By names just as the file writes them. */
  readonly #asWritten = new Map<string, string>()
  readonly #newId: () => string
  #count: number
  #new: FamilyView[] = []

  constructor(families: readonly FamilyView[], newId: () => string) {
    this.#newId = newId
    this.#count = families.length
    for (const { id, name, nameKey } of families.toReversed()) {
      const names = [id, ...Object.values(FAMILY_WORDS[nameKey] ?? {}), ...(name === undefined ? [] : [name])]
      for (const each of names) this.#ids.set(keyOf(each), id)
    }
  }

  /** @param name as it is written; null: the family of what has none. @returns null where there can be no more families. */
  idOf(name: string | null): string | null {
    const known = this.#asWritten.get(name ?? '')
    if (known !== undefined) return known
    const id = this.#find(name)
    if (id !== null && this.#asWritten.size < LIMITS.families) this.#asWritten.set(name ?? '', id)
    return id
  }

  #find(name: string | null): string | null {
    const words = name === null ? Object.values(FILE_WORDS['family.other']) : [name]
    for (const each of words) {
      const known = this.#ids.get(keyOf(each))
      if (known !== undefined) return known
    }
    if (this.#count >= LIMITS.families) return null
    const family = { id: this.#newId(), nameKey: '', name: words[0] ?? '', colour: (this.#count % COLOURS) + 1 }
    this.#count += 1
    this.#new.push(family)
    this.#ids.set(keyOf(family.name), family.id)
    return family.id
  }

  /** Those that were made since it was asked last. */
  takeNew(): readonly FamilyView[] {
    const made = this.#new
    this.#new = []
    return made
  }
}
