import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonView } from '#contract/views/people-view.ts'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { call } from '../../state/call.ts'
import { BadgeDialog } from './BadgeDialog.tsx'
import { CodeDialog } from './CodeDialog.tsx'
import { PersonForm } from './PersonForm.tsx'
import styles from './people.module.css'

type Deed = 'edit' | 'code' | 'badge' | 'take-badge' | 'leave'

/** One person, and what may be changed. */
export function PersonDetail({
  person,
  onDone,
}: {
  readonly person: PersonView
  readonly onDone: () => Promise<void>
}) {
  const { t } = useTranslation()
  const [deed, setDeed] = useState<Deed | null>(null)
  const { id: userId, name, isActive, hasBadge } = person
  const end = () => setDeed(null)
  const done = async () => {
    end()
    await onDone()
  }
  const gone = isActive ? null : t('closed.personGone')
  return (
    <section className={classNames('card', styles.detail)} aria-label={name}>
      <h2>{name}</h2>
      <p className="muted">
        {t(`roleName.${person.role}`)} · {person.initials} · {t(hasBadge ? 'people.hasBadge' : 'people.noBadge')}
      </p>
      <div className={styles.deeds}>
        <Key look="button" onPress={() => setDeed('edit')}>
          <Icon name="pencil" />
          {t('people.edit')}
        </Key>
        <Key look="button" closed={gone} onPress={() => setDeed('code')}>
          <Icon name="lock" />
          {t('people.newCode')}
        </Key>
        <Key look="button" closed={gone} onPress={() => setDeed('badge')}>
          <Icon name="nfc" />
          {t('people.giveBadge')}
        </Key>
        <Key look="button" closed={hasBadge ? null : t('closed.noBadge')} onPress={() => setDeed('take-badge')}>
          <Icon name="close" />
          {t('people.takeBadge')}
        </Key>
        {isActive ? (
          <Key look="danger" onPress={() => setDeed('leave')}>
            <Icon name="off" />
            {t('people.leave')}
          </Key>
        ) : (
          <Key look="button" onPress={() => void call('people.setActive', { userId, isActive: true }).then(done)}>
            <Icon name="back" />
            {t('people.comeBack')}
          </Key>
        )}
      </div>
      {deed !== null && <DeedDialog deed={deed} person={person} onEnd={end} onDone={done} />}
    </section>
  )
}

/** What is asked, or typed, before it is done. */
function DeedDialog({
  deed,
  person,
  onEnd,
  onDone,
}: {
  readonly deed: Deed
  readonly person: PersonView
  readonly onEnd: () => void
  readonly onDone: () => Promise<void>
}) {
  const { t } = useTranslation()
  const { id: userId, name } = person
  if (deed === 'edit') return <PersonForm person={person} onEnd={onDone} />
  if (deed === 'code') return <CodeDialog person={person} onEnd={onEnd} />
  if (deed === 'badge') return <BadgeDialog person={person} onEnd={onDone} />
  if (deed === 'take-badge') {
    return (
      <ConfirmDialog
        title={t('people.takeBadgeTitle', { name })}
        keep={t('people.keep')}
        onKeep={onEnd}
        deed={{
          words: t('people.takeBadge'),
          icon: 'close',
          onConfirm: () => void call('people.setBadge', { userId, badge: null }).then(onDone),
        }}
      >
        {t('people.takeBadgeText')}
      </ConfirmDialog>
    )
  }
  return (
    <ConfirmDialog
      title={t('people.leaveTitle', { name })}
      keep={t('people.keep')}
      onKeep={onEnd}
      deed={{
        words: t('people.leave'),
        icon: 'off',
        onConfirm: () => void call('people.setActive', { userId, isActive: false }).then(onDone),
      }}
    >
      {t('people.leaveText')}
    </ConfirmDialog>
  )
}
