import { useTranslation } from 'react-i18next'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import styles from './sign-in.module.css'

export const PIN_MIN = 4
const PIN_MAX = 8

/** A code with one more figure; what is none, and one too many, changes nothing. */
export function withFigure(pin: string, figure: string): string {
  return /^\d$/.test(figure) && pin.length < PIN_MAX ? pin + figure : pin
}

/** How many figures of a code are typed; never which. */
export function CodeDots({ length }: { readonly length: number }) {
  const { t } = useTranslation()
  const places = Math.max(PIN_MIN, length)
  return (
    <div className={styles.dots} role="img" aria-label={t('signIn.digits', { count: length })}>
      {Array.from({ length: places }, (_, place) => (
        // A dot has no identity but its place.
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity
        <span key={place} className={classNames(styles.dot, place < length && styles.filled)} />
      ))}
    </div>
  )
}

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

/** The keys of a code, as on a telephone: this is how people know theirs. */
export function CodePad({
  onDigit,
  onErase,
  onEnter,
  isSmall = false,
}: {
  readonly onDigit: (digit: string) => void
  readonly onErase: () => void
  readonly onEnter: () => void
  /** In a dialog. */
  readonly isSmall?: boolean
}) {
  const { t } = useTranslation()
  return (
    <div className={classNames(styles.pad, isSmall && styles.smallPad)}>
      {DIGITS.map((digit) => (
        <Key key={digit} look="digit" onPress={() => onDigit(digit)}>
          {digit}
        </Key>
      ))}
      <Key look="mode" label={t('action.erase')} onPress={onErase}>
        <Icon name="backspace" size="large" />
      </Key>
      <Key look="digit" onPress={() => onDigit('0')}>
        0
      </Key>
      <Key look="pay" label={t('action.confirm')} onPress={onEnter}>
        <Icon name="check" size="large" />
      </Key>
    </div>
  )
}
