import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BackAnd } from '../../components/BackAnd.tsx'
import { Icon } from '../../components/Icon.tsx'
import type { IconName } from '../../components/icons.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { changeHistoryFilter, heldSaleText, useHistoryStore } from '../../state/history-store.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { readDay, writtenDay } from '../explorer/day-words.ts'
import { Field } from '../explorer/Field.tsx'
import { Spans, spansAt } from '../explorer/FilterDay.tsx'
import { ChoiceDialog } from '../explorer/FilterDialogs.tsx'
import styles from '../explorer/filters.module.css'
import { type HistoryKind, kindOf } from './HistorySearch.tsx'
import { useCashiers } from './use-cashiers.ts'

const close = () => useScreenStore.setState({ panel: null })

/** Each key of the search opens its own dialog; the panel says which. */
export function FindDialogs() {
  const panel = useScreenStore((state) => state.panel)
  if (panel === 'find-day') return <FindDay />
  if (panel === 'find-cashier') return <FindCashier />
  if (panel === 'find-kind') return <FindKind />
  return null
}

const KINDS: Readonly<Record<HistoryKind, IconName>> = {
  all: 'filter',
  cash: 'cash',
  card: 'card',
  'gift-card': 'gift',
  account: 'user',
  other: 'more',
  sale: 'receipt',
  return: 'back',
}

function FindKind() {
  const { t } = useTranslation()
  const filter = useHistoryStore((state) => state.filter)
  const choices = (Object.keys(KINDS) as HistoryKind[]).map((kind) => ({
    name: kind,
    icon: KINDS[kind],
    words: t(`history.kind.${kind}`),
    current: kindOf(filter) === kind,
    choose: () =>
      changeHistoryFilter({
        tender: kind === 'all' || kind === 'sale' || kind === 'return' ? undefined : kind,
        operation: kind === 'sale' || kind === 'return' ? kind : undefined,
      }),
  }))
  return <ChoiceDialog step={t('history.title')} title={t('history.whichKind')} choices={choices} />
}

function FindCashier() {
  const { t } = useTranslation()
  const cashierId = useHistoryStore((state) => state.filter.cashierId)
  const cashiers = useCashiers()
  const choices = [undefined, ...cashiers].map((cashier) => ({
    name: cashier?.id ?? 'all',
    icon: cashier === undefined ? ('users' as const) : ('user' as const),
    words: cashier?.name ?? t('history.anyCashier'),
    current: cashierId === cashier?.id,
    choose: () => changeHistoryFilter({ cashierId: cashier?.id }),
  }))
  return <ChoiceDialog step={t('history.title')} title={t('history.whichCashier')} choices={choices} />
}

/** `14:30` as typed, `14h30`, `1430` or `14`; undefined for nothing, null when it is none. */
function readTime(text: string): string | null | undefined {
  const typed = text.trim()
  if (typed === '') return undefined
  const [, hours, minutes = '00'] = /^(\d{1,2})(?:[:hH.]?(\d{2}))?[hH]?$/.exec(typed) ?? []
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59) return null
  return `${hours.padStart(2, '0')}:${minutes}`
}

type When = Readonly<Record<'fromDay' | 'fromTime' | 'toDay' | 'toTime', string | undefined>>

const NO_TIME = { fromTime: undefined, toTime: undefined } as const

type Typed = { readonly [Name in keyof When]: string }

/** What is typed of days and hours, read; `why` it cannot be looked for. */
function useTypedWhen() {
  const { t } = useTranslation()
  const filter = useHistoryStore((state) => state.filter)
  const [typed, setTyped] = useState<Typed>({
    fromDay: filter.fromDay === undefined ? '' : writtenDay(filter.fromDay),
    toDay: filter.toDay === undefined ? '' : writtenDay(filter.toDay),
    fromTime: filter.fromTime ?? '',
    toTime: filter.toTime ?? '',
  })
  const read = {
    fromDay: readTypedDay(typed.fromDay),
    fromTime: readTime(typed.fromTime),
    toDay: readTypedDay(typed.toDay),
    toTime: readTime(typed.toTime),
  }
  const problems = {
    fromDay: read.fromDay === null ? t('explorer.dayHint') : null,
    fromTime: timeProblem(read.fromTime, read.fromDay),
    toDay: read.toDay === null ? t('explorer.dayHint') : isTurned(read) ? t('explorer.daysTurned') : null,
    toTime: timeProblem(read.toTime, read.toDay),
  }
  function timeProblem(time: string | null | undefined, day: string | null | undefined): string | null {
    if (time === null) return t('history.timeHint')
    return time !== undefined && day === undefined ? t('history.timeNeedsDay') : null
  }
  const why = problems.fromDay ?? problems.fromTime ?? problems.toDay ?? problems.toTime
  const when = why === null ? (read as When) : null
  const type = (name: keyof Typed) => (text: string) => setTyped({ ...typed, [name]: heldSaleText(text) })
  return { typed, problems, why, when, type }
}

function readTypedDay(text: string): string | null | undefined {
  return text.trim() === '' ? undefined : readDay(text, Date.now())
}

function isTurned({ fromDay, fromTime, toDay, toTime }: { readonly [Name in keyof When]: string | null | undefined }) {
  return `${fromDay ?? ''} ${fromTime ?? ''}` > `${toDay ?? '9'} ${toTime ?? '9'}`
}

/** The days that are asked for most, and any others typed, from an hour to an hour. */
function FindDay() {
  const { t } = useTranslation()
  const filter = useHistoryStore((state) => state.filter)
  const { typed, problems, why, when, type } = useTypedWhen()
  const set = (wanted: When) => {
    changeHistoryFilter(wanted)
    close()
  }
  const apply = () => when !== null && set(when)
  const spans = spansAt(Date.now())
  const take =
    ({ fromDay, toDay }: (typeof spans)[number]) =>
    () =>
      set({ fromDay, toDay, ...NO_TIME })
  const figures = Object.fromEntries(spans.map((span, index) => [String(index + 1), take(span)]))
  return (
    <StepDialog
      step={t('history.title')}
      title={t('history.when')}
      keys={{ ...figures, Escape: close, Enter: apply }}
      onClose={close}
      footer={
        <BackAnd words={t('action.close')} onBack={close}>
          <Key look="primary" keyName={t('key.enter')} closed={why} onPress={apply}>
            <Icon name="search" />
            {t('explorer.lookFor')}
          </Key>
        </BackAnd>
      }
    >
      <Spans spans={spans} filter={filter} take={take} />
      <div className={styles.two}>
        {FIELDS.map(([name, label]) => (
          <Field key={name} label={t(label)} value={typed[name]} problem={problems[name]} onChange={type(name)} />
        ))}
      </div>
    </StepDialog>
  )
}

const FIELDS = [
  ['fromDay', 'explorer.fromDay'],
  ['fromTime', 'history.fromTime'],
  ['toDay', 'explorer.toDay'],
  ['toTime', 'history.toTime'],
] as const
