import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '#contract/result.ts'
import type { PersonView } from '#contract/views/people-view.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { ask } from '../../state/call.ts'
import { showToast } from '../../state/screen-store.ts'
import { Refusal } from './PersonForm.tsx'
import styles from './people.module.css'

/** A badge is given by scanning it, or holding it at its reader: it types its number. */
export function BadgeDialog({ person, onEnd }: { readonly person: PersonView; readonly onEnd: () => Promise<void> }) {
  const { t } = useTranslation()
  const [failure, setFailure] = useState<Failure | null>(null)
  const close = () => void onEnd()
  const give = async (badge: string) => {
    const given = await ask('people.setBadge', { userId: person.id, badge })
    if (!given.ok) {
      setFailure(given.error)
      return
    }
    showToast({ tone: 'note', text: t('people.badgeGiven', { name: person.name }) })
    await onEnd()
  }
  return (
    <StepDialog
      step={person.name}
      title={t('people.giveBadge')}
      keys={{ Escape: close, Enter: close }}
      onClose={close}
      onScan={(badge) => void give(badge)}
      footer={
        <Key look="button" keyName={t('key.escape')} onPress={close}>
          {t('people.keep')}
        </Key>
      }
    >
      <div className={styles.scanNow}>
        <Icon name="nfc" size="large" />
        <p className="lg">{t('people.scanBadge')}</p>
        <p className="muted">{t(person.hasBadge ? 'people.scanReplaces' : 'people.scanText')}</p>
      </div>
      <Refusal failure={failure} />
    </StepDialog>
  )
}
