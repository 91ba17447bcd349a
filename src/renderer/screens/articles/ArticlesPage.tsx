import { useCallback, useEffect, useState } from 'react'
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
import { useMay } from '../../state/allowed.ts'
import { call } from '../../state/call.ts'
import { showToast, useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { percentFigures, quantityFigures } from '../../words/figures.ts'
import { dayAndTime } from '../../words/shop-time.ts'
import styles from './articles.module.css'
import { ImportDialog, Running } from './ImportDialog.tsx'
import { useImport } from './use-import.ts'

const ROWS = 9
const SEARCH_ID = 'articles-search'

/** The articles of the shop by name, a page at a time, with files of them in and out. */
export function ArticlesPage() {
  const { t } = useTranslation()
  const may = useMay('edit-articles')
  if (!may) {
    return (
      <section className={classNames('card', styles.page)} aria-label={t('management.section.articles')}>
        <p className={styles.hint}>{t('closed.managerOnly')}</p>
      </section>
    )
  }
  return <Articles />
}

interface Page {
  readonly articles: readonly ArticleView[]
  readonly next: string | null
  readonly total: number
}

function useArticles(text: string, isArchived: boolean) {
  const [page, setPage] = useState<Page | null>(null)
  /** Where each page before this one began. */
  const [starts, setStarts] = useState<readonly (string | null)[]>([null])
  const [round, setRound] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question begins at its first page
  useEffect(() => setStarts([null]), [text, isArchived])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round means another answer
  useEffect(() => {
    let left = false
    const after = starts.at(-1) ?? null
    void call('articles.list', { text, familyId: null, isArchived, after, limit: ROWS }).then((answer) => {
      if (!left && answer.ok) setPage(answer.value)
    })
    return () => {
      left = true
    }
  }, [text, isArchived, starts, round])
  const askAgain = useCallback(() => setRound((count) => count + 1), [])
  const goTo = (number: number) => {
    if (number < starts.length) setStarts(starts.slice(0, number + 1))
    else if (page?.next) setStarts([...starts, page.next])
  }
  return { page, number: starts.length - 1, goTo, askAgain }
}

function Articles() {
  const { t } = useTranslation()
  const { running } = useSlice('articleWork')
  const [text, setText] = useState('')
  const [isArchived, setArchived] = useState(false)
  const { page, number, goTo, askAgain } = useArticles(text, isArchived)
  const steps = useImport(askAgain)
  const panel = useScreenStore((state) => state.panel)
  const openImport = () => useScreenStore.setState({ panel: 'import-articles' })
  useEnd(askAgain)
  useKeys({
    keys: {
      F1: () => document.getElementById(SEARCH_ID)?.focus(),
      I: openImport,
      PageDown: () => goTo(number + 1),
      PageUp: () => number > 0 && goTo(number - 1),
    },
  })
  return (
    <section className={classNames('card', styles.page)} aria-label={t('management.section.articles')}>
      <header className={styles.head}>
        <h2>{t('management.section.articles')}</h2>
        <span className="muted">{page !== null && t('articles.total', { count: page.total })}</span>
        <span className="grow" />
        <Key look="button" className={keyStyles.small} keyName="I" onPress={openImport}>
          <Icon name="download" />
          {t('articles.import')}
        </Key>
        <ExportKey />
      </header>
      <div className={styles.find}>
        <input
          id={SEARCH_ID}
          type="search"
          aria-label={t('articles.search')}
          placeholder={t('articles.search')}
          maxLength={80}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Key look="button" pressed={isArchived} onPress={() => setArchived(!isArchived)}>
          {t('articles.archived')}
        </Key>
      </div>
      {running !== null && panel !== 'import-articles' ? <Running /> : <LastImport />}
      <List articles={page?.articles ?? []} isAsked={page !== null} onChanged={askAgain} />
      <div className={styles.paging}>
        <Paging
          page={number}
          last={page === null || page.next === null}
          goTo={goTo}
          words={{
            newer: t('articles.before'),
            older: t('articles.after'),
            firstPage: t('closed.firstArticles'),
            lastPage: t('closed.lastArticles'),
          }}
        />
      </div>
      {panel === 'import-articles' && <ImportDialog steps={steps} />}
    </section>
  )
}

function List({
  articles,
  isAsked,
  onChanged,
}: {
  readonly articles: readonly ArticleView[]
  readonly isAsked: boolean
  readonly onChanged: () => void
}) {
  const { t } = useTranslation()
  const { currency, locale } = useSlice('till')
  const archive = async ({ id, isArchived }: ArticleView) => {
    const done = await call('articles.archive', { id, isArchived: !isArchived })
    if (done.ok) onChanged()
  }
  return (
    <ul className={styles.list}>
      {articles.map((article) => (
        <li key={article.id}>
          <span className="grow">
            <b>{article.name}</b>
            <small className="muted">{article.barcodes.map(({ barcode }) => barcode).join(' · ') || '–'}</small>
          </span>
          <span className="muted nowrap">{percentFigures(article.vatBasisPoints, locale)} %</span>
          <span className="nowrap muted">
            {article.stockMilli !== null &&
              t('articles.stock', { figures: quantityFigures(article.stockMilli, locale) })}
          </span>
          <b className={styles.price}>
            {article.isOpenPrice ? t('articles.openPrice') : formatAmount(article.priceMinor, currency)}
          </b>
          <Key
            look="button"
            className={keyStyles.small}
            label={t(article.isArchived ? 'articles.bringBack' : 'articles.archive', { name: article.name })}
            onPress={() => void archive(article)}
          >
            <Icon name={article.isArchived ? 'back' : 'trash'} size="small" />
          </Key>
        </li>
      ))}
      {isAsked && articles.length === 0 && <li className={styles.hint}>{t('articles.none')}</li>}
    </ul>
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
