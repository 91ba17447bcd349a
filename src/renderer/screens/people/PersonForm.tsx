import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import type { Failure } from '#contract/result.ts'
import type { PersonView } from '#contract/views/people-view.ts'
import { type Role, roleSchema } from '#contract/views/user-view.ts'
import { BackAnd } from '../../components/BackAnd.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { ask } from '../../state/call.ts'
import { useSlice } from '../../state/till-store.ts'
import { CardFreeField } from '../story/CardFreeField.tsx'
import { initialsOf } from './initials.ts'
import styles from './people.module.css'
import { TwiceTyped, useTwiceTyped } from './TwiceTyped.tsx'

const NAME_MAX = 24
const INITIALS_MAX = 3

/** A new person, or one who is renamed or does other work: a name, initials, a role, and for a new one a code. */
export function PersonForm({
  person,
  onEnd,
}: {
  readonly person: PersonView | null
  readonly onEnd: (userId: string | null) => Promise<void>
}) {
  const { t } = useTranslation()
  const draft = usePersonDraft(person, onEnd)
  const close = () => void onEnd(null)
  return (
    <StepDialog
      step={t('people.title')}
      title={person === null ? t('people.addTitle') : t('people.editTitle', { name: person.name })}
      keys={{ Enter: draft.save, Escape: close }}
      onceKeys={['Enter']}
      onClose={close}
      footer={
        <BackAnd words={t('people.keep')} onBack={close}>
          <Key look="primary" keyName={t('key.enter')} closed={draft.missing} onPress={draft.save}>
            <Icon name="check" />
            {t(person === null ? 'people.addNow' : 'people.save')}
          </Key>
        </BackAnd>
      }
    >
      <div className={styles.form}>
        <div>
          <CardFreeField
            id="person-name"
            label={t('people.name')}
            hint={t('people.nameHint')}
            text={draft.name}
            lengthMax={NAME_MAX}
            onType={draft.setName}
          />
          <CardFreeField
            id="person-initials"
            label={t('people.initials')}
            hint={t('people.initialsHint')}
            text={draft.initials}
            lengthMax={INITIALS_MAX}
            onType={draft.setInitials}
          />
          <Roles role={draft.role} onChoose={draft.setRole} />
        </div>
        {person === null && <TwiceTyped draft={draft.code} />}
      </div>
      <Refusal failure={draft.failure} />
    </StepDialog>
  )
}

function usePersonDraft(person: PersonView | null, onEnd: (userId: string | null) => Promise<void>) {
  const { t } = useTranslation()
  const [name, setName] = useState(person?.name ?? '')
  const [typedInitials, setInitials] = useState<string | null>(person?.initials ?? null)
  const [role, setRole] = useState<Role>(person?.role ?? 'cashier')
  const [failure, setFailure] = useState<Failure | null>(null)
  const code = useTwiceTyped()
  const initials = typedInitials ?? initialsOf(name)
  const unnamed = name.trim() === '' || initials.trim() === '' ? t('closed.nameMissing') : null
  const missing = unnamed ?? (person === null ? code.missing : null)
  const save = async () => {
    if (missing !== null) return
    const fields = { name: name.normalize('NFC'), initials: initials.normalize('NFC'), role }
    const saved =
      person === null
        ? await ask('people.add', { ...fields, pin: code.pin })
        : await ask('people.edit', { ...fields, userId: person.id })
    if (!saved.ok) setFailure(saved.error)
    else await onEnd(person?.id ?? ('userId' in saved.value ? saved.value.userId : null))
  }
  return { name, setName, initials, setInitials, role, setRole, code, missing, failure, save: () => void save() }
}

function Roles({ role, onChoose }: { readonly role: Role; readonly onChoose: (role: Role) => void }) {
  const { t } = useTranslation()
  return (
    <fieldset className={styles.roles}>
      <legend>{t('people.role')}</legend>
      {roleSchema.options.map((each) => (
        <Key key={each} look="button" pressed={each === role} onPress={() => onChoose(each)}>
          {t(`roleName.${each}`)}
        </Key>
      ))}
    </fieldset>
  )
}

/** Why the till did not take it, in its own place under what was typed. */
export function Refusal({ failure }: { readonly failure: Failure | null }) {
  const { locale } = useSlice('till')
  return (
    <p className={styles.refusal} role="alert">
      {failure !== null && errorSentence(failure, locale)}
    </p>
  )
}
