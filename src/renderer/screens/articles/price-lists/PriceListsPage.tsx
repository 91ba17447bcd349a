import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { LIMITS } from '#contract/limits.ts'
import type { PriceListView } from '#contract/views/article-view.ts'
import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx'
import { classNames } from '../../../components/class-names.ts'
import { Icon } from '../../../components/Icon.tsx'
import { Key } from '../../../components/Key.tsx'
import keys from '../../../components/key.module.css'
import { ScrolledList } from '../../../components/ScrolledList.tsx'
import { useKeys } from '../../../input/keyboard.ts'
import { useSlice } from '../../../state/till-store.ts'
import styles from '../articles.module.css'
import { Field } from '../editor/Field.tsx'
import {
  dropChanges,
  isListChanged,
  moveList,
  openList,
  readLists,
  removeList,
  saveList,
  typeList,
  useListEdits,
} from './list-edits.ts'
import type { ListForm, ListProblem } from './list-form.ts'

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const
/** A Monday. */
const MONDAY_MS = Date.UTC(2026, 0, 5)
const DAY_MS = 86_400_000
const TIME_CHARACTERS = 5
const DAY_CHARACTERS = 10
const GROUP_CHARACTERS = 24

const ask = (isAsking: boolean) => useListEdits.setState({ isAsking })

/** Prices that hold at certain times or for certain customers. Each article says its own price in each list. */
export function PriceListsPage() {
  const { t } = useTranslation()
  const edits = useListEdits()
  const { lists, form, isAsking } = edits
  useEffect(() => void readLists(), [])
  const shown = lists ?? []
  const index = shown.findIndex(({ id }) => id === form?.id)
  const choose = (by: number) => {
    const list = shown[Math.min(shown.length - 1, Math.max(0, index + by))]
    if (list !== undefined && list.id !== form?.id) openList(list)
  }
  const askToRemove = () => form !== null && form.id !== null && ask(true)
  useKeys({
    place: 'price-lists',
    keys: {
      ArrowUp: () => choose(-1),
      ArrowDown: () => choose(1),
      'Shift+ArrowUp': () => form?.id && moveList(form.id, -1),
      'Shift+ArrowDown': () => form?.id && moveList(form.id, 1),
      F2: () => openList(null),
      F7: askToRemove,
      Enter: saveList,
      'Ctrl+Z': dropChanges,
    },
  })
  return (
    <div className={styles.twoSides}>
      <section className={classNames('card', styles.side)} aria-label={t('articles.tab.lists')}>
        <header className={styles.head}>
          <h2>{t('articles.tab.lists')}</h2>
          <span className="grow" />
          <Key look="button" className={keys.small} keyName="F2" onPress={() => openList(null)}>
            <Icon name="plus" />
            {t('priceList.add')}
          </Key>
        </header>
        <ScrolledList name={t('articles.tab.lists')} className={styles.choiceList}>
          {shown.map((list) => (
            <li key={list.id}>
              <Key
                look="button"
                className={styles.choice}
                pressed={list.id === form?.id}
                onPress={() => list.id !== form?.id && openList(list)}
              >
                <span className="grow">{list.name}</span>
                <span className="muted sm">
                  <When list={list} />
                </span>
              </Key>
            </li>
          ))}
          {lists !== null && lists.length === 0 && <li className={styles.hint}>{t('priceList.none')}</li>}
        </ScrolledList>
      </section>
      {form !== null && <Answers form={form} problem={edits.problem} isChanged={isListChanged(edits)} />}
      {isAsking && form !== null && form.id !== null && <AskToRemove id={form.id} name={form.name} />}
    </div>
  )
}

/** `jeu. ven. 17:00–19:00 · Pro`. */
function When({ list: { weekdays = [], from, until, customerGroupId } }: { readonly list: PriceListView }) {
  const dayName = useDayName()
  const days = weekdays.map(dayName).join(' ')
  const hours = from || until ? `${from ?? '00:00'}–${until ?? '24:00'}` : ''
  return <>{[days, hours, customerGroupId].filter(Boolean).join(' · ')}</>
}

/** `lun.`, by the language of the till. */
function useDayName(): (weekday: number) => string {
  const { locale } = useSlice('till')
  const format = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' })
  return (weekday) => format.format(new Date(MONDAY_MS + (weekday - 1) * DAY_MS))
}

function Answers({
  form,
  problem,
  isChanged,
}: {
  readonly form: ListForm
  readonly problem: ListProblem | null
  readonly isChanged: boolean
}) {
  const { t } = useTranslation()
  const dayName = useDayName()
  const { id, weekdays } = form
  const turnDay = (day: number) =>
    typeList({
      weekdays: weekdays.includes(day) ? weekdays.filter((each) => each !== day) : [...weekdays, day].toSorted(),
    })
  return (
    <section className={classNames('card', styles.detail)} aria-label={form.name || t('priceList.add')}>
      <div className={styles.answers}>
        <Field
          key={id ?? 'new'}
          isFirst={id === null}
          label={t('priceList.name')}
          value={form.name}
          lengthMax={LIMITS.familyNameCharacters}
          isWrong={problem === 'name'}
          hint={t('priceList.nameHint')}
          onType={(name) => typeList({ name })}
        />
        <fieldset>
          <legend>{t('priceList.weekdays')}</legend>
          {WEEKDAYS.map((day) => (
            <Key key={day} look="button" pressed={weekdays.includes(day)} onPress={() => turnDay(day)}>
              {dayName(day)}
            </Key>
          ))}
        </fieldset>
        <div className={styles.beside}>
          <TimeFields form={form} problem={problem} />
        </div>
        <Field
          label={t('priceList.group')}
          value={form.group}
          lengthMax={GROUP_CHARACTERS}
          hint={t('priceList.groupHint')}
          onType={(group) => typeList({ group })}
        />
        <p className="muted sm">{t('priceList.where')}</p>
      </div>
      <ListFoot isKept={id !== null} problem={problem} isChanged={isChanged} />
    </section>
  )
}

function ListFoot({
  isKept,
  problem,
  isChanged,
}: {
  readonly isKept: boolean
  readonly problem: ListProblem | null
  readonly isChanged: boolean
}) {
  const { t } = useTranslation()
  const saved = isChanged ? null : t('shop.unchanged')
  return (
    <footer className={styles.foot}>
      <Key
        look="button"
        className={keys.small}
        keyName="F7"
        closed={isKept ? null : t('priceList.notKept')}
        onPress={() => ask(true)}
      >
        <Icon name="trash" size="small" />
        {t('family.remove')}
      </Key>
      <span className="grow" />
      <p className={classNames('sm', styles.problem)} role="alert">
        {problem !== null && t(`priceList.wrong.${problem}`)}
      </p>
      <Key look="button" className={keys.small} closed={saved} onPress={dropChanges}>
        {t('shop.reset')}
      </Key>
      <Key look="primary" className={keys.small} keyName={t('key.enter')} closed={saved} onPress={saveList}>
        {t('article.save')}
      </Key>
    </footer>
  )
}

/** Hours and days as people write them; empty: at any time. */
function TimeFields({ form, problem }: { readonly form: ListForm; readonly problem: ListProblem | null }) {
  const { t } = useTranslation()
  const isTimeWrong = problem === 'time' || problem === 'sameTime'
  const isDayWrong = problem === 'day' || problem === 'dayOrder'
  const fields = [
    ['from', TIME_CHARACTERS, isTimeWrong, 'priceList.timeHint'],
    ['until', TIME_CHARACTERS, false, 'priceList.untilHint'],
    ['firstDay', DAY_CHARACTERS, isDayWrong, 'priceList.dayHint'],
    ['lastDay', DAY_CHARACTERS, false, 'priceList.dayHint'],
  ] as const
  return fields.map(([name, lengthMax, isWrong, hint]) => (
    <Field
      key={name}
      isFigures
      label={t(`priceList.${name}`)}
      value={form[name]}
      lengthMax={lengthMax}
      isWrong={isWrong}
      hint={t(hint)}
      onType={(text) => typeList({ [name]: text })}
    />
  ))
}

/** Its prices in all articles go with it. */
function AskToRemove({ id, name }: { readonly id: string; readonly name: string }) {
  const { t } = useTranslation()
  return (
    <ConfirmDialog
      title={t('priceList.removeTitle', { name })}
      keep={t('priceList.keep')}
      onKeep={() => ask(false)}
      deed={{ words: t('family.remove'), icon: 'trash', onConfirm: () => removeList(id) }}
    >
      {t('priceList.removeText')}
    </ConfirmDialog>
  )
}
