import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { OfflineRow } from '#contract/views/offline-view.ts'
import { Badge } from '../../components/Badge.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { RowPaging } from '../../components/Paging.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { call } from '../../state/call.ts'
import { showToast } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { useNow } from '../../state/use-now.ts'
import { waitTime } from '../../words/figures.ts'
import { dayAndTime } from '../../words/shop-time.ts'
import { OfflineDetail } from './OfflineDetail.tsx'
import styles from './offline.module.css'
import { STATE_LOOKS } from './state-looks.ts'
import { useOfflineRows } from './use-offline-rows.ts'

const PAGE_ROWS = { small: 8, large: 13 } as const
const rowsPerPage = () => (window.innerHeight >= 1000 ? PAGE_ROWS.large : PAGE_ROWS.small)

/** Cards taken without the bank: each with its state, its reason and what happens next. */
export function Offline() {
  const { t } = useTranslation()
  const { offline } = useSlice('status')
  const { rows, askAgain } = useOfflineRows()
  const [selectedId, setSelectedId] = useState<string | null>(null)
  const list = rows ?? []
  const index = Math.max(
    0,
    list.findIndex(({ paymentId }) => paymentId === selectedId),
  )
  const row = list[index]
  const show = (to: number) => setSelectedId(list[Math.min(list.length - 1, Math.max(0, to))]?.paymentId ?? null)
  const closed = offline.waiting === 0 ? t('closed.nothingToSend') : null
  const sendNow = () =>
    closed === null ? void call('offline.sendNow', {}).then(askAgain) : showToast({ tone: 'closed', text: closed })
  const perPage = rowsPerPage()
  const page = Math.floor(index / perPage)
  useKeys({
    place: 'offline',
    keys: {
      Enter: sendNow,
      ArrowUp: () => show(index - 1),
      ArrowDown: () => show(index + 1),
      PageUp: () => show((page - 1) * perPage),
      PageDown: () => show((page + 1) * perPage),
    },
  })
  return (
    <main className={styles.page}>
      <Head closed={closed} onSend={sendNow} />
      {rows !== null && row === undefined && (
        <p className={styles.none}>
          <Icon name="ok" size="large" />
          {t('offline.none')}
        </p>
      )}
      {row !== undefined && (
        <>
          <section className={`card ${styles.list}`} aria-label={t('offline.title')}>
            <ul>
              {list.slice(page * perPage, (page + 1) * perPage).map((each) => (
                <Row
                  key={each.paymentId}
                  row={each}
                  selected={each.paymentId === row.paymentId}
                  onChoose={() => setSelectedId(each.paymentId)}
                />
              ))}
            </ul>
            <RowPaging page={page} perPage={perPage} count={list.length} show={show} />
          </section>
          <OfflineDetail row={row} onDone={askAgain} />
        </>
      )}
    </main>
  )
}

function Head({ closed, onSend }: { readonly closed: string | null; readonly onSend: () => void }) {
  const { t } = useTranslation()
  const { offline } = useSlice('status')
  const { currency } = useSlice('till')
  return (
    <div className={styles.head}>
      <div className="grow">
        <h1>{t('offline.title')}</h1>
        <p className="muted sm">
          {[
            t('offline.waiting', { count: offline.waiting, amount: formatAmount(offline.waitingMinor, currency) }),
            t('offline.refused', { count: offline.refused, amount: formatAmount(offline.refusedMinor, currency) }),
            t('offline.parked', { count: offline.parked, amount: formatAmount(offline.parkedMinor, currency) }),
            t('offline.left', { amount: formatAmount(offline.standInLeftMinor, currency) }),
          ].join(' · ')}
        </p>
      </div>
      <Key look="primary" keyName={t('key.enter')} closed={closed} onPress={onSend}>
        <Icon name="arrow" />
        {t('offline.sendNow')}
      </Key>
    </div>
  )
}

function Row({
  row,
  selected,
  onChoose,
}: {
  readonly row: OfflineRow
  readonly selected: boolean
  readonly onChoose: () => void
}) {
  const { t } = useTranslation()
  const now = useNow()
  const next = row.nextAttemptAt === null ? null : Math.max(0, Date.parse(row.nextAttemptAt) - now)
  return (
    <li>
      <Key look="quiet" className={styles.row} pressed={selected} onPress={onChoose}>
        <span className={styles.words}>
          <b>{row.paymentNumber}</b>
          <small className="muted sm">
            {t(`scheme.${row.scheme}`)} •••• {row.cardTail} · {dayAndTime(row.approvedAt)}
          </small>
        </span>
        <span className={styles.next}>
          {next === null ? '' : next === 0 ? t('offline.trying') : t('offline.next', { time: waitTime(next) })}
        </span>
        <Badge {...STATE_LOOKS[row.state]}>{t(`offlineState.${row.state}`)}</Badge>
        <b className={styles.amount}>{formatAmount(row.amountMinor, row.currency)}</b>
      </Key>
    </li>
  )
}
