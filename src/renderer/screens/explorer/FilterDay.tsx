import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExplorerFilter } from '#contract/views/explorer-view.ts'
import { BackAnd } from '../../components/BackAnd.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { changeFilter, heldText, useExplorerStore } from '../../state/explorer-store.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { shopDay } from '../../words/shop-time.ts'
import { daysBefore, readDay, writtenDay } from './day-words.ts'
import { Field } from './Field.tsx'
import styles from './filters.module.css'

const close = () => useScreenStore.setState({ panel: null })

export interface Span {
  readonly name: string
  readonly fromDay: string | undefined
  readonly toDay: string | undefined
}

/** The days that are asked for most. */
export function spansAt(nowMs: number): Span[] {
  const today = shopDay(nowMs)
  const yesterday = daysBefore(1, nowMs)
  return [
    { name: 'today', fromDay: today, toDay: today },
    { name: 'yesterday', fromDay: yesterday, toDay: yesterday },
    { name: 'lastWeek', fromDay: daysBefore(6, nowMs), toDay: today },
    { name: 'thisMonth', fromDay: `${today.slice(0, 8)}01`, toDay: today },
    { name: 'allDays', fromDay: undefined, toDay: undefined },
  ]
}

/** The days that are asked for most, and any others typed. */
export function FilterDay() {
  const { t } = useTranslation()
  const filter = useExplorerStore((state) => state.filter) ?? {}
  const nowMs = Date.now()
  const written = (day: string | undefined) => (day === undefined ? '' : writtenDay(day))
  const [from, setFrom] = useState(written(filter.fromDay))
  const [to, setTo] = useState(written(filter.toDay))
  const read = (text: string) => (text.trim() === '' ? undefined : readDay(text, nowMs))
  const days = { fromDay: read(from), toDay: read(to) }
  const isUnread = days.fromDay === null || days.toDay === null
  const isTurned = (days.fromDay ?? '') > (days.toDay ?? '9')
  const apply = () => {
    if (days.fromDay === null || days.toDay === null || isTurned) return
    changeFilter({ fromDay: days.fromDay, toDay: days.toDay })
    close()
  }
  const spans = spansAt(nowMs)
  const take = (span: Span) => () => {
    changeFilter({ fromDay: span.fromDay, toDay: span.toDay })
    close()
  }
  const figures = Object.fromEntries(spans.map((span, index) => [String(index + 1), take(span)]))
  return (
    <StepDialog
      step={t('explorer.title')}
      title={t('explorer.days')}
      keys={{ ...figures, Escape: close, Enter: apply }}
      onClose={close}
      footer={
        <BackAnd words={t('action.close')} onBack={close}>
          <Key
            look="primary"
            keyName={t('key.enter')}
            closed={isUnread ? t('explorer.dayHint') : isTurned ? t('explorer.daysTurned') : null}
            onPress={apply}
          >
            <Icon name="search" />
            {t('explorer.lookFor')}
          </Key>
        </BackAnd>
      }
    >
      <Spans spans={spans} filter={filter} take={take} />
      <div className={styles.two}>
        <Field
          label={t('explorer.fromDay')}
          value={from}
          problem={days.fromDay === null ? t('explorer.dayHint') : null}
          onChange={(text) => setFrom(heldText(text))}
        />
        <Field
          label={t('explorer.toDay')}
          value={to}
          problem={days.toDay === null ? t('explorer.dayHint') : isTurned ? t('explorer.daysTurned') : null}
          onChange={(text) => setTo(heldText(text))}
        />
      </div>
    </StepDialog>
  )
}

/** Their keys, each with its figure on the keyboard. */
export function Spans({
  spans,
  filter,
  take,
}: {
  readonly spans: readonly Span[]
  readonly filter: Pick<ExplorerFilter, 'fromDay' | 'toDay'>
  readonly take: (span: Span) => () => void
}) {
  const { t } = useTranslation()
  return (
    <div className={styles.choices}>
      {spans.map((span, index) => (
        <Key
          key={span.name}
          look="button"
          className={styles.choice}
          pressed={filter.fromDay === span.fromDay && filter.toDay === span.toDay}
          keyName={String(index + 1)}
          onPress={take(span)}
        >
          <Icon name="calendar" />
          <span className="grow">{t(`explorer.${span.name}`)}</span>
        </Key>
      ))}
    </div>
  )
}
