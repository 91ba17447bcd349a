import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { SaleLineView } from '#contract/views/sale-view.ts'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { selectedLine } from '../../state/sale-actions.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { percentFigures, quantityFigures } from '../../words/figures.ts'
import { shownMinor } from './GiveDiscount.tsx'
import styles from './sale.module.css'

const HIDDEN_ROW_PX = 44

/** Shows whole lines only, the newest right above the total; what does not fit is counted and paged. */
export function TicketLines() {
  const { t } = useTranslation()
  const { lines, ...sale } = useSlice('sale')
  const below = useScreenStore((state) => Math.min(state.linesBelow, Math.max(0, lines.length - 1)))
  const chosenId = useScreenStore((state) => state.selectedLineId)
  const selected = selectedLine({ lines, ...sale }, chosenId)
  const box = useRef<HTMLUListElement>(null)
  const height = useBoxHeight(box)
  const { first, last } = useWholeLines(lines, below, height, selected?.id ?? null)

  useEffect(() => {
    const index = lines.findIndex((line) => line.id === chosenId)
    if (index < 0) return
    if (index < first) useScreenStore.setState({ linesBelow: below + (first - index) })
    else if (index > last) useScreenStore.setState({ linesBelow: Math.max(0, lines.length - 1 - index) })
  }, [chosenId, first, last, below, lines])

  // What was added to a line far up is shown where it is.
  const touchedId = sale.touchedLineId
  const shownFor = useRef(touchedId)
  useEffect(() => {
    if (shownFor.current === touchedId) return
    shownFor.current = touchedId
    const index = lines.findIndex((line) => line.id === touchedId)
    if (chosenId === null && index >= 0 && index < first)
      useScreenStore.setState({ linesBelow: below + (first - index) })
  }, [touchedId, chosenId, first, below, lines])

  return (
    <ul className={styles.lines} ref={box} aria-label={t('sale.linesZone')}>
      {first > 0 && (
        <li className={styles.above}>
          <Button
            preventFocusOnPress
            onPress={() => useScreenStore.setState({ linesBelow: lines.length - first, selectedLineId: null })}
          >
            <Icon name="chevron-down" size="small" />
            {t('sale.linesAbove', { count: first })}
          </Button>
        </li>
      )}
      {lines.slice(first, last + 1).map((line) => (
        <Line key={line.id} line={line} selected={line.id === selected?.id} />
      ))}
    </ul>
  )
}

function Line({ line, selected }: { readonly line: SaleLineView; readonly selected: boolean }) {
  const { t } = useTranslation()
  const { currency, pricesExcludeVat } = useSlice('sale')
  const { locale } = useSlice('till')
  const quantity = quantityFigures(line.quantityMilli, locale)
  const vat =
    line.giftCard === undefined
      ? t('line.vat', { percent: percentFigures(line.vatBasisPoints, locale) })
      : t('line.noVat')
  const price = formatAmount(line.unitPriceMinor, currency)
  const off = formatAmount(-line.discountMinor, currency)
  const details = [
    line.returned !== undefined && t('line.returned', { reason: line.returned.reason }),
    line.discountBasisPoints > 0 &&
      t('line.discount', { percent: percentFigures(line.discountBasisPoints, locale), amount: off }),
    line.discountAmountMinor !== undefined && t('line.discountAmount', { amount: off }),
    line.unit === 'kg' && t('line.perKilo', { price }),
    line.unit === 'piece' && line.quantityMilli !== 1000 && t('line.perPiece', { price }),
    line.priceListName,
    vat,
  ]
  return (
    <li className={classNames(styles.line, selected && styles.selected)} data-line={line.id}>
      <Button
        preventFocusOnPress
        aria-pressed={selected}
        onPress={() => useScreenStore.setState({ selectedLineId: line.id })}
      >
        <span className={styles.quantity}>{line.unit === 'kg' ? quantity : `${quantity} ×`}</span>
        <span className={styles.name}>
          {line.name}
          <small>{details.filter(Boolean).join(' · ')}</small>
          {line.note !== undefined && <small className={styles.note}>« {line.note} »</small>}
        </span>
        <span className={styles.price}>{formatAmount(shownMinor(line, pricesExcludeVat), currency)}</span>
      </Button>
    </li>
  )
}

function useBoxHeight(box: React.RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(0)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => setHeight(element.clientHeight))
    observer.observe(element)
    setHeight(element.clientHeight)
    return () => observer.disconnect()
  }, [box])
  return height
}

/**
 * First and last line to draw, from measured heights: a wrapped name makes its line taller, so the drawn lines are
 * measured after each draw and the oldest ones are taken away until all of them fit.
 */
function useWholeLines(
  lines: readonly SaleLineView[],
  below: number,
  height: number,
  selectedId: string | null,
): { readonly first: number; readonly last: number } {
  const [heights, setHeights] = useState<ReadonlyMap<string, number>>(new Map())
  const last = lines.length - 1 - below
  const estimate = (line: SaleLineView) =>
    heights.get(measureKey(line, line.id === selectedId)) ?? (line.id === selectedId ? 60 : 42)
  let used = 0
  let first = last + 1
  while (first > 0) {
    const line = lines[first - 1]
    if (!line) break
    const room = height - (first - 1 > 0 ? HIDDEN_ROW_PX : 0)
    if (used + estimate(line) > room && first <= last) break
    used += estimate(line)
    first -= 1
  }
  useLayoutEffect(() => {
    const measured = new Map(heights)
    let changed = false
    for (const line of lines.slice(first, last + 1)) {
      const element = document.querySelector<HTMLElement>(`[data-line="${CSS.escape(line.id)}"]`)
      const key = measureKey(line, line.id === selectedId)
      if (!element || measured.get(key) === element.offsetHeight) continue
      measured.set(key, element.offsetHeight)
      changed = true
    }
    if (changed) setHeights(measured)
  })
  return { first, last }
}

const measureKey = (line: SaleLineView, selected: boolean) =>
  `${line.id} ${selected} ${line.discountMinor > 0} ${line.returned !== undefined} ${line.note} ${window.innerWidth}`
