import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Response } from '#contract/api.ts'
import { formatAmount } from '#contract/money.ts'
import { REPORT_KINDS, type ReportKind, type ReportQuestion, type ReportRow } from '#contract/report-api.ts'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useMay } from '../../state/allowed.ts'
import { call } from '../../state/call.ts'
import { showToast } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { percentFigures, quantityFigures } from '../../words/figures.ts'
import { fullDay } from '../../words/shop-time.ts'
import { PERIODS, periodDays } from './periods.ts'
import styles from './reports.module.css'

type Answer = Response<'report.sales'>

/** What was sold: by day, hour, family, article, cashier or VAT rate, for the days that are chosen. */
export function ReportsPage() {
  const { t } = useTranslation()
  const [question, setQuestion] = useState<ReportQuestion>({ by: 'family', ...periodDays('today') })
  const [answer, setAnswer] = useState<Answer | null>(null)
  const mayExport = useMay('export-data')
  useEffect(() => {
    let isLeft = false
    setAnswer(null)
    void call('report.sales', question).then((made) => {
      if (!isLeft && made.ok) setAnswer(made.value)
    })
    return () => {
      isLeft = true
    }
  }, [question])
  const write = async () => {
    const written = await call('report.exportSales', question)
    if (written.ok) showToast({ tone: 'note', text: t('report.written', { ...written.value }) })
  }
  return (
    <section className={classNames('card', styles.page)} aria-label={t('report.title')}>
      <header className={styles.head}>
        <h2>{t('report.title')}</h2>
        <Key
          look="button"
          className={classNames(keys.small, 'push')}
          closed={mayExport ? null : t('report.noExport')}
          onPress={() => void write()}
        >
          <Icon name="download" />
          {t('report.write')}
        </Key>
      </header>
      <Choices question={question} onChange={setQuestion} />
      {answer !== null && <Sums answer={answer} by={question.by} />}
    </section>
  )
}

function Choices({
  question,
  onChange,
}: {
  readonly question: ReportQuestion
  readonly onChange: (question: ReportQuestion) => void
}) {
  const { t } = useTranslation()
  const { by, fromDay, toDay } = question
  // On a Monday today is this week so far as well: one of both is marked.
  const chosen = PERIODS.find((period) => {
    const days = periodDays(period)
    return days.fromDay === fromDay && days.toDay === toDay
  })
  const day = (label: string, value: string, change: (day: string) => Partial<ReportQuestion>) => (
    <label className="sm">
      {label}
      <input
        className={styles.day}
        type="date"
        value={value}
        onChange={({ target }) => target.value !== '' && onChange({ ...question, ...change(target.value) })}
      />
    </label>
  )
  return (
    <div className={styles.choices}>
      <fieldset aria-label={t('report.time')}>
        {PERIODS.map((period) => (
          <Key
            key={period}
            look="button"
            className={keys.small}
            pressed={period === chosen}
            onPress={() => onChange({ ...question, ...periodDays(period) })}
          >
            {t(`report.period.${period}`)}
          </Key>
        ))}
      </fieldset>
      {day(t('report.from'), fromDay, (value) => ({ fromDay: value, toDay: value > toDay ? value : toDay }))}
      {day(t('report.to'), toDay, (value) => ({ toDay: value, fromDay: value < fromDay ? value : fromDay }))}
      <fieldset aria-label={t('report.by')}>
        {REPORT_KINDS.map((kind) => (
          <Key
            key={kind}
            look="button"
            className={keys.small}
            pressed={kind === by}
            onPress={() => onChange({ ...question, by: kind })}
          >
            {t(`report.kind.${kind}`)}
          </Key>
        ))}
      </fieldset>
    </div>
  )
}

function Sums({ answer, by }: { readonly answer: Answer; readonly by: ReportKind }) {
  const { t } = useTranslation()
  const { currency } = useSlice('till')
  const { rows, more, tickets, totalMinor } = answer
  const mostMinor = Math.max(1, ...rows.map(({ amountMinor }) => amountMinor))
  if (rows.length === 0)
    return (
      <p className={styles.none}>
        <Icon name="info" size="large" />
        {t('report.none')}
      </p>
    )
  return (
    <>
      <ul className={styles.rows}>
        {rows.map((row) => (
          <Row key={row.key} row={row} by={by} mostMinor={mostMinor} />
        ))}
        {more > 0 && <li className="muted">{t('report.more', { count: more })}</li>}
      </ul>
      <footer className={styles.foot}>
        <span>{t('report.tickets', { count: tickets })}</span>
        <b className="push">{t('report.total', { amount: formatAmount(totalMinor, currency) })}</b>
      </footer>
    </>
  )
}

function Row({ row, by, mostMinor }: { readonly row: ReportRow; readonly by: ReportKind; readonly mostMinor: number }) {
  const { t } = useTranslation()
  const { currency, locale } = useSlice('till')
  const { count, quantityMilli, amountMinor } = row
  const quantity = quantityMilli === null ? null : quantityFigures(quantityMilli, locale)
  return (
    <li>
      <b className={styles.name}>{useRowName(row, by)}</b>
      <span className="muted">
        {quantity ?? (by === 'vat' ? '' : t(by === 'family' ? 'report.lines' : 'report.tickets', { count }))}
      </span>
      <b className={styles.amount}>{formatAmount(amountMinor, currency)}</b>
      <span className={styles.track} aria-hidden="true">
        <span
          className={styles.bar}
          style={{ width: `${Math.round((Math.max(0, amountMinor) / mostMinor) * 100)}%` }}
        />
      </span>
    </li>
  )
}

/** As the shop calls it; what has a key that says all is put in words. */
function useRowName({ key, name }: ReportRow, by: ReportKind): string {
  const { t } = useTranslation()
  const { families, locale } = useSlice('till')
  switch (by) {
    case 'day':
      return fullDay(key)
    case 'hour':
      return t('report.hour', { from: key, to: String(Number(key) + 1).padStart(2, '0') })
    case 'vat':
      return t('firstRun.percent', { percent: percentFigures(Number(key), locale) })
    case 'family': {
      const family = families.find(({ id }) => id === key)
      return family === undefined ? name || t('report.noFamily') : (family.name ?? t(family.nameKey))
    }
    default:
      return name
  }
}
