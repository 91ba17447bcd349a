import { useTranslation } from 'react-i18next'
import { LIMITS } from '#contract/limits.ts'
import { Key } from '../../../components/Key.tsx'
import { useSlice } from '../../../state/till-store.ts'
import { quantityFigures } from '../../../words/figures.ts'
import { changeForm, type OpenArticle } from './article-editing.ts'
import { NO_STOCK_CHANGE, type StockWish, stockAfter } from './article-form.ts'
import styles from './editor.module.css'
import { Field } from './Field.tsx'

const FIGURES_CHARACTERS = 12

/** What is done with the stock, and the usual reasons for it; the first one is taken unless another is said. */
const REASONS = {
  counted: ['stocktake', 'firstCount', 'miscount'],
  in: ['delivery', 'customerBack', 'miscount'],
  out: ['broken', 'expired', 'stolen', 'ownUse'],
  uncounted: ['notCounted'],
} as const satisfies Readonly<Partial<Record<StockWish, readonly string[]>>>
const WISHES = ['counted', 'in', 'out', 'uncounted'] as const

/** How many there are, corrected with a reason. It never keeps anybody from selling. */
export function StockPage({ open }: { readonly open: OpenArticle }) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const { form, file } = open
  const { wish, figures } = form.stock
  const beforeMilli = file?.article.stockMilli ?? null
  const choose = (next: (typeof WISHES)[number]) => {
    const usualReason = t(`article.reason.${REASONS[next][0]}`)
    changeForm({ stock: wish === next ? NO_STOCK_CHANGE : { wish: next, figures, reason: usualReason } })
  }
  return (
    <div className={styles.stock}>
      <p className={styles.stockNow}>
        {beforeMilli === null
          ? t('article.notCounted')
          : t(form.unit === 'kg' ? 'article.stockKilos' : 'article.stockPieces', {
              figures: quantityFigures(beforeMilli, locale),
            })}
      </p>
      <fieldset className={styles.keys}>
        <legend>{t('article.stockWhat')}</legend>
        {WISHES.map((each) => (
          <Key
            key={each}
            look="button"
            pressed={each === wish}
            closed={each === 'uncounted' && beforeMilli === null ? t('article.notCounted') : null}
            onPress={() => choose(each)}
          >
            {t(`article.wish.${each}`)}
          </Key>
        ))}
      </fieldset>
      {wish !== 'none' && <StockAnswers open={open} wish={wish} />}
    </div>
  )
}

/** How many, and why. */
function StockAnswers({ open, wish }: { readonly open: OpenArticle; readonly wish: (typeof WISHES)[number] }) {
  const { t } = useTranslation()
  const { currency, locale } = useSlice('till')
  const { form, file, problem } = open
  const { figures, reason } = form.stock
  const afterMilli = stockAfter(form, file?.article.stockMilli ?? null, { currency, locale })
  const after = afterMilli === null ? '' : quantityFigures(afterMilli, locale)
  const change = (part: Partial<typeof form.stock>) => changeForm({ stock: { ...form.stock, ...part } })
  return (
    <div className={styles.fields}>
      {wish !== 'uncounted' && (
        <Field
          isFigures
          isFirst
          label={t(form.unit === 'kg' ? 'article.kilos' : 'article.pieces')}
          value={figures}
          lengthMax={FIGURES_CHARACTERS}
          isWrong={problem?.column === 'stock'}
          hint={after === '' ? t('article.figuresHint') : t('article.stockAfter', { figures: after })}
          onType={(text) => change({ figures: text })}
        />
      )}
      <Field
        isWide
        label={t('article.why')}
        value={reason}
        lengthMax={LIMITS.articleStockReasonCharacters}
        hint={t('article.whyHint')}
        onType={(text) => change({ reason: text })}
      />
      <fieldset className={styles.keys}>
        <legend className="visually-hidden">{t('article.why')}</legend>
        {REASONS[wish].map((each) => (
          <Key
            key={each}
            look="button"
            pressed={reason === t(`article.reason.${each}`)}
            onPress={() => change({ reason: t(`article.reason.${each}`) })}
          >
            {t(`article.reason.${each}`)}
          </Key>
        ))}
      </fieldset>
    </div>
  )
}
