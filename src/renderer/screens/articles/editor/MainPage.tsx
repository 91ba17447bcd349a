import { useTranslation } from 'react-i18next'
import { LIMITS } from '#contract/limits.ts'
import { CURRENCIES } from '#contract/money.ts'
import { Icon } from '../../../components/Icon.tsx'
import { Key } from '../../../components/Key.tsx'
import { useSlice } from '../../../state/till-store.ts'
import { percentFigures } from '../../../words/figures.ts'
import { familyColour } from '../../sale/family-colour.ts'
import { archiveArticle, changeForm, changeOpen, closeArticle, leaveFor, type OpenArticle } from './article-editing.ts'
import styles from './editor.module.css'
import { Field } from './Field.tsx'

const PRICE_CHARACTERS = 16

/** What every article has: a name, a price, a rate, a family, and how it is sold. */
export function MainPage({ open }: { readonly open: OpenArticle }) {
  const { t } = useTranslation()
  const { currency, locale } = useSlice('till')
  const { form, rates, problem } = open
  const isFree = /^\s*0+(?:[.,]0*)?\s*$/.test(form.price) && !form.isOpenPrice
  const shownRates = rates.includes(form.vatBasisPoints) ? rates : [...rates, form.vatBasisPoints]
  return (
    <div className={styles.fields}>
      <Field
        isWide
        isFirst
        label={t('article.name')}
        value={form.name}
        lengthMax={LIMITS.articleNameCharacters}
        isWrong={problem?.column === 'name'}
        onType={(name) => changeForm({ name })}
      />
      <Field
        isFigures
        label={t('article.price', { sign: CURRENCIES[currency].sign })}
        value={form.price}
        lengthMax={PRICE_CHARACTERS}
        isWrong={problem?.column === 'price'}
        hint={t(priceHint(form, isFree))}
        onType={(price) => changeForm({ price })}
      />
      <Field
        label={t('article.shortName')}
        value={form.shortName}
        lengthMax={LIMITS.articleShortNameCharacters}
        isWrong={problem?.column === 'shortName'}
        hint={t('article.shortNameHint')}
        onType={(shortName) => changeForm({ shortName })}
      />
      <FamilyKey open={open} />
      <fieldset className={styles.keys}>
        <legend>{t('article.vat')}</legend>
        {shownRates.map((rate) => (
          <Key
            key={rate}
            look="button"
            pressed={rate === form.vatBasisPoints}
            onPress={() => changeForm({ vatBasisPoints: rate })}
          >
            {`${percentFigures(rate, locale)} %`}
          </Key>
        ))}
      </fieldset>
      <fieldset className={styles.keys}>
        <legend>{t('article.soldBy')}</legend>
        <Key look="button" pressed={form.unit === 'piece'} onPress={() => changeForm({ unit: 'piece' })}>
          {t('article.byPiece')}
        </Key>
        <Key look="button" pressed={form.unit === 'kg'} onPress={() => changeForm({ unit: 'kg' })}>
          {t('article.byWeight')}
        </Key>
        <Key look="button" pressed={form.isOpenPrice} onPress={() => changeForm({ isOpenPrice: !form.isOpenPrice })}>
          {t('article.askPrice')}
        </Key>
      </fieldset>
      <ArchiveKey open={open} />
    </div>
  )
}

function priceHint({ isOpenPrice, unit }: OpenArticle['form'], isFree: boolean): string {
  if (isFree) return 'article.free'
  if (isOpenPrice) return 'article.priceAsked'
  return unit === 'kg' ? 'article.pricePerKilo' : 'article.priceHint'
}

/** Its family, in its colour; there may be too many for keys on this page. */
function FamilyKey({ open: { form } }: { readonly open: OpenArticle }) {
  const { t } = useTranslation()
  const { families } = useSlice('till')
  const family = families.find(({ id }) => id === form.familyId)
  const name = family === undefined ? t('article.noFamily') : (family.name ?? t(family.nameKey))
  return (
    <div className={styles.field}>
      <span className={styles.label}>{t('article.family')}</span>
      <Key
        look="button"
        className={styles.familyKey}
        style={familyColour(family?.colour ?? 8)}
        label={t('article.familyIs', { name })}
        onPress={() => changeOpen({ chooser: 'family' })}
      >
        <span className="grow">{name}</span>
        <Icon name="chevron-right" size="small" />
      </Key>
    </div>
  )
}

/** Nothing is deleted: what was sold keeps its name, and it can be brought back. */
function ArchiveKey({ open: { id, file } }: { readonly open: OpenArticle }) {
  const { t } = useTranslation()
  if (id === null || file === null) return null
  const { isArchived, name } = file.article
  const archive = () =>
    leaveFor(() => {
      closeArticle()
      archiveArticle(id, name, !isArchived)
    })
  return (
    <div className={styles.archive}>
      <p className="muted sm">{t(isArchived ? 'article.isArchived' : 'article.archiveText')}</p>
      <Key look="button" onPress={archive}>
        <Icon name={isArchived ? 'back' : 'trash'} />
        {t(isArchived ? 'article.sellAgain' : 'article.archiveIt')}
      </Key>
    </div>
  )
}
