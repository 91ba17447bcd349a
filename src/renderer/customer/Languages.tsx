import { useTranslation } from 'react-i18next'
import { LOCALES, type Locale } from '#contract/locale.ts'
import styles from './customer.module.css'

export interface LanguageChoice {
  readonly current: Locale
  readonly shopLocale: Locale
  readonly onChoose: (locale: Locale) => void
}

/** The languages of this window by their own names; and, in another one than the shop's, in which the ticket is printed. */
export function Languages({ current, shopLocale, onChoose }: LanguageChoice) {
  const { t } = useTranslation()
  return (
    <div className={styles.languages}>
      {LOCALES.map((locale) => (
        <button
          key={locale}
          type="button"
          lang={locale}
          className={styles.answer}
          aria-pressed={locale === current}
          onClick={() => onChoose(locale)}
        >
          {t(`language.${locale}`)}
        </button>
      ))}
      {current !== shopLocale && (
        <p className="muted">{t('customerScreen.ticketStays', { language: t(`language.${shopLocale}`) })}</p>
      )}
    </div>
  )
}
