import { useTranslation } from 'react-i18next'
import { Badge } from '../../components/Badge.tsx'
import { classNames } from '../../components/class-names.ts'
import styles from './payment.module.css'

const COLUMNS = 16

/** Two rows of sixteen: exactly what the customer reads. */
export function PadMirror({ rows }: { readonly rows: readonly [string, string] }) {
  const { t } = useTranslation()
  return (
    <div className={classNames('card', styles.mirror)}>
      <div className={styles.lcd} role="img" aria-label={t('pad.reads', { text: rows.join(' ') })}>
        {rows.map((row) => row.padEnd(COLUMNS)).join('\n')}
      </div>
      <div>
        <div className="row">
          <b>{t('pad.screen')}</b>
          <Badge tone="plain" icon="pad">
            {t('pad.live')}
          </Badge>
        </div>
        <p className="muted sm">{t('pad.note')}</p>
      </div>
    </div>
  )
}
