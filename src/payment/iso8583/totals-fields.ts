import type { DebitCredit } from '../ports/acquirer-host.port.ts'
import type { AcquirerProfile } from './acquirer-profile.ts'
import type { IsoFields } from './field-table.ts'
import { Iso8583Error } from './iso8583-error.ts'
import { wholeNumber } from './scheme-totals.ts'

/** The host's own reading of the figures. */
export type TotalsReading = Pick<AcquirerProfile, 'reversalTotals' | 'netSign'>

/**
 * The figures of a batch in DE74-77, 86-89 and 97, from the cardholder's account (acquirer sheet 2.6).
 *
 * A sale that was reversed stands in neither side: debits count transactions whose final amount is not zero, and a
 * reversal counts only if its original had been counted. So 75, 77, 87 and 89 are zero here.
 * DE97 is debits less credits, `D` when that is above zero; `C` for a host that speaks of the merchant's account.
 */
export function totalsFields({ netSign }: TotalsReading, totals: DebitCredit): IsoFields {
  const net = totals.debitMinor - totals.creditMinor
  const charged = netSign === 'cardholder' ? 'D' : 'C'
  return {
    74: String(totals.creditCount),
    75: '0',
    76: String(totals.debitCount),
    77: '0',
    86: String(totals.creditMinor),
    87: '0',
    88: String(totals.debitMinor),
    89: '0',
    97: `${net > 0 ? charged : otherSign(charged)}${Math.abs(net)}`,
  }
}

/**
 * Debits and credits that remain once the host's reversals are taken off. Where reversals are named by their effect, 75
 * and 87 take back debits, 77 and 89 credits; where they are named by their original, it is the other way round.
 *
 * @returns null when none of the figures is there.
 * @throws Iso8583Error when only some are, or when the net does not follow from the others.
 */
export function readTotalsFields(reading: TotalsReading, fields: IsoFields): DebitCredit | null {
  const figures = ([74, 75, 76, 77, 86, 87, 88, 89] as const).map((number) => {
    const digits = fields[number]
    return digits === undefined ? null : wholeNumber(number, digits)
  })
  if (figures.every((figure) => figure === null)) return null
  if (figures.includes(null)) throw new Iso8583Error(86, 'short')
  const [credits = 0, count75 = 0, debits = 0, count77 = 0, ...amounts] = figures as number[]
  const [creditMinor = 0, minor87 = 0, debitMinor = 0, minor89 = 0] = amounts
  const byEffect = reading.reversalTotals === 'effect'
  const totals: DebitCredit = {
    debitCount: debits - (byEffect ? count75 : count77),
    debitMinor: debitMinor - (byEffect ? minor87 : minor89),
    creditCount: credits - (byEffect ? count77 : count75),
    creditMinor: creditMinor - (byEffect ? minor89 : minor87),
  }
  checkNet(reading, fields, totals.debitMinor - totals.creditMinor)
  return totals
}

/** The sign of nothing says nothing. */
function checkNet({ netSign }: TotalsReading, fields: IsoFields, netMinor: number): void {
  const stated = fields[97]
  if (stated === undefined) return
  const amount = wholeNumber(97, stated.slice(1))
  const charged = netSign === 'cardholder' ? 'D' : 'C'
  if ((stated.startsWith(charged) ? amount : -amount) !== netMinor && (amount !== 0 || netMinor !== 0)) {
    throw new Iso8583Error(97, 'content')
  }
}

function otherSign(sign: 'C' | 'D'): 'C' | 'D' {
  return sign === 'C' ? 'D' : 'C'
}
