import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonView } from '#contract/views/people-view.ts'
import { Badge } from '../../components/Badge.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { RowPaging } from '../../components/Paging.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { ManagersOnly } from './ManagersOnly.tsx'
import { PersonDetail } from './PersonDetail.tsx'
import { PersonForm } from './PersonForm.tsx'
import styles from './people.module.css'
import { SessionRules } from './SessionRules.tsx'
import { usePeople } from './use-people.ts'

const PAGE_ROWS = { small: 7, large: 12 } as const
const rowsPerPage = () => (window.innerHeight >= 1000 ? PAGE_ROWS.large : PAGE_ROWS.small)

/** Who works here: added, renamed, given a role, a code and a badge, and never deleted. */
export function PeoplePage() {
  return (
    <ManagersOnly>
      <People />
    </ManagersOnly>
  )
}

function People() {
  const { t } = useTranslation()
  const { people, askAgain } = usePeople()
  const [selectedId, setSelectedId] = useState<string | null>(null)
  const [isAdding, setAdding] = useState(false)
  const list = people ?? []
  const index = Math.max(
    0,
    list.findIndex(({ id }) => id === selectedId),
  )
  const person = list[index]
  const show = (to: number) => setSelectedId(list[Math.min(list.length - 1, Math.max(0, to))]?.id ?? null)
  const perPage = rowsPerPage()
  const page = Math.floor(index / perPage)
  useKeys({
    keys: {
      Enter: () => setAdding(true),
      ArrowUp: () => show(index - 1),
      ArrowDown: () => show(index + 1),
      PageUp: () => show((page - 1) * perPage),
      PageDown: () => show((page + 1) * perPage),
    },
  })
  return (
    <div className={styles.page}>
      <section className={classNames('card', styles.list)} aria-label={t('people.title')}>
        <header className={styles.head}>
          <h2>{t('people.title')}</h2>
          <Key look="primary" className="push" keyName={t('key.enter')} onPress={() => setAdding(true)}>
            <Icon name="plus" />
            {t('people.add')}
          </Key>
        </header>
        <ul>
          {list.slice(page * perPage, (page + 1) * perPage).map((each) => (
            <Row key={each.id} person={each} selected={each === person} onChoose={() => setSelectedId(each.id)} />
          ))}
        </ul>
        {list.length > perPage && <RowPaging page={page} perPage={perPage} count={list.length} show={show} />}
      </section>
      <div className={styles.side}>
        {person !== undefined && <PersonDetail key={person.id} person={person} onDone={askAgain} />}
        <SessionRules />
      </div>
      {isAdding && (
        <PersonForm
          person={null}
          onEnd={async (userId) => {
            setAdding(false)
            if (userId === null) return
            await askAgain()
            setSelectedId(userId)
          }}
        />
      )}
    </div>
  )
}

function Row({
  person,
  selected,
  onChoose,
}: {
  readonly person: PersonView
  readonly selected: boolean
  readonly onChoose: () => void
}) {
  const { t } = useTranslation()
  return (
    <li>
      <Key look="quiet" className={styles.row} pressed={selected} onPress={onChoose}>
        <span className={styles.avatar} aria-hidden="true">
          {person.initials}
        </span>
        <span className={styles.words}>
          <b>{person.name}</b>
          <small className="muted sm">{t(`roleName.${person.role}`)}</small>
        </span>
        {person.hasBadge && (
          <Badge tone="acc" icon="nfc">
            {t('people.badge')}
          </Badge>
        )}
        {!person.isActive && (
          <Badge tone="plain" icon="off">
            {t('people.gone')}
          </Badge>
        )}
      </Key>
    </li>
  )
}
