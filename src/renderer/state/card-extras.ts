import type { CardPaymentView } from '#contract/views/payment-view.ts'
import type { SaleView } from '#contract/views/sale-view.ts'
import { useScreenStore } from './screen-store.ts'
import { useSlice, useTillStore } from './till-store.ts'

/** What the next card is charged besides its part of the ticket. */
export interface CardExtras {
  readonly tipMinor: number
  readonly cashbackMinor: number
}

const NO_EXTRAS: CardExtras = { tipMinor: 0, cashbackMinor: 0 }

/** Those chosen for this ticket, and for no other: nothing is charged to the next customer. */
function extrasOf(sale: SaleView, chosen: ReturnType<typeof useScreenStore.getState>['extras']): CardExtras {
  return chosen?.saleId === sale.id ? chosen : NO_EXTRAS
}

export function useCardExtras(): CardExtras {
  const sale = useSlice('sale')
  const chosen = useScreenStore((state) => state.extras)
  return extrasOf(sale, chosen)
}

/** What is chosen now, without the parts that are nothing: as the till is asked. */
export function chosenExtras(): Partial<CardExtras> {
  const sale = useTillStore.getState().slices?.sale
  return sale ? asked(extrasOf(sale, useScreenStore.getState().extras)) : {}
}

function asked({ tipMinor, cashbackMinor }: CardExtras): Partial<CardExtras> {
  return { ...(tipMinor > 0 && { tipMinor }), ...(cashbackMinor > 0 && { cashbackMinor }) }
}

export function chooseExtras(change: Partial<CardExtras>): void {
  const sale = useTillStore.getState().slices?.sale
  if (!sale) return
  const { extras } = useScreenStore.getState()
  useScreenStore.setState({ extras: { ...extrasOf(sale, extras), ...change, saleId: sale.id } })
}

export function forgetExtras(): void {
  useScreenStore.setState({ extras: null })
}

/** What a card pays of its ticket, and what it was to be charged besides: to be asked again. */
export function chargeOf({ amountMinor, tipMinor = 0, cashbackMinor = 0 }: Charge) {
  return { amountMinor: amountMinor - tipMinor - cashbackMinor, ...asked({ tipMinor, cashbackMinor }) }
}
export type Charge = Pick<CardPaymentView, 'amountMinor' | 'tipMinor' | 'cashbackMinor'>
