import { useTranslation } from 'react-i18next'
import { Choice } from '../../components/Choice.tsx'
import { useMay } from '../../state/allowed.ts'
import { call } from '../../state/call.ts'
import { useSlice } from '../../state/till-store.ts'

const MINUTES = [0, 1, 5, 15, 30] as const

/** When this till locks itself without a hand on it. */
export function LockAfter() {
  const { t } = useTranslation()
  const { lockAfterMinutes = 0 } = useSlice('till')
  const closed = useMay('change-settings') ? null : t('closed.managerOnly')
  return (
    <Choice
      name={t('workstation.lockAfter')}
      values={MINUTES}
      current={lockAfterMinutes}
      closed={closed}
      words={(minutes) =>
        minutes === 0 ? t('workstation.lockNever') : t('workstation.lockMinutes', { count: minutes })
      }
      onChoose={(minutes) => void call('settings.setLockAfter', { minutes })}
    />
  )
}
