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
