import { useTranslation } from 'react-i18next'
import { Icon } from './Icon.tsx'
import { Key } from './Key.tsx'
import keys from './key.module.css'
import styles from './paging.module.css'

export interface PagingWords {
  readonly newer: string
  readonly older: string
  /** Why there is no page before the first, and none after the last. */
  readonly firstPage: string
  readonly lastPage: string
}

/** Pages by keys, in place of a thin scroll bar. */
export function Paging({
  page,
  last,
  words,
  goTo,
}: {
  readonly page: number
  readonly last: boolean
  readonly words: PagingWords
  readonly goTo: (page: number) => void
}) {
  return (
    <div className={styles.paging}>
      <Key
        look="button"
        className={keys.small}
        closed={page === 0 ? words.firstPage : null}
        onPress={() => goTo(page - 1)}
      >
        <Icon name="chevron-left" />
        {words.newer}
      </Key>
      <Key look="button" className={keys.small} closed={last ? words.lastPage : null} onPress={() => goTo(page + 1)}>
        {words.older}
        <Icon name="chevron-right" />
      </Key>
    </div>
  )
}

/** The pages of a list that is here as a whole; `show` is told the row that a page begins with. */
export function RowPaging({
  page,
  perPage,
  count,
  show,
}: {
  readonly page: number
  readonly perPage: number
  readonly count: number
  readonly show: (row: number) => void
}) {
  const { t } = useTranslation()
  const words = {
    newer: t('offline.before'),
    older: t('offline.after'),
    firstPage: t('closed.firstRows'),
    lastPage: t('closed.lastRows'),
  }
  const last = (page + 1) * perPage >= count
  return <Paging page={page} last={last} goTo={(to) => show(to * perPage)} words={words} />
}
