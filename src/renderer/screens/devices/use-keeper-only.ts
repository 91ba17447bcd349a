import { useTranslation } from 'react-i18next'
import { useMay } from '../../state/allowed.ts'

/** Why a cashier may only look: what is set up here decides where money and papers go. Null for those who may. */
export function useKeeperOnly(): string | null {
  const { t } = useTranslation()
  return useMay('set-up-devices') ? null : t('closed.keeperOnly')
}
