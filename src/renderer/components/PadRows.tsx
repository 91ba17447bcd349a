import { useTranslation } from 'react-i18next'
import styles from './pad-rows.module.css'

const COLUMNS = 16

/** The display of a pad: two rows of sixteen, in the pad's own character set. */
export function PadRows({ rows }: { readonly rows: readonly [string, string] }) {
  const { t } = useTranslation()
  return (
    <div className={styles.lcd} role="img" aria-label={t('pad.reads', { text: rows.join(' ') })}>
      {rows.map((row) => row.padEnd(COLUMNS)).join('\n')}
    </div>
  )
}
