import { useTranslation } from 'react-i18next'
import { LIMITS } from '#contract/limits.ts'
import { CURRENCIES, formatAmount } from '#contract/money.ts'
import { Icon } from '../../../components/Icon.tsx'
import { Key } from '../../../components/Key.tsx'
import keys from '../../../components/key.module.css'
import { useSlice } from '../../../state/till-store.ts'
import { changeForm, changeOpen, leaveFor, type OpenArticle, openArticle, openNewArticle } from './article-editing.ts'
import styles from './editor.module.css'
import { Field } from './Field.tsx'

const PRICE_CHARACTERS = 16

/** Its prices in lists, the deposit that goes with it, what it is a variant of, and its own variants. */
export function LinksPage({ open }: { readonly open: OpenArticle }) {
  const { t } = useTranslation()
  const { currency } = useSlice('till')
  const { form, lists, problem } = open
  return (
    <div className={styles.fields}>
      {lists.map(({ id, name }, place) => (
        <Field
          key={id}
          isFigures
          isFirst={place === 0}
          label={`${name} (${CURRENCIES[currency].sign})`}
          value={form.listPrices[id] ?? ''}
          lengthMax={PRICE_CHARACTERS}
          hint={t('article.listPriceHint')}
          onType={(text) => changeForm({ listPrices: { ...form.listPrices, [id]: text } })}
        />
      ))}
      {lists.length === 0 && <p className={styles.whole}>{t('article.noLists')}</p>}
      <LinkKey link="deposit" open={open} />
      <LinkKey link="parent" open={open} />
      {form.parent !== null && (
        <Field
          label={t('article.variantName')}
          value={form.variantName}
          lengthMax={LIMITS.articleNameCharacters}
          isWrong={problem?.column === 'variant'}
          hint={t('article.variantHint')}
          onType={(variantName) => changeForm({ variantName })}
        />
      )}
      {form.parent === null && <Variants open={open} />}
    </div>
  )
}

/** Which article goes with this one, chosen by search, and the way to take it off again. */
function LinkKey({ link, open: { form } }: { readonly link: 'deposit' | 'parent'; readonly open: OpenArticle }) {
  const { t } = useTranslation()
  const linked = form[link]
  const takeOff = () => changeForm(link === 'parent' ? { parent: null, variantName: '' } : { deposit: null })
  const name = linked?.name ?? t('article.noLink')
  return (
    <div className={styles.field}>
      <span className={styles.label}>{t(`article.${link}`)}</span>
      <div className={styles.typed}>
        <Key
          look="button"
          className={styles.linkKey}
          label={`${t(`article.${link}`)} : ${name}`}
          onPress={() => changeOpen({ chooser: link })}
        >
          <span className="grow">{name}</span>
          <Icon name="search" size="small" />
        </Key>
        {linked !== null && (
          <Key
            look="button"
            className={keys.small}
            label={t('article.takeOff', { name: linked.name })}
            onPress={takeOff}
          >
            <Icon name="close" size="small" />
          </Key>
        )}
      </div>
      <p className="muted sm">{t(`article.${link}Hint`)}</p>
    </div>
  )
}

/** What the cashier chooses from when this article is sold; an article that is not saved yet has none. */
function Variants({ open }: { readonly open: OpenArticle }) {
  const { t } = useTranslation()
  const { currency } = useSlice('till')
  const { id, file, form } = open
  const add = () => {
    if (id !== null) leaveFor(() => void openNewArticle({ variantOf: { ...form, id } }))
  }
  return (
    <fieldset className={styles.keys}>
      <legend>{t('article.variants')}</legend>
      {file?.variants.map((variant) => (
        <Key key={variant.id} look="button" onPress={() => leaveFor(() => void openArticle(variant.id))}>
          <span>{variant.variantName || variant.name}</span>
          <span className="muted">{formatAmount(variant.priceMinor, currency)}</span>
        </Key>
      ))}
      <Key look="button" closed={id === null ? t('article.saveFirst') : null} onPress={add}>
        <Icon name="plus" />
        {t('article.addVariant')}
      </Key>
    </fieldset>
  )
}
