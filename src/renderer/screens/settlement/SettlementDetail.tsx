import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { BankLineView, SettlementRow } from '#contract/views/settlement-view.ts'
import { Badge } from '../../components/Badge.tsx'
import { Banner } from '../../components/Banner.tsx'
import { Icon } from '../../components/Icon.tsx'
import type { IconName } from '../../components/icons.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { call } from '../../state/call.ts'
import { useSlice } from '../../state/till-store.ts'
import { dayAndTime } from '../../words/shop-time.ts'
import { dayMonth, rowLook } from './row-looks.ts'
import styles from './settlement.module.css'

/** One row: the three sides under each other, why they differ, and the one thing to do about it. */
export function SettlementDetail({ row, onDone }: { readonly row: SettlementRow; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const { batch, line, differenceMinor } = row
  const look = rowLook(row)
  const title = batch === null ? t('settlement.lineAlone') : t('settlement.batchNumber', { number: batch.number })
  return (
    <section className={`card ${styles.detail}`} aria-label={title}>
      <header>
        <h2>{title}</h2>
        <span className="push">
          <Badge tone={look.tone} icon={look.icon}>
            {t(look.words)}
          </Badge>
        </span>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
      <section className={styles.about} tabIndex={0} aria-label={t('settlement.about')}>
        <Sides row={row} />
        <Why row={row} differenceMinor={differenceMinor} />
        {line !== null && <LineFacts line={line} />}
        <Candidates row={row} onDone={onDone} />
      </section>
      <Actions row={row} onDone={onDone} />
    </section>
  )
}

function Sides({ row: { batch, line } }: { readonly row: SettlementRow }) {
  const { t } = useTranslation()
  const sides: readonly (readonly [icon: IconName, name: string, words: string, minor: number | null])[] = [
    ['receipt', 'till', batch === null ? '' : dayAndTime(batch.closedAt), batch?.tillMinor ?? null],
    ['pad', 'host', batch === null ? '' : t('settlement.hostTotal'), batch?.hostMinor ?? null],
    [
      'bank',
      'bank',
      line === null ? '' : t('settlement.ofFile', { day: dayMonth(line.bookedOn), line: line.line }),
      line?.amountMinor ?? null,
    ],
  ]
  return (
    <ul className={styles.sides}>
      {sides.map(([icon, name, words, minor]) => (
        <li key={name}>
          <Icon name={icon} />
          <span className="grow">
            {t(`settlement.${name}`)}
            <small className="muted sm">{words}</small>
          </span>
          <SideAmount minor={minor} />
        </li>
      ))}
    </ul>
  )
}

function SideAmount({ minor }: { readonly minor: number | null }) {
  const { t } = useTranslation()
  const { currency } = useSlice('till')
  if (minor === null) return <span className={styles.absent}>{t('settlement.absent')}</span>
  return <b className="lg">{formatAmount(minor, currency)}</b>
}

/** The difference and its cause in a sentence; who decided, where a person did. */
function Why({ row, differenceMinor }: { readonly row: SettlementRow; readonly differenceMinor: number | null }) {
  const { t } = useTranslation()
  const { currency } = useSlice('till')
  const { tone, icon } = rowLook(row)
  const { status, cause, decidedBy } = row
  const title =
    differenceMinor === null || differenceMinor === 0
      ? t(rowLook(row).words)
      : t('settlement.difference', { amount: formatAmount(differenceMinor, currency) })
  const why = cause === null ? t(`settlement.why.${status}`) : t(`settlementCause.${cause}.why`)
  return (
    <Banner tone={tone === 'plain' ? 'acc' : tone} icon={icon} title={title}>
      {decidedBy === null ? why : `${why} ${t('settlement.decidedBy', { name: decidedBy })}`}
    </Banner>
  )
}

function LineFacts({ line }: { readonly line: BankLineView }) {
  const { t } = useTranslation()
  const { currency } = useSlice('till')
  const facts: readonly (readonly [key: string, value: string])[] = [
    ['settlement.label', line.label],
    ['settlement.reference', line.reference || '–'],
    ['settlement.fee', line.feeMinor === null ? '–' : formatAmount(line.feeMinor, currency)],
    ['settlement.file', line.fileName],
  ]
  return (
    <dl className={styles.facts}>
      {facts.map(([key, value]) => (
        <div key={key}>
          <dt>{t(key)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Lines this batch may be: the person who knows says which. */
function Candidates({ row, onDone }: { readonly row: SettlementRow; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const { currency } = useSlice('till')
  const { batch, candidates, status } = row
  if (batch === null || candidates.length === 0) return null
  const choose = ({ key }: BankLineView) =>
    void call('settlement.decide', {
      lineKey: key,
      batch: { acquirerId: batch.acquirerId, number: batch.number },
    }).then(onDone)
  return (
    <div className={styles.candidates}>
      <h3>{t(status === 'ambiguous' ? 'settlement.which' : 'settlement.isItOne')}</h3>
      <ul>
        {candidates.map((line) => (
          <li key={line.key}>
            <Key look="button" className={keys.small} onPress={() => choose(line)}>
              <Icon name="link" />
              <span className={styles.words}>
                {dayMonth(line.bookedOn)} · {line.label}
                <small className="muted sm">{line.reference}</small>
              </span>
              <b>{formatAmount(line.amountMinor, currency)}</b>
            </Key>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Actions({ row, onDone }: { readonly row: SettlementRow; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const { batch, line, status, decidedBy, isOpen } = row
  if (line === null) return <p className={styles.hint}>{t(`settlement.hint.${status}`)}</p>
  const lineKey = line.key
  if (decidedBy !== null) {
    return (
      <div className={styles.actions}>
        <Key look="button" onPress={() => void call('settlement.reopen', { lineKey }).then(onDone)}>
          <Icon name="back" />
          {t('settlement.reopen')}
        </Key>
      </div>
    )
  }
  if (!isOpen) return <p className={styles.hint}>{t('settlement.hint.settled')}</p>
  const ours = batch === null ? null : { acquirerId: batch.acquirerId, number: batch.number }
  return (
    <div className={styles.actions}>
      <Key look="button" onPress={() => void call('settlement.decide', { lineKey, batch: ours }).then(onDone)}>
        <Icon name="check" />
        {t(ours === null ? 'settlement.notOurs' : 'settlement.accept')}
      </Key>
    </div>
  )
}
