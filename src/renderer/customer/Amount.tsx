import type { CSSProperties } from 'react'
import { type Currency, formatAmount } from '#contract/money.ts'
import { classNames } from '../components/class-names.ts'
import styles from './customer.module.css'

/** A figure to be read from afar: as large as its place allows, never cut and never wrapped. */
export function Amount({
  amountMinor,
  currency,
  size = 'hero',
}: {
  readonly amountMinor: number
  readonly currency: Currency
  readonly size?: 'hero' | 'large' | 'whole'
}) {
  const text = formatAmount(amountMinor, currency)
  return (
    <div className={styles.money}>
      <b className={classNames(styles.figures, styles[size])} style={{ '--letters': text.length } as CSSProperties}>
        {text}
      </b>
    </div>
  )
}
