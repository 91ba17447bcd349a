import type { TFunction } from 'i18next'
import { memo, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Locale } from '#contract/locale.ts'
import type { Currency } from '#contract/money.ts'
import type { ProductView } from '#contract/views/till-view.ts'
import { useKeyHint } from '../../actions/use-own-keys.ts'
import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import searchField from '../../components/search-field.module.css'
import { useKeys } from '../../input/keyboard.ts'
import { call } from '../../state/call.ts'
import { putIntoCell } from '../../state/key-editing.ts'
import { addProduct } from '../../state/sale-actions.ts'
import { EMPTY_SEARCH, goTo, showToast, useScreenStore } from '../../state/screen-store.ts'
import { useSlice, useTillStore } from '../../state/till-store.ts'
import { withUnchanged } from '../../state/with-unchanged.ts'
import { percentFigures } from '../../words/figures.ts'
import { productPrice } from '../goods/product-price.ts'
import { familyColour } from './family-colour.ts'
import styles from './sale.module.css'
import { useRowsInSteps } from './use-rows-in-steps.ts'

let asked = 0

/** Asks at every keystroke; an answer that was overtaken by a later question is dropped. */
async function search(text: string): Promise<void> {
  asked += 1
  const question = asked
  useScreenStore.setState(({ search: before }) => ({ panel: 'search', search: { ...before, text } }))
  if (text.trim() === '') return useScreenStore.setState({ search: { ...EMPTY_SEARCH, text } })
  const found = await call('catalogue.search', { text })
  if (question !== asked || !found.ok) return
  useScreenStore.setState(({ search: { products: before } }) => {
    return { search: { text, ...found.value, products: stayed(before, found.value.products), selected: 0 } }
  })
}

/** Products that were found before too stay the same objects, so that their rows are not drawn again. */
function stayed(before: readonly ProductView[], found: readonly ProductView[]): readonly ProductView[] {
  const known = new Map(before.map((product) => [product.id, product]))
  return found.map((product) => withUnchanged(known.get(product.id), product))
}

/** A found product goes on the ticket, or on the key that it was searched for. */
function chooseFound(product: ProductView): void {
  const { familyId } = useScreenStore.getState()
  const family = familyId ?? useTillStore.getState().slices?.till.families[0]?.id
  if (!putIntoCell(family, product)) addProduct(product)
}

/** The search field; while it is open its list stands where the quick keys were. */
export function Search() {
  const { t } = useTranslation()
  const hint = useKeyHint()
  const open = useScreenStore((state) => state.panel === 'search')
  const text = useScreenStore((state) => state.search.text)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (open) field.current?.focus()
    else field.current?.blur()
  }, [open])
  return (
    <>
      <div className={styles.search}>
        <label className={searchField.field}>
          <Icon name="search" />
          <input
            ref={field}
            type="text"
            autoComplete="off"
            spellCheck={false}
            maxLength={80}
            aria-label={t('search.label')}
            placeholder={t('search.label')}
            value={text}
            onFocus={() => useScreenStore.setState({ panel: 'search' })}
            onChange={(event) => void search(event.target.value)}
          />
          <span className={searchField.keyName} aria-hidden="true">
            {open ? t('key.escape') : hint('search')}
          </span>
        </label>
        {open ? (
          <Key look="button" onPress={() => goTo('sale')}>
            <Icon name="close" />
            {t('search.close')}
          </Key>
        ) : (
          <Key look="button" onPress={() => showToast({ tone: 'note', text: t('note.scan') })}>
            <Icon name="scan" />
            {t('search.ready')}
          </Key>
        )}
      </div>
      {open && <Found />}
    </>
  )
}

function Found() {
  const { t } = useTranslation()
  const { text, products, truncated, selected } = useScreenStore((state) => state.search)
  const { currency, locale } = useSlice('till')
  const list = useRef<HTMLUListElement>(null)
  const drawn = useRowsInSteps(products, list)
  const select = (by: number) =>
    useScreenStore.setState(({ search: before }) => ({
      search: { ...before, selected: Math.min(before.products.length - 1, Math.max(0, before.selected + by)) },
    }))
  useKeys(
    {
      keys: {
        ArrowUp: () => select(-1),
        ArrowDown: () => select(1),
        PageUp: () => select(-8),
        PageDown: () => select(8),
        Enter: () => {
          const product = products[selected]
          if (product) chooseFound(product)
        },
        Escape: () => goTo('sale'),
      },
    },
    'over',
  )
  if (products.length === 0) {
    return (
      <p className={styles.noneFound}>
        <Icon name="search" size="large" />
        {text.trim() === '' ? t('search.hint') : t('search.none', { text })}
      </p>
    )
  }
  return (
    <div className={styles.found}>
      <ul ref={list} aria-label={t('search.results')}>
        {drawn.map((product, index) => (
          <FoundRow
            key={product.id}
            product={product}
            selected={index === selected}
            currency={currency}
            locale={locale}
            t={t}
          />
        ))}
      </ul>
      <p className="muted sm">
        {t('search.count', { count: products.length })}
        {truncated && ` · ${t('search.truncated')}`}
      </p>
    </div>
  )
}

interface FoundRowProps {
  readonly product: ProductView
  readonly selected: boolean
  readonly currency: Currency
  readonly locale: Locale
  /** Of the list: a row that is new with each letter would listen for changes of the language by itself. */
  readonly t: TFunction
}

/** Drawn anew only when it is another product, or chosen: a letter that is typed changes nothing of the rows that are there. */
const FoundRow = memo(({ product, selected, currency, locale, t }: FoundRowProps) => {
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  return (
    <li ref={row}>
      <Button
        className={styles.foundRow}
        aria-pressed={selected}
        style={familyColour(product.colour)}
        onPress={() => chooseFound(product)}
      >
        <span className="grow">{product.name}</span>
        <span className="muted sm">{product.barcode ?? t('search.noBarcode')}</span>
        <span className="muted sm nowrap">
          {t('line.vat', { percent: percentFigures(product.vatBasisPoints, locale) })}
        </span>
        <b className="num">{productPrice(product, currency, t)}</b>
      </Button>
    </li>
  )
})
