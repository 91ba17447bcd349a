import type { CardPaymentView } from '#contract/views/payment-view.ts'
import type { Slices } from '#contract/views/till-view.ts'
import type { ScreenState } from '../state/screen-store.ts'
import type { Sound } from './sounds.ts'

/** What is heard of: the till as the screen knows it, and the sentence at the bottom. */
export interface Heard {
  readonly slices: Pick<Slices, 'sale' | 'payment' | 'status'> | null
  readonly toast: ScreenState['toast']
}

const UNKNOWN_CODES: ReadonlySet<string> = new Set(['SALE_UNKNOWN_BARCODE'])

/** One sound for what has just happened, the gravest first; null where nothing is to be heard. Pure. */
export function soundOf(before: Heard, after: Heard): Sound | null {
  return ofPayment(before, after) ?? ofDevices(before, after) ?? ofToast(before, after) ?? ofTicket(before, after)
}

const OUTCOMES: Readonly<Record<NonNullable<CardPaymentView['outcome']>, Sound | null>> = {
  approved: 'approved',
  declined: 'declined',
  cancelled: 'declined',
  failed: 'declined',
  reversed: 'declined',
  unknown: 'outcome-unknown',
}

function ofPayment({ slices: was }: Heard, { slices: is }: Heard): Sound | null {
  const outcome = is?.payment?.outcome ?? null
  if (was === null || outcome === null) return null
  const isNew = was.payment === null || was.payment.id !== is?.payment?.id || was.payment.outcome !== outcome
  return isNew ? OUTCOMES[outcome] : null
}

/** A device that was there and is lost is heard once; the first look at the till is no loss. */
function ofDevices({ slices: was }: Heard, { slices: is }: Heard): Sound | null {
  if (was === null || is === null) return null
  const isLost = (state: string) => state === 'lost'
  const devices = ['pad', 'printer'] as const
  return devices.some((name) => isLost(is.status[name].state) && !isLost(was.status[name].state)) ? 'attention' : null
}

function ofToast({ toast: was }: Heard, { toast: is }: Heard): Sound | null {
  if (is === null || is.number === was?.number) return null
  if (is.tone === 'failure') return UNKNOWN_CODES.has(is.failure.code) ? 'unknown-code' : 'attention'
  return is.tone === 'closed' ? 'closed' : null
}

/** One thing more on the ticket in hand; another ticket in hand is none. */
function ofTicket({ slices: was }: Heard, { slices: is }: Heard): Sound | null {
  if (was === null || is === null) return null
  return was.sale.id === is.sale.id && is.sale.itemCount > was.sale.itemCount ? 'added' : null
}
