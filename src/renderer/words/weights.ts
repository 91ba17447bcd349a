import type { TFunction } from 'i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import type { Locale } from '#contract/locale.ts'
import type { ScaleReading } from '#contract/views/scale-view.ts'

/** `1,250 kg`: with all three decimals, as a scale shows it. */
export function weightWords(t: TFunction, weightMilli: number, locale: Locale): string {
  const figures = (weightMilli / 1_000).toFixed(3)
  return t('goods.kilos', { weight: locale === 'en' ? figures : figures.replace('.', ',') })
}

/** What a scale says, in words. */
export function readingWords(t: TFunction, reading: ScaleReading, locale: Locale): string {
  if (reading.state === 'away') return errorSentence(reading.failure, locale)
  if (reading.state === 'none') return '–'
  if (reading.state !== 'stable') return t(`scale.${reading.state}`)
  const weight = weightWords(t, reading.weightMilli, locale)
  return reading.isNet ? t('scale.net', { weight }) : weight
}
