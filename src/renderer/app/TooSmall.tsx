import { useTranslation } from 'react-i18next'
import styles from './app.module.css'

/** Under 1024 by 700 nothing could be pressed safely: the screen says so instead. */
export function TooSmall() {
  const { t } = useTranslation()
  return <p className={styles.tooSmall}>{t('app.tooSmall')}</p>
}
