import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { COUNTRY_RULES, type Country, IDENTITY_FIELDS } from '#contract/country-rules.ts'
import type { SetupGap } from '#contract/setup-gaps.ts'
import type { ShopFields } from '#contract/views/setup-view.ts'
import type { StepProps } from './FirstRun.tsx'
import styles from './first-run.module.css'
import { TextField } from './TextField.tsx'

const LENGTHS: Readonly<Record<keyof ShopFields, number>> = {
  name: 60,
  street: 60,
  postcode: 12,
  town: 60,
  phone: 24,
  registration: 24,
  vatNumber: 24,
  activityCode: 8,
  tillLabel: 24,
}
const TILL_NUMBER_MAX = 99

/** Who sells: what the law wants on a ticket. What is still empty is said, and may wait as long as one only learns. */
export function ShopStep({ draft, change, gaps }: StepProps) {
  const { t } = useTranslation()
  const setNumber = (text: string) => {
    const figures = text.replace(/\D/g, '').slice(0, 2)
    const tillNumber = Math.min(TILL_NUMBER_MAX, Number(figures))
    if (tillNumber >= 1) change({ tillNumber })
  }
  return (
    <ShopForm country={draft.country ?? 'other'} fields={draft.shop} gaps={gaps} onChange={(shop) => change({ shop })}>
      <TextField
        label={t('firstRun.field.tillNumber')}
        value={String(draft.tillNumber)}
        lengthMax={2}
        onType={setNumber}
        hint={t('firstRun.tillNumberHint')}
        testId="shop-tillNumber"
      />
    </ShopForm>
  )
}

/** The fields of a shop, those of its country among them. */
export function ShopForm({
  country,
  fields,
  gaps,
  onChange,
  children,
}: {
  readonly country: Country
  readonly fields: ShopFields
  readonly gaps: readonly SetupGap[]
  readonly onChange: (fields: ShopFields) => void
  readonly children?: ReactNode
}) {
  const { t } = useTranslation()
  const { identity } = COUNTRY_RULES[country]
  const about = (field: keyof ShopFields) => {
    const gap = gaps.find((each) => each.step === 'shop' && each.field === field)
    return {
      value: fields[field],
      lengthMax: LENGTHS[field],
      onType: (text: string) => onChange({ ...fields, [field]: text }),
      testId: `shop-${field}`,
      problem: gap?.kind === 'wrong' ? t(`firstRun.gap.wrong.${field}`) : null,
      ...(gap?.kind === 'later' && { hint: t('firstRun.later') }),
    }
  }
  return (
    <div className={styles.form}>
      <TextField {...about('name')} label={t('firstRun.field.name')} wide />
      <TextField {...about('street')} label={t('firstRun.field.street')} wide />
      <TextField {...about('postcode')} label={t('firstRun.field.postcode')} />
      <TextField {...about('town')} label={t('firstRun.field.town')} />
      <TextField {...about('phone')} label={t('firstRun.field.phone')} />
      {IDENTITY_FIELDS.map((field) => {
        const rule = identity[field]
        if (rule === undefined) return null
        const { hint, ...props } = about(field)
        const example = t('firstRun.example', { example: rule.example })
        return (
          <TextField
            key={field}
            {...props}
            isNumber
            hint={hint ?? example}
            label={t(`firstRun.field.${field}.${country}`)}
          />
        )
      })}
      <TextField {...about('tillLabel')} label={t('firstRun.field.tillLabel')} />
      {children}
    </div>
  )
}
