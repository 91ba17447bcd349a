import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { formatAmount } from '#contract/money.ts'
import type { OfflineRow } from '#contract/views/offline-view.ts'
import { Badge } from '../../components/Badge.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { call } from '../../state/call.ts'
import { showToast } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { useNow } from '../../state/use-now.ts'
import { waitTime } from '../../words/figures.ts'
import { dayAndTime } from '../../words/shop-time.ts'
import styles from './offline.module.css'
import { STATE_LOOKS } from './state-looks.ts'

/** One payment: why it stands where it stands, and what a manager may do about it. */
export function OfflineDetail({ row, onDone }: { readonly row: OfflineRow; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const { paymentId, state } = row
  const retryClosed = state === 'parked' ? null : t('closed.notParked')
  const noteClosed = state === 'refused' || state === 'parked' ? null : t('closed.nothingToNote')
  const unlessClosed = (closed: string | null, act: () => void) => () =>
    closed === null ? act() : showToast({ tone: 'closed', text: closed })
  const retry = unlessClosed(retryClosed, () => void call('offline.retry', { paymentId }).then(onDone))
  const note = unlessClosed(noteClosed, () => void call('offline.takeNote', { paymentId }).then(onDone))
  useKeys({ place: 'offline', keys: { R: retry, N: note } })
  return (
    <section className={`card ${styles.detail}`} aria-label={row.paymentNumber}>
      <header>
        {row.paymentNumber}
        <span className="push">
          <Badge {...STATE_LOOKS[state]}>{t(`offlineState.${state}`)}</Badge>
        </span>
      </header>
      <div className={styles.facts}>
        <div className={styles.big}>{formatAmount(row.amountMinor, row.currency)}</div>
        <Reason row={row} />
        <Facts row={row} />
      </div>
      <div className={styles.actions}>
        <Key look="button" keyName="R" closed={retryClosed} onPress={retry}>
          <Icon name="ask-again" />
          {t('offline.retry')}
        </Key>
        <Key look="button" keyName="N" closed={noteClosed} onPress={note}>
          <Icon name="check" />
          {t('offline.takeNote')}
        </Key>
        <p className="muted sm">
          {retryClosed !== null && retryClosed === noteClosed ? retryClosed : t('offline.note')}
        </p>
      </div>
    </section>
  )
}

/** Why it was refused or parked; while it waits, that nothing is lost. */
function Reason({ row }: { readonly row: OfflineRow }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const bad = row.state === 'refused' || row.state === 'parked'
  return (
    <p className={bad ? styles[row.state] : undefined}>
      {row.failure === null ? t(`offline.reason.${row.state}`) : errorSentence(row.failure, locale)}
    </p>
  )
}

function Facts({ row }: { readonly row: OfflineRow }) {
  const { t } = useTranslation()
  const now = useNow()
  const next = row.nextAttemptAt === null ? null : Math.max(0, Date.parse(row.nextAttemptAt) - now)
  const facts: readonly (readonly [string, string | null])[] = [
    ['offline.fact.card', `${t(`scheme.${row.scheme}`)} •••• ${row.cardTail}`],
    ['offline.fact.approved', dayAndTime(row.approvedAt)],
    ['offline.fact.basis', t(`offline.basis.${row.basis}`)],
    ['offline.fact.attempts', String(row.attempts)],
    ['offline.fact.next', next === null ? null : next === 0 ? t('offline.trying') : waitTime(next)],
    ['offline.fact.code', row.responseCode],
    ['offline.fact.seenBy', row.seenBy],
  ]
  return (
    <dl>
      {facts.map(
        ([key, value]) =>
          value !== null && (
            <div key={key}>
              <dt>{t(key)}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
