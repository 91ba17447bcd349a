import type { ReactNode } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useKeys } from '../input/keyboard.ts'
import { classNames } from './class-names.ts'
import styles from './dialog.module.css'
import { Icon } from './Icon.tsx'
import type { IconName } from './icons.tsx'

/**
 * For what cannot be undone, or does not fit on the screen. Escape is always the safe answer, and so is Enter unless
 * a control was reached by Tab. A scan is not eaten: it passes to the ticket.
 */
export function DialogBox({
  icon,
  title,
  onClose,
  keys,
  isWide = false,
  children,
  footer,
}: {
  readonly icon: IconName
  readonly title: string
  readonly onClose: () => void
  /** Besides Escape and Enter. */
  readonly keys?: Readonly<Record<string, () => void>>
  /** For many keys: three beside each other instead of two. */
  readonly isWide?: boolean
  readonly children: ReactNode
  readonly footer: ReactNode
}) {
  return (
    <ModalOverlay className={styles.scrim ?? ''} isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className={classNames(styles.modal, isWide && styles.wide)}>
        <Dialog className={styles.dialog ?? ''}>
          <DialogKeys keys={{ Escape: onClose, Enter: onClose, ...keys }} />
          <header>
            <Icon name={icon} size="large" />
            <div className="grow">
              <Heading slot="title" level={2}>
                {title}
              </Heading>
              <div className="muted">{children}</div>
            </div>
          </header>
          <footer>{footer}</footer>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

/** Drawn inside the dialog, so that its keys are asked before those of the screen below. */
function DialogKeys({ keys }: { readonly keys: Readonly<Record<string, () => void>> }) {
  useKeys({ keys, exclusive: true }, 'over')
  return null
}
