import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Request } from '#contract/api.ts'
import { errorSentence } from '#contract/errors/catalogue.ts'
import type { Failure } from '#contract/result.ts'
import type { UserView } from '#contract/views/user-view.ts'
import { padKeys } from '../../components/AmountPad.tsx'
import { BackAnd } from '../../components/BackAnd.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { endApproval, useApprovalStore, type WantedApproval } from '../../state/approval.ts'
import { ask } from '../../state/call.ts'
import { scan } from '../../state/sale-actions.ts'
import { useSlice } from '../../state/till-store.ts'
import { CodeDots, CodePad, PIN_MIN, withFigure } from '../sign-in/CodeEntry.tsx'
import styles from './approval.module.css'
import { whatIsAsked } from './what-is-asked.ts'

const refuse = () => endApproval(false)

/** Over whatever is being done: somebody who may lends it to the cashier, by a badge or a code. Nothing below is lost. */
export function Approval() {
  const wanted = useApprovalStore((state) => state.wanted)
  // A till that is locked meanwhile waits for nobody's word any more.
  useEffect(() => refuse, [])
  return wanted === null ? null : <ApprovalDialog key={`${wanted.call}-${wanted.permission}`} wanted={wanted} />
}

function ApprovalDialog({ wanted }: { readonly wanted: WantedApproval }) {
  const { t } = useTranslation()
  const session = useSlice('session')
  const draft = useApproval(wanted)
  const { users, chosen, choose, pin, type, erase, confirm, prove } = draft
  const move = (by: number) => {
    const list = users ?? []
    const index = list.findIndex(({ id }) => id === chosen?.id)
    const next = list[Math.min(list.length - 1, Math.max(0, index + by))]
    if (next) choose(next)
  }
  return (
    <StepDialog
      step={session.kind === 'signed-in' ? t('approval.asks', { name: session.user.name }) : ''}
      title={t(`permission.${wanted.permission}`)}
      keys={{
        ...padKeys(type),
        Backspace: erase,
        Enter: confirm,
        Escape: refuse,
        ArrowUp: () => move(-1),
        ArrowDown: () => move(1),
      }}
      onceKeys={['Enter']}
      onClose={refuse}
      onScan={(badge) => void prove({ badge })}
      footer={
        <BackAnd words={t('approval.keep')} onBack={refuse}>
          <Key
            look="primary"
            keyName={t('key.enter')}
            closed={pin.length < PIN_MIN ? t('closed.typeCode') : null}
            onPress={confirm}
          >
            <Icon name="check" />
            {t('approval.give')}
          </Key>
        </BackAnd>
      }
    >
      <div className={styles.work}>
        <Approvers wanted={wanted} users={users} chosen={chosen} onChoose={choose} />
        <Code failure={draft.failure} length={pin.length} name={chosen?.name ?? null} />
        <CodePad isSmall onDigit={type} onErase={erase} onEnter={confirm} />
      </div>
    </StepDialog>
  )
}

function useApproval({ call, payload, permission }: WantedApproval) {
  const [users, setUsers] = useState<readonly UserView[] | null>(null)
  const [chosenId, setChosenId] = useState<string | null>(null)
  const [pin, setPin] = useState('')
  const [failure, setFailure] = useState<Failure | null>(null)
  useEffect(() => {
    void ask('session.approvers', { permission }).then((found) => setUsers(found.ok ? found.value.users : []))
  }, [permission])
  const chosen = users?.find(({ id }) => id === chosenId) ?? users?.[0] ?? null
  const prove = async (proof: Request<'session.approve'>['proof']) => {
    setPin('')
    const given = await ask('session.approve', { call, payload: { ...payload }, permission, proof })
    if (given.ok) {
      endApproval(true)
      return
    }
    setFailure(given.error)
    // What is nobody's badge may be goods: they go on the ticket once this is answered.
    if ('badge' in proof && given.error.code === 'SESSION_BADGE_UNKNOWN')
      scan({ code: proof.badge, quantityMilli: null })
  }
  return {
    users,
    chosen,
    pin,
    failure,
    prove,
    choose: ({ id }: UserView) => {
      setChosenId(id)
      setPin('')
      setFailure(null)
    },
    type: (figure: string) => {
      setFailure(null)
      setPin((typed) => withFigure(typed, figure))
    },
    erase: () => setPin((typed) => typed.slice(0, -1)),
    confirm: () => {
      if (chosen !== null && pin.length >= PIN_MIN) void prove({ userId: chosen.id, pin })
    },
  }
}

function Approvers({
  wanted,
  users,
  chosen,
  onChoose,
}: {
  readonly wanted: WantedApproval
  readonly users: readonly UserView[] | null
  readonly chosen: UserView | null
  readonly onChoose: (user: UserView) => void
}) {
  const { t } = useTranslation()
  const sale = useSlice('sale')
  const { currency, locale } = useSlice('till')
  const what = whatIsAsked(wanted, { sale, currency, locale })
  return (
    <div className={styles.people}>
      {what !== '' && <p className={styles.what}>{what}</p>}
      <p className="muted">{t('approval.text')}</p>
      {users?.length === 0 && <p role="alert">{t('approval.nobody')}</p>}
      <fieldset aria-label={t('approval.who')}>
        {users?.map((user) => (
          <Key key={user.id} look="button" pressed={user === chosen} onPress={() => onChoose(user)}>
            <span className={styles.avatar} aria-hidden="true">
              {user.initials}
            </span>
            {user.name}
          </Key>
        ))}
      </fieldset>
    </div>
  )
}

function Code({
  name,
  length,
  failure,
}: {
  readonly name: string | null
  readonly length: number
  readonly failure: Failure | null
}) {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  return (
    <div className={styles.code}>
      <b>{name ?? '–'}</b>
      <CodeDots length={length} />
      <p className={classNames(styles.message, failure !== null && styles.refused)} role="status">
        {failure === null ? t('approval.badge') : errorSentence(failure, locale)}
      </p>
    </div>
  )
}
