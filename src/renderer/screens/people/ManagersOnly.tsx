import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../components/Icon.tsx'
import { useMay } from '../../state/allowed.ts'
import styles from './people.module.css'

/** A page for whoever manages people; anybody else reads why it is closed. */
export function ManagersOnly({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation()
  if (useMay('manage-people')) return children
  return (
    <p className={styles.none}>
      <Icon name="lock" size="large" />
      {t('closed.managerOnly')}
    </p>
  )
}
