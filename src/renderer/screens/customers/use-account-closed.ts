import { useTranslation } from 'react-i18next'
import { useSlice } from '../../state/till-store.ts'

/** Why nothing of the ticket can be put on an account; null where it can. */
export function useAccountClosed(): string | null {
  const { t } = useTranslation()
  const { customer, lines } = useSlice('sale')
  if (customer === undefined) return t('closed.account')
  return lines.some(({ accountPayment }) => accountPayment !== undefined) ? t('closed.accountByAccount') : null
}
