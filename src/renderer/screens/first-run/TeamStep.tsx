import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isAllowed } from '#contract/permissions.ts'
import type { SetupPerson } from '#contract/views/setup-view.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useKeys } from '../../input/keyboard.ts'
import { call } from '../../state/call.ts'
import type { StepProps } from './FirstRun.tsx'
import styles from './first-run.module.css'
import { TextField } from './TextField.tsx'

const ROLES = ['manager', 'cashier'] as const
const PIN_MIN = 4
const PIN_MAX = 8
const NAME_MAX = 32

interface Typed {
  readonly name: string
  readonly role: SetupPerson['role']
  readonly code: string
  readonly again: string
}

/** Who is being added, and how far that is. */
function useNewPerson(people: readonly SetupPerson[]) {
  const hasManager = people.some((person) => isAllowed({}, person, 'manage-people'))
  const empty: Typed = { name: '', role: hasManager ? 'cashier' : 'manager', code: '', again: '' }
  const [typed, setTyped] = useState(empty)
  const role = hasManager ? typed.role : 'manager'
  const problem = problemOf(typed, people)
  const isAdding = useRef(false)
  const [isBusy, setBusy] = useState(false)
  /** The next person is typed from the name on. */
  const [round, setRound] = useState(0)
  const add = async () => {
    // A code takes a moment to be kept: pressed once more, the same person would be there twice.
    if (problem !== null || isAdding.current) return
    isAdding.current = true
    setBusy(true)
    // Whoever types on meanwhile writes the next person: nothing of it is lost.
    setTyped({ name: '', role: 'cashier', code: '', again: '' })
    setRound(round + 1)
    const added = await call('setup.keepPerson', {
      id: crypto.randomUUID(),
      name: typed.name.trim(),
      role,
      pin: typed.code,
    })
    isAdding.current = false
    setBusy(false)
    if (!added.ok) setTyped((next) => (next.name === '' && next.code === '' ? typed : next))
  }
  const change = (part: Partial<Typed>) => setTyped((before) => ({ ...before, ...part }))
  return { typed, role, hasManager, problem, isBusy, round, add: () => void add(), change }
}

/** Who works here. The first one keeps the till; codes are typed twice, because nobody can read them again. */
export function TeamStep({ setup }: StepProps) {
  const { t } = useTranslation()
  const { people } = setup
  const { typed, role, hasManager, problem, isBusy, round, add, change } = useNewPerson(people)
  const isBegun = typed.name !== '' || typed.code !== ''
  useKeys({ keys: isBegun || isBusy ? { Enter: add } : {} })
  const code = (text: string) => text.replace(/\D/g, '')
  return (
    <div className={styles.twoSides}>
      <section className={styles.person} aria-label={t('firstRun.newPerson')}>
        <TextField
          key={round}
          focused={round > 0}
          label={t('firstRun.field.person')}
          value={typed.name}
          lengthMax={NAME_MAX}
          onType={(name) => change({ name })}
          testId="person-name"
          hint={hasManager ? undefined : t('firstRun.firstManager')}
        />
        <Roles role={role} hasManager={hasManager} onChoose={(chosen) => change({ role: chosen })} />
        <TextField
          label={t('firstRun.field.code')}
          value={typed.code}
          lengthMax={PIN_MAX}
          secret
          onType={(text) => change({ code: code(text) })}
          testId="person-code"
          hint={t('firstRun.codeHint')}
        />
        <TextField
          label={t('firstRun.field.again')}
          value={typed.again}
          lengthMax={PIN_MAX}
          secret
          onType={(text) => change({ again: code(text) })}
          testId="person-again"
          problem={typed.again.length >= typed.code.length && problem === 'differ' ? t('firstRun.codesDiffer') : null}
        />
        <Key
          look="button"
          closed={isBusy ? t('firstRun.addingPerson') : problem === null ? null : t(`firstRun.person.${problem}`)}
          onPress={add}
        >
          <Icon name="plus" />
          {t(isBusy ? 'firstRun.addingPerson' : 'firstRun.addPerson')}
        </Key>
      </section>
      <People people={people} />
    </div>
  )
}

function Roles({
  role,
  hasManager,
  onChoose,
}: {
  readonly role: SetupPerson['role']
  readonly hasManager: boolean
  readonly onChoose: (role: SetupPerson['role']) => void
}) {
  const { t } = useTranslation()
  return (
    <fieldset className={styles.roles}>
      <legend>{t('firstRun.role')}</legend>
      {ROLES.map((each) => (
        <Key
          key={each}
          look="button"
          pressed={each === role}
          closed={!hasManager && each !== ROLES[0] ? t('firstRun.gap.missing.people') : null}
          onPress={() => onChoose(each)}
        >
          {t(`role.${each}`)}
        </Key>
      ))}
    </fieldset>
  )
}

/** Why nobody can be made of what is typed. */
function problemOf(
  { name, code, again }: Typed,
  people: readonly SetupPerson[],
): 'name' | 'taken' | 'short' | 'differ' | null {
  const wanted = name.trim().normalize('NFC')
  if (wanted === '') return 'name'
  if (people.some((each) => each.name === wanted)) return 'taken'
  if (code.length < PIN_MIN) return 'short'
  return code === again ? null : 'differ'
}

function People({ people }: { readonly people: readonly SetupPerson[] }) {
  const { t } = useTranslation()
  return (
    <section className="card" aria-label={t('firstRun.team')}>
      <ul className={styles.devices}>
        {people.map(({ id, name, role }) => (
          <li key={id}>
            <Icon name="user" />
            <b className="grow">{name}</b>
            <span className="muted">{t(`role.${role}`)}</span>
            <Key
              look="quiet"
              className={keys.small}
              label={t('firstRun.removePerson', { name })}
              onPress={() => void call('setup.removePerson', { personId: id })}
            >
              <Icon name="trash" />
            </Key>
          </li>
        ))}
        {people.length === 0 && <li className="muted">{t('firstRun.nobody')}</li>}
      </ul>
    </section>
  )
}
