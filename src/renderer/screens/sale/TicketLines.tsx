import type { TFunction } from 'i18next'
import { memo, type RefObject, useEffect, useLayoutEffect, useReducer, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Locale } from '#contract/locale.ts'
import { type Currency, formatAmount } from '#contract/money.ts'
import type { SaleLineView } from '#contract/views/sale-view.ts'
import { Button } from '../../components/Button.tsx'
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
  const { locale } = useSlice('till')
  const chosenId = useScreenStore((state) => state.selectedLineId)
  const selected = selectedLine({ lines, ...sale }, chosenId)
  const box = useRef<HTMLUListElement>(null)
  const height = useBoxHeight(box)
  const { first, last } = useWholeLines(box, { lines, below, height, selectedId: selected?.id ?? null })

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
          <Button onPress={() => useScreenStore.setState({ linesBelow: lines.length - first, selectedLineId: null })}>
            <Icon name="chevron-down" size="small" />
            {t('sale.linesAbove', { count: first })}
          </Button>
        </li>
      )}
      {lines.slice(first, last + 1).map((line) => (
        <Line
          key={line.id}
          line={line}
          selected={line.id === selected?.id}
          currency={sale.currency}
          pricesExcludeVat={sale.pricesExcludeVat}
          locale={locale}
          t={t}
        />
      ))}
    </ul>
  )
}

interface LineProps {
  readonly line: SaleLineView
  readonly selected: boolean
  readonly currency: Currency
  readonly pricesExcludeVat: boolean | undefined
  readonly locale: Locale
  readonly t: TFunction
}

/** Drawn anew only when it changed itself, or was chosen: one line more leaves the others as they are. */
const Line = memo(({ line, selected, currency, pricesExcludeVat, locale, t }: LineProps) => {
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
      <Button aria-pressed={selected} onPress={() => useScreenStore.setState({ selectedLineId: line.id })}>
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
})

function useBoxHeight(box: RefObject<HTMLElement | null>): number {
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

interface Shown {
  readonly lines: readonly SaleLineView[]
  readonly below: number
  readonly height: number
  readonly selectedId: string | null
}

/** Until one was measured; nothing is lower. */
const HEIGHT_PX = { selected: 60, other: 42 } as const

/** Of how many lines, most of them of tickets long paid, the heights are kept. */
const HEIGHTS_KEPT = 1_000

/**
 * First and last line to draw, from measured heights: a wrapped name makes its line taller, so the drawn lines are
 * measured after each draw, and drawn once more when other ones fit than were thought to.
 */
function useWholeLines(
  box: RefObject<HTMLElement | null>,
  shown: Shown,
): { readonly first: number; readonly last: number } {
  const { lines, below, selectedId } = shown
  const heights = useRef(new Map<string, number>())
  const [, drawAgain] = useReducer((draws: number) => draws + 1, 0)
  const last = lines.length - 1 - below
  const first = firstWhole(shown, heights.current)
  useLayoutEffect(() => {
    const known = heights.current
    if (known.size > HEIGHTS_KEPT) known.clear()
    const drawn = new Map([...(box.current?.children ?? [])].map((row) => [row.getAttribute('data-line'), row]))
    for (const line of lines.slice(first, last + 1)) {
      const row = drawn.get(line.id)
      if (row instanceof HTMLElement) noteHeight(known, line, line.id === selectedId, row.offsetHeight)
    }
    if (firstWhole(shown, known) !== first) drawAgain()
  })
  return { first, last }
}

/** The first of the lines that fit, from the last one up. */
function firstWhole({ lines, below, height, selectedId }: Shown, heights: ReadonlyMap<string, number>): number {
  const last = lines.length - 1 - below
  let used = 0
  let first = last + 1
  while (first > 0) {
    const line = lines[first - 1]
    if (!line) break
    const isSelected = line.id === selectedId
    const needed =
      heights.get(measureKey(line, isSelected)) ??
      heights.get(plainKey(isSelected)) ??
      HEIGHT_PX[isSelected ? 'selected' : 'other']
    const room = height - (first - 1 > 0 ? HIDDEN_ROW_PX : 0)
    if (used + needed > room && first <= last) break
    used += needed
    first -= 1
  }
  return first
}

/** The lowest row there was is what a new one is taken to need: most names take one row. */
function noteHeight(heights: Map<string, number>, line: SaleLineView, isSelected: boolean, height: number): void {
  heights.set(measureKey(line, isSelected), height)
  const plain = plainKey(isSelected)
  heights.set(plain, Math.min(heights.get(plain) ?? height, height))
}

const plainKey = (selected: boolean) => `${selected} ${window.innerWidth}`
const measureKey = (line: SaleLineView, selected: boolean) =>
  `${line.id} ${plainKey(selected)} ${line.discountMinor > 0} ${line.returned !== undefined} ${line.note}`
