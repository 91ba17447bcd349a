import type { ReactNode } from 'react'
import { useScrolledBody } from './use-scrolled-body.ts'

/** A list to read that scrolls where it does not fit: Tab reaches it then, and the arrows move it. */
export function ScrolledList({
  name,
  className,
  children,
}: {
  /** Spoken. */
  readonly name: string
  readonly className: string | undefined
  readonly children: ReactNode
}) {
  const { body, scrolls } = useScrolledBody<HTMLUListElement>()
  return (
    <ul ref={body} className={className} aria-label={name} {...(scrolls ? { tabIndex: 0 } : {})}>
      {children}
    </ul>
  )
}
