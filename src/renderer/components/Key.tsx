import type { CSSProperties, ReactNode } from 'react'
import { showToast } from '../state/screen-store.ts'
import { Button } from './Button.tsx'
import { classNames } from './class-names.ts'
import styles from './key.module.css'

export type KeyLook =
  | 'digit'
  | 'mode'
  | 'tender'
  | 'pay'
  | 'quick'
  | 'family'
  | 'function'
  | 'button'
  | 'primary'
  | 'danger'
  | 'unknown'
  | 'quiet'

export interface KeyProps {
  readonly look: KeyLook
  readonly onPress: () => void
  readonly children: ReactNode
  /** The name of the key on the keyboard, drawn on it. */
  readonly keyName?: string | undefined
  /** Spoken name, where the drawing has no words. */
  readonly label?: string
  readonly pressed?: boolean | undefined
  readonly current?: boolean | undefined
  /** Why it cannot be used now: the key stays in place, dashed, and answers a press with this sentence. */
  readonly closed?: string | null | undefined
  readonly className?: string | undefined
  /** The safe answer of a dialog holds the focus. */
  readonly autoFocus?: boolean
  readonly style?: CSSProperties
}

/**
 * Every control that is pressed. A press by finger or mouse does not take the keyboard's focus, so that Enter keeps
 * meaning the loud key; Tab reaches it as usual.
 */
export function Key({
  look,
  onPress,
  children,
  keyName,
  label,
  pressed,
  current,
  closed,
  className,
  autoFocus = false,
  style,
}: KeyProps) {
  return (
    <Button
      className={classNames(styles.key, styles[look], className)}
      onPress={() => (closed ? showToast({ tone: 'closed', text: closed }) : onPress())}
      autoFocus={autoFocus}
      {...(style ? { style } : {})}
      {...(label ? { 'aria-label': label } : {})}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      {...(current ? { 'aria-current': 'true' as const } : {})}
      {...(closed ? { 'aria-disabled': true } : {})}
    >
      {children}
      {keyName && (
        <span className={styles.kbd} aria-hidden="true">
          {keyName}
        </span>
      )}
    </Button>
  )
}
