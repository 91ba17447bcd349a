import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import { Badge } from '../../components/Badge.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { useSlice } from '../../state/till-store.ts'
import { batchesOf, batchSum } from './batch-sums.ts'
import styles from './day-end.module.css'

/** What the till counts beside what the bank has, in one look. */
export function Totals() {
  const { t } = useTranslation()
  return (
    <section className={styles.sums} aria-label={t('day.sumsZone')}>
      <Side side="till" />
      <Icon name="arrow" size="small" />
      <Side side="host" />
    </section>
  )
}

function Side({ side }: { readonly side: 'till' | 'host' }) {
  const { t } = useTranslation()
  const day = useSlice('day')
  const { currency } = day
  const rows = batchesOf(day).flatMap((batch) => batch.rows)
  const till = batchSum(rows, 'till')
  const host = batchSum(rows, 'host')
  const sum = side === 'till' ? till : host
  const difference = till !== null && host !== null ? host.amountMinor - till.amountMinor : null
  return (
    <div className={classNames('card', styles.sum)}>
      <div className="row muted sm">
        <Icon name={side === 'till' ? 'receipt' : 'bank'} size="small" />
        {t(`day.${side}`)} · {sum === null ? t('day.notAsked') : t(`day.${side}Count`, { count: sum.count })}
        <span className="push">
          {side === 'till' ? (
            <Badge tone="ok" icon="ok">
              {t('day.complete')}
            </Badge>
          ) : difference === null ? (
            <Badge tone="plain" icon="clock">
              {t('batchState.pending')}
            </Badge>
          ) : difference === 0 ? (
            <Badge tone="ok" icon="ok">
              {t('batchState.agreed')}
            </Badge>
          ) : (
            <Badge tone="warn" icon="warning">
              {formatAmount(difference, currency)}
            </Badge>
          )}
        </span>
      </div>
      <b>{sum === null ? '–' : formatAmount(sum.amountMinor, currency)}</b>
    </div>
  )
}
