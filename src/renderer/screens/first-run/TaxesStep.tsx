import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Country, ratesByLetter } from '#contract/country-rules.ts'
import type { SetupGap } from '#contract/setup-gaps.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useSlice } from '../../state/till-store.ts'
import { percentFigures } from '../../words/figures.ts'
import { readPercent } from '../../words/percent.ts'
import type { StepProps } from './FirstRun.tsx'
import styles from './first-run.module.css'
import { TextField } from './TextField.tsx'

const RATES_MAX = 8
const LETTERS = 'ABCDEFGH'
const GOODS = ['sample', 'empty'] as const

/** The rates of the shop, and what it sells on its first day. */
export function TaxesStep({ draft, change, gaps }: StepProps) {
  const { t } = useTranslation()
  const { training } = useSlice('till')
  return (
    <div className={styles.twoSides}>
      <Rates
        country={draft.country ?? 'other'}
        rates={draft.vatBasisPoints}
        gaps={gaps}
        onChange={(vatBasisPoints) => change({ vatBasisPoints })}
      />
      <fieldset className={styles.goods}>
        <legend>{t('firstRun.goods')}</legend>
        {GOODS.map((goods) => (
          <Key
            key={goods}
            look="button"
            className={styles.choice}
            pressed={draft.goods === goods}
            closed={goods === 'sample' && !training ? t('firstRun.gap.wrong.goods') : null}
            onPress={() => change({ goods })}
          >
            <Icon name={goods === 'sample' ? 'bread' : 'receipt'} />
            <span>
              <b>{t(`firstRun.goods.${goods}`)}</b>
              <small>{t(`firstRun.goodsText.${goods}`)}</small>
            </span>
          </Key>
        ))}
      </fieldset>
    </div>
  )
}

/** The rates of a shop, each with its letter on the papers of its country. */
export function Rates({
  country,
  rates: kept,
  gaps,
  onChange,
}: {
  readonly country: Country
  readonly rates: readonly number[]
  readonly gaps: readonly SetupGap[]
  readonly onChange: (rates: number[]) => void
}) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  const [typed, setTyped] = useState('')
  const percent = (rate: number) => t('firstRun.percent', { percent: percentFigures(rate, locale) })
  const rates = ratesByLetter(country, kept)
  const found = readPercent(typed)
  const isNew = found !== null && !rates.includes(found) && rates.length < RATES_MAX
  const add = () => {
    if (!isNew) return
    onChange([...rates, found])
    setTyped('')
  }
  const gap = gaps.find(({ step, field }) => step === 'taxes' && field === 'vatBasisPoints')
  return (
    <section className={styles.rates} aria-label={t('firstRun.rates')}>
      <h2>{t('firstRun.rates')}</h2>
      <ul>
        {rates.map((rate, index) => (
          <li key={rate}>
            <b>{LETTERS[index]}</b>
            <span className="grow">{percent(rate)}</span>
            <Key
              look="quiet"
              className={keys.small}
              label={t('firstRun.removeRate', { rate: percent(rate) })}
              closed={rates.length === 1 ? t('firstRun.gap.missing.vatBasisPoints') : null}
              onPress={() => onChange(rates.filter((each) => each !== rate))}
            >
              <Icon name="trash" />
            </Key>
          </li>
        ))}
      </ul>
      <div className={styles.adding}>
        <TextField
          label={t('firstRun.newRate')}
          value={typed}
          lengthMax={6}
          onType={setTyped}
          testId="new-rate"
          problem={typed !== '' && found === null ? t('firstRun.gap.wrong.vatBasisPoints') : null}
          hint={gap ? t(`firstRun.gap.${gap.kind}.vatBasisPoints`) : t('firstRun.rateHint')}
        />
        <Key look="button" closed={isNew ? null : t('firstRun.gap.wrong.vatBasisPoints')} onPress={add}>
          <Icon name="plus" />
          {t('firstRun.addRate')}
        </Key>
      </div>
    </section>
  )
}
