import { useTranslation } from 'react-i18next'
import type { ReservationView } from '#contract/views/reservation-view.ts'
import { useSlice } from '../../state/till-store.ts'
import { isOpen } from '../reservations/reservation-looks.ts'

/** The key that pays a ticket out of what the bank holds. */
export const RESERVED_KEY = 'B'

/** Reservations that may pay the ticket, and why none can. */
export function usePayable(): { readonly open: readonly ReservationView[]; readonly closed: string | null } {
  const { t } = useTranslation()
  const open = useSlice('reservations').filter(isOpen)
  return { open, closed: open.length === 0 ? t('closed.noReservation') : null }
}
