import { EMPTY_ENTRY, parseQuantityMilli } from '../input/entry.ts'
import { call, inOrder } from './call.ts'
import { note, sayClosed, targetLine } from './sale-actions.ts'
import { useScreenStore } from './screen-store.ts'
import { useTillStore } from './till-store.ts'

/** A dialog about the chosen line; with none on the ticket it says so. */
export function openLineDialog(panel: 'note-line' | 'discount-line'): void {
  if (!isFrozen() && targetLine() !== null) useScreenStore.setState({ panel })
}

export function openTicketDiscount(): void {
  if (!isFrozen() && targetLine() !== null) useScreenStore.setState({ panel: 'discount-ticket', entry: EMPTY_ENTRY })
}

/** The lines of a ticket that is being paid stay as they are: the key says so. */
function isFrozen(): boolean {
  const isPaying = useTillStore.getState().slices?.sale.state === 'paying'
  if (isPaying) sayClosed('closed.inPayment')
  return isPaying
}

/** One field for any ticket that is not in hand. */
export function openFindTicket(): void {
  if (!isFrozen()) useScreenStore.setState({ panel: 'find-ticket', entry: EMPTY_ENTRY })
}

/** The line that was taken off last is on the ticket again. */
export function restoreLine(): void {
  if (!isFrozen()) inOrder(() => call('cart.restoreLine', {}))
}

export function noteLine(lineId: string, text: string): void {
  inOrder(() => call('cart.noteLine', { lineId, note: text }))
}

/** Goods that are brought back: so many as are typed, else all of the line. One that comes back already is sold again. */
export function openBringBack(): void {
  const line = isFrozen() ? null : targetLine()
  if (line === null) return
  const { digits, mode } = useScreenStore.getState().entry
  useScreenStore.setState({ entry: EMPTY_ENTRY })
  if (line.returned !== undefined) {
    bringBack(line.id, '', null)
    return
  }
  const quantityMilli = digits === '' || mode !== null ? null : parseQuantityMilli(digits)
  if (digits !== '' && mode === null && quantityMilli === null) note('note.badQuantity')
  else useScreenStore.setState({ panel: 'bring-back', backQuantityMilli: quantityMilli })
}

export function bringBack(lineId: string, reason: string, quantityMilli: number | null): void {
  inOrder(() => call('cart.bringBack', { lineId, reason, ...(quantityMilli !== null && { quantityMilli }) }))
}
