const HUNDREDTHS = 100
const BASIS_POINTS_MAX = 10_000

/** What a person typed as a share of a hundred: comma and point are both the decimal mark. Null when it is none. */
export function readPercent(text: string): number | null {
  const [, whole = '', decimals = ''] = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(text.trim()) ?? []
  if (whole === '') return null
  const basisPoints = Number(whole) * HUNDREDTHS + Number(decimals.padEnd(2, '0'))
  return basisPoints <= BASIS_POINTS_MAX ? basisPoints : null
}
