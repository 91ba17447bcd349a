import type { DebitCredit } from '../ports/acquirer-host.port.ts'
import type { IsoFields } from './field-table.ts'
import { Iso8583Error } from './iso8583-error.ts'
import { wholeNumber } from './scheme-totals.ts'

/**
 * The figures of a batch in DE74-77, 86-89 and 97, from the cardholder's account (acquirer sheet 2.6).
 *
 * A sale that was reversed stands in neither side: debits count transactions whose final amount is not zero, and a
 * reversal counts only if its original had been counted. So 75, 77, 87 and 89 are zero here.
 * DE97 is (88 + 89) - (86 + 87), `D` when that is above zero.
 */
export function totalsFields(totals: DebitCredit): IsoFields {
  const net = totals.debitMinor - totals.creditMinor
  return {
    74: String(totals.creditCount),
    75: '0',
    76: String(totals.debitCount),
    77: '0',
    86: String(totals.creditMinor),
    87: '0',
    88: String(totals.debitMinor),
    89: '0',
    97: `${net > 0 ? 'D' : 'C'}${Math.abs(net)}`,
  }
}

/**
 * @returns null when none of the figures is there.
 * @throws Iso8583Error when only some are, or when the net does not follow from the others.
 */
export function readTotalsFields(fields: IsoFields): DebitCredit | null {
  const figures = ([74, 75, 76, 77, 86, 87, 88, 89] as const).map((number) => {
    const digits = fields[number]
    return digits === undefined ? null : wholeNumber(number, digits)
  })
  if (figures.every((figure) => figure === null)) return null
  if (figures.includes(null)) throw new Iso8583Error(86, 'short')
  const [credits = 0, creditReversals = 0, debits = 0, debitReversals = 0, ...amounts] = figures as number[]
  const [creditMinor = 0, creditBackMinor = 0, debitMinor = 0, debitBackMinor = 0] = amounts
  checkNet(fields, debitMinor + debitBackMinor - creditMinor - creditBackMinor)
  return {
    debitCount: debits - creditReversals,
    debitMinor: debitMinor - creditBackMinor,
    creditCount: credits - debitReversals,
    creditMinor: creditMinor - debitBackMinor,
  }
}

function checkNet(fields: IsoFields, netMinor: number): void {
  const stated = fields[97]
  if (stated === undefined) return
  const amount = wholeNumber(97, stated.slice(1))
  if ((stated.startsWith('D') ? amount : -amount) !== netMinor) throw new Iso8583Error(97, 'content')
}
