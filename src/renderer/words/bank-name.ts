import type { TFunction } from 'i18next'
import { UNNAMED_BANK } from '#contract/unnamed-bank.ts'

/** A bank as people call it; one that nobody named is the bank, in the language of the screen. */
export function bankName(t: TFunction, name: string): string {
  return name === '' || name === UNNAMED_BANK ? t('day.host') : name
}
