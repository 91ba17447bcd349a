import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx'
import { classNames } from '../../../components/class-names.ts'
import { Icon } from '../../../components/Icon.tsx'
import { Key } from '../../../components/Key.tsx'
import keys from '../../../components/key.module.css'
import { StepDialog } from '../../../components/StepDialog.tsx'
import { useMay } from '../../../state/allowed.ts'
import {
  addCode,
  changeOpen,
  closeArticle,
  EDITOR_PAGES,
  leaveFor,
  type OpenArticle,
  openArticle,
  saveArticle,
  useArticleEditing,
} from './article-editing.ts'
import { ChooseArticle } from './ChooseArticle.tsx'
import { ChooseFamily } from './ChooseFamily.tsx'
import { CodesPage } from './CodesPage.tsx'
import styles from './editor.module.css'
import { LinksPage } from './LinksPage.tsx'
import { MainPage } from './MainPage.tsx'
import { StockPage } from './StockPage.tsx'

const PAGES = { main: MainPage, codes: CodesPage, links: LinksPage, stock: StockPage } as const

/** An article, new or known, on four pages. Enter saves it from any field; a scan is a code of it. */
export function ArticleEditor() {
  const may = useMay('edit-articles')
  const open = useArticleEditing((state) => state.open)
  // Another person has signed in meanwhile, who may not: the key that led here is closed to them.
  useEffect(() => {
    if (!may || open === null) closeArticle()
  }, [may, open])
  if (!may || open === null) return null
  return open.leaving === null ? (
    <Editor open={open} />
  ) : (
    <>
      <Editor open={open} />
      <AskToLeave leave={open.leaving} />
    </>
  )
}

function Editor({ open }: { readonly open: OpenArticle }) {
  const { t } = useTranslation()
  const { id, file, page, chooser, code, form } = open
  const leave = () => leaveFor(closeArticle)
  const enter = () => (page === 'codes' && code.trim() !== '' ? addCode(code) : saveArticle())
  const pageKeys = Object.fromEntries(
    EDITOR_PAGES.map((each, place) => [`Ctrl+${place + 1}`, () => changeOpen({ page: each, chooser: null })]),
  )
  const title = form.name.trim() === '' ? t('article.new') : form.name
  if (chooser !== null) return <Chooser open={open} />
  const Page = PAGES[page]
  return (
    <StepDialog
      step={id === null ? t('article.new') : t(file?.article.isArchived ? 'article.archived' : 'article.edit')}
      title={title}
      keys={{ ...pageKeys, Enter: enter, Escape: leave }}
      onceKeys={['Enter']}
      onClose={leave}
      onScan={addCode}
      footer={
        <>
          <Key look="button" keyName={t('key.escape')} onPress={leave}>
            {t('article.leave')}
          </Key>
          <Problem open={open} />
          <Key look="primary" keyName={t('key.enter')} onPress={saveArticle}>
            <Icon name="check" />
            {t(open.sell === null ? 'article.save' : 'article.saveAndSell')}
          </Key>
        </>
      }
    >
      <nav className={styles.pages} aria-label={t('article.pages')}>
        {EDITOR_PAGES.map((each, place) => (
          <Key
            key={each}
            look="button"
            className={keys.small}
            current={each === page}
            keyName={t('key.section', { number: place + 1 })}
            onPress={() => changeOpen({ page: each })}
          >
            {t(`article.page.${each}`)}
          </Key>
        ))}
      </nav>
      <Page key={page} open={open} />
    </StepDialog>
  )
}

/** One sentence that says what to do; where another article has the code, the way to it. */
function Problem({ open: { problem } }: { readonly open: OpenArticle }) {
  const { t } = useTranslation()
  const owner = problem?.owner
  return (
    <>
      <p className={classNames('grow sm', styles.problem)} role="alert">
        {problem?.sentence}
      </p>
      {owner !== undefined && (
        <Key
          look="button"
          className={keys.small}
          label={t('article.openOther', { name: owner.name })}
          onPress={() => leaveFor(() => void openArticle(owner.id))}
        >
          {t('article.openIt')}
        </Key>
      )}
    </>
  )
}

function Chooser({ open }: { readonly open: OpenArticle }) {
  return open.chooser === 'family' ? <ChooseFamily open={open} /> : <ChooseArticle open={open} />
}

/** Nothing that was typed is lost unasked: to go on typing is the safe answer. */
function AskToLeave({ leave }: { readonly leave: () => void }) {
  const { t } = useTranslation()
  const drop = () => {
    changeOpen({ leaving: null })
    leave()
  }
  return (
    <ConfirmDialog
      title={t('article.unsavedTitle')}
      keep={t('article.goOn')}
      onKeep={() => changeOpen({ leaving: null })}
      deed={{ words: t('article.drop'), icon: 'trash', onConfirm: drop }}
    >
      {t('article.unsavedText')}
    </ConfirmDialog>
  )
}
