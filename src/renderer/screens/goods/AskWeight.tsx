import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { GoodsQuestion } from '#contract/views/goods-view.ts'
import type { ScaleReading } from '#contract/views/scale-view.ts'
import { AmountPad, padKeys } from '../../components/AmountPad.tsx'
import { BackAnd } from '../../components/BackAnd.tsx'
import { Badge, type Tone } from '../../components/Badge.tsx'
import { Icon } from '../../components/Icon.tsx'
import type { IconName } from '../../components/icons.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { parseQuantityMilli } from '../../input/entry.ts'
import { useEntry } from '../../input/use-entry.ts'
import { useMay } from '../../state/allowed.ts'
import { call } from '../../state/call.ts'
import { answerQuestion, leaveQuestion } from '../../state/goods-actions.ts'
import { showToast } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { unbroken } from '../../words/figures.ts'
import { readingWords, weightWords } from '../../words/weights.ts'
import forms from '../reservations/reservations.module.css'
import { AskFooter } from './AskFooter.tsx'
import styles from './goods.module.css'
import { useScaleReading } from './use-scale-reading.ts'

/** What a weight is before the tare is taken off: typed where something is typed, else what the scale says. */
interface Gross {
  readonly by: 'scale' | 'typed'
  readonly milli: number | null
}

/** The goods on the plate, and what their packing weighs: typed or weighed in the same way, before or after. */
function useWeighing({ product, unitPriceMinor, tareMilli: keptBefore = 0 }: GoodsQuestion) {
  const { t } = useTranslation()
  const reading = useScaleReading()
  const entry = useEntry()
  const [tareMilli, setTare] = useState(keptBefore)
  const [keptMilli, setKept] = useState(keptBefore)
  const [isTaring, setTaring] = useState(false)
  const gross = grossOf(entry.digits, reading)
  const turn = (toTare: boolean) => {
    entry.clear()
    setTaring(toTare)
  }
  const takeTare = () => {
    const { milli } = grossOf(entry.latest(), reading)
    if (milli === null) return
    setTare(milli)
    turn(false)
  }
  const addGoods = () => {
    const { by, milli } = grossOf(entry.latest(), reading)
    if (whyNot(t, { by, milli }, tareMilli, reading) !== null) return
    const weighing = { by, ...(tareMilli > 0 && { tareMilli }) }
    answerQuestion({ productId: product.id, quantityMilli: (milli ?? 0) - tareMilli, unitPriceMinor, weighing })
  }
  const keepTare = async () => {
    const kept = await call('scale.keepTare', { productId: product.id, tareMilli })
    if (!kept.ok) return
    setKept(tareMilli)
    showToast({
      tone: 'note',
      text: t(tareMilli === 0 ? 'goods.tareForgotten' : 'goods.tareKept', { name: product.name }),
    })
  }
  return {
    reading,
    entry,
    gross,
    tareMilli,
    isKept: tareMilli === keptMilli,
    keepTare: () => void keepTare(),
    isTaring,
    turn,
    confirm: isTaring ? takeTare : addGoods,
    closed: isTaring ? whyNoTare(t, gross, reading) : whyNot(t, gross, tareMilli, reading),
    leave: isTaring ? () => turn(false) : leaveQuestion,
  }
}

type Weighing = ReturnType<typeof useWeighing>

/** A weight from the scale, or typed: what is typed counts until it is erased. */
export function AskWeight({ question }: { readonly question: GoodsQuestion }) {
  const { t } = useTranslation()
  const weighing = useWeighing(question)
  const { entry, tareMilli, isTaring, isKept, turn, confirm, closed, leave } = weighing
  const mayKeep = useMay('edit-articles')
  const beginTare = () => turn(true)
  const sayNotYours = () => showToast({ tone: 'closed', text: t('goods.tareNotYours') })
  return (
    <StepDialog
      step={t(isTaring ? 'goods.askTare' : 'goods.askWeight')}
      title={unbroken(question.product.name)}
      keys={{
        ...padKeys(entry.type),
        ...(!isTaring && { t: beginTare, T: beginTare }),
        ...(!isTaring && !isKept && { R: mayKeep ? weighing.keepTare : sayNotYours }),
        Backspace: entry.erase,
        Enter: confirm,
        Escape: leave,
      }}
      onceKeys={['Enter']}
      onClose={leave}
      footer={
        isTaring ? (
          <TareFooter closed={closed} onLeave={leave} onTake={confirm} />
        ) : (
          <AskFooter closed={closed} onAdd={confirm} />
        )
      }
    >
      <div className={forms.form}>
        <Figures weighing={weighing} priceMinor={question.product.priceMinor} />
        <div className={styles.weighKeys}>
          <AmountPad onDigit={entry.type} onErase={entry.erase} />
          {!isTaring && (
            <Key look="button" keyName="T" onPress={beginTare}>
              <Icon name="scale" />
              {t(tareMilli > 0 ? 'goods.changeTare' : 'goods.tare')}
            </Key>
          )}
          {!isTaring && !isKept && (
            <Key
              look="button"
              keyName="R"
              closed={mayKeep ? null : t('goods.tareNotYours')}
              onPress={weighing.keepTare}
            >
              <Icon name="check" />
              {t(tareMilli === 0 ? 'goods.forgetTare' : 'goods.keepTare')}
            </Key>
          )}
        </div>
      </div>
    </StepDialog>
  )
}

/** What counts now, what the scale says, and what it comes to. */
function Figures({ weighing, priceMinor }: { readonly weighing: Weighing; readonly priceMinor: number }) {
  const { t } = useTranslation()
  const { currency, locale } = useSlice('till')
  const { reading, gross, tareMilli, isTaring } = weighing
  const netMilli = Math.max(0, (gross.milli ?? 0) - (isTaring ? 0 : tareMilli))
  const kilos = (milli: number | null) =>
    milli === null ? t('goods.kilos', { weight: '–' }) : weightWords(t, milli, locale)
  const tareRows: readonly (readonly [string, string])[] =
    tareMilli === 0
      ? []
      : [
          [t('goods.gross'), kilos(gross.milli)],
          [t('goods.tare'), kilos(tareMilli)],
        ]
  return (
    <div className={styles.weighing}>
      <b>{t(isTaring ? 'goods.tare' : tareMilli > 0 ? 'goods.netWeight' : 'goods.weight')}</b>
      <output className={forms.typedAmount} aria-live="polite" data-testid="goods-figures">
        {kilos(gross.milli === null ? null : netMilli)}
      </output>
      {reading !== null && <ScaleSays reading={reading} by={gross.by} />}
      {!isTaring && (
        <WeightFigures
          rows={[
            ...tareRows,
            [t('goods.perKilo'), formatAmount(priceMinor, currency)],
            [t('goods.toPay'), formatAmount(priceOf(priceMinor, netMilli), currency)],
          ]}
        />
      )}
      <p className="muted sm">{t(hintOf(isTaring, reading))}</p>
    </div>
  )
}

function grossOf(digits: string, reading: ScaleReading | null): Gross {
  if (digits !== '') return { by: 'typed', milli: parseQuantityMilli(digits) ?? 0 }
  if (reading?.state === 'stable') return { by: 'scale', milli: reading.weightMilli }
  return {
    by: reading === null || reading.state === 'none' || reading.state === 'away' ? 'typed' : 'scale',
    milli: null,
  }
}

/** As the till counts a line: half a cent is one. */
function priceOf(priceMinor: number, netMilli: number): number {
  return Math.round((priceMinor * Math.max(0, netMilli)) / 1_000)
}

function whyNot(t: TFunction, { by, milli }: Gross, tareMilli: number, reading: ScaleReading | null): string | null {
  if (by === 'typed') return (milli ?? 0) === 0 ? t('goods.typeWeight') : belowTare(t, milli ?? 0, tareMilli)
  if (reading?.state !== 'stable') return t(`scale.${reading?.state ?? 'moving'}`)
  if (reading.isNet && tareMilli > 0) return t('goods.tareTwice')
  return reading.weightMilli === 0 ? t('goods.emptyScale') : belowTare(t, reading.weightMilli, tareMilli)
}

function belowTare(t: TFunction, grossMilli: number, tareMilli: number): string | null {
  return grossMilli > tareMilli ? null : t('goods.belowTare')
}

/** A tare of zero takes the one that was there away. */
function whyNoTare(t: TFunction, { milli }: Gross, reading: ScaleReading | null): string | null {
  if (milli !== null) return null
  return reading === null || reading.state === 'none' || reading.state === 'away'
    ? t('goods.typeTare')
    : t(`scale.${reading.state}`)
}

function hintOf(isTaring: boolean, reading: ScaleReading | null): string {
  const hasScale = reading !== null && reading.state !== 'none' && reading.state !== 'away'
  if (isTaring) return hasScale ? 'goods.tareHint' : 'goods.tareTypedHint'
  return hasScale ? 'goods.scaleHint' : 'goods.weightHint'
}

const SIGNS: Readonly<Record<Exclude<ScaleReading['state'], 'none'>, readonly [Tone, IconName]>> = {
  stable: ['ok', 'ok'],
  moving: ['acc', 'clock'],
  overload: ['err', 'stopped'],
  'under-zero': ['warn', 'warning'],
  away: ['err', 'off'],
}

/** What the scale says beside a weight, whether it counts or what is typed does. */
function ScaleSays({ reading, by }: { readonly reading: ScaleReading; readonly by: Gross['by'] }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  if (reading.state === 'none') return null
  const [tone, icon] = SIGNS[reading.state]
  const isAway = reading.state === 'away'
  return (
    <div className={styles.scaleSays} role="status">
      <Badge tone={tone} icon={icon}>
        {t(isAway ? 'scale.away' : reading.state === 'stable' ? 'scale.stable' : `scale.${reading.state}`)}
      </Badge>
      {(isAway || (by === 'typed' && reading.state === 'stable')) && (
        <span className="sm">{readingWords(t, reading, locale)}</span>
      )}
    </div>
  )
}

function WeightFigures({ rows }: { readonly rows: readonly (readonly [string, string])[] }) {
  return (
    <dl className={styles.weightFigures}>
      {rows.map(([label, figures]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{figures}</dd>
        </div>
      ))}
    </dl>
  )
}

function TareFooter({
  closed,
  onLeave,
  onTake,
}: {
  readonly closed: string | null
  readonly onLeave: () => void
  readonly onTake: () => void
}) {
  const { t } = useTranslation()
  return (
    <BackAnd words={t('goods.leaveTare')} onBack={onLeave}>
      <Key look="primary" keyName={t('key.enter')} closed={closed} onPress={onTake}>
        <Icon name="check" />
        {t('goods.takeTare')}
      </Key>
    </BackAnd>
  )
}
