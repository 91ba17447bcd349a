import { useId } from 'react'
import { Icon } from '../../components/Icon.tsx'
import styles from './filters.module.css'

const LENGTH_MAX = 24

/** A field of a filter: label above; below, in a place of its own, what is missing. */
export function Field({
  label,
  value,
  problem = null,
  hint = null,
  onChange,
}: {
  readonly label: string
  readonly value: string
  readonly problem?: string | null
  readonly hint?: string | null
  readonly onChange: (text: string) => void
}) {
  const below = useId()
  return (
    <label className={styles.field}>
      <span>{label}</span>
      <input
        type="text"
        autoComplete="off"
        spellCheck={false}
        maxLength={LENGTH_MAX}
        value={value}
        aria-invalid={problem !== null}
        aria-describedby={below}
        onChange={(event) => onChange(event.target.value)}
      />
      <small id={below} className={problem === null ? styles.hint : styles.problem}>
        {problem !== null && <Icon name="info" size="small" />}
        {problem ?? hint ?? ''}
      </small>
    </label>
  )
}
