import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { ExplorerPage, ExplorerRow, ExplorerTotals } from '#contract/views/explorer-view.ts'
import { Badge } from '../../components/Badge.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useKeys } from '../../input/keyboard.ts'
import { changeFilter, setFilter, today, useExplorerStore } from '../../state/explorer-store.ts'
import { showToast } from '../../state/screen-store.ts'
import { dayAndTime } from '../../words/shop-time.ts'
import styles from './explorer.module.css'
import { ENTRY_ICONS, rowLook } from './row-looks.ts'
import { type Asked, useTotals } from './use-explorer.ts'

/** The page of payments, the sums of everything that fits, and the keys to the pages beside it. */
export function ExplorerList({
  page,
  box,
  selectedId,
}: {
  readonly page: Asked<ExplorerPage>
  readonly box: RefObject<HTMLUListElement | null>
  readonly selectedId: string | null
}) {
  const { t } = useTranslation()
  const rows = page.value?.rows ?? []
  return (
    <section className={classNames('card', styles.list)} aria-label={t('explorer.title')}>
      <div className={classNames(styles.row, styles.columns)} aria-hidden="true">
        <span>{t('explorer.column.time')}</span>
        <span>{t('explorer.column.payment')}</span>
        <span>{t('explorer.column.card')}</span>
        <span className={styles.entry}>{t('explorer.column.entry')}</span>
        <span className={styles.cashier}>{t('explorer.fact.cashier')}</span>
        <span className={styles.amount}>{t('explorer.column.amount')}</span>
        <span>{t('explorer.column.state')}</span>
      </div>
      <ul ref={box}>
        {rows.map((row) => (
          <Row key={row.paymentId} row={row} selected={row.paymentId === selectedId} />
        ))}
        {page.value !== null && rows.length === 0 && <Nothing />}
      </ul>
      <Foot page={page.value} />
    </section>
  )
}

function Row({ row, selected }: { readonly row: ExplorerRow; readonly selected: boolean }) {
  const { t } = useTranslation()
  const look = rowLook(row)
  const [day, time] = dayAndTime(row.startedAt).split(' ')
  return (
    <li>
      <Key
        look="quiet"
        className={styles.row}
        pressed={selected}
        onPress={() => useExplorerStore.setState({ selectedId: row.paymentId, detailOpen: true })}
      >
        <span>
          <span className="muted">{day}</span> {time}
        </span>
        <span className="nowrap">{row.paymentNumber}</span>
        <span className={styles.card}>
          {row.scheme === null ? (
            <span className="muted">{t('explorer.noCard')}</span>
          ) : (
            <>
              {t(`explorer.scheme.${row.scheme}`)} <span className="muted nowrap">•••• {row.cardTail}</span>
            </>
          )}
        </span>
        <span className={styles.entry}>
          {row.scheme !== null && (
            <>
              <Icon name={ENTRY_ICONS[row.entryMode]} size="small" />
              {t(`explorer.entry.${row.entryMode}`)}
            </>
          )}
        </span>
        <span className={styles.cashier}>{row.cashierName ?? '–'}</span>
        <b className={styles.amount}>{formatAmount(row.amountMinor, row.currency)}</b>
        <span className={styles.state}>
          <Badge tone={look.tone} icon={look.icon}>
            {t(look.words)}
          </Badge>
        </span>
      </Key>
    </li>
  )
}

/** Nothing fits: what was asked, and the way to ask for less. */
function Nothing() {
  const { t } = useTranslation()
  const filter = useExplorerStore((state) => state.filter) ?? {}
  const { fromDay, toDay, ...rest } = filter
  const onlyDays = Object.keys(rest).length === 0
  const hasDays = fromDay !== undefined || toDay !== undefined
  return (
    <li className={styles.none}>
      <p>
        <Icon name="search" size="large" />
        {t(onlyDays ? 'explorer.noneThatDay' : 'explorer.none')}
      </p>
      {hasDays && (
        <Key look="button" onPress={() => changeFilter({ fromDay: undefined, toDay: undefined })}>
          <Icon name="calendar" />
          {t('explorer.lookInAllDays')}
        </Key>
      )}
      {!onlyDays && (
        <Key look="button" onPress={() => setFilter(today())}>
          <Icon name="close" />
          {t('explorer.clear')}
        </Key>
      )}
    </li>
  )
}

function Foot({ page }: { readonly page: ExplorerPage | null }) {
  const { t } = useTranslation()
  const totals = useTotals()
  const newerClosed = page?.hasNewer ? null : t('closed.newestPayments')
  const olderClosed = page?.hasOlder ? null : t('closed.oldestPayments')
  const turn = (closed: string | null, towards: 'older' | 'newer') => () => {
    if (closed !== null) return showToast({ tone: 'closed', text: closed })
    const from = (towards === 'older' ? page?.rows.at(-1) : page?.rows[0])?.place
    if (from) useExplorerStore.setState({ start: { from, towards }, selectedId: null })
  }
  const newer = turn(newerClosed, 'newer')
  const older = turn(olderClosed, 'older')
  useKeys({ keys: { PageUp: newer, PageDown: older } })
  return (
    <div className={styles.foot}>
      <span className={styles.totals} role="status">
        {totals.slow || totals.value === null ? t('explorer.counting') : <Totals totals={totals.value} />}
      </span>
      <Key look="button" className={keys.small} closed={newerClosed} onPress={newer}>
        <Icon name="chevron-left" size="small" />
        {t('history.newer')}
      </Key>
      <Key look="button" className={keys.small} closed={olderClosed} onPress={older}>
        {t('history.older')}
        <Icon name="chevron-right" size="small" />
      </Key>
    </div>
  )
}

/** Of everything that fits, not of the page alone. */
function Totals({ totals }: { readonly totals: ExplorerTotals }) {
  const { t } = useTranslation()
  const grouped = String(totals.count).replace(/\B(?=(\d{3})+$)/g, '\u202f')
  return (
    <>
      <b>{t('explorer.count', { count: totals.count, figures: grouped })}</b>
      {totals.approved.map(({ currency, amountMinor }) => (
        <span key={currency} className="nowrap">
          {' · '}
          {t('explorer.approvedSum')} <b>{formatAmount(amountMinor, currency)}</b>
        </span>
      ))}
    </>
  )
}
