import { useTranslation } from 'react-i18next'
import type { ExplorerFilter } from '#contract/views/explorer-view.ts'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import type { IconName } from '../../components/icons.tsx'
import { Key } from '../../components/Key.tsx'
import searchField from '../../components/search-field.module.css'
import { changeFilter, heldText, useExplorerStore } from '../../state/explorer-store.ts'
import { type Panel, useScreenStore } from '../../state/screen-store.ts'
import { dayWords } from './day-words.ts'
import styles from './explorer.module.css'
import { outcomeLook } from './row-looks.ts'

/** Conditions that only the dialog of all filters shows. */
const FURTHER: readonly (keyof ExplorerFilter)[] = [
  'amountFromMinor',
  'amountToMinor',
  'cardTail',
  'stan',
  'retrievalReference',
  'approvalCode',
  'terminalId',
  'acquirerId',
  'cashierId',
  'entryMode',
  'operation',
]

/** One field for whatever stands on a ticket, and a key for each kind of condition that says what it is set to. */
export function ExplorerFilters() {
  const { t } = useTranslation()
  const filter = useExplorerStore((state) => state.filter) ?? {}
  const further = FURTHER.filter((name) => filter[name] !== undefined).length
  return (
    <div className={styles.filters}>
      <label className={searchField.field}>
        <Icon name="search" />
        <input
          id="explorer-search"
          type="text"
          autoComplete="off"
          spellCheck={false}
          maxLength={40}
          aria-label={t('explorer.search')}
          placeholder={t('explorer.searchHint')}
          value={filter.text ?? ''}
          onChange={(event) => changeFilter({ text: heldText(event.target.value) || undefined })}
        />
        <span className={searchField.keyName} aria-hidden="true">
          F1
        </span>
      </label>
      <FilterKey
        panel="filter-day"
        icon="calendar"
        keyName="F2"
        set={filter.fromDay !== undefined || filter.toDay !== undefined}
      >
        {dayWords(t, filter)}
      </FilterKey>
      <FilterKey panel="filter-scheme" icon="card" keyName="F3" set={filter.scheme !== undefined}>
        {filter.scheme === undefined ? t('explorer.allSchemes') : t(`scheme.${filter.scheme}`)}
      </FilterKey>
      <FilterKey panel="filter-outcome" icon="ok" keyName="F4" set={filter.outcome !== undefined}>
        {filter.outcome === undefined ? t('explorer.allOutcomes') : t(outcomeLook(filter.outcome).words)}
      </FilterKey>
      <FilterKey panel="filter-more" icon="filter" keyName="F6" set={further > 0}>
        {further === 0 ? t('explorer.more') : t('explorer.moreSet', { count: further })}
      </FilterKey>
    </div>
  )
}

/** A key that opens the choice of one condition, and says what it is set to. */
export function FilterKey({
  panel,
  icon,
  set,
  keyName,
  children,
}: {
  readonly panel: Panel
  readonly keyName?: string
  readonly icon: IconName
  readonly set: boolean
  readonly children: string
}) {
  return (
    <Key
      look="button"
      className={classNames(styles.filter, set && styles.set)}
      keyName={keyName}
      onPress={() => useScreenStore.setState({ panel })}
    >
      <Icon name={icon} />
      <span className={styles.filterWords}>{children}</span>
      <Icon name="chevron-down" size="small" />
    </Key>
  )
}
