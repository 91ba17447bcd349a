import { useTranslation } from 'react-i18next'
import { Key } from '../../components/Key.tsx'
import styles from './give-discount.module.css'

const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F'] as const

/** The keys of the keyboard that choose one. */
export function reasonKeyMap<Reason extends string>(
  reasons: readonly Reason[],
  onChoose: (reason: Reason) => void,
): Readonly<Record<string, () => void>> {
  return Object.fromEntries(reasons.map((reason, place) => [LETTERS[place] ?? '', () => onChoose(reason)]))
}

/** The usual reasons, one press each. */
export function ReasonKeys({
  reasons,
  chosen,
  onChoose,
}: {
  readonly reasons: readonly string[]
  /** In words. */
  readonly chosen: string | null
  readonly onChoose: (words: string) => void
}) {
  const { t } = useTranslation()
  return (
    <div className={styles.reasons}>
      {reasons.map((reason, place) => (
        <Key
          key={reason}
          look="button"
          keyName={LETTERS[place]}
          pressed={chosen === null ? undefined : chosen === t(`reason.${reason}`)}
          onPress={() => onChoose(t(`reason.${reason}`))}
        >
          {t(`reason.${reason}`)}
        </Key>
      ))}
    </div>
  )
}
