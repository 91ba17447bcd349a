import { useTranslation } from 'react-i18next'
import { formatAmount, parseAmount } from '#contract/money.ts'
import type { GoodsQuestion } from '#contract/views/goods-view.ts'
import { AmountPad, padKeys } from '../../components/AmountPad.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { useEntry } from '../../input/use-entry.ts'
import { answerQuestion, leaveQuestion } from '../../state/goods-actions.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { unbroken } from '../../words/figures.ts'
import forms from '../reservations/reservations.module.css'
import { familyColour } from '../sale/family-colour.ts'
import { AskFooter, LeaveKey } from './AskFooter.tsx'
import { AskWeight } from './AskWeight.tsx'
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
  if (question.kind === 'weight') return <AskWeight key={question.product.id} question={question} />
  return <AskPrice key={question.product.id} question={question} />
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

/** A price, typed on the pad or the keyboard. */
function AskPrice({ question: { product, quantityMilli } }: { readonly question: GoodsQuestion }) {
  const { t } = useTranslation()
  const { currency } = useSlice('till')
  const entry = useEntry()
  const typed = parseAmount(entry.digits, currency) ?? 0
  const confirm = () => {
    const unitPriceMinor = parseAmount(entry.latest(), currency) ?? 0
    if (unitPriceMinor > 0) answerQuestion({ productId: product.id, quantityMilli, unitPriceMinor })
  }
  return (
    <StepDialog
      step={t('goods.askPrice')}
      title={unbroken(product.name)}
      keys={{ ...padKeys(entry.type), Backspace: entry.erase, Enter: confirm, Escape: leaveQuestion }}
      onceKeys={['Enter']}
      onClose={leaveQuestion}
      footer={<AskFooter closed={typed === 0 ? t('goods.typePrice') : null} onAdd={confirm} />}
    >
      <div className={forms.form}>
        <div>
          <b>{t('goods.price')}</b>
          <output className={forms.typedAmount} aria-live="polite" data-testid="goods-figures">
            {formatAmount(typed, currency)}
          </output>
          <p className="muted sm">{t('goods.priceHint')}</p>
        </div>
        <AmountPad onDigit={entry.type} onErase={entry.erase} />
      </div>
    </StepDialog>
  )
}
