import { Key } from '../../components/Key.tsx'
import styles from './workstation.module.css'

/** One of several values, each a key. */
export function Choice<Value extends string | number>({
  name,
  values,
  current,
  closed = null,
  words,
  onChoose,
}: {
  readonly name: string
  readonly values: readonly Value[]
  readonly current: Value | null
  /** Why it may not be changed now. */
  readonly closed?: string | null
  readonly words: (value: Value) => string
  readonly onChoose: (value: Value) => void
}) {
  return (
    <fieldset className={styles.choice}>
      <legend>{name}</legend>
      {values.map((value) => (
        <Key key={value} look="button" pressed={value === current} closed={closed} onPress={() => onChoose(value)}>
          {words(value)}
        </Key>
      ))}
    </fieldset>
  )
}
