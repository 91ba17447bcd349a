import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../components/Badge.tsx'
import { classNames } from '../../components/class-names.ts'
import { PadRows } from '../../components/PadRows.tsx'
import styles from './payment.module.css'

/** Exactly what the customer reads, beside what the cashier may say about it. */
export function PadMirror({
  rows,
  children,
}: {
  readonly rows: readonly [string, string]
  /** In place of the words that hold for every step. */
  readonly children?: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <div className={classNames('card', styles.mirror)}>
      <PadRows rows={rows} />
      <div>
        <div className="row">
          <b>{t('pad.screen')}</b>
          <Badge tone="plain" icon="pad">
            {t('pad.live')}
          </Badge>
        </div>
        {children ?? <p className="muted sm">{t('pad.note')}</p>}
      </div>
    </div>
  )
}
