import i18next from 'i18next'
import { call, inOrder } from '../../state/call.ts'
import { showToast } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'

/** Prints what guests paid, for their expenses; null in a shop without tables. */
export function useFacturette(saleId: string): (() => void) | null {
  const hasTables = useSlice('floor') !== null
  if (!hasTables) return null
  return () =>
    inOrder(async () => {
      const printed = await call('floor.facturette', { saleId })
      if (printed.ok) showToast({ tone: 'note', text: i18next.t('floor.facturettePrinted') })
    })
}
