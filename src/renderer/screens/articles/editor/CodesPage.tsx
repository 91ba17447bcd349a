import { useTranslation } from 'react-i18next'
import { LIMITS } from '#contract/limits.ts'
import { Icon } from '../../../components/Icon.tsx'
import { Key } from '../../../components/Key.tsx'
import keys from '../../../components/key.module.css'
import { addCode, changeForm, type OpenArticle, typeCode } from './article-editing.ts'
import type { ArticleForm } from './article-form.ts'
import styles from './editor.module.css'
import { Field } from './Field.tsx'

const CODE_CHARACTERS = 40
const PIECES_CHARACTERS = 8

/** Barcodes, scanned or typed, each with how many pieces one scan of it is. The first one is shown in lists. */
export function CodesPage({ open }: { readonly open: OpenArticle }) {
  const { t } = useTranslation()
  const { form, code, problem } = open
  const { barcodes } = form
  const isFull = barcodes.length >= LIMITS.articleBarcodes
  return (
    <div className={styles.codes}>
      <Field
        isFirst
        isFigures
        mayBeLong
        label={t('article.newCode')}
        value={code}
        lengthMax={CODE_CHARACTERS}
        isWrong={problem?.column === 'barcodes'}
        hint={t('article.codeHint')}
        onType={typeCode}
        after={
          <Key
            look="button"
            className={keys.small}
            closed={
              isFull
                ? t('article.codesFull', { max: LIMITS.articleBarcodes })
                : code.trim() === ''
                  ? t('article.codeHint')
                  : null
            }
            onPress={() => addCode(code)}
          >
            <Icon name="plus" />
            {t('article.addCode')}
          </Key>
        }
      />
      <ul className={styles.codeList} aria-label={t('article.page.codes')}>
        {barcodes.map(({ barcode }, place) => (
          <CodeRow key={barcode} codes={barcodes} place={place} />
        ))}
        {barcodes.length === 0 && <li className="muted">{t('article.noCodes')}</li>}
      </ul>
    </div>
  )
}

/** One code: how many pieces it is, whether it is the one that is shown, and the way to take it out. */
function CodeRow({ codes, place }: { readonly codes: ArticleForm['barcodes']; readonly place: number }) {
  const { t } = useTranslation()
  const { barcode = '', pieces = '' } = codes[place] ?? {}
  const change = (barcodes: ArticleForm['barcodes']) => changeForm({ barcodes })
  return (
    <li>
      <b className="grow">{barcode}</b>
      <label className={styles.pieces}>
        <span className="visually-hidden">{t('article.piecesOf', { barcode })}</span>
        <span className="muted sm" aria-hidden="true">
          {t('article.pieces')}
        </span>
        <input
          type="text"
          inputMode="decimal"
          autoComplete="off"
          maxLength={PIECES_CHARACTERS}
          value={pieces}
          onChange={(event) => change(codes.with(place, { barcode, pieces: event.target.value }))}
        />
      </label>
      <Key
        look="button"
        className={keys.small}
        label={t('article.firstCodeOf', { barcode })}
        closed={place === 0 ? t('article.isFirstCode') : null}
        onPress={() => change([{ barcode, pieces }, ...codes.toSpliced(place, 1)])}
      >
        {t('article.firstCode')}
      </Key>
      <Key
        look="button"
        className={keys.small}
        label={t('article.removeCode', { barcode })}
        onPress={() => change(codes.toSpliced(place, 1))}
      >
        <Icon name="trash" size="small" />
      </Key>
    </li>
  )
}
