import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { equalShares, sharesByLine } from '#contract/bill-shares.ts'
import { LIMITS } from '#contract/limits.ts'
import { formatAmount, parseAmount } from '#contract/money.ts'
import type { SplitWay } from '#contract/views/floor-view.ts'
import type { SaleView } from '#contract/views/sale-view.ts'
import { AmountPad, padKeys } from '../../components/AmountPad.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useKeys } from '../../input/keyboard.ts'
import { useEntry } from '../../input/use-entry.ts'
import { call, inOrder } from '../../state/call.ts'
import { useFloorStore } from '../../state/floor-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { quantityFigures } from '../../words/figures.ts'
import styles from './split.module.css'

const WAYS = ['equal', 'items', 'amount'] as const
type Way = (typeof WAYS)[number]
const LETTERS = 'ABCDEFGH'
const close = () => useFloorStore.setState({ splitting: false })

/** What is chosen so far, and what it comes to; null while there is nothing to do yet. */
interface Draft {
  readonly way: SplitWay | null
  readonly amounts: readonly { readonly name: string; readonly amountMinor: number }[]
}

/** The bill of a table in parts: in equal ones, by who takes what, or by an amount; each part is paid by itself then. */
export function SplitBill({ sale }: { readonly sale: SaleView }) {
  const { t } = useTranslation()
  const [way, setWay] = useState<Way>('equal')
  const next = (by: number) => setWay((now) => WAYS[(WAYS.indexOf(now) + by + WAYS.length) % WAYS.length] ?? 'equal')
  const shared = { sale, onTurn: next }
  return (
    <section className={`card ${styles.panel}`} aria-label={t('split.title')}>
      <header className={styles.head}>
        <div className="grow">
          <p className="muted sm">
            {sale.table !== undefined && t('floor.table', { table: sale.table.name })} ·{' '}
            {t('sale.ticket', { number: sale.number })}
          </p>
          <h2>{t('split.title')}</h2>
        </div>
        <b className={styles.total}>{formatAmount(sale.totalMinor, sale.currency)}</b>
      </header>
      <fieldset className={styles.ways} aria-label={t('split.ways')}>
        {WAYS.map((each) => (
          <Key key={each} look="button" pressed={each === way} onPress={() => setWay(each)}>
            {t(`split.way.${each}`)}
          </Key>
        ))}
      </fieldset>
      {way === 'equal' && <Equal {...shared} />}
      {way === 'items' && <Items {...shared} />}
      {way === 'amount' && <Amount {...shared} />}
    </section>
  )
}

interface WayProps {
  readonly sale: SaleView
  readonly onTurn: (by: number) => void
}

function split(saleId: string, way: SplitWay | null): void {
  if (way === null) return
  inOrder(async () => {
    const done = await call('floor.split', { saleId, way })
    if (done.ok) useFloorStore.setState({ splitting: false, saleId: done.value.saleIds[0] ?? null })
  })
}

function Equal({ sale, onTurn }: WayProps) {
  const { t } = useTranslation()
  const entry = useEntry()
  const covers = Math.max(2, sale.table?.covers ?? 2)
  const count = entry.digits === '' ? covers : Number.parseInt(entry.digits, 10) || 0
  const isFit = count >= 2 && count <= LIMITS.splitParts
  const draft: Draft = {
    way: isFit ? { kind: 'equal', count } : null,
    amounts: isFit
      ? equalShares(sale.totalMinor, count).map((amountMinor, at) => ({ name: partName(at), amountMinor }))
      : [],
  }
  const type = (digit: string) => /\d/.test(digit) && entry.type(digit)
  const confirm = () => split(sale.id, draft.way)
  useKeys(
    {
      keys: {
        ...padKeys(type),
        Backspace: entry.erase,
        Enter: confirm,
        Escape: close,
        ArrowLeft: () => onTurn(-1),
        ArrowRight: () => onTurn(1),
      },
    },
    'over',
  )
  return (
    <>
      <div className={styles.typing}>
        <div>
          <output className={styles.typed} aria-live="polite" data-testid="split-count">
            {count}
          </output>
          <p className="muted">{t('split.equalHint')}</p>
        </div>
        <AmountPad onDigit={type} onErase={entry.erase} hasMark={false} />
      </div>
      <Foot
        sale={sale}
        draft={draft}
        closed={isFit ? null : t('closed.split.count', { max: LIMITS.splitParts })}
        onConfirm={confirm}
      />
    </>
  )
}

const partName = (at: number) => LETTERS[at] ?? String(at + 1)

function Amount({ sale, onTurn }: WayProps) {
  const { t } = useTranslation()
  const entry = useEntry()
  const amountMinor = parseAmount(entry.digits, sale.currency) ?? 0
  const isFit = amountMinor > 0 && amountMinor < sale.totalMinor
  const draft: Draft = {
    way: isFit ? { kind: 'amount', amountMinor } : null,
    amounts: isFit
      ? [
          { name: 'A', amountMinor },
          { name: t('split.rest'), amountMinor: sale.totalMinor - amountMinor },
        ]
      : [],
  }
  const confirm = () => {
    const typed = parseAmount(entry.latest(), sale.currency) ?? 0
    split(sale.id, typed > 0 && typed < sale.totalMinor ? { kind: 'amount', amountMinor: typed } : null)
  }
  useKeys(
    {
      keys: {
        ...padKeys(entry.type),
        Backspace: entry.erase,
        Enter: confirm,
        Escape: close,
        ArrowLeft: () => onTurn(-1),
        ArrowRight: () => onTurn(1),
      },
    },
    'over',
  )
  return (
    <>
      <div className={styles.typing}>
        <div>
          <output className={classNames(styles.typed, styles.amount)} aria-live="polite" data-testid="split-amount">
            {formatAmount(amountMinor, sale.currency)}
          </output>
          <p className="muted">{t('split.amountHint')}</p>
        </div>
        <AmountPad onDigit={entry.type} onErase={entry.erase} />
      </div>
      <Foot sale={sale} draft={draft} closed={isFit ? null : t('closed.split.amount')} onConfirm={confirm} />
    </>
  )
}

/** Who takes which lines so far, and what that comes to. */
function useShares(sale: SaleView) {
  const [guests, setGuests] = useState(Math.min(LETTERS.length, Math.max(2, sale.table?.covers ?? 2)))
  const [takers, setTakers] = useState<Readonly<Record<string, readonly number[]>>>({})
  const sharers = sale.lines.map(({ id }) => takers[id] ?? [])
  const totals = sale.lines.map(({ totalMinor }) => totalMinor)
  const draft: Draft = {
    way: sharers.every((parts) => parts.length === 0)
      ? null
      : {
          kind: 'items',
          shares: sale.lines.map(({ id }, line) => ({ lineId: id, parts: [...(sharers[line] ?? [])] })),
        },
    amounts: sharesByLine(totals, sharers, guests).map((row, part) => ({
      name: partName(part),
      amountMinor: row.reduce<number>((sum, minor) => sum + (minor ?? 0), 0),
    })),
  }
  const toggle = (lineId: string | undefined, part: number) => {
    if (lineId === undefined) return
    setTakers((now) => {
      const parts = now[lineId] ?? []
      const next = parts.includes(part) ? parts.filter((one) => one !== part) : [...parts, part].toSorted()
      return { ...now, [lineId]: next }
    })
  }
  const addGuest = () => setGuests((count) => Math.min(LETTERS.length, count + 1))
  return { guests, addGuest, sharers, draft, toggle }
}

/** A line is given to a guest by a touch on it, or by his letter; given to several, they share it. */
function Items({ sale, onTurn }: WayProps) {
  const { t } = useTranslation()
  const { guests, addGuest, sharers, draft, toggle } = useShares(sale)
  const [guest, setGuest] = useState(0)
  const [at, setAt] = useState(0)
  const confirm = () => split(sale.id, draft.way)
  const move = (by: number) => setAt((now) => Math.min(sale.lines.length - 1, Math.max(0, now + by)))
  const letters = [...LETTERS].slice(0, guests)
  useKeys(
    {
      keys: {
        ...Object.fromEntries(letters.map((letter, part) => [letter, () => toggle(sale.lines[at]?.id, part)])),
        '+': addGuest,
        ArrowUp: () => move(-1),
        ArrowDown: () => move(1),
        ArrowLeft: () => onTurn(-1),
        ArrowRight: () => onTurn(1),
        Enter: confirm,
        Escape: close,
      },
    },
    'over',
  )
  const press = (line: number) => {
    setAt(line)
    toggle(sale.lines[line]?.id, guest)
  }
  return (
    <>
      <div className={styles.items}>
        <p className="muted sm">{t('split.itemsHint')}</p>
        <ul className={styles.lines} aria-label={t('sale.ticketZone')}>
          {sale.lines.map((line, index) => (
            <li key={line.id}>
              <SharedLine
                sale={sale}
                line={line}
                parts={sharers[index] ?? []}
                isChosen={index === at}
                onPress={() => press(index)}
              />
            </li>
          ))}
        </ul>
        <Guests sale={sale} draft={draft} guest={guest} onChoose={setGuest} onAdd={addGuest} />
      </div>
      <Foot
        sale={sale}
        draft={draft}
        closed={draft.way === null ? t('closed.split.items') : null}
        onConfirm={confirm}
        hidesAmounts
      />
    </>
  )
}

/** Those who pay, with what they have so far; one of them is given what is touched. */
function Guests({
  sale,
  draft,
  guest,
  onChoose,
  onAdd,
}: {
  readonly sale: SaleView
  readonly draft: Draft
  readonly guest: number
  readonly onChoose: (guest: number) => void
  readonly onAdd: () => void
}) {
  const { t } = useTranslation()
  const isFull = draft.amounts.length >= LETTERS.length
  return (
    <fieldset className={styles.guests} aria-label={t('split.guests')}>
      {draft.amounts.map(({ name, amountMinor }, part) => (
        <Key key={name} look="button" pressed={part === guest} onPress={() => onChoose(part)}>
          <span className={styles.guest}>
            <b>{name}</b>
            {formatAmount(amountMinor, sale.currency)}
          </span>
        </Key>
      ))}
      <Key
        look="button"
        label={t('split.addGuest')}
        closed={isFull ? t('closed.split.guests', { max: LETTERS.length }) : null}
        onPress={onAdd}
      >
        <Icon name="plus" />
      </Key>
    </fieldset>
  )
}

function SharedLine({
  sale,
  line,
  parts,
  isChosen,
  onPress,
}: {
  readonly sale: SaleView
  readonly line: SaleView['lines'][number]
  readonly parts: readonly number[]
  readonly isChosen: boolean
  readonly onPress: () => void
}) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  return (
    <Key
      look="quiet"
      className={classNames(styles.line, parts.length === 0 && styles.open)}
      current={isChosen}
      onPress={onPress}
    >
      <b className={styles.quantity}>{quantityFigures(line.quantityMilli, locale)} ×</b>
      <span className="grow">{line.name}</span>
      {parts.length === 0 ? (
        <span className="sm">{t('split.toGive')}</span>
      ) : (
        parts.map((part) => (
          <b key={part} className={styles.mark}>
            {partName(part)}
          </b>
        ))
      )}
      <b className="nowrap">{formatAmount(line.totalMinor, sale.currency)}</b>
    </Key>
  )
}

function Foot({
  sale,
  draft,
  closed,
  onConfirm,
  hidesAmounts = false,
}: {
  readonly sale: SaleView
  readonly draft: Draft
  readonly closed: string | null
  readonly onConfirm: () => void
  readonly hidesAmounts?: boolean
}) {
  const { t } = useTranslation()
  const given = draft.amounts.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const restMinor = sale.totalMinor - given
  return (
    <div className={styles.foot}>
      <p className={styles.amounts}>
        {hidesAmounts
          ? restMinor !== 0 && t('split.staysOnTable', { amount: formatAmount(restMinor, sale.currency) })
          : draft.amounts.map(({ name, amountMinor }) => (
              <span key={name}>
                <b>{name}</b> {formatAmount(amountMinor, sale.currency)}
              </span>
            ))}
      </p>
      <div className="row g3">
        <Key look="button" keyName={t('key.escape')} onPress={close}>
          {t('action.back')}
        </Key>
        <span className="push" />
        <Key look="primary" className={keys.big} keyName={t('key.enter')} closed={closed} onPress={onConfirm}>
          <Icon name="users" />
          {t('split.confirm')}
        </Key>
      </div>
    </div>
  )
}
