import { useState } from 'react'
import { holdsCardNumber } from '#contract/card-number.ts'
import { parseAmount } from '#contract/money.ts'
import { reservationLabelSchema } from '#contract/views/reservation-view.ts'
import { useEntry } from '../../input/use-entry.ts'
import { call } from '../../state/call.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'

export const LABEL_MAX = 24

/** What the figures go to. */
export type Target = 'amount' | 'label'

export interface NewReservation {
  readonly target: Target
  readonly aim: (target: Target) => void
  readonly amountMinor: number
  readonly label: string
  readonly setLabel: (label: string) => void
  /** What was typed as a name looked like a card number, and is gone. */
  readonly wasCardNumber: boolean
  readonly typeDigit: (digit: string) => void
  readonly erase: () => void
  /** What is still missing, null when it can be asked for. */
  readonly missing: Target | null
  readonly confirm: () => void
}

/** An amount and a name; figures go to the amount until the name is aimed at. A card number is refused and not kept. */
export function useNewReservation(): NewReservation {
  const { currency } = useSlice('till')
  const [target, aim] = useState<Target>('amount')
  const entry = useEntry()
  const [label, keepLabel] = useState('')
  const [wasCardNumber, setWasCardNumber] = useState(false)
  const [asked, setAsked] = useState(false)
  const amountMinor = parseAmount(entry.digits, currency) ?? 0
  const setLabel = (next: string) => {
    const isCardNumber = holdsCardNumber(next)
    setWasCardNumber(isCardNumber)
    keepLabel(isCardNumber ? '' : next.slice(0, LABEL_MAX))
  }
  const name = reservationLabelSchema.safeParse(label.normalize('NFC'))
  const missing = amountMinor === 0 ? 'amount' : name.success ? null : 'label'
  const confirm = async () => {
    const wantedMinor = parseAmount(entry.latest(), currency) ?? 0
    if (wantedMinor === 0 || !name.success) {
      aim(wantedMinor === 0 ? 'amount' : 'label')
      return
    }
    if (asked) return
    setAsked(true)
    const begun = await call('reservation.begin', { amountMinor: wantedMinor, label: name.data })
    setAsked(false)
    if (begun.ok) useScreenStore.setState({ panel: null })
  }
  return {
    target,
    aim,
    amountMinor,
    label,
    setLabel,
    wasCardNumber,
    typeDigit: (digit) => (target === 'amount' ? entry.type(digit) : setLabel(label + digit)),
    erase: () => (target === 'amount' ? entry.erase() : setLabel(label.slice(0, -1))),
    missing,
    confirm: () => void confirm(),
  }
}
