import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { DialogBox } from './DialogBox.tsx'
import { Icon } from './Icon.tsx'
import type { IconName } from './icons.tsx'
import { Key, type KeyLook } from './Key.tsx'

/** What is asked about before it is done. */
export interface Deed {
  readonly words: string
  readonly icon: IconName
  readonly onConfirm: () => void
  /** The key that opened the question; it confirms when it is pressed again. */
  readonly keyName?: string
  /** Where nothing is taken back by it. */
  readonly look?: KeyLook
}

/** Asks before what cannot be undone: to keep things as they are holds the focus, and is what Escape and Enter do. */
export function ConfirmDialog({
  title,
  keep,
  onKeep,
  deed,
  children,
}: {
  readonly title: string
  readonly keep: string
  readonly onKeep: () => void
  readonly deed: Deed
  readonly children: ReactNode
}) {
  const { t } = useTranslation()
  const { words, icon, onConfirm, keyName, look = 'danger' } = deed
  return (
    <DialogBox
      icon="warning"
      title={title}
      onClose={onKeep}
      keys={keyName === undefined ? {} : { [keyName]: onConfirm }}
      footer={
        <>
          <Key look="button" keyName={t('key.escape')} autoFocus onPress={onKeep}>
            {keep}
          </Key>
          <Key look={look} keyName={keyName} onPress={onConfirm}>
            <Icon name={icon} />
            {words}
          </Key>
        </>
      }
    >
      {children}
    </DialogBox>
  )
}
