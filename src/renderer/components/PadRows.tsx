import { useTranslation } from 'react-i18next'
import styles from './pad-rows.module.css'

/** The display of a pad, two rows of sixteen, or of the customer, of twenty, in its own character set. */
export function PadRows({
  rows,
  columns = 16,
}: {
  readonly rows: readonly [string, string]
  readonly columns?: 16 | 20
}) {
  const { t } = useTranslation()
  return (
    <div className={styles.lcd} role="img" aria-label={t('pad.reads', { text: rows.join(' ') })}>
      {rows.map((row) => row.padEnd(columns)).join('\n')}
    </div>
  )
}
