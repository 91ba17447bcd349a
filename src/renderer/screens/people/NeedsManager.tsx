import { useTranslation } from 'react-i18next'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { call } from '../../state/call.ts'
import styles from './people.module.css'

/** In place of a page that is not this person's to see: why, and the way for somebody whose it is. */
export function NeedsManager() {
  const { t } = useTranslation()
  return (
    <div className={styles.needs}>
      <p>
        <Icon name="lock" size="large" />
        {t('closed.managerOnly')}
      </p>
      <p className="muted">{t('people.needsManagerText')}</p>
      <Key look="button" onPress={() => void call('session.lock', {})}>
        <Icon name="user" />
        {t('people.signInManager')}
      </Key>
    </div>
  )
}
