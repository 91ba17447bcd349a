import { useTranslation } from 'react-i18next'
import type { CustomerView } from '#contract/views/customer-screen-view.ts'
import { Amount } from './Amount.tsx'
import styles from './customer.module.css'

const SAMPLE_MINOR = 123_456
const TONES = ['accent', 'ok', 'warn', 'err'] as const

/** Shows whether the screen is the right one, sharp, and whole up to its edges. */
export function TestPicture({ view, screenName }: { readonly view: CustomerView; readonly screenName: string }) {
  const { t } = useTranslation()
  return (
    <main className={styles.test}>
      <div className={styles.told}>
        <h1 className={styles.title}>{t('customerScreen.testTitle')}</h1>
        {screenName !== '' && <p className={styles.under}>{screenName}</p>}
        <Amount amountMinor={SAMPLE_MINOR} currency={view.currency} size="whole" />
        <p className={styles.under}>ÀÉÈÇŒ àéèçœ ĄĆĘŁŃÓŚŹŻ ąćęłńóśźż ÄÖÜß äöü</p>
        <p className={styles.under}>{t('customerScreen.testText')}</p>
      </div>
      <div className={styles.tones} aria-hidden="true">
        {TONES.map((tone) => (
          <span key={tone} data-tone={tone} />
        ))}
      </div>
    </main>
  )
}
