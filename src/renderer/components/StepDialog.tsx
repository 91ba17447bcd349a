import type { ReactNode } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useKeys } from '../input/keyboard.ts'
import { classNames } from './class-names.ts'
import dialog from './dialog.module.css'
import { Icon } from './Icon.tsx'
import { Key } from './Key.tsx'
import keyStyles from './key.module.css'
import styles from './step-dialog.module.css'
import { useScrolledBody } from './use-scrolled-body.ts'

/**
 * Work in steps over the screen: where one stands, the step, and the keys to go on, to skip or to go back. A step that
 * does not fit scrolls: by the keys that it does not use otherwise, and it can be reached by Tab.
 */
export function StepDialog({
  step,
  title,
  keys,
  onceKeys,
  onClose,
  onScan,
  isLone = false,
  children,
  footer,
}: {
  /** `Ajouter un TPE · étape 3 sur 4`. */
  readonly step: string
  readonly title: string
  /** What Enter, Escape and the arrows do in this step. */
  readonly keys: Readonly<Record<string, () => void>>
  /** Those of them that act once however long they are held. */
  readonly onceKeys?: readonly string[]
  readonly onClose: () => void
  /** What a scanner reads while it is open; left out, it passes through to the screen below. */
  readonly onScan?: (code: string) => void
  /** A single step that keeps its height: as high as what it says. Others keep one height, so that no key moves from step to step. */
  readonly isLone?: boolean
  readonly children: ReactNode
  readonly footer: ReactNode
}) {
  const { t } = useTranslation()
  const { body, content, scrolls, keys: scrollKeys } = useScrolledBody<HTMLElement>()
  return (
    <ModalOverlay className={dialog.scrim ?? ''} isOpen>
      <Modal className={styles.modal ?? ''}>
        <Dialog className={styles.dialog ?? ''}>
          <StepKeys keys={{ ...scrollKeys, ...keys }} onceKeys={onceKeys} onScan={onScan} />
          <header>
            <div className="grow">
              <p className="muted sm">{step}</p>
              <Heading slot="title" level={2}>
                {title}
              </Heading>
            </div>
            <Key look="button" className={keyStyles.small} label={t('action.close')} onPress={onClose}>
              <Icon name="close" />
            </Key>
          </header>
          <section
            ref={body}
            className={classNames(styles.body, isLone && styles.lone)}
            {...(scrolls ? { tabIndex: 0, 'aria-label': title } : {})}
          >
            <div ref={content}>{children}</div>
          </section>
          <footer>{footer}</footer>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

/** Drawn inside the dialog, so that its keys are asked before those of the screen below. */
function StepKeys({
  keys,
  onceKeys = [],
  onScan,
}: {
  readonly keys: Readonly<Record<string, () => void>>
  readonly onceKeys: readonly string[] | undefined
  readonly onScan: ((code: string) => void) | undefined
}) {
  useKeys({ keys, onceKeys, exclusive: true, ...(onScan && { onScan: ({ code }) => onScan(code) }) }, 'over')
  return null
}
