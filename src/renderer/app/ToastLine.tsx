import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { useKeyHint } from '../actions/use-own-keys.ts'
import { classNames } from '../components/class-names.ts'
import { Icon } from '../components/Icon.tsx'
import { Key } from '../components/Key.tsx'
import keys from '../components/key.module.css'
import { createUnknown } from '../screens/articles/editor/article-editing.ts'
import { useMay } from '../state/allowed.ts'
import { dismissToast, useScreenStore } from '../state/screen-store.ts'
import { useSlice } from '../state/till-store.ts'
import styles from './app.module.css'

/** Offers to make the article that a scan did not find, to whoever may. */
function CreateKey() {
  const { t } = useTranslation()
  const hint = useKeyHint()
  const may = useMay('edit-articles')
  const isOffered = useScreenStore(
    ({ toast, unknownScan, space }) =>
      space === 'sale' &&
      unknownScan !== null &&
      toast?.tone === 'failure' &&
      toast.failure.code === 'SALE_UNKNOWN_BARCODE',
  )
  if (!may || !isOffered) return null
  const create = () => {
    dismissToast()
    createUnknown()
  }
  return (
    <Key look="button" className={keys.small} keyName={hint('createArticle')} onPress={create}>
      {t('article.create')}
    </Key>
  )
}

/** Over the lines of the ticket, over the tenders where there is money at that side, else at the foot of the page. */
function usePlace(): string | undefined {
  const space = useScreenStore((state) => state.space)
  const leftSaleId = useScreenStore((state) => state.leftSaleId)
  const session = useSlice('session')
  const sale = useSlice('sale')
  const lastSale = useSlice('lastSale')
  if (session.kind !== 'signed-in' || space !== 'sale') return styles.aside
  const isApproved = lastSale !== null && lastSale.id !== leftSaleId && sale.lines.length === 0
  if (sale.state === 'paying' || isApproved) return styles.money
  return sale.state === 'open' ? undefined : styles.aside
}

/** What was said in the language before is not left standing among the words of another one. */
function useLeftLanguage(locale: string): void {
  const drawn = useRef(locale)
  useEffect(() => {
    if (drawn.current !== locale) dismissToast()
    drawn.current = locale
  }, [locale])
}

/** One sentence at the bottom of the ticket side, over lines, never over keys or the total. */
export function ToastLine() {
  const { t } = useTranslation()
  const toast = useScreenStore((state) => state.toast)
  const { locale } = useSlice('till')
  const place = usePlace()
  useLeftLanguage(locale)
  if (toast === null) return null
  return (
    <div className={classNames(styles.toast, place)} role="alert">
      <Icon name={toast.tone === 'failure' ? 'warning' : toast.tone === 'closed' ? 'lock' : 'info'} />
      <span className="grow">
        {toast.tone === 'failure' ? errorSentence(toast.failure, locale) : toast.text}
        {toast.tone === 'failure' && toast.failure.correlationId && (
          <small className="dim"> {toast.failure.correlationId}</small>
        )}
      </span>
      <CreateKey />
      <Key look="quiet" className={keys.small} label={t('action.close')} onPress={dismissToast}>
        <Icon name="close" />
      </Key>
    </div>
  )
}
