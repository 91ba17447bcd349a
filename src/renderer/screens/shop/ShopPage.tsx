import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CURRENCIES, formatFigures, parseAmount } from '#contract/money.ts'
import { type SetupGap, setupGaps } from '#contract/setup-gaps.ts'
import { FOOT_CHARACTERS_MAX, FOOT_LINES_MAX, type ShopChange, type ShopView } from '#contract/views/shop-view.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { ask, call } from '../../state/call.ts'
import { showToast } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { useKeeperOnly } from '../devices/use-keeper-only.ts'
import { ShopForm } from '../first-run/ShopStep.tsx'
import { Rates } from '../first-run/TaxesStep.tsx'
import { TextField } from '../first-run/TextField.tsx'
import { PaperRules } from './PaperRules.tsx'
import styles from './shop.module.css'

/** Who the shop is and how it sells. What is changed goes into the fiscal chain, and can be taken back as long as the page is open. */
export function ShopPage() {
  const [view, setView] = useState<ShopView | null>(null)
  const read = async (): Promise<ShopView | null> => {
    const answer = await ask('shop.view', {})
    if (!answer.ok) return null
    setView(answer.value)
    return answer.value
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once, and again after each change
  useEffect(() => void read(), [])
  return view === null ? <div /> : <ShopEditor view={view} onChanged={read} />
}

const changeOf = ({ country: _, currency: __, tillNumber: ___, ...change }: ShopView): ShopChange => change

const isSame = (one: ShopChange, other: ShopChange) => JSON.stringify(one) === JSON.stringify(other)

/** What is wrong with it now; what the law wants and is not there yet stops nobody from changing the rest. */
function gapsOf(view: ShopView, change: ShopChange, training: boolean): readonly SetupGap[] {
  const draft = { step: 'shop', country: view.country, shop: change.fields, goods: 'empty' } as const
  return setupGaps(
    { ...draft, tillNumber: view.tillNumber, vatBasisPoints: change.vatBasisPoints },
    [{ role: 'manager' }],
    training,
  )
}

function ShopEditor({
  view,
  onChanged,
}: {
  readonly view: ShopView
  readonly onChanged: () => Promise<ShopView | null>
}) {
  const { t } = useTranslation()
  const { training } = useSlice('till')
  const keeperOnly = useKeeperOnly()
  const kept = changeOf(view)
  const [typed, setTyped] = useState(kept)
  const [before, setBefore] = useState<ShopChange | null>(null)
  const gaps = gapsOf(view, typed, training)
  const wrong = gaps.find(({ kind, field }) => kind === 'wrong' || field === 'name' || field === 'tillLabel')
  const isUnchanged = isSame(typed, kept)
  const closed =
    keeperOnly ?? (wrong ? t(`firstRun.gap.${wrong.kind}.${wrong.field}`) : isUnchanged ? t('shop.unchanged') : null)
  const change = (part: Partial<ShopChange>) => setTyped({ ...typed, ...part })
  const send = async (wanted: ShopChange, undo: ShopChange | null) => {
    if (!(await call('shop.change', wanted)).ok) return
    // As it is kept, which may be tidier than it was typed.
    const now = await onChanged()
    setTyped(now === null ? wanted : changeOf(now))
    setBefore(undo)
    showToast({ tone: 'note', text: t('shop.changed') })
  }
  const save = () => void (closed === null && send(typed, kept))
  useKeys({ keys: { Enter: save } })
  return (
    <div className={styles.page}>
      <div className={styles.body}>
        <section aria-label={t('shop.identity')}>
          <ShopForm
            country={view.country}
            fields={typed.fields}
            gaps={gaps}
            onChange={(fields) => change({ fields })}
          />
        </section>
        <div className={styles.columns}>
          <Rates
            country={view.country}
            rates={typed.vatBasisPoints}
            gaps={gaps}
            onChange={(vatBasisPoints) => change({ vatBasisPoints })}
          />
          <Papers view={view} typed={typed} change={change} />
          <PaperRules view={view} typed={typed} change={change} />
        </div>
      </div>
      <footer className={styles.foot}>
        <p className="muted sm">{closed ?? t('shop.traced')}</p>
        {before !== null && isUnchanged ? (
          <Key look="button" closed={keeperOnly} onPress={() => void send(before, null)}>
            <Icon name="back" />
            {t('shop.undo')}
          </Key>
        ) : (
          <Key look="button" closed={isUnchanged ? t('shop.unchanged') : null} onPress={() => setTyped(kept)}>
            {t('shop.reset')}
          </Key>
        )}
        <Key look="primary" keyName={t('key.enter')} closed={closed} onPress={save}>
          {t('shop.save')}
        </Key>
      </footer>
    </div>
  )
}

function Papers({
  view: { currency },
  typed,
  change,
}: {
  readonly view: ShopView
  readonly typed: ShopChange
  readonly change: (part: Partial<ShopChange>) => void
}) {
  const { t } = useTranslation()
  const [float, setFloat] = useState(formatFigures(typed.floatMinor, currency))
  const typeFloat = (text: string) => {
    setFloat(text)
    const floatMinor = parseAmount(text, currency)
    if (floatMinor !== null) change({ floatMinor })
  }
  return (
    <section className={styles.papers} aria-label={t('shop.papers')}>
      <TextField
        label={t('shop.float', { sign: CURRENCIES[currency].sign })}
        value={float}
        lengthMax={12}
        onType={typeFloat}
        testId="shop-float"
        hint={t('shop.floatHint')}
        problem={parseAmount(float, currency) === null ? t('shop.amount') : null}
      />
      <DifferenceMax currency={currency} kept={typed.differenceMaxMinor ?? null} change={change} />
      {Array.from({ length: FOOT_LINES_MAX }, (_, place) => (
        <TextField
          // A line has no identity but its place.
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity
          key={place}
          label={t('shop.footLine', { number: place + 1 })}
          value={typed.footLines[place] ?? ''}
          lengthMax={FOOT_CHARACTERS_MAX}
          onType={(text) => {
            const lines = Array.from({ length: FOOT_LINES_MAX }, (_unused, at) => typed.footLines[at] ?? '')
            change({ footLines: lines.with(place, text) })
          }}
          testId={`shop-foot-${place}`}
        />
      ))}
      <div className={styles.fixed}>
        <Icon name="lock" size="small" />
        <span>
          <b>{t('shop.currency', { currency: `${currency} (${CURRENCIES[currency].sign})` })}</b>
          <small className="muted">{t('shop.currencyFixed')}</small>
        </span>
      </div>
    </section>
  )
}

/** Empty: the day closes whatever was counted. */
function DifferenceMax({
  currency,
  kept,
  change,
}: {
  readonly currency: ShopView['currency']
  readonly kept: number | null
  readonly change: (part: Partial<ShopChange>) => void
}) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(kept === null ? '' : formatFigures(kept, currency))
  const type = (text: string) => {
    setTyped(text)
    const minor = parseAmount(text, currency)
    if (text.trim() === '' || minor !== null) change({ differenceMaxMinor: minor })
  }
  const isWrong = typed.trim() !== '' && parseAmount(typed, currency) === null
  return (
    <TextField
      label={t('shop.differenceMax', { sign: CURRENCIES[currency].sign })}
      value={typed}
      lengthMax={12}
      onType={type}
      testId="shop-difference"
      hint={t('shop.differenceMaxHint')}
      problem={isWrong ? t('shop.amount') : null}
    />
  )
}
