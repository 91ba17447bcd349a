import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { formatAmount } from '#contract/money.ts'
import type { ArticleView } from '#contract/views/article-view.ts'
import { Banner } from '../../components/Banner.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keyStyles from '../../components/key.module.css'
import { Paging } from '../../components/Paging.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { call } from '../../state/call.ts'
import { showToast, useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { percentFigures, quantityFigures } from '../../words/figures.ts'
import { dayAndTime } from '../../words/shop-time.ts'
import styles from './articles.module.css'
import { archiveArticle, openArticle, openNewArticle, undoSave, useArticleEditing } from './editor/article-editing.ts'
import { FamilyChoice } from './FamilyChoice.tsx'
import { ImportDialog, Running } from './ImportDialog.tsx'
import { useImport } from './use-import.ts'

const ROWS = 9
const SEARCH_ID = 'articles-search'

interface Page {
  readonly articles: readonly ArticleView[]
  readonly next: string | null
  readonly total: number
}

function useArticles(text: string, familyId: string | null, isArchived: boolean) {
  const [page, setPage] = useState<Page | null>(null)
  /** Where each page before this one began. */
  const [starts, setStarts] = useState<readonly (string | null)[]>([null])
  const [round, setRound] = useState(0)
  const edits = useArticleEditing((state) => state.round)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question begins at its first page
  useEffect(() => setStarts([null]), [text, familyId, isArchived])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round means another answer
  useEffect(() => {
    let left = false
    const after = starts.at(-1) ?? null
    void call('articles.list', { text, familyId, isArchived, after, limit: ROWS }).then((answer) => {
      if (!left && answer.ok) setPage(answer.value)
    })
    return () => {
      left = true
    }
  }, [text, familyId, isArchived, starts, round, edits])
  const askAgain = useCallback(() => setRound((count) => count + 1), [])
  const goTo = (number: number) => {
    if (number < starts.length) setStarts(starts.slice(0, number + 1))
    else if (page?.next) setStarts([...starts, page.next])
  }
  return { page, number: starts.length - 1, goTo, askAgain }
}

/** The articles of the shop by name, a page at a time, with files of them in and out. */
export function ArticleList() {
  const { t } = useTranslation()
  const { running } = useSlice('articleWork')
  const [text, setText] = useState('')
  const [isArchived, setArchived] = useState(false)
  const [familyId, setFamilyId] = useState<string | null>(null)
  const [isChoosing, setChoosing] = useState(false)
  const { page, number, goTo, askAgain } = useArticles(text, familyId, isArchived)
  const articles = page?.articles ?? []
  const [chosen, setChosen] = useState(0)
  const selected = Math.min(chosen, articles.length - 1)
  const steps = useImport(askAgain)
  const panel = useScreenStore((state) => state.panel)
  const edit = () => {
    const article = articles[selected]
    if (article !== undefined) void openArticle(article.id)
  }
  const show = (id: string | null) => {
    setFamilyId(id)
    setChoosing(false)
  }
  useEnd(askAgain)
  useKeys({
    place: 'articles',
    keys: {
      F1: () => document.getElementById(SEARCH_ID)?.focus(),
      I: openImport,
      G: () => setChoosing(true),
      F2: () => void openNewArticle(),
      F3: edit,
      Enter: edit,
      'Ctrl+Z': undoSave,
      ArrowUp: () => setChosen(Math.max(0, selected - 1)),
      ArrowDown: () => setChosen(Math.min(articles.length - 1, selected + 1)),
      PageDown: () => goTo(number + 1),
      PageUp: () => number > 0 && goTo(number - 1),
    },
  })
  return (
    <section className={classNames('card', styles.page)} aria-label={t('management.section.articles')}>
      <ListHead total={page?.total ?? null} />
      <div className={styles.find}>
        <FamilyFilter familyId={familyId} onPress={() => setChoosing(true)} />
        <SearchField text={text} onType={setText} />
        <Key look="button" pressed={isArchived} onPress={() => setArchived(!isArchived)}>
          {t('articles.archived')}
        </Key>
      </div>
      {running !== null && panel !== 'import-articles' ? <Running /> : <LastImport />}
      <List articles={articles} isAsked={page !== null} selected={selected} />
      <Pages number={number} isLast={page === null || page.next === null} goTo={goTo} />
      {panel === 'import-articles' && <ImportDialog steps={steps} />}
      {isChoosing && (
        <FamilyChoice
          step={t('management.section.articles')}
          back={t('action.back')}
          currentId={familyId}
          onChoose={({ id }) => show(id)}
          onAll={() => show(null)}
          onBack={() => setChoosing(false)}
        />
      )}
    </section>
  )
}

const openImport = () => useScreenStore.setState({ panel: 'import-articles' })

/** How many there are, and what makes more of them. */
function ListHead({ total }: { readonly total: number | null }) {
  const { t } = useTranslation()
  return (
    <header className={styles.head}>
      <h2>{t('management.section.articles')}</h2>
      <span className="muted">{total !== null && t('articles.total', { count: total })}</span>
      <span className="grow" />
      <UndoKey />
      <Key look="button" className={keyStyles.small} keyName="F2" onPress={() => void openNewArticle()}>
        <Icon name="plus" />
        {t('article.new')}
      </Key>
      <Key look="button" className={keyStyles.small} keyName="I" onPress={openImport}>
        <Icon name="download" />
        {t('articles.import')}
      </Key>
      <ExportKey />
    </header>
  )
}

function Pages({
  number,
  isLast,
  goTo,
}: {
  readonly number: number
  readonly isLast: boolean
  readonly goTo: (page: number) => void
}) {
  const { t } = useTranslation()
  return (
    <div className={styles.paging}>
      <Paging
        page={number}
        last={isLast}
        goTo={goTo}
        words={{
          newer: t('articles.before'),
          older: t('articles.after'),
          firstPage: t('closed.firstArticles'),
          lastPage: t('closed.lastArticles'),
        }}
      />
    </div>
  )
}

function SearchField({ text, onType }: { readonly text: string; readonly onType: (text: string) => void }) {
  const { t } = useTranslation()
  return (
    <input
      id={SEARCH_ID}
      type="search"
      aria-label={t('articles.search')}
      placeholder={t('articles.search')}
      maxLength={80}
      autoComplete="off"
      spellCheck={false}
      value={text}
      onChange={(event) => onType(event.target.value)}
    />
  )
}

/** Of which family the articles are that are listed. */
function FamilyFilter({ familyId, onPress }: { readonly familyId: string | null; readonly onPress: () => void }) {
  const { t } = useTranslation()
  const { families } = useSlice('till')
  const family = families.find(({ id }) => id === familyId)
  const name = family === undefined ? t('articles.allFamilies') : (family.name ?? t(family.nameKey))
  return (
    <Key look="button" keyName="G" pressed={family !== undefined} onPress={onPress}>
      {name}
    </Key>
  )
}

function List({
  articles,
  isAsked,
  selected,
}: {
  readonly articles: readonly ArticleView[]
  readonly isAsked: boolean
  /** The one that the keyboard is at. */
  readonly selected: number
}) {
  const { t } = useTranslation()
  return (
    <ul className={styles.list}>
      {articles.map((article, place) => (
        <Row key={article.id} article={article} isSelected={place === selected} />
      ))}
      {isAsked && articles.length === 0 && <li className={styles.hint}>{t('articles.none')}</li>}
    </ul>
  )
}

/** An article in one line; a press opens it. */
function Row({ article, isSelected }: { readonly article: ArticleView; readonly isSelected: boolean }) {
  const { t } = useTranslation()
  const { currency, locale } = useSlice('till')
  const { id, name, barcodes, vatBasisPoints, stockMilli, isOpenPrice, priceMinor, isArchived } = article
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isSelected) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isSelected])
  return (
    <li ref={row}>
      <Key look="quiet" className={styles.row} pressed={isSelected} onPress={() => void openArticle(id)}>
        <span className="grow">
          <b>{name}</b>
          <small className="muted">{barcodes.map(({ barcode }) => barcode).join(' · ') || '–'}</small>
        </span>
        <span className="muted nowrap">{percentFigures(vatBasisPoints, locale)} %</span>
        <span className="nowrap muted">
          {stockMilli !== null && t('articles.stock', { figures: quantityFigures(stockMilli, locale) })}
        </span>
        <b className={styles.price}>{isOpenPrice ? t('articles.openPrice') : formatAmount(priceMinor, currency)}</b>
      </Key>
      <Key
        look="button"
        className={keyStyles.small}
        label={t(isArchived ? 'articles.bringBack' : 'articles.archive', { name })}
        onPress={() => archiveArticle(id, name, !isArchived)}
      >
        <Icon name={isArchived ? 'back' : 'trash'} size="small" />
      </Key>
    </li>
  )
}

/** As long as the last save can be taken back. */
function UndoKey() {
  const { t } = useTranslation()
  const undoable = useArticleEditing((state) => state.undoable)
  if (undoable === null) return null
  return (
    <Key
      look="button"
      className={keyStyles.small}
      keyName="Ctrl Z"
      label={t('article.undoOf', { name: undoable })}
      onPress={undoSave}
    >
      <Icon name="back" />
      {t('article.undo')}
    </Key>
  )
}

/** What the last import did, and the way to take it back. */
function LastImport() {
  const { t } = useTranslation()
  const { lastImport } = useSlice('articleWork')
  if (lastImport === null) return null
  const { fileName, at, by, state, counts } = lastImport
  const isOpen = state === 'done' || state === 'running' || state === 'undoing'
  return (
    <div className={styles.lastImport}>
      <Banner
        tone={state === 'done' ? 'ok' : state === 'undone' ? 'acc' : 'warn'}
        icon={state === 'done' ? 'ok' : 'info'}
        title={t(`articles.last.${state}`, { name: fileName })}
      >
        {dayAndTime(at)} · {by}
        {counts !== null && ` · ${t('articles.lastCounts', { added: counts.added, changed: counts.changed })}`}
      </Banner>
      {isOpen && (
        <Key look="button" onPress={() => void call('articles.undoImport', {})}>
          <Icon name="back" />
          {t('articles.undo')}
        </Key>
      )}
    </div>
  )
}

function ExportKey() {
  const { t } = useTranslation()
  const { running } = useSlice('articleWork')
  return (
    <Key
      look="button"
      className={keyStyles.small}
      closed={running === null ? null : t('closed.deviceWork')}
      onPress={() => void call('articles.export', {})}
    >
      <Icon name="receipt" />
      {t('articles.export')}
    </Key>
  )
}

/** Says once how an export or an undo ended, and where the file lies. */
function useEnd(onEnd: () => void): void {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const { ended } = useSlice('articleWork')
  const [seen, setSeen] = useState(ended?.number ?? 0)
  useEffect(() => {
    if (ended === null || ended.number === seen) return
    setSeen(ended.number)
    onEnd()
    const { kind, outcome, path, count, failure } = ended
    if (failure !== null) showToast({ tone: 'note', text: errorSentence(failure, locale) })
    else if (kind === 'exporting' && outcome === 'done') {
      showToast({ tone: 'note', text: t('articles.exported', { count, path }) })
    } else if (outcome === 'cancelled') showToast({ tone: 'note', text: t('articles.stopped') })
  }, [ended, seen, locale, t, onEnd])
}
