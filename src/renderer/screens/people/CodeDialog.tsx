import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '#contract/result.ts'
import type { PersonView } from '#contract/views/people-view.ts'
import { padKeys } from '../../components/AmountPad.tsx'
import { BackAnd } from '../../components/BackAnd.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { ask } from '../../state/call.ts'
import { showToast } from '../../state/screen-store.ts'
import { withFigure } from '../sign-in/CodeEntry.tsx'
import { Refusal } from './PersonForm.tsx'
import { TwiceTyped, useTwiceTyped } from './TwiceTyped.tsx'

/** A new code for a person who forgot theirs, or whom somebody watched. */
export function CodeDialog({ person, onEnd }: { readonly person: PersonView; readonly onEnd: () => void }) {
  const { t } = useTranslation()
  const draft = useTwiceTyped()
  const [failure, setFailure] = useState<Failure | null>(null)
  const { field, missing, pin, aim, set } = draft
  const save = async () => {
    if (missing !== null) {
      if (field === 'first') aim('again')
      return
    }
    const saved = await ask('people.setCode', { userId: person.id, pin })
    if (!saved.ok) {
      setFailure(saved.error)
      return
    }
    showToast({ tone: 'note', text: t('people.codeSaved', { name: person.name }) })
    onEnd()
  }
  return (
    <StepDialog
      step={person.name}
      title={t('people.newCode')}
      keys={{
        ...padKeys((figure) => set(field, withFigure(draft[field], figure))),
        Backspace: () => set(field, draft[field].slice(0, -1)),
        Enter: () => void save(),
        Escape: onEnd,
      }}
      onceKeys={['Enter']}
      onClose={onEnd}
      footer={
        <BackAnd words={t('people.keep')} onBack={onEnd}>
          <Key look="primary" keyName={t('key.enter')} closed={missing} onPress={() => void save()}>
            <Icon name="check" />
            {t('people.save')}
          </Key>
        </BackAnd>
      }
    >
      <TwiceTyped draft={draft} />
      <Refusal failure={failure} />
    </StepDialog>
  )
}
