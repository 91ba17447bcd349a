import { useTranslation } from 'react-i18next'
import { useNow } from '../../state/use-now.ts'
import { timeLeft } from '../../words/time-left.ts'

/** How long the bank still holds it. */
export function TimeLeft({ until }: { readonly until: string }) {
  const { t } = useTranslation()
  const now = useNow()
  return Date.parse(until) <= now
    ? t('reservation.isExpired')
    : t('reservation.expiresIn', { time: timeLeft(t, until, now) })
}
