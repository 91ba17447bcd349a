import { roundedCash } from '#contract/cash-rounding.ts'
import { useSlice } from '../../state/till-store.ts'

/** What the ticket still asks: money of the customer, nothing, or money for the customer. */
export interface Due {
  readonly way: 'owed' | 'nothing' | 'out'
  /** What is left, above zero whichever way it goes. */
  readonly leftMinor: number
  /** The same in cash, and what rounding makes of it. */
  readonly cashMinor: number
  readonly roundingMinor: number
}

export function useDue(): Due {
  const { remainingMinor } = useSlice('sale')
  const { cashRounding } = useSlice('till')
  const cashMinor = roundedCash(remainingMinor, cashRounding)
  return {
    way: remainingMinor > 0 ? 'owed' : remainingMinor < 0 ? 'out' : 'nothing',
    leftMinor: Math.abs(remainingMinor),
    cashMinor: Math.abs(cashMinor),
    roundingMinor: cashMinor - remainingMinor,
  }
}
