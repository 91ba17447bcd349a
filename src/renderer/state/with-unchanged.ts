type Branch = Readonly<Record<string, unknown>>

const isBranch = (value: unknown): value is Branch => typeof value === 'object' && value !== null

/**
 * The newer of two values as JSON has them, with every part that is equal to the older one's taken from there. What did not change
 * stays the same object, so that a row whose line is as it was is not drawn again.
 */
export function withUnchanged<Value>(before: unknown, after: Value): Value {
  if (!isBranch(before) || !isBranch(after) || Array.isArray(before) !== Array.isArray(after)) return after
  const keys = Object.keys(after)
  const parts = keys.map((key) => withUnchanged(before[key], (after as Branch)[key]))
  const isSame =
    keys.length === Object.keys(before).length && keys.every((key, place) => isPart(before, key, parts[place]))
  if (isSame) return before as Value
  return (Array.isArray(after) ? parts : Object.fromEntries(keys.map((key, place) => [key, parts[place]]))) as Value
}

const isPart = (whole: Branch, key: string, part: unknown) => Object.hasOwn(whole, key) && Object.is(whole[key], part)
