import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { SettlementRow, SettlementView } from '#contract/views/settlement-view.ts'
import { Badge } from '../../components/Badge.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { RowPaging } from '../../components/Paging.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { dayMonth, ROW_FILTERS, type RowFilter, rowLook } from './row-looks.ts'
import styles from './settlement.module.css'

const PAGE_ROWS = { small: 5, middle: 6, large: 11 } as const
const rowsPerPage = () =>
  window.innerHeight >= 1000 ? PAGE_ROWS.large : window.innerHeight >= 800 ? PAGE_ROWS.middle : PAGE_ROWS.small

interface ListProps {
  readonly view: SettlementView
  readonly rows: readonly SettlementRow[]
  readonly index: number
  readonly show: (index: number) => void
  readonly filter: RowFilter
  readonly onFilter: (filter: RowFilter) => void
  readonly text: string
  readonly onText: (text: string) => void
}

/** One row a batch or a line: the till's side, the host's at the close, the bank's credit, and why they differ. */
export function SettlementList({ view, rows, index, show, filter, onFilter, text, onText }: ListProps) {
  const { t } = useTranslation()
  const perPage = rowsPerPage()
  const page = Math.floor(index / perPage)
  useKeys({ keys: { PageUp: () => show((page - 1) * perPage), PageDown: () => show((page + 1) * perPage) } })
  return (
    <section className={`card ${styles.list}`} aria-label={t('settlement.rows')}>
      <Tools open={view.totals.open.count} filter={filter} onFilter={onFilter} text={text} onText={onText} />
      <div className={styles.columns}>
        <span>{t('settlement.date')}</span>
        <span>{t('settlement.batch')}</span>
        <span className="num">{t('settlement.till')}</span>
        <span className="num">{t('settlement.host')}</span>
        <span className="num">{t('settlement.bank')}</span>
        <span>{t('settlement.cause')}</span>
      </div>
      {rows.length === 0 ? (
        <p className={styles.none}>
          <Icon name={view.rows.length === 0 ? 'info' : 'ok'} size="large" />
          {t(view.rows.length === 0 ? 'settlement.nothing' : `settlement.none.${filter}`)}
        </p>
      ) : (
        <ul>
          {rows.slice(page * perPage, (page + 1) * perPage).map((row, at) => (
            <Row
              key={row.key}
              row={row}
              view={view}
              selected={page * perPage + at === index}
              onChoose={() => show(page * perPage + at)}
            />
          ))}
        </ul>
      )}
      <RowPaging page={page} perPage={perPage} count={rows.length} show={show} />
    </section>
  )
}

/** Which rows, and a word or a figure they hold. */
function Tools({
  open,
  filter,
  onFilter,
  text,
  onText,
}: Pick<ListProps, 'filter' | 'onFilter' | 'text' | 'onText'> & { readonly open: number }) {
  const { t } = useTranslation()
  return (
    <div className={styles.tools}>
      <fieldset className={styles.filters} aria-label={t('settlement.filter')}>
        {ROW_FILTERS.map((each) => (
          <Key key={each} look="button" className={keys.small} pressed={each === filter} onPress={() => onFilter(each)}>
            {t(`settlement.filter.${each}`)}
            {each === 'open' && ` · ${open}`}
          </Key>
        ))}
      </fieldset>
      <label className={styles.field}>
        <Icon name="search" />
        <input
          type="text"
          autoComplete="off"
          spellCheck={false}
          maxLength={40}
          aria-label={t('settlement.search')}
          placeholder={t('settlement.search')}
          value={text}
          onChange={(event) => onText(event.target.value)}
        />
      </label>
    </div>
  )
}

function Row({
  row,
  view: { currency, rows },
  selected,
  onChoose,
}: {
  readonly row: SettlementRow
  readonly view: SettlementView
  readonly selected: boolean
  readonly onChoose: () => void
}) {
  const { t } = useTranslation()
  const { batch, line, candidates } = row
  const look = rowLook(row)
  const isOneAcquirer = new Set(rows.flatMap((each) => each.batch?.acquirerId ?? [])).size < 2
  const amount = (minor: number | null | undefined) => (minor == null ? null : formatAmount(minor, currency))
  const differs = batch !== null && line !== null && row.differenceMinor !== 0
  return (
    <li>
      <Key look="quiet" className={styles.row} pressed={selected} onPress={onChoose}>
        <span>{dayMonth(row.on)}</span>
        <span className={styles.words}>
          {batch === null ? (line?.label ?? '') : t('settlement.batchNumber', { number: batch.number })}
          <small className="muted sm">
            {batch === null ? line?.reference : isOneAcquirer ? line?.label : batch.bank}
          </small>
        </span>
        <Amount text={amount(batch?.tillMinor)} />
        <Amount
          text={amount(batch?.hostMinor)}
          isBold={batch?.hostMinor != null && batch.hostMinor !== batch.tillMinor}
        />
        {candidates.length > 0 && row.status === 'ambiguous' ? (
          <span className={`num ${styles.absent}`}>{t('settlement.candidates', { count: candidates.length })}</span>
        ) : (
          <Amount text={amount(line?.amountMinor)} isBold={differs} />
        )}
        <span>
          <Badge tone={look.tone} icon={look.icon}>
            {t(look.words)}
          </Badge>
        </span>
      </Key>
    </li>
  )
}

/** Zero and nothing are not the same: what is not there says so. */
function Amount({ text, isBold = false }: { readonly text: string | null; readonly isBold?: boolean }) {
  const { t } = useTranslation()
  if (text === null) return <span className={`num ${styles.absent}`}>{t('settlement.absent')}</span>
  return <span className="num">{isBold ? <b>{text}</b> : text}</span>
}
