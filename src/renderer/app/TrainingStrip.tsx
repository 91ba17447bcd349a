import { useTranslation } from 'react-i18next'
import { Icon } from '../components/Icon.tsx'
import { TrialGuide } from '../screens/first-run/TrialGuide.tsx'
import { useSlice } from '../state/till-store.ts'
import styles from './app.module.css'

/** Training must never look like selling: a strip over every screen. */
export function TrainingStrip() {
  const { t } = useTranslation()
  const till = useSlice('till')
  const setup = useSlice('setup')
  const session = useSlice('session')
  const isTrial = setup?.stage === 'trial' && session.kind === 'signed-in'
  if (!till.training) return null
  return (
    <aside className={styles.training} aria-label={t('training.name')}>
      {isTrial ? (
        <TrialGuide />
      ) : (
        <>
          <Icon name="training" />
          <b>{t('training.strip')}</b>
          <span className="push sm">{t('training.aside')}</span>
        </>
      )}
    </aside>
  )
}
