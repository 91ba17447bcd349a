import { useTranslation } from 'react-i18next'
import { type Currency, formatAmount } from '#contract/money.ts'
import type { BatchRow, BatchView } from '#contract/views/day-view.ts'
import { Badge, type Tone } from '../../components/Badge.tsx'
import type { IconName } from '../../components/icons.tsx'
import { useSlice } from '../../state/till-store.ts'
import { bankName } from '../../words/bank-name.ts'
import { batchesOf, batchSum } from './batch-sums.ts'
import styles from './day-end.module.css'
import { TerminalDays } from './TerminalDays.tsx'

const LOOKS: Readonly<Record<BatchRow['state'], { readonly tone: Tone; readonly icon: IconName }>> = {
  pending: { tone: 'plain', icon: 'clock' },
  agreed: { tone: 'ok', icon: 'ok' },
  differs: { tone: 'warn', icon: 'warning' },
}

/** One table per bank. */
export function Batches() {
  const { t } = useTranslation()
  const day = useSlice('day')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: many batches scroll, and a scrolled region must be reachable by keyboard
    <section className={`card ${styles.batches}`} tabIndex={0} aria-label={t('day.batchZone')}>
      {batchesOf(day).map((batch) => (
        <Batch key={batch.acquirerId ?? ''} batch={batch} currency={day.currency} />
      ))}
      <TerminalDays />
    </section>
  )
}

/** One row per scheme: the till's side, the bank's side, and a differing figure in bold. */
function Batch({ batch, currency }: { readonly batch: BatchView; readonly currency: Currency }) {
  const { t } = useTranslation()
  const amount = (minor: number | undefined) => (minor === undefined ? '–' : formatAmount(minor, currency))
  const till = batchSum(batch.rows, 'till')
  const host = batchSum(batch.rows, 'host')
  return (
    <table>
      <thead>
        <tr>
          <th>
            {batch.bank !== undefined && `${bankName(t, batch.bank)} · `}
            {t('day.batch', { number: batch.number })}
          </th>
          <th className="num" colSpan={2}>
            {t('day.till')}
          </th>
          <th className="num" colSpan={2}>
            {t('day.host')}
          </th>
          <th className="num">{t('day.difference')}</th>
          <th>{t('day.state')}</th>
        </tr>
      </thead>
      <tbody>
        {batch.rows.map((row) => (
          <tr key={row.scheme}>
            <td>{t(`scheme.${row.scheme}`)}</td>
            <td className="num muted">{row.till.count}</td>
            <td className="num">{amount(row.till.amountMinor)}</td>
            <td className="num muted">{row.host?.count ?? '–'}</td>
            <td className="num">{amount(row.host?.amountMinor)}</td>
            <td className="num">
              {row.differenceMinor ? <b>{amount(row.differenceMinor)}</b> : amount(row.differenceMinor ?? undefined)}
            </td>
            <td>
              <Badge {...LOOKS[row.state]}>{t(`batchState.${row.state}`)}</Badge>
            </td>
          </tr>
        ))}
        {batch.rows.length === 0 && (
          <tr>
            <td colSpan={7} className="muted">
              {t('day.noCards')}
            </td>
          </tr>
        )}
      </tbody>
      {batch.rows.length > 0 && (
        <tfoot>
          <tr>
            <td>{t('sale.total')}</td>
            <td className="num">{till?.count ?? '–'}</td>
            <td className="num">{amount(till?.amountMinor)}</td>
            <td className="num">{host?.count ?? '–'}</td>
            <td className="num">{amount(host?.amountMinor)}</td>
            <td className="num">{till && host ? amount(host.amountMinor - till.amountMinor) : '–'}</td>
            <td />
          </tr>
        </tfoot>
      )}
    </table>
  )
}
