import { useTranslation } from 'react-i18next'
import { create } from 'zustand'
import { Key } from '../../components/Key.tsx'
import keyStyles from '../../components/key.module.css'
import { useKeys } from '../../input/keyboard.ts'
import { useMay } from '../../state/allowed.ts'
import { NeedsManager } from '../people/NeedsManager.tsx'
import { ArticleList } from './ArticleList.tsx'
import styles from './articles.module.css'
import { FamiliesPage } from './families/FamiliesPage.tsx'
import { LabelsPage } from './labels/LabelsPage.tsx'
import { PriceListsPage } from './price-lists/PriceListsPage.tsx'

/** Their words are `articles.tab.` and the id. */
const TABS = [
  { id: 'articles', keyName: 'A', Page: ArticleList },
  { id: 'families', keyName: 'F', Page: FamiliesPage },
  { id: 'lists', keyName: 'L', Page: PriceListsPage },
  { id: 'labels', keyName: 'B', Page: LabelsPage },
] as const

type TabId = (typeof TABS)[number]['id']

const useTab = create<{ readonly tab: TabId }>(() => ({ tab: 'articles' }))
const openTab = (tab: TabId) => useTab.setState({ tab })

/** What the shop sells: its articles, their families, its price lists, and the labels of its scales. */
export function ArticlesPage() {
  const { t } = useTranslation()
  const may = useMay('edit-articles')
  const tab = useTab((state) => state.tab)
  useKeys({
    place: 'article-pages',
    keys: Object.fromEntries(TABS.map(({ id, keyName }) => [keyName, () => openTab(id)])),
  })
  if (!may) {
    return (
      <section className="card" aria-label={t('management.section.articles')}>
        <NeedsManager />
      </section>
    )
  }
  const { Page } = TABS.find(({ id }) => id === tab) ?? TABS[0]
  return (
    <div className={styles.tabbed}>
      <nav className={styles.tabs} aria-label={t('articles.tabs')}>
        {TABS.map(({ id, keyName }) => (
          <Key
            key={id}
            look="button"
            className={keyStyles.small}
            current={id === tab}
            keyName={keyName}
            onPress={() => openTab(id)}
          >
            {t(`articles.tab.${id}`)}
          </Key>
        ))}
      </nav>
      <Page />
    </div>
  )
}
