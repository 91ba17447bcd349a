import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { COUNTRIES, COUNTRY_RULES, type Country } from '#contract/country-rules.ts'
import { LOCALES } from '#contract/locale.ts'
import { CURRENCIES } from '#contract/money.ts'
import { Badge } from '../../components/Badge.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { call } from '../../state/call.ts'
import { useSlice } from '../../state/till-store.ts'
import { RestorePart } from '../backup/RestorePart.tsx'
import styles from './country-step.module.css'
import { COUNTRY_WORDS, TILL_WORDS } from './country-words.ts'
import type { StepProps } from './FirstRun.tsx'
import { Flag } from './Flag.tsx'

/** Where one sells: it fixes currency and rates, and the screen speaks the language of the place at once. */
export function CountryStep({ draft, change }: StepProps) {
  const { t } = useTranslation()
  const till = useSlice('till')
  const { restoreReady } = useSlice('backup')
  const [restoring, setRestoring] = useState(restoreReady)
  const choose = (country: Country) => {
    if (country === draft.country) return
    const { locale, vatBasisPoints } = COUNTRY_RULES[country]
    change({
      country,
      vatBasisPoints: [...vatBasisPoints],
      shop: { ...draft.shop, tillLabel: `${TILL_WORDS[country]} ${draft.tillNumber}` },
    })
    void call('settings.setLocale', { locale })
  }
  const move = (by: number) => {
    const place = draft.country === null ? -by : COUNTRIES.indexOf(draft.country)
    choose(COUNTRIES[(place + by + COUNTRIES.length) % COUNTRIES.length] ?? 'fr')
  }
  useKeys({
    keys: { ArrowRight: () => move(1), ArrowLeft: () => move(-1), ArrowDown: () => move(3), ArrowUp: () => move(-3) },
  })
  if (restoring) return <RestoreFirst onLeave={() => setRestoring(false)} />
  const currency = draft.country === null ? null : COUNTRY_RULES[draft.country].currency
  return (
    <>
      <div className={styles.countries}>
        {COUNTRIES.map((country) => (
          <CountryCard
            key={country}
            country={country}
            chosen={country === draft.country}
            onChoose={() => choose(country)}
          />
        ))}
      </div>
      <div className={styles.beside}>
        <fieldset className={styles.languages}>
          <legend>{t('firstRun.language')}</legend>
          {LOCALES.map((locale) => (
            <Key
              key={locale}
              look="button"
              pressed={locale === till.locale}
              onPress={() => void call('settings.setLocale', { locale })}
            >
              {t(`language.${locale}`)}
            </Key>
          ))}
        </fieldset>
        <div className={styles.fixed}>
          <b className="sm muted">{t('firstRun.currency')}</b>
          <p>
            <Icon name="coins" />
            {currency === null ? '–' : `${currency} (${CURRENCIES[currency].sign})`}
            <Icon name="lock" size="small" />
          </p>
        </div>
      </div>
      {till.training && <TryFirst />}
      <Key look="quiet" className={styles.restoreKey} onPress={() => setRestoring(true)}>
        <Icon name="back" />
        {t('firstRun.restore')}
      </Key>
    </>
  )
}

function CountryCard({
  country,
  chosen,
  onChoose,
}: {
  readonly country: Country
  readonly chosen: boolean
  readonly onChoose: () => void
}) {
  const { t } = useTranslation()
  const { name, lines } = COUNTRY_WORDS[country]
  return (
    <Key look="button" className={styles.country} pressed={chosen} onPress={onChoose}>
      <span className={styles.countryHead}>
        <Flag country={country} />
        <b lang={COUNTRY_RULES[country].locale}>{name}</b>
        {chosen && (
          <span className="push">
            <Badge tone="acc" icon="ok">
              {t('firstRun.chosen')}
            </Badge>
          </span>
        )}
      </span>
      {lines.map(([icon, words]) => (
        <span key={words} className={styles.countryLine} lang={COUNTRY_RULES[country].locale}>
          <Icon name={icon} />
          {words}
        </span>
      ))}
    </Key>
  )
}

/** A till that was there before, on this machine or on another one. */
function RestoreFirst({ onLeave }: { readonly onLeave: () => void }) {
  const { t } = useTranslation()
  useKeys({ keys: { Escape: onLeave } })
  return (
    <div className={styles.restoreFirst}>
      <RestorePart closed={null} />
      <Key look="button" keyName={t('key.escape')} onPress={onLeave}>
        {t('firstRun.back')}
      </Key>
    </div>
  )
}

/** The shop that is there already, for who only wants to see how it sells. */
function TryFirst() {
  const { t } = useTranslation()
  return (
    <div className={styles.tryFirst}>
      <Icon name="training" />
      <div className="grow">
        <b>{t('firstRun.tryTitle')}</b>
        <p className="sm">{t('firstRun.tryText')}</p>
      </div>
      <Key look="button" onPress={() => void call('setup.openTrainingShop', {})}>
        {t('firstRun.openTraining')}
      </Key>
    </div>
  )
}
