import type { ReactNode } from 'react'
import type { Tone } from './Badge.tsx'
import styles from './banner.module.css'
import { classNames } from './class-names.ts'
import { Icon } from './Icon.tsx'
import type { IconName } from './icons.tsx'

/** Stays until its cause ends, at a place of its own. */
export function Banner({
  tone,
  icon,
  title,
  children,
  aside,
}: {
  readonly tone: Exclude<Tone, 'plain'>
  readonly icon: IconName
  readonly title: string
  readonly children?: ReactNode
  readonly aside?: string | undefined
}) {
  return (
    <div className={classNames(styles.banner, styles[tone])} role="status">
      <Icon name={icon} size="large" />
      <div className="grow">
        <b>{title}</b>
        {children && <p>{children}</p>}
      </div>
      {aside && <span className="muted">{aside}</span>}
    </div>
  )
}
