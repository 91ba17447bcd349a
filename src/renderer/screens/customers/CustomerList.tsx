import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { CustomerRow } from '#contract/views/customer-view.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import searchField from '../../components/search-field.module.css'
import { useSlice } from '../../state/till-store.ts'
import styles from './customers.module.css'
import type { CustomerSearch } from './use-customers.ts'

/** What is looked for; the field holds the focus, so that a name can be typed at once. */
export function SearchField({ search, isFocused }: { readonly search: CustomerSearch; readonly isFocused: boolean }) {
  const { t } = useTranslation()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (isFocused) field.current?.focus()
  }, [isFocused])
  return (
    <label className={searchField.field}>
      <Icon name="search" />
      <input
        ref={field}
        type="text"
        autoComplete="off"
        spellCheck={false}
        maxLength={80}
        aria-label={t('customer.search')}
        placeholder={t('customer.search')}
        value={search.text}
        onChange={(event) => search.type(event.target.value)}
      />
    </label>
  )
}

/** Customers, one under the other; what each owes stands at the edge. */
export function CustomerRows({
  search,
  selectedId,
  onChoose,
}: {
  readonly search: CustomerSearch
  readonly selectedId: string | null
  readonly onChoose: (customer: CustomerRow) => void
}) {
  const { t } = useTranslation()
  const { customers, truncated, text, isRead } = search
  if (customers.length === 0) {
    return (
      <p className={styles.none}>
        <Icon name="user" size="large" />
        {isRead && <span>{text.trim() === '' ? t('customer.nobodyYet') : t('customer.nobodyFound', { text })}</span>}
      </p>
    )
  }
  return (
    <div className={styles.found}>
      <ul aria-label={t('customer.results')}>
        {customers.map((customer) => (
          <Row key={customer.id} customer={customer} selected={customer.id === selectedId} onChoose={onChoose} />
        ))}
      </ul>
      {truncated && <p className="muted sm">{t('search.truncated')}</p>}
    </div>
  )
}

function Row({
  customer,
  selected,
  onChoose,
}: {
  readonly customer: CustomerRow
  readonly selected: boolean
  readonly onChoose: (customer: CustomerRow) => void
}) {
  const { t } = useTranslation()
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  const { number, title, detail, isArchived, balanceMinor } = customer
  return (
    <li ref={row}>
      <Key look="quiet" className={styles.row} pressed={selected} onPress={() => onChoose(customer)}>
        <span className={styles.words}>
          <b>{title}</b>
          <small className="muted sm">
            {isArchived && `${t('customer.archived')} · `}
            {detail === '' ? number : `${number} · ${detail}`}
          </small>
        </span>
        <Balance balanceMinor={balanceMinor} />
      </Key>
    </li>
  )
}

/** What the customer owes, or has to his credit; nothing where neither. */
export function Balance({ balanceMinor }: { readonly balanceMinor: number }) {
  const { t } = useTranslation()
  const { currency } = useSlice('till')
  if (balanceMinor === 0) return null
  return (
    <span className={styles.balance}>
      <b>{formatAmount(Math.abs(balanceMinor), currency)}</b>
      <small className={balanceMinor > 0 ? styles.owes : 'muted sm'}>
        {t(balanceMinor > 0 ? 'customer.owes' : 'customer.hasCredit')}
      </small>
    </span>
  )
}
