import type { ReactNode } from 'react'
import styles from './choice.module.css'
import { classNames } from './class-names.ts'
import { Key } from './Key.tsx'

/** Keys that belong together, under one name. */
export function ChoiceGroup({
  name,
  className,
  children,
}: {
  readonly name: string
  /** How they stand, where it is not in even columns. */
  readonly className?: string | undefined
  readonly children: ReactNode
}) {
  return (
    <fieldset className={classNames(styles.group, className)}>
      <legend>{name}</legend>
      {children}
    </fieldset>
  )
}

/** One of several values, each a key. */
export function Choice<Value extends string | number | boolean>({
  name,
  className,
  values,
  current,
  closed = null,
  words,
  onChoose,
}: {
  readonly name: string
  readonly className?: string | undefined
  readonly values: readonly Value[]
  readonly current: Value | null
  /** Why it may not be changed now. */
  readonly closed?: string | null
  readonly words: (value: Value) => string
  readonly onChoose: (value: Value) => void
}) {
  return (
    <ChoiceGroup name={name} className={className}>
      {values.map((value) => (
        <Key
          key={String(value)}
          look="button"
          pressed={value === current}
          closed={closed}
          onPress={() => onChoose(value)}
        >
          {words(value)}
        </Key>
      ))}
    </ChoiceGroup>
  )
}
