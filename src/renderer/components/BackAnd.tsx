import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Key } from './Key.tsx'

/** The foot of a dialog that leads back to where one was by Escape, and on by the key that stands at its right. */
export function BackAnd({ onBack, children }: { readonly onBack: () => void; readonly children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <>
      <Key look="button" keyName={t('key.escape')} onPress={onBack}>
        {t('action.back')}
      </Key>
      <span className="push" />
      {children}
    </>
  )
}
