import { Fragment, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount, formatFigures } from '#contract/money.ts'
import { Badge } from '../../components/Badge.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { call, inOrder } from '../../state/call.ts'
import { showToast, useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { pieceName, smallestNoteMinor } from '../../words/figures.ts'
import { clockTime } from '../../words/shop-time.ts'
import styles from './day-end.module.css'

const COUNT_DIGITS_MAX = 4
/** A hand that rests this long has typed its figure: the gap beside it is then that of what is read. */
const TYPING_PAUSE_MS = 600

/** The count as it is typed: which row is open, its figures so far, and the keys that move it. */
function useCount(isOpen: boolean) {
  const { pieces } = useSlice('till')
  const { drawer } = useSlice('day')
  const isClosing = useScreenStore(({ panel }) => panel === 'close-day')
  const [chosen, setCurrent] = useState<number | null>(null)
  const current = isOpen ? chosen : null
  const [typed, setTyped] = useState<string | null>(null)
  const stored = (valueMinor: number) => drawer.counts.find((row) => row.valueMinor === valueMinor)?.count ?? 0
  const shown = (valueMinor: number) =>
    valueMinor === current && typed !== null ? Number(typed || '0') : stored(valueMinor)

  const store = () => {
    if (current === null || typed === null || shown(current) === stored(current)) return
    const counts = pieces.map((valueMinor) => ({ valueMinor, count: shown(valueMinor) }))
    inOrder(() => call('day.count', { counts }))
  }
  const latest = useRef(store)
  latest.current = store
  useEffect(() => {
    if (typed === null) return
    const pause = setTimeout(() => latest.current(), TYPING_PAUSE_MS)
    return () => clearTimeout(pause)
  }, [typed])
  // What was typed counts, also when the day is closed or the screen left without leaving the row.
  useEffect(() => {
    if (isClosing) latest.current()
  }, [isClosing])
  useEffect(() => () => latest.current(), [])

  const goToRow = (valueMinor: number | null) => {
    store()
    setCurrent(valueMinor)
    setTyped(null)
  }
  const step = (by: number) => {
    const index = current === null ? (by > 0 ? -1 : pieces.length) : pieces.indexOf(current)
    goToRow(pieces[index + by] ?? null)
  }
  const type = (digit: string) => {
    if (!isOpen || !/^\d$/.test(digit)) return
    if (current === null) setCurrent(pieces[0] ?? null)
    setTyped((before) => ((before ?? '') + digit).slice(-COUNT_DIGITS_MAX))
  }
  const erase = () => setTyped((before) => (before ?? String(current === null ? '' : stored(current))).slice(0, -1))
  return { pieces, current, shown, goToRow, step, type, erase }
}

/**
 * The drawer count: a whole row is the target, figures come from the keyboard or from keys that stand where the sums
 * were. Each row is told to the till when it is left or the hand rests; nothing is typed on a day that is closed.
 */
export function Drawer({ closedBecause }: { readonly closedBecause: string | null }) {
  const { t } = useTranslation()
  const { drawer, currency } = useSlice('day')
  const { pieces, current, shown, goToRow, step, type, erase } = useCount(closedBecause === null)
  const counting = current !== null
  useKeys({
    onDigit: type,
    keys: {
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      ...(counting ? { Enter: () => step(1), Escape: () => goToRow(null), Backspace: erase } : {}),
    },
  })
  const sayWhy = (text: string) => showToast({ tone: 'closed', text })
  const rows = { current, shown, onChoose: closedBecause === null ? goToRow : () => sayWhy(closedBecause) }
  const isNote = (valueMinor: number) => valueMinor >= smallestNoteMinor(currency)
  return (
    <section className={classNames('card', styles.drawer)} aria-label={t('day.drawer')}>
      <header>
        <Icon name="drawer" />
        {t('day.drawer')}
        <Key
          look="quiet"
          className={styles.openingsKey}
          onPress={() => useScreenStore.setState({ panel: 'drawer-log' })}
        >
          {t('drawerLog.open')}
        </Key>
        <span className="sub push">
          {drawer.countedBy === null || drawer.countedAt === null
            ? t('day.notCounted')
            : t('day.countedBy', { name: drawer.countedBy, time: clockTime(drawer.countedAt) })}
        </span>
      </header>
      <div className={styles.columns}>
        <Column name="notes" values={pieces.filter(isNote)} {...rows} />
        <Column name="coins" values={pieces.filter((valueMinor) => !isNote(valueMinor))} {...rows} />
      </div>
      {counting ? <CountKeys onDigit={type} onErase={erase} onNext={() => step(1)} /> : <Sums />}
    </section>
  )
}

function Column({
  name,
  values,
  current,
  shown,
  onChoose,
}: {
  readonly name: 'notes' | 'coins'
  readonly values: readonly number[]
  readonly current: number | null
  readonly shown: (valueMinor: number) => number
  readonly onChoose: (valueMinor: number) => void
}) {
  const { t } = useTranslation()
  const { currency } = useSlice('day')
  const sumMinor = values.reduce((sum, valueMinor) => sum + valueMinor * shown(valueMinor), 0)
  return (
    <div>
      <h2 className={styles.columnHead}>{t(`day.${name}`)}</h2>
      {values.map((valueMinor) => (
        <Row
          key={valueMinor}
          valueMinor={valueMinor}
          count={shown(valueMinor)}
          current={valueMinor === current}
          onChoose={() => onChoose(valueMinor)}
        />
      ))}
      <div className={styles.columnFoot}>
        <span className="muted">{t(`day.${name}`)}</span>
        <b className="nowrap">{formatAmount(sumMinor, currency)}</b>
      </div>
    </div>
  )
}

function Row({
  valueMinor,
  count,
  current,
  onChoose,
}: {
  readonly valueMinor: number
  readonly count: number
  readonly current: boolean
  readonly onChoose: () => void
}) {
  const { currency } = useSlice('day')
  const row = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (current) row.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <div ref={row}>
      <Key
        look="quiet"
        className={classNames(styles.row, current && styles.rowNow)}
        pressed={current}
        onPress={onChoose}
      >
        <b className={styles.piece}>{pieceName(valueMinor, currency)}</b>
        <span className="dim">×</span>
        <span className={styles.count}>{count}</span>
        <span className={classNames('num grow', count === 0 && 'muted')}>
          {formatFigures(valueMinor * count, currency)}
        </span>
      </Key>
    </div>
  )
}

function CountKeys({
  onDigit,
  onErase,
  onNext,
}: {
  readonly onDigit: (digit: string) => void
  readonly onErase: () => void
  readonly onNext: () => void
}) {
  const { t } = useTranslation()
  const digit = (name: string) => (
    <Key key={name} look="digit" onPress={() => onDigit(name)}>
      {name}
    </Key>
  )
  return (
    <div className={styles.countKeys}>
      {['1', '2', '3', '4', '5'].map(digit)}
      <Key look="digit" label={t('action.erase')} onPress={onErase}>
        <Icon name="backspace" />
      </Key>
      {['6', '7', '8', '9', '0'].map(digit)}
      <Key look="mode" label={t('action.next')} onPress={onNext}>
        <Icon name="check" />
      </Key>
    </div>
  )
}

function Sums() {
  const { t } = useTranslation()
  const { drawer, currency, countedMeans = [] } = useSlice('day')
  const amount = (minor: number) => formatAmount(minor, currency)
  const difference = drawer.differenceMinor
  return (
    <div className={styles.drawerSums}>
      <dl>
        <dt>{t('day.float')}</dt>
        <dd>{amount(drawer.floatMinor)}</dd>
        <dt>
          {drawer.cashbackMinor === 0
            ? t('day.cashSales')
            : t('day.cashSalesLess', { amount: amount(drawer.cashbackMinor) })}
        </dt>
        <dd>{amount(drawer.cashSalesMinor - drawer.cashbackMinor)}</dd>
        {(['in', 'out'] as const).map((direction) => (
          <Moved key={direction} direction={direction} />
        ))}
        <dt>{t('day.expected')}</dt>
        <dd>{amount(drawer.expectedMinor)}</dd>
        {countedMeans.map(({ id, name, count, amountMinor }) => (
          <Fragment key={id}>
            <dt>{t('day.means', { name, count })}</dt>
            <dd>{amount(amountMinor)}</dd>
          </Fragment>
        ))}
        <dt className={styles.counted}>{t('day.counted')}</dt>
        <dd className={styles.counted}>{drawer.countedMinor === null ? '–' : amount(drawer.countedMinor)}</dd>
      </dl>
      <div className={styles.drawerFoot}>
        <Key
          look="quiet"
          className={styles.openingsKey}
          onPress={() => useScreenStore.setState({ panel: 'move-cash' })}
        >
          {t('cash.title')}
        </Key>
        {difference === null ? (
          <Badge tone="plain" icon="clock">
            {t('day.notCounted')}
          </Badge>
        ) : (
          <Badge tone={difference === 0 ? 'ok' : 'warn'} icon={difference === 0 ? 'ok' : 'warning'}>
            {t('day.gap', { amount: amount(difference) })}
          </Badge>
        )}
      </div>
    </div>
  )
}

/** Cash without a sale in one direction, where there was some. */
function Moved({ direction }: { readonly direction: 'in' | 'out' }) {
  const { t } = useTranslation()
  const { drawer, currency } = useSlice('day')
  const moves = drawer.moves?.filter((move) => move.direction === direction) ?? []
  if (moves.length === 0) return null
  const sumMinor = moves.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  return (
    <>
      <dt>{t('day.means', { name: t(`cash.${direction}`), count: moves.length })}</dt>
      <dd>{formatAmount(direction === 'in' ? sumMinor : -sumMinor, currency)}</dd>
    </>
  )
}
