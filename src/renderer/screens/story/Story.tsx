import type { TFunction } from 'i18next'
import { Fragment, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { CardPaymentView, StoryRow } from '#contract/views/payment-view.ts'
import { Badge } from '../../components/Badge.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import type { IconName } from '../../components/icons.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useKeys } from '../../input/keyboard.ts'
import { ask, call } from '../../state/call.ts'
import { hold } from '../../state/sale-actions.ts'
import { goTo } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { useNow } from '../../state/use-now.ts'
import { waitTime } from '../../words/figures.ts'
import { clockTimeMs } from '../../words/shop-time.ts'
import styles from './story.module.css'

const LANES = ['till', 'pad', 'bank', 'paper'] as const
const LANE_ICONS: Readonly<Record<StoryRow['lane'], IconName>> = {
  till: 'receipt',
  pad: 'pad',
  bank: 'bank',
  paper: 'print',
}
const TONE_ICONS: Readonly<Record<StoryRow['tone'], IconName>> = {
  ok: 'ok',
  wait: 'arrow',
  bad: 'stopped',
  unknown: 'unknown',
}
const ROWS_MAX = 9

const payBack = () => void call('tender.leave', {})

/** One row per event in journal order, one lane per party, and exactly one thing that is safe to do. */
export function Story({ payment }: { readonly payment: CardPaymentView }) {
  const { t } = useTranslation()
  const sale = useSlice('sale')
  const askBank = () => void call('payment.askBank', { paymentId: payment.id })
  const holdsMoney = sale.tenders.some(({ outcome }) => outcome === 'received' || outcome === 'approved')
  useKeys({
    keys: { Enter: askBank, Escape: () => goTo('history'), F8: hold, ...(holdsMoney && { R: payBack }) },
  })
  return (
    <main className={styles.page}>
      <div className={styles.head}>
        <Key look="button" className={keys.small} label={t('action.back')} onPress={() => goTo('history')}>
          <Icon name="chevron-left" />
        </Key>
        <div className="grow">
          <h1>{t('story.title')}</h1>
          <div className="muted sm">
            {[
              t('story.payment', { number: payment.number, sale: sale.number }),
              payment.cardTail &&
                t('step.card', { scheme: t(`scheme.${payment.scheme ?? 'other'}`), tail: payment.cardTail }),
              payment.padAlias,
            ]
              .filter(Boolean)
              .join(' · ')}
          </div>
        </div>
        <div className={styles.amount}>{formatAmount(payment.amountMinor, payment.currency)}</div>
        <Badge tone="unk" icon="unknown">
          {t('outcome.unknownLong')}
        </Badge>
      </div>
      <Events payment={payment} />
      <aside className={styles.actions} aria-label={t('story.actionsZone')}>
        <SafeStep payment={payment} onAsk={askBank} />
        <Certain />
        <div className="grow" />
        <Key look="button" className={keys.block} keyName="F8" onPress={hold}>
          <Icon name="hold" />
          {t('story.hold')}
        </Key>
        {holdsMoney && (
          <Key look="button" className={keys.block} keyName="R" onPress={payBack}>
            <Icon name="chevron-left" />
            {t('story.payBack')}
          </Key>
        )}
        <Key look="quiet" className={keys.block} closed={t('closed.otherIssue')} onPress={() => undefined}>
          <Icon name="lock" />
          {t('story.otherIssue')}
        </Key>
      </aside>
    </main>
  )
}

/** The rows, asked again whenever another reversal attempt changed the payment. */
function useRows(payment: CardPaymentView): readonly StoryRow[] {
  const [rows, setRows] = useState<readonly StoryRow[]>([])
  const { id, reversalAttempts, nextReversalAt } = payment
  // biome-ignore lint/correctness/useExhaustiveDependencies: an attempt or its next time means that there are new rows
  useEffect(() => {
    let left = false
    void ask('payment.story', { paymentId: id }).then((story) => {
      if (!left && story.ok) setRows(story.value.rows)
    })
    return () => {
      left = true
    }
  }, [id, reversalAttempts, nextReversalAt])
  return rows
}

function Events({ payment }: { readonly payment: CardPaymentView }) {
  const { t } = useTranslation()
  const rows = useRows(payment)
  const shown = rows.slice(-ROWS_MAX)
  return (
    <section className={classNames('card', styles.events)} aria-label={t('story.eventsZone')}>
      <div className={styles.story}>
        <div className={styles.laneHead}>
          <Icon name="clock" size="small" />
          {t('story.time')}
        </div>
        {LANES.map((lane) => (
          <div key={lane} className={styles.laneHead}>
            <Icon name={LANE_ICONS[lane]} />
            {t(`lane.${lane}`)}
          </div>
        ))}
        {shown.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows keep their place, the journal only grows
          <Fragment key={`${row.at} ${row.kind} ${index}`}>
            <time className={styles.time}>{clockTimeMs(row.at)}</time>
            {LANES.map((lane) => (
              <div key={lane} className={styles.cell}>
                {lane === row.lane && <Event row={row} payment={payment} />}
              </div>
            ))}
          </Fragment>
        ))}
      </div>
      <div className={styles.foot}>
        <span className="muted sm">
          {t('story.count', { count: rows.length })} · {t('story.noCardData')}
        </span>
        <Key look="quiet" className={keys.small} closed={t('closed.support')} onPress={() => undefined}>
          <Icon name="copy" />
          {t('story.copy')}
        </Key>
      </div>
    </section>
  )
}

function Event({ row, payment }: { readonly row: StoryRow; readonly payment: CardPaymentView }) {
  const { t } = useTranslation()
  return (
    <div className={classNames(styles.event, styles[row.tone])}>
      <Icon name={TONE_ICONS[row.tone]} size="small" />
      <span>{eventWords(t, row, payment)}</span>
    </div>
  )
}

function eventWords(t: TFunction, { kind, details }: StoryRow, payment: CardPaymentView): string {
  const amountMinor = typeof details.amountMinor === 'number' ? details.amountMinor : payment.amountMinor
  return t([`event.${kind}`, 'event.unnamed'], {
    amount: formatAmount(amountMinor, payment.currency),
    stan: details.stan ?? '–',
    code: details.responseCode ?? details.code ?? '–',
    tail: details.cardTail ?? payment.cardTail ?? '––––',
    title: details.title ?? '–',
    scheme: t(`scheme.${payment.scheme ?? 'other'}`),
  })
}

function SafeStep({ payment, onAsk }: { readonly payment: CardPaymentView; readonly onAsk: () => void }) {
  const { t } = useTranslation()
  const now = useNow()
  const waits = payment.nextReversalAt === null ? null : Date.parse(payment.nextReversalAt) - now
  return (
    <section className={classNames('card', styles.safe)}>
      <h2>
        <Icon name="unknown" size="large" />
        {t('story.safeTitle')}
      </h2>
      <p>{t('story.safeText')}</p>
      <Key
        look="unknown"
        className={classNames(keys.big, keys.block, styles.ask)}
        keyName={t('key.enter')}
        onPress={onAsk}
      >
        <Icon name="ask-again" />
        {t('story.ask')}
      </Key>
      <p className="muted sm row">
        <Icon name="clock" size="small" />
        {waits === null ? t('story.noNextTry') : t('story.nextTry', { time: waitTime(waits) })}
        {` · ${t('story.attempts', { count: payment.reversalAttempts })}`}
      </p>
    </section>
  )
}

function Certain() {
  const { t } = useTranslation()
  return (
    <section className={classNames('card', styles.certain)}>
      <h2>{t('story.certain')}</h2>
      <p>
        <Icon name="shield" />
        {t('story.certain.sale')}
      </p>
      <p>
        <Icon name="stopped" />
        {t('story.certain.card')}
      </p>
      <p>
        <Icon name="users" />
        {t('story.certain.say')}
      </p>
    </section>
  )
}
