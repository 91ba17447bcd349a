import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { ArticleView } from '#contract/views/article-view.ts'
import { Icon } from '../../../components/Icon.tsx'
import { Key } from '../../../components/Key.tsx'
import { StepDialog } from '../../../components/StepDialog.tsx'
import searchField from '../../../components/search-field.module.css'
import { call } from '../../../state/call.ts'
import { useSlice } from '../../../state/till-store.ts'
import { changeForm, changeOpen, type OpenArticle } from './article-editing.ts'
import styles from './editor.module.css'

const ROWS = 8

/** Articles that fit what is typed; an answer that was overtaken by a later question is dropped. */
function useFound(text: string): readonly ArticleView[] {
  const [found, setFound] = useState<readonly ArticleView[]>([])
  useEffect(() => {
    let left = false
    const question = { text, familyId: null, isArchived: false, after: null, limit: ROWS }
    void call('articles.list', question).then((answer) => {
      if (!left && answer.ok) setFound(answer.value.articles)
    })
    return () => {
      left = true
    }
  }, [text])
  return found
}

/** The article that goes with this one, looked for by name or by its code; a scan looks for it too. */
export function ChooseArticle({ open: { id, form, chooser } }: { readonly open: OpenArticle }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [selected, setSelected] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const found = useFound(text).filter((article) => article.id !== id)
  const back = () => changeOpen({ chooser: null })
  const choose = (article: ArticleView | undefined) => {
    if (article === undefined) return
    const linked = { id: article.id, name: article.name }
    changeForm(chooser === 'deposit' ? { deposit: linked } : { parent: linked })
    back()
  }
  const look = (typed: string) => {
    setText(typed)
    setSelected(0)
  }
  const move = (by: number) => setSelected(Math.min(found.length - 1, Math.max(0, selected + by)))
  return (
    <StepDialog
      step={form.name.trim() === '' ? t('article.new') : form.name}
      title={t(`article.${chooser === 'deposit' ? 'deposit' : 'parent'}`)}
      keys={{
        ArrowUp: () => move(-1),
        ArrowDown: () => move(1),
        Enter: () => choose(found[selected]),
        Escape: back,
      }}
      onClose={back}
      onScan={look}
      footer={
        <Key look="button" keyName={t('key.escape')} onPress={back}>
          {t('article.backToIt')}
        </Key>
      }
    >
      <label className={searchField.field}>
        <Icon name="search" />
        <input
          ref={field}
          type="text"
          autoComplete="off"
          spellCheck={false}
          maxLength={80}
          aria-label={t('articles.search')}
          placeholder={t('articles.search')}
          value={text}
          onChange={(event) => look(event.target.value)}
        />
      </label>
      <ul className={styles.found} aria-label={t('search.results')}>
        {found.map((article, place) => (
          <FoundRow key={article.id} article={article} isSelected={place === selected} onChoose={choose} />
        ))}
        {found.length === 0 && <li className="muted">{t('article.noneFound')}</li>}
      </ul>
    </StepDialog>
  )
}

function FoundRow({
  article,
  isSelected,
  onChoose,
}: {
  readonly article: ArticleView
  readonly isSelected: boolean
  readonly onChoose: (article: ArticleView) => void
}) {
  const { currency } = useSlice('till')
  const { name, barcodes, priceMinor } = article
  return (
    <li>
      <Key look="quiet" className={styles.foundRow} pressed={isSelected} onPress={() => onChoose(article)}>
        <span className="grow">{name}</span>
        <span className="muted sm">{barcodes[0]?.barcode}</span>
        <b className="num">{formatAmount(priceMinor, currency)}</b>
      </Key>
    </li>
  )
}
