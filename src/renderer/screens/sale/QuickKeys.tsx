import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LIMITS } from '#contract/limits.ts'
import type { ProductView } from '#contract/views/till-view.ts'
import { Icon } from '../../components/Icon.tsx'
import type { IconName } from '../../components/icons.tsx'
import { Key } from '../../components/Key.tsx'
import { call } from '../../state/call.ts'
import { useKeyEditing } from '../../state/key-editing.ts'
import { addProduct } from '../../state/sale-actions.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { unbroken } from '../../words/figures.ts'
import { productPrice } from '../goods/product-price.ts'
import { EditGrid } from './EditKeys.tsx'
import { familyColour } from './family-colour.ts'
import styles from './sale.module.css'
import { type QuickGrid, useQuickGrid } from './use-columns.ts'

/** Drawings for the families a shop usually has; another one gets a plain star. */
const FAMILY_ICONS: Readonly<Record<string, IconName>> = {
  'family.favourites': 'star',
  'family.bakery': 'bread',
  'family.dairy': 'cheese',
  'family.deli': 'meat',
  'family.fruit': 'leaf',
  'family.drinks': 'bottle',
  'family.grocery': 'can',
  'family.sweets': 'sweet',
}

type Cell = ProductView | null

/** The pinned page in reading order, with its holes; a smaller screen pages the same order. */
function useCells(familyId: string | undefined): readonly Cell[] {
  const [cells, setCells] = useState<readonly Cell[]>([])
  const version = useKeyEditing((state) => state.version)
  useEffect(() => {
    if (familyId === undefined) return
    // Read again after each change, whatever it was.
    void version
    let left = false
    void call('catalogue.quickKeys', { familyId }).then((page) => {
      if (left || !page.ok) return
      const filled: Cell[] = []
      for (const { row, column, product } of page.value.cells) filled[row * LIMITS.quickKeyColumns + column] = product
      setCells(Array.from(filled, (cell) => cell ?? null))
    })
    return () => {
      left = true
    }
  }, [familyId, version])
  return cells
}

export function QuickKeys() {
  const { families } = useSlice('till')
  const chosenId = useScreenStore((state) => state.familyId)
  const family = families.find(({ id }) => id === chosenId) ?? families[0]
  const cells = useCells(family?.id)
  const grid = useQuickGrid()
  const isEdited = useKeyEditing((state) => state.isOn)
  return (
    <>
      <Families currentId={family?.id} />
      {isEdited && family ? (
        <EditGrid familyId={family.id} cells={cells} grid={grid} />
      ) : (
        <Grid cells={cells} grid={grid} />
      )}
    </>
  )
}

function Families({ currentId }: { readonly currentId: string | undefined }) {
  const { t } = useTranslation()
  const { families } = useSlice('till')
  return (
    <fieldset className={styles.families} aria-label={t('sale.familiesZone')}>
      {families.slice(0, 8).map(({ id, nameKey, name, colour }) => (
        <Key
          key={id}
          look="family"
          pressed={id === currentId}
          style={familyColour(colour)}
          onPress={() => useScreenStore.setState({ familyId: id, quickPage: 0 })}
        >
          <Icon name={FAMILY_ICONS[nameKey] ?? 'star'} />
          {name ?? t(nameKey)}
        </Key>
      ))}
    </fieldset>
  )
}

function Grid({ cells, grid }: { readonly cells: readonly Cell[]; readonly grid: QuickGrid }) {
  const { t } = useTranslation()
  const wanted = useScreenStore((state) => state.quickPage)
  const all = grid.columns * grid.rows
  const paged = cells.length > all
  const perPage = paged ? all - 1 : all
  const pages = Math.max(1, Math.ceil(cells.length / perPage))
  const page = wanted % pages
  const shown = Array.from({ length: perPage }, (_, index) => cells[page * perPage + index] ?? null)
  return (
    <div className={styles.quick} data-page={page}>
      {shown.map((product, index) =>
        product ? (
          <ProductKey key={product.id} product={product} />
        ) : (
          // A free cell has no identity but its place.
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity
          <span key={`free ${page} ${index}`} className={styles.free}>
            {t('sale.freeKey')}
          </span>
        ),
      )}
      {paged && (
        <Key look="mode" onPress={() => useScreenStore.setState({ quickPage: page + 1 })}>
          <Icon name="chevron-right" />
          {t('sale.quickPage', { page: page + 1, pages })}
        </Key>
      )}
    </div>
  )
}

function ProductKey({ product }: { readonly product: ProductView }) {
  const { t } = useTranslation()
  const { currency } = useSlice('till')
  return (
    <Key look="quick" style={familyColour(product.colour)} onPress={() => addProduct(product)}>
      <span className={styles.productName}>{unbroken(product.shortName ?? product.name)}</span>
      <b>{productPrice(product, currency, t)}</b>
    </Key>
  )
}
