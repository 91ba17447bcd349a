import { useTranslation } from 'react-i18next'
import styles from './progress-line.module.css'

/** `3 / 12`, with a bar beside the figures: for work whose length is known. */
export function ProgressLine({
  label,
  done,
  total,
}: {
  readonly label: string
  readonly done: number
  readonly total: number
}) {
  const { t } = useTranslation()
  return (
    <span className={styles.line}>
      <progress aria-label={label} value={done} max={Math.max(total, 1)} />
      <b>{t('progress', { done, total })}</b>
    </span>
  )
}
