import type { ReactNode } from 'react'
import styles from './badge.module.css'
import { classNames } from './class-names.ts'
import { Icon } from './Icon.tsx'
import type { IconName } from './icons.tsx'

export type Tone = 'ok' | 'warn' | 'err' | 'unk' | 'acc' | 'plain'

/** A state: always a drawing and a word, never a colour alone. */
export function Badge({
  tone,
  icon,
  children,
}: {
  readonly tone: Tone
  readonly icon: IconName
  readonly children: ReactNode
}) {
  return (
    <span className={classNames(styles.badge, styles[tone])}>
      <Icon name={icon} size="small" />
      {children}
    </span>
  )
}
