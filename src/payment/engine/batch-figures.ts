import type { BatchRow } from '#contract/views/day-view.ts'
import { SCHEMES, type Scheme } from '#contract/views/sale-view.ts'
import type { DebitCredit } from '../ports/acquirer-host.port.ts'
import type { ClosedBatch } from './batch-agreement.ts'

export type ByScheme = Readonly<Partial<Record<Scheme, DebitCredit>>>

/** All schemes together. */
export const sumOf = (byScheme: ByScheme): DebitCredit => sum(Object.values(byScheme))

function sum(rows: readonly DebitCredit[]): DebitCredit {
  return rows.reduce(
    (all, row) => ({
      debitCount: all.debitCount + row.debitCount,
      debitMinor: all.debitMinor + row.debitMinor,
      creditCount: all.creditCount + row.creditCount,
      creditMinor: all.creditMinor + row.creditMinor,
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

/** From the worst to the best: what several batches together are is what the worst of them is. */
const RESULTS: readonly ClosedBatch['result'][] = [null, 'discrepancy', 'balanced-after-upload', 'balanced']

/** Several batches of one acquirer as one, `000001-000002`; a host that kept one to itself says nothing of all. */
export function together(batches: readonly ClosedBatch[]): ClosedBatch {
  const [first, last] = [batches[0], batches.at(-1)]
  if (first === undefined || last === undefined) throw new Error('no batch was cut')
  if (first === last) return first
  const hosts = batches.map(({ host }) => host)
  return {
    acquirerId: first.acquirerId,
    number: `${first.number}-${last.number}`,
    result: RESULTS.find((result) => batches.some((batch) => batch.result === result)) ?? null,
    till: added(batches.map(({ till }) => till)),
    host: hosts.includes(null) ? null : added(hosts.map((host) => host ?? {})),
    failure: batches.find(({ failure }) => failure !== null)?.failure ?? null,
  }
}

function added(figures: readonly ByScheme[]): ByScheme {
  const present = SCHEMES.filter((scheme) => figures.some((one) => one[scheme]))
  const rowsOf = (scheme: Scheme) => figures.flatMap((one) => one[scheme] ?? [])
  return Object.fromEntries(present.map((scheme) => [scheme, sum(rowsOf(scheme))]))
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
