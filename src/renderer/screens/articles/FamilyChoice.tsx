import { useTranslation } from 'react-i18next'
import type { FamilyView } from '#contract/views/till-view.ts'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { useSlice } from '../../state/till-store.ts'
import { familyColour } from '../sale/family-colour.ts'
import styles from './editor/editor.module.css'

/** Families that have a figure of the keyboard; 0 is all of them. */
const NUMBERED = 9

/** All families, each in its colour; for a list, all of them together too. */
export function FamilyChoice({
  step,
  back,
  currentId,
  onChoose,
  onAll,
  onBack,
  onScan,
}: {
  readonly step: string
  /** Words of the way back. */
  readonly back: string
  readonly currentId: string | null
  readonly onChoose: (family: FamilyView) => void
  readonly onAll?: () => void
  readonly onBack: () => void
  readonly onScan?: (code: string) => void
}) {
  const { t } = useTranslation()
  const { families } = useSlice('till')
  const figures = families.slice(0, NUMBERED).map((family, place) => [String(place + 1), () => onChoose(family)])
  return (
    <StepDialog
      step={step}
      title={t('article.family')}
      keys={{ ...Object.fromEntries(figures), ...(onAll && { '0': onAll }), Escape: onBack }}
      onClose={onBack}
      {...(onScan && { onScan })}
      footer={
        <Key look="button" keyName={t('key.escape')} onPress={onBack}>
          {back}
        </Key>
      }
    >
      <div className={styles.familyKeys}>
        {onAll && (
          <Key look="button" className={styles.familyKey} pressed={currentId === null} keyName="0" onPress={onAll}>
            <span className="grow">{t('articles.allFamilies')}</span>
          </Key>
        )}
        {families.map((family, place) => (
          <Key
            key={family.id}
            look="button"
            className={styles.familyKey}
            style={familyColour(family.colour)}
            pressed={family.id === currentId}
            keyName={place < NUMBERED ? String(place + 1) : undefined}
            onPress={() => onChoose(family)}
          >
            <span className="grow">{family.name ?? t(family.nameKey)}</span>
          </Key>
        ))}
      </div>
    </StepDialog>
  )
}
