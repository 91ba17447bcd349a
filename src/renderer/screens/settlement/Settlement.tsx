import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { SettlementView } from '#contract/views/settlement-view.ts'
import { Icon } from '../../components/Icon.tsx'
import type { IconName } from '../../components/icons.tsx'
import { Key } from '../../components/Key.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { useMay } from '../../state/allowed.ts'
import { goTo, useScreenStore } from '../../state/screen-store.ts'
import { dayAndTime } from '../../words/shop-time.ts'
import { NeedsManager } from '../people/NeedsManager.tsx'
import { ReadStatement } from './ReadStatement.tsx'
import { chosenRows, dayMonth, type RowFilter } from './row-looks.ts'
import { SettlementDetail } from './SettlementDetail.tsx'
import { SettlementList } from './SettlementList.tsx'
import { Statements } from './Statements.tsx'
import styles from './settlement.module.css'
import { useDroppedFile, useSettlement, useStatement } from './use-settlement.ts'

const open = (panel: 'read-statement' | 'statements') => useScreenStore.setState({ panel })

/** The bank's statements beside the closed batches; the account is a manager's to look at. */
export function Settlement() {
  const { t } = useTranslation()
  const mayRead = useMay('read-statements')
  useKeys({ keys: { Escape: () => goTo('day') } })
  if (mayRead) return <ManagersSettlement />
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>{t('settlement.title')}</h1>
      <NeedsManager />
    </main>
  )
}

function ManagersSettlement() {
  const { view, askAgain } = useSettlement()
  const panel = useScreenStore((state) => state.panel)
  const statement = useStatement(askAgain)
  const [filter, setFilter] = useState<RowFilter | null>(null)
  const [text, setText] = useState('')
  const [selectedKey, setSelectedKey] = useState<string | null>(null)
  useDroppedFile(statement.choose)
  const wanted = filter ?? (view !== null && view.totals.open.count === 0 ? 'all' : 'open')
  const rows = chosenRows(view?.rows ?? [], wanted, text)
  const index = Math.max(
    0,
    rows.findIndex(({ key }) => key === selectedKey),
  )
  const row = rows[index]
  const show = (to: number) => setSelectedKey(rows[Math.min(rows.length - 1, Math.max(0, to))]?.key ?? null)
  useKeys({
    place: 'settlement',
    keys: {
      Enter: () => open('read-statement'),
      ArrowUp: () => show(index - 1),
      ArrowDown: () => show(index + 1),
    },
  })
  if (view === null) return <main className={styles.page} />
  return (
    <main className={styles.page}>
      <Head view={view} />
      <Totals view={view} />
      <SettlementList
        view={view}
        rows={rows}
        index={index}
        show={show}
        filter={wanted}
        onFilter={setFilter}
        text={text}
        onText={setText}
      />
      {row === undefined ? (
        <section className="card" />
      ) : (
        <SettlementDetail key={row.key} row={row} onDone={askAgain} />
      )}
      {panel === 'read-statement' && <ReadStatement statement={statement} />}
      {panel === 'statements' && <Statements imports={view.imports} onDone={askAgain} />}
    </main>
  )
}

function Head({ view: { imports } }: { readonly view: SettlementView }) {
  const { t } = useTranslation()
  const [newest] = imports
  return (
    <div className={styles.head}>
      <div className="grow">
        <h1 className={styles.title}>{t('settlement.title')}</h1>
        <p className="muted sm">
          {newest === undefined
            ? t('settlement.noStatement')
            : [
                newest.fileName,
                t('settlement.period', { from: dayMonth(newest.from), to: dayMonth(newest.to) }),
                t('settlement.readAt', { time: dayAndTime(newest.readAt) }),
              ].join(' · ')}
        </p>
      </div>
      <Key
        look="button"
        closed={newest === undefined ? t('settlement.noStatement') : null}
        onPress={() => open('statements')}
      >
        <Icon name="receipt" />
        {t('settlement.statements', { count: imports.length })}
      </Key>
      <Key look="primary" keyName={t('key.enter')} onPress={() => open('read-statement')}>
        <Icon name="plus" />
        {t('settlement.read')}
      </Key>
    </div>
  )
}

function Totals({ view: { totals, currency } }: { readonly view: SettlementView }) {
  const { t } = useTranslation()
  const cards: readonly (readonly [icon: IconName, tone: string | undefined, words: string, minor: number])[] = [
    ['ok', styles.ok, t('settlement.matched', { count: totals.matched.count }), totals.matched.amountMinor],
    [
      totals.open.count === 0 ? 'ok' : 'warning',
      totals.open.count === 0 ? styles.ok : styles.warn,
      t('settlement.open', { count: totals.open.count }),
      totals.open.amountMinor,
    ],
    ['percent', undefined, t('settlement.fees'), totals.feesMinor],
    ['bank', undefined, t('settlement.paid'), totals.paidMinor],
  ]
  return (
    <section className={styles.totals} aria-label={t('settlement.totals')}>
      {cards.map(([icon, tone, words, minor]) => (
        <div key={icon + words} className={`card ${styles.total}`}>
          <span className={tone}>
            <Icon name={icon} size="large" />
          </span>
          <div>
            <div className="sm muted">{words}</div>
            <b className="xl">{formatAmount(minor, currency)}</b>
          </div>
        </div>
      ))}
    </section>
  )
}
