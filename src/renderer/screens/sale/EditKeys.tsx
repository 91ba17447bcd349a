import { type PointerEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { LIMITS } from '#contract/limits.ts'
import type { ProductView } from '#contract/views/till-view.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { useKeys } from '../../input/keyboard.ts'
import {
  clearCell,
  findForCell,
  moveKey,
  pressCell,
  stepBackFromKeys,
  stopEditingKeys,
  undoKeyChange,
  useKeyEditing,
} from '../../state/key-editing.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { unbroken } from '../../words/figures.ts'
import edit from '../goods/goods.module.css'
import { familyColour } from './family-colour.ts'
import styles from './sale.module.css'
import type { QuickGrid } from './use-columns.ts'

const CELLS = LIMITS.quickKeyRows * LIMITS.quickKeyColumns

/** What to do next, and the ways out; stands where the search field was. */
export function EditKeysBar() {
  const { t } = useTranslation()
  const isHolding = useKeyEditing(({ heldCell }) => heldCell !== null)
  const canUndo = useKeyEditing(({ undo }) => undo.length > 0)
  return (
    <div className={edit.editBar} role="status">
      <span className="grow">{t(isHolding ? 'keysEdit.put' : 'keysEdit.pick')}</span>
      <Key look="button" keyName="Ctrl Z" closed={canUndo ? null : t('keysEdit.nothingToUndo')} onPress={undoKeyChange}>
        <Icon name="back" />
        {t('keysEdit.undo')}
      </Key>
      <Key look="button" keyName={t('key.escape')} onPress={stopEditingKeys}>
        <Icon name="check" />
        {t('keysEdit.done')}
      </Key>
    </div>
  )
}

/**
 * The page of a family to be arranged: a key is taken and put by press, by drag or by the arrows and Enter. A free cell
 * opens the search, and there is always one free page more.
 */
export function EditGrid({
  familyId,
  cells,
  grid,
}: {
  readonly familyId: string
  readonly cells: readonly (ProductView | null)[]
  readonly grid: QuickGrid
}) {
  const { t } = useTranslation()
  const current = useKeyEditing(({ cell }) => cell)
  const familyKeys = useFamilyKeys()
  const perPage = grid.columns * grid.rows - 2
  const pages = Math.min(Math.ceil(CELLS / perPage), Math.ceil(cells.length / perPage) + 1)
  const page = useScreenStore((state) => state.quickPage) % pages
  const { turn, go } = cursorMoves({ current, page, pages, perPage })
  const productAt = (cell: number) => cells[cell] ?? null
  const clear = () => clearCell(familyId, current, productAt(current))
  const dragged = useDrag((from, to) => productAt(from) && moveKey(familyId, from, to))
  useKeys(
    {
      place: 'quick-keys',
      exclusive: true,
      keys: {
        ArrowLeft: () => go(-1),
        ArrowRight: () => go(1),
        ArrowUp: () => go(-grid.columns),
        ArrowDown: () => go(grid.columns),
        PageUp: () => turn(-1),
        PageDown: () => turn(1),
        Enter: () => pressCell(familyId, current, productAt(current)),
        Delete: clear,
        F7: clear,
        F1: () => findForCell(current),
        'Ctrl+Z': undoKeyChange,
        'Ctrl+K': () => useScreenStore.setState({ panel: 'palette' }),
        Escape: stepBackFromKeys,
        ...familyKeys,
      },
    },
    'over',
  )
  return (
    <div className={styles.quick} data-page={page} data-editing {...dragged}>
      {Array.from({ length: Math.min(perPage, CELLS - page * perPage) }, (_, place) => page * perPage + place).map(
        (cell) => (
          <EditCell key={cell} familyId={familyId} cell={cell} product={productAt(cell)} />
        ),
      )}
      <Key
        look="mode"
        keyName={t('keysEdit.delete')}
        closed={productAt(current) === null ? t('keysEdit.nothingThere') : null}
        onPress={clear}
      >
        <Icon name="trash" />
        {t('keysEdit.clear')}
      </Key>
      <Key look="mode" onPress={() => turn(1)}>
        <Icon name="chevron-right" />
        {t('sale.quickPage', { page: page + 1, pages })}
      </Key>
    </div>
  )
}

/** Where the keyboard goes: to another page, or so many cells on. */
function cursorMoves(at: {
  readonly current: number
  readonly page: number
  readonly pages: number
  readonly perPage: number
}) {
  const { current, page, pages, perPage } = at
  const turn = (by: number) => {
    const next = (page + by + pages) % pages
    useScreenStore.setState({ quickPage: next })
    useKeyEditing.setState({ cell: next * perPage })
  }
  const go = (by: number) => {
    const next = Math.min(pages * perPage - 1, CELLS - 1, Math.max(0, current + by))
    useKeyEditing.setState({ cell: next })
    useScreenStore.setState({ quickPage: Math.floor(next / perPage) })
  }
  return { turn, go }
}

function EditCell({
  familyId,
  cell,
  product,
}: {
  readonly familyId: string
  readonly cell: number
  readonly product: ProductView | null
}) {
  const { t } = useTranslation()
  const { cell: current, heldCell } = useKeyEditing()
  return (
    <div className={edit.cell} data-cell={cell}>
      <Key
        look="quick"
        pressed={cell === heldCell}
        current={cell === current}
        style={familyColour(product?.colour ?? 1)}
        label={product === null ? t('keysEdit.freeCell') : product.name}
        onPress={() => pressCell(familyId, cell, product)}
      >
        <span className={styles.productName}>{product === null ? t('keysEdit.add') : unbroken(product.name)}</span>
        {product === null && <Icon name="plus" />}
      </Key>
    </div>
  )
}

/** Ctrl and a figure, as on the sale. */
function useFamilyKeys(): Readonly<Record<string, () => void>> {
  const { families } = useSlice('till')
  return Object.fromEntries(families.slice(0, 8).map(({ id }, place) => [`Ctrl+${place + 1}`, () => turnTo(id)]))
}

/** Another family's page, from its first cell. */
function turnTo(familyId: string): void {
  useScreenStore.setState({ familyId, quickPage: 0 })
  useKeyEditing.setState({ cell: 0, heldCell: null })
}

/** From the cell where the finger or the mouse went down to the one where it came up. */
function useDrag(onDrop: (from: number, to: number) => unknown) {
  const from = useRef<number | null>(null)
  const cellAt = (x: number, y: number): number | null => {
    const cell = document.elementFromPoint(x, y)?.closest('[data-cell]')?.getAttribute('data-cell')
    return cell === null || cell === undefined ? null : Number(cell)
  }
  // Before the keys see them: a key that is pressed keeps its pointer to itself.
  return {
    onPointerDownCapture: ({ clientX, clientY }: PointerEvent) => {
      from.current = cellAt(clientX, clientY)
    },
    onPointerUpCapture: ({ clientX, clientY }: PointerEvent) => {
      const to = cellAt(clientX, clientY)
      if (from.current !== null && to !== null && to !== from.current) onDrop(from.current, to)
      from.current = null
    },
  }
}
