import { useTranslation } from 'react-i18next'
import { Icon } from '../components/Icon.tsx'
import { useSlice } from '../state/till-store.ts'
import styles from './app.module.css'

/** Training must never look like selling: a strip over every screen. */
export function TrainingStrip() {
  const { t } = useTranslation()
  const till = useSlice('till')
  if (!till.training) return null
  return (
    <aside className={styles.training} aria-label={t('training.name')}>
      <Icon name="training" />
      <b>{t('training.strip')}</b>
      <span className="push sm">{t('training.aside')}</span>
    </aside>
  )
}
