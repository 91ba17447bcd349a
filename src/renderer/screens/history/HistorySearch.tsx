import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { HistoryFilter, SearchedTender } from '#contract/views/history-view.ts'
import { Icon } from '../../components/Icon.tsx'
import searchField from '../../components/search-field.module.css'
import { changeHistoryFilter, heldSaleText, useHistoryStore } from '../../state/history-store.ts'
import { dayWords } from '../explorer/day-words.ts'
import { FilterKey } from '../explorer/ExplorerFilters.tsx'
import styles from './history.module.css'
import { useCashiers } from './use-cashiers.ts'

export const SEARCH_FIELD = 'history-search'

/** One field for whatever stands on a ticket, and a key for each kind of condition that says what it is set to. */
export function HistorySearch({ onTyping }: { readonly onTyping: (isTyping: boolean) => void }) {
  const { t } = useTranslation()
  const filter = useHistoryStore((state) => state.filter)
  const cashiers = useCashiers()
  const { fromDay, toDay, cashierId } = filter
  const cashier = cashiers.find(({ id }) => id === cashierId)
  return (
    <search className={styles.search} aria-label={t('history.find')}>
      <label className={searchField.field}>
        <Icon name="search" />
        <input
          id={SEARCH_FIELD}
          type="text"
          autoComplete="off"
          spellCheck={false}
          maxLength={60}
          aria-label={t('history.find')}
          placeholder={t('history.findHint')}
          value={filter.text ?? ''}
          onFocus={() => onTyping(true)}
          onBlur={() => onTyping(false)}
          onChange={(event) => changeHistoryFilter({ text: heldSaleText(event.target.value) || undefined })}
        />
        <span className={searchField.keyName} aria-hidden="true">
          F1
        </span>
      </label>
      <FilterKey panel="find-day" icon="calendar" keyName="F2" set={fromDay !== undefined || toDay !== undefined}>
        {whenWords(t, filter)}
      </FilterKey>
      <FilterKey panel="find-cashier" icon="user" keyName="F3" set={cashierId !== undefined}>
        {cashierId === undefined ? t('history.anyCashier') : (cashier?.name ?? cashierId)}
      </FilterKey>
      <FilterKey panel="find-kind" icon="filter" keyName="F6" set={kindOf(filter) !== 'all'}>
        {t(`history.kind.${kindOf(filter)}`)}
      </FilterKey>
    </search>
  )
}

export type HistoryKind = 'all' | SearchedTender | 'sale' | 'return'

/** By what it was paid, or which way the money went: one choice of the two. */
export function kindOf({ tender, operation }: HistoryFilter): HistoryKind {
  return tender ?? operation ?? 'all'
}

/** Days, and hours where some are set. */
function whenWords(t: TFunction, filter: HistoryFilter): string {
  const { fromTime, toTime } = filter
  const days = dayWords(t, filter)
  return fromTime === undefined && toTime === undefined
    ? days
    : `${days} · ${fromTime ?? '0:00'} – ${toTime ?? '24:00'}`
}
