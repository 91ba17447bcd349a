import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { formatAmount } from '#contract/money.ts'
import type { DayView } from '#contract/views/day-view.ts'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { ProgressLine } from '../../components/ProgressLine.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { useMay } from '../../state/allowed.ts'
import { call } from '../../state/call.ts'
import { goTo, showToast, useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { longDate } from '../../words/figures.ts'
import { clockTime } from '../../words/shop-time.ts'
import { Batches } from './Batches.tsx'
import { batchesOf } from './batch-sums.ts'
import { Drawer } from './Drawer.tsx'
import styles from './day-end.module.css'
import { Exceptions } from './Exceptions.tsx'
import { Totals } from './Totals.tsx'

type Half = 'count' | 'close'

const confirmClose = () => useScreenStore.setState({ panel: 'close-day' })
const openClosings = () => useScreenStore.setState({ panel: 'closings' })
const RUNNING: readonly DayView['stage'][] = ['draining', 'forwarding', 'agreeing', 'uploading', 'closing']

/** Drawer on one side, batches and the close on the other; on a narrow screen one half at a time. */
export function DayEnd() {
  const { t } = useTranslation()
  const day = useSlice('day')
  const mayReadStatements = useMay('read-statements')
  const [half, setHalf] = useState<Half>('count')
  const closedBecause = RUNNING.includes(day.stage)
    ? t('closed.closing')
    : day.stage === 'closed'
      ? t('closed.dayClosed')
      : null
  useKeys({
    place: 'day',
    keys: {
      Z: openClosings,
      F10: () => (closedBecause === null ? confirmClose() : showToast({ tone: 'closed', text: closedBecause })),
    },
  })
  return (
    <main className={styles.page} data-half={half}>
      <div className={styles.head}>
        <div className="grow">
          <h1 className={styles.title}>{t('day.title')}</h1>
          <Facts day={day} />
        </div>
        <Progress day={day} half={half} onHalf={setHalf} />
      </div>
      <Drawer closedBecause={closedBecause} />
      <div className={styles.right}>
        <Batches />
        <Totals />
        <Exceptions />
        <StageWords day={day} />
        <div className="row g3">
          <Key look="button" className={keys.small} onPress={() => void call('day.readX', {})}>
            {t('day.readX')}
          </Key>
          <Key look="button" className={keys.small} keyName="Z" onPress={openClosings}>
            {t('closings.open')}
          </Key>
          <Key
            look="button"
            className={keys.small}
            closed={mayReadStatements ? null : t('closed.managerOnly')}
            onPress={() => goTo('settlement')}
          >
            {t('settlement.title')}
          </Key>
          <span className="grow" />
          <Key look="primary" className={styles.close} keyName="F10" closed={closedBecause} onPress={confirmClose}>
            <Icon name="lock" />
            {t('day.close')}
          </Key>
        </div>
      </div>
    </main>
  )
}

/** Which day it is, where, and what it came to so far. */
function Facts({ day }: { readonly day: DayView }) {
  const { t } = useTranslation()
  const { locale, tillLabel } = useSlice('till')
  return (
    <div className="muted sm">
      {[
        longDate(day.businessDate, locale),
        tillLabel,
        t('day.openedAt', { time: clockTime(day.openedAt) }),
        t('day.tickets', { count: day.ticketCount }),
        ...(day.tips.count > 0 ? [t('day.tips', { amount: formatAmount(day.tips.amountMinor, day.currency) })] : []),
        ...(day.accounts
          ? [t('day.onAccount', { amount: formatAmount(day.accounts.onAccount.amountMinor, day.currency) })]
          : []),
      ].join(' · ')}
    </div>
  )
}

function StageWords({ day }: { readonly day: DayView }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const failed = day.stage === 'failed' || day.failure !== null
  return (
    <div className={styles.stage}>
      <p className={classNames('sm', failed ? styles.failed : 'muted')} role="status">
        {day.failure === null
          ? t(`day.stage.${day.stage}`, { number: day.closedNumber ?? '–' })
          : errorSentence(day.failure, locale)}
      </p>
      {day.progress !== null && <ProgressLine label={t(`day.stage.${day.stage}`)} {...day.progress} />}
    </div>
  )
}

/** Where the close stands; on a narrow screen these are also the way to the other half. */
function Progress({
  day,
  half,
  onHalf,
}: {
  readonly day: DayView
  readonly half: Half
  readonly onHalf: (half: Half) => void
}) {
  const { t } = useTranslation()
  const steps: { readonly name: 'count' | 'batch' | 'z'; readonly half: Half; readonly done: boolean }[] = [
    { name: 'count', half: 'count', done: day.drawer.countedMinor !== null },
    { name: 'batch', half: 'close', done: batchesOf(day).every(({ result }) => result !== null) },
    { name: 'z', half: 'close', done: day.stage === 'closed' },
  ]
  const current = steps.find(({ done }) => !done)
  return (
    <ol className={styles.progress}>
      {steps.map((step, index) => (
        <li key={step.name}>
          <Key
            look="quiet"
            className={classNames(keys.small, styles.step, step === current && styles.stepNow)}
            pressed={step.half === half}
            onPress={() => onHalf(step.half)}
          >
            <span className={classNames(styles.dot, step.done && styles.dotDone)}>
              {step.done ? <Icon name="check" size="small" /> : index + 1}
            </span>
            {t(`day.step.${step.name}`)}
          </Key>
        </li>
      ))}
    </ol>
  )
}
