import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Key } from './Key.tsx'

/** The foot of a dialog that leads back to where one was by Escape, and on by the keys that stand at its right. */
export function BackAnd({
  words,
  autoFocus = false,
  onBack,
  children,
}: {
  /** What leaving means here, where that is more than to go back. */
  readonly words?: string
  /** The safe answer holds the focus. */
  readonly autoFocus?: boolean
  readonly onBack: () => void
  readonly children: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <>
      <Key look="button" keyName={t('key.escape')} autoFocus={autoFocus} onPress={onBack}>
        {words ?? t('action.back')}
      </Key>
      <span className="push" />
      {children}
    </>
  )
}
