import { useState } from 'react'
import { holdsCardNumber } from '#contract/card-number.ts'
import { parseAmount } from '#contract/money.ts'
import { reservationLabelSchema } from '#contract/views/reservation-view.ts'
import { useEntry } from '../../input/use-entry.ts'
import { call } from '../../state/call.ts'
import { type CardWay, useReserveWays } from '../../state/card-ways.ts'
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
  /** Where a card can be presented for it, and which of them it will be; null where the till has neither pad nor terminal. */
  readonly ways: readonly CardWay[]
  readonly way: CardWay | null
  readonly chooseWay: (id: string) => void
  /** What is still missing, null when it can be asked for. */
  readonly missing: Target | 'terminal' | null
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
  const { able: ways } = useReserveWays()
  const [wayId, chooseWay] = useState<string | null>(null)
  const way = ways.find(({ id }) => id === wayId) ?? ways[0] ?? null
  const amountMinor = parseAmount(entry.digits, currency) ?? 0
  const setLabel = (next: string) => {
    const isCardNumber = holdsCardNumber(next)
    setWasCardNumber(isCardNumber)
    keepLabel(isCardNumber ? '' : next.slice(0, LABEL_MAX))
  }
  const name = reservationLabelSchema.safeParse(label.normalize('NFC'))
  const isBlocked = way?.state === 'blocked'
  const missing = amountMinor === 0 ? 'amount' : !name.success ? 'label' : isBlocked ? 'terminal' : null
  const confirm = async () => {
    const wantedMinor = parseAmount(entry.latest(), currency) ?? 0
    if (wantedMinor === 0 || !name.success) {
      aim(wantedMinor === 0 ? 'amount' : 'label')
      return
    }
    if (asked || isBlocked) return
    setAsked(true)
    const at = way?.kind === 'terminal' ? { terminalId: way.id } : {}
    const begun = await call('reservation.begin', { amountMinor: wantedMinor, label: name.data, ...at })
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
    ways,
    way,
    chooseWay,
    missing,
    confirm: () => void confirm(),
  }
}
