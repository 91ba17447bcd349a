import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import { AUDIT_KIND_IDS, type AuditEntry, type AuditFilter } from '#contract/views/people-view.ts'
import { Badge } from '../../components/Badge.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { Paging } from '../../components/Paging.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { call } from '../../state/call.ts'
import { showToast } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { dayAndTime } from '../../words/shop-time.ts'
import { eventLook } from './event-looks.ts'
import { ManagersOnly } from './ManagersOnly.tsx'
import styles from './people.module.css'
import { useAudit } from './use-audit.ts'
import { usePeople } from './use-people.ts'

/** What people did at this till, newest first, as its fiscal chain has it. */
export function AuditPage() {
  return (
    <ManagersOnly>
      <Audit />
    </ManagersOnly>
  )
}

function Audit() {
  const { t } = useTranslation()
  const [filter, setFilter] = useState<AuditFilter>({})
  const { entries, page, hasMore, goTo } = useAudit(filter)
  useKeys({
    keys: {
      PageUp: () => page > 0 && goTo(page - 1),
      PageDown: () => hasMore && goTo(page + 1),
    },
  })
  const write = async () => {
    const written = await call('people.exportAudit', filter)
    if (written.ok) showToast({ tone: 'note', text: t('audit.written', { ...written.value }) })
  }
  return (
    <section className={classNames('card', styles.audit)} aria-label={t('audit.title')}>
      <header className={styles.head}>
        <h2>{t('audit.title')}</h2>
        <Key look="button" className={classNames(keys.small, 'push')} onPress={() => void write()}>
          <Icon name="download" />
          {t('audit.write')}
        </Key>
      </header>
      <Filters filter={filter} onChange={setFilter} />
      {entries !== null && entries.length === 0 ? (
        <p className={styles.none}>
          <Icon name="info" size="large" />
          {t('audit.none')}
        </p>
      ) : (
        <ul className={styles.entries}>
          {(entries ?? []).map((entry) => (
            <Entry key={entry.sequence} entry={entry} />
          ))}
        </ul>
      )}
      <Paging
        page={page}
        last={!hasMore}
        goTo={goTo}
        words={{
          newer: t('audit.newer'),
          older: t('audit.older'),
          firstPage: t('closed.firstRows'),
          lastPage: t('closed.lastRows'),
        }}
      />
    </section>
  )
}

interface FilterProps {
  readonly filter: AuditFilter
  readonly onChange: (filter: AuditFilter) => void
}

function Filters({ filter, onChange }: FilterProps) {
  const { t } = useTranslation()
  const { people } = usePeople()
  const { kind: _kind, ...ofAnyKind } = filter
  const { userId: _userId, ...ofAnybody } = filter
  const { day: _day, ...ofAnyDay } = filter
  return (
    <div className={styles.filters}>
      <fieldset aria-label={t('audit.kind')}>
        <Key
          look="button"
          className={keys.small}
          pressed={filter.kind === undefined}
          onPress={() => onChange(ofAnyKind)}
        >
          {t('audit.all')}
        </Key>
        {AUDIT_KIND_IDS.map((kind) => (
          <Key
            key={kind}
            look="button"
            className={keys.small}
            pressed={filter.kind === kind}
            onPress={() => onChange({ ...filter, kind })}
          >
            {t(`audit.kinds.${kind}`)}
          </Key>
        ))}
      </fieldset>
      <label className="sm">
        {t('audit.person')}
        <select
          className={styles.field}
          value={filter.userId ?? ''}
          onChange={({ target: { value } }) => onChange(value === '' ? ofAnybody : { ...filter, userId: value })}
        >
          <option value="">{t('audit.anybody')}</option>
          {people?.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className="sm">
        {t('audit.day')}
        <input
          className={styles.field}
          type="date"
          value={filter.day ?? ''}
          onChange={({ target: { value } }) => onChange(value === '' ? ofAnyDay : { ...filter, day: value })}
        />
      </label>
    </div>
  )
}

function Entry({ entry }: { readonly entry: AuditEntry }) {
  const { t } = useTranslation()
  const { currency } = useSlice('till')
  const { event, person, approvedBy, subject, permission, isGiven, amountMinor } = entry
  const about = [
    subject,
    permission === null ? null : t(`permission.${permission}`),
    isGiven === null ? null : t(isGiven ? 'audit.given' : 'audit.taken'),
    amountMinor === null ? null : formatAmount(amountMinor, currency),
    approvedBy === null ? null : t('audit.approvedBy', { name: approvedBy }),
  ].filter((text) => text !== null)
  return (
    <li>
      <span className={styles.when}>{dayAndTime(entry.at)}</span>
      <Badge {...eventLook(event)}>{t(`audit.event.${event}`)}</Badge>
      <span className={styles.about}>
        <b>{person ?? '–'}</b>
        {about.length > 0 && <span>{about.join(' · ')}</span>}
      </span>
      <span className="muted sm">n° {entry.sequence}</span>
    </li>
  )
}
