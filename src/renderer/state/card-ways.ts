import i18next from 'i18next'
import type { CardPaymentView } from '#contract/views/payment-view.ts'
import type { TerminalView } from '#contract/views/terminal-view.ts'
import { call } from './call.ts'
import { type Charge, chargeOf, chosenExtras, forgetExtras } from './card-extras.ts'
import { type CardWay, waysOf } from './card-places.ts'
import { showToast } from './screen-store.ts'
import { useSlice, useTillStore } from './till-store.ts'

export type { CardWay }

export function useCardWays(): readonly CardWay[] {
  const status = useSlice('status')
  const terminals = useSlice('terminals')
  const till = useSlice('till')
  return waysOf({ status, terminals, till })
}

/** The ways that can reserve an amount, and what the others are called. */
export function useReserveWays(): { readonly able: readonly CardWay[]; readonly unable: readonly string[] } {
  const terminals = useSlice('terminals')
  const ways = useCardWays()
  const isAble = ({ kind, id }: CardWay) => kind === 'pad' || canHold(terminals.find((each) => each.id === id))
  return { able: ways.filter(isAble), unable: ways.filter((way) => !isAble(way)).map(({ alias }) => alias) }
}

/** It can end what it holds, too: the till has it begin nothing else. */
const canHold = (terminal: TerminalView | undefined): boolean =>
  (['reserve', 'complete', 'release'] as const).every((operation) => terminal?.can.includes(operation))

/** The one that the Card key takes; null on a till without any. */
export function defaultWay(): CardWay | null {
  const { slices } = useTillStore.getState()
  return slices ? (waysOf(slices)[0] ?? null) : null
}

/** Has the amount paid there. A terminal of its own bank knows neither this till's tip nor its cash. */
export async function payOn(way: CardWay | null, amountMinor: number): Promise<boolean> {
  if (way?.kind !== 'terminal') {
    const begun = await call('tender.card', { amountMinor, ...chosenExtras() })
    if (begun.ok) forgetExtras()
    return begun.ok
  }
  if (Object.keys(chosenExtras()).length > 0) {
    showToast({ tone: 'note', text: i18next.t('note.extrasOnPad') })
    return false
  }
  return (await call('tender.terminal', { terminalId: way.id, amountMinor })).ok
}

/** The same amount at the same place once more. */
export async function payThereAgain(payment: Charge & Pick<CardPaymentView, 'terminal'>): Promise<void> {
  const { terminal } = payment
  const charge = chargeOf(payment)
  if (terminal === null) await call('tender.card', charge)
  else await call('tender.terminal', { terminalId: terminal.id, amountMinor: charge.amountMinor })
}
