import { useTranslation } from 'react-i18next'
import styles from './amount-pad.module.css'
import { Icon } from './Icon.tsx'
import { Key } from './Key.tsx'

const DIGITS = ['7', '8', '9', '4', '5', '6', '1', '2', '3'] as const

/** The keys of the keyboard that do the same, for a dialog, which hears only what it names. */
export function padKeys(onDigit: (digit: string) => void): Readonly<Record<string, () => void>> {
  return Object.fromEntries([...DIGITS, '0', ',', '.'].map((digit) => [digit, () => onDigit(digit)]))
}

/** Figures, the mark and a key that takes the last one back, for an amount in a dialog. */
export function AmountPad({
  onDigit,
  onErase,
  hasMark = true,
}: {
  readonly onDigit: (digit: string) => void
  readonly onErase: () => void
  /** False for figures that are no amount. */
  readonly hasMark?: boolean
}) {
  const { t } = useTranslation()
  return (
    <div className={styles.pad}>
      {DIGITS.map((digit) => (
        <Key key={digit} look="digit" onPress={() => onDigit(digit)}>
          {digit}
        </Key>
      ))}
      <Key look="digit" label={t('action.erase')} onPress={onErase}>
        <Icon name="backspace" />
      </Key>
      <Key look="digit" onPress={() => onDigit('0')}>
        0
      </Key>
      {hasMark && (
        <Key look="digit" onPress={() => onDigit(',')}>
          ,
        </Key>
      )}
    </div>
  )
}
