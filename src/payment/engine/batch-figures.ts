import type { BatchRow } from '#contract/views/day-view.ts'
import { SCHEMES, type Scheme } from '#contract/views/sale-view.ts'
import type { DebitCredit } from '../ports/acquirer-host.port.ts'

export type ByScheme = Readonly<Partial<Record<Scheme, DebitCredit>>>

/** All schemes together. */
export function sumOf(byScheme: ByScheme): DebitCredit {
  return Object.values(byScheme).reduce(
    (sum, row) => ({
      debitCount: sum.debitCount + row.debitCount,
      debitMinor: sum.debitMinor + row.debitMinor,
      creditCount: sum.creditCount + row.creditCount,
      creditMinor: sum.creditMinor + row.creditMinor,
    }),
    { debitCount: 0, debitMinor: 0, creditCount: 0, creditMinor: 0 },
  )
}

function netOf(row: DebitCredit | undefined) {
  return {
    count: (row?.debitCount ?? 0) + (row?.creditCount ?? 0),
    amountMinor: (row?.debitMinor ?? 0) - (row?.creditMinor ?? 0),
  }
}

/** The two sides scheme by scheme, for the screen and the Z; schemes that neither side knows are left out. */
export function batchRows(till: ByScheme, host: ByScheme | null): BatchRow[] {
  return SCHEMES.filter((scheme) => till[scheme] || host?.[scheme]).map((scheme): BatchRow => {
    const ours = netOf(till[scheme])
    if (host === null) return { scheme, till: ours, host: null, differenceMinor: null, state: 'pending' }
    const theirs = netOf(host[scheme])
    const differenceMinor = theirs.amountMinor - ours.amountMinor
    const agreed = differenceMinor === 0 && theirs.count === ours.count
    return { scheme, till: ours, host: theirs, differenceMinor, state: agreed ? 'agreed' : 'differs' }
  })
}

/** Both sides say the same of every scheme, counts included. */
export function sameFigures(till: ByScheme, host: ByScheme): boolean {
  return batchRows(till, host).every(({ state }) => state === 'agreed')
}
