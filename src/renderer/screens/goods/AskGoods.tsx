import { useTranslation } from 'react-i18next'
import { formatAmount, parseAmount } from '#contract/money.ts'
import type { GoodsQuestion } from '#contract/views/goods-view.ts'
import { AmountPad, padKeys } from '../../components/AmountPad.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { parseQuantityMilli } from '../../input/entry.ts'
import { useEntry } from '../../input/use-entry.ts'
import { answerQuestion, leaveQuestion } from '../../state/goods-actions.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { quantityFigures, unbroken } from '../../words/figures.ts'
import forms from '../reservations/reservations.module.css'
import { familyColour } from '../sale/family-colour.ts'
import styles from './goods.module.css'
import { productPrice } from './product-price.ts'

/** Variants that have a figure of the keyboard. */
const NUMBERED = 9

/**
 * What the till asks before goods go on the ticket. A scan passes through to the ticket: whoever scans the next goods wants
 * those.
 */
export function AskGoods() {
  const question = useScreenStore((state) => state.goodsQuestion)
  if (question === null) return null
  if (question.kind === 'variant') return <AskVariant key={question.product.id} question={question} />
  return <AskFigures key={`${question.kind} ${question.product.id}`} question={question} />
}

function LeaveKey() {
  const { t } = useTranslation()
  return (
    <Key look="button" keyName={t('key.escape')} onPress={leaveQuestion}>
      {t('goods.keep')}
    </Key>
  )
}

function AskVariant({ question: { product, variants, quantityMilli } }: { readonly question: GoodsQuestion }) {
  const { t } = useTranslation()
  const { currency } = useSlice('till')
  const choose = (place: number) => {
    const variant = variants[place]
    if (variant) answerQuestion({ productId: variant.id, quantityMilli })
  }
  const figures = Array.from({ length: Math.min(NUMBERED, variants.length) }, (_, place) => [
    String(place + 1),
    () => choose(place),
  ])
  return (
    <StepDialog
      step={t('goods.whichOne')}
      title={unbroken(product.name)}
      keys={{ ...Object.fromEntries(figures), Escape: leaveQuestion }}
      onClose={leaveQuestion}
      footer={<LeaveKey />}
    >
      <div className={styles.variants}>
        {variants.map((variant, place) => (
          <Key
            key={variant.id}
            look="quick"
            style={familyColour(variant.colour)}
            keyName={place < NUMBERED ? String(place + 1) : undefined}
            onPress={() => choose(place)}
          >
            <span>{unbroken(variant.variantName ?? variant.name)}</span>
            <b>{productPrice(variant, currency, t)}</b>
          </Key>
        ))}
      </div>
    </StepDialog>
  )
}

/** A price or a weight, typed on the pad or the keyboard. */
function AskFigures({ question: { kind, product, quantityMilli } }: { readonly question: GoodsQuestion }) {
  const { t } = useTranslation()
  const { currency, locale } = useSlice('till')
  const entry = useEntry()
  const read = (digits: string) => (kind === 'price' ? parseAmount(digits, currency) : parseQuantityMilli(digits))
  const typed = read(entry.digits) ?? 0
  const confirm = () => {
    const value = read(entry.latest()) ?? 0
    if (value === 0) return
    const answer = kind === 'price' ? { quantityMilli, unitPriceMinor: value } : { quantityMilli: value }
    answerQuestion({ productId: product.id, ...answer })
  }
  const shown =
    kind === 'price' ? formatAmount(typed, currency) : t('goods.kilos', { weight: quantityFigures(typed, locale) })
  const price = formatAmount(product.priceMinor, currency)
  return (
    <StepDialog
      step={t(kind === 'price' ? 'goods.askPrice' : 'goods.askWeight')}
      title={unbroken(product.name)}
      keys={{ ...padKeys(entry.type), Backspace: entry.erase, Enter: confirm, Escape: leaveQuestion }}
      onceKeys={['Enter']}
      onClose={leaveQuestion}
      footer={
        <>
          <LeaveKey />
          <span className="push" />
          <Key
            look="primary"
            keyName={t('key.enter')}
            closed={typed === 0 ? t(kind === 'price' ? 'goods.typePrice' : 'goods.typeWeight') : null}
            onPress={confirm}
          >
            <Icon name="plus" />
            {t('goods.add')}
          </Key>
        </>
      }
    >
      <div className={forms.form}>
        <div>
          <b>{t(kind === 'price' ? 'goods.price' : 'goods.weight')}</b>
          <output className={forms.typedAmount} aria-live="polite" data-testid="goods-figures">
            {shown}
          </output>
          <p className="muted sm">{kind === 'price' ? t('goods.priceHint') : t('goods.weightHint', { price })}</p>
        </div>
        <AmountPad onDigit={entry.type} onErase={entry.erase} />
      </div>
    </StepDialog>
  )
}
