import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { useKeyHint } from '../../actions/use-own-keys.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useKeys } from '../../input/keyboard.ts'
import { setFilter, today, useExplorerStore } from '../../state/explorer-store.ts'
import { scan } from '../../state/sale-actions.ts'
import { goTo, openStory, useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { ExplorerDetail } from './ExplorerDetail.tsx'
import { ExplorerFilters } from './ExplorerFilters.tsx'
import { ExplorerList } from './ExplorerList.tsx'
import { ExportKey } from './ExportKey.tsx'
import styles from './explorer.module.css'
import { FilterDialogs } from './FilterDialogs.tsx'
import { usePage } from './use-explorer.ts'
import { useRows } from './use-rows.ts'
import { WireLog } from './WireLog.tsx'

/** A ticket's barcode holds its number; any other scan is an article. */
const TICKET_NUMBER = /^\d+-\d{6}$/

/** All card payments, good and failed, looked for by any key; beside them what is kept of the chosen one. */
export function Explorer() {
  const { t } = useTranslation()
  const hint = useKeyHint()
  const { locale } = useSlice('till')
  useEffect(() => {
    if (useExplorerStore.getState().filter === null) setFilter(today())
  }, [])
  const rows = useRows()
  const page = usePage(rows.limit)
  const list = page.value?.rows ?? []
  const selectedId = useExplorerStore((state) => state.selectedId)
  const selected = list.find(({ paymentId }) => paymentId === selectedId) ?? list[0] ?? null
  const move = (by: number) => {
    const index = list.findIndex(({ paymentId }) => paymentId === selected?.paymentId)
    const next = list[Math.min(list.length - 1, Math.max(0, index + by))]
    if (next) useExplorerStore.setState({ selectedId: next.paymentId })
  }
  useKeys({
    place: 'explorer',
    keys: {
      F1: () => document.getElementById('explorer-search')?.focus(),
      F2: () => useScreenStore.setState({ panel: 'filter-day' }),
      F3: () => useScreenStore.setState({ panel: 'filter-scheme' }),
      F4: () => useScreenStore.setState({ panel: 'filter-outcome' }),
      F6: () => useScreenStore.setState({ panel: 'filter-more' }),
      ArrowUp: () => move(-1),
      ArrowDown: () => move(1),
      Enter: () => selected && openStory(selected.paymentId),
      Escape: back,
    },
    onScan: (read) => (TICKET_NUMBER.test(read.code) ? setFilter({ text: read.code }) : scan(read)),
  })
  return (
    <main className={styles.page}>
      <div className={styles.head}>
        <div className="grow">
          <h1>{t('explorer.title')}</h1>
          <p className="muted sm" role="status">
            {page.failure !== null
              ? errorSentence(page.failure, locale)
              : page.slow || page.value === null
                ? t('explorer.looking')
                : t('explorer.took', { ms: Math.max(1, Math.round(page.value.tookMs)) })}
          </p>
        </div>
        <Key look="button" className={keys.small} keyName={hint('lastTicket')} onPress={() => goTo('history')}>
          <Icon name="receipt" />
          {t('history.title')}
        </Key>
        <ExportKey />
      </div>
      <ExplorerFilters />
      <ExplorerList page={page} box={rows.box} selectedId={selected?.paymentId ?? null} />
      <ExplorerDetail paymentId={selected?.paymentId ?? null} />
      <FilterDialogs />
      <WireLog paymentId={selected?.paymentId ?? null} />
    </main>
  )
}

/** One step back: the detail over the list, what is typed, then the tickets. */
function back(): void {
  const field = document.getElementById('explorer-search')
  if (document.activeElement === field && field !== null) field.blur()
  else if (useExplorerStore.getState().detailOpen) useExplorerStore.setState({ detailOpen: false })
  else goTo('history')
}
