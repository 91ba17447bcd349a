import { useTranslation } from 'react-i18next'
import type { TableView } from '#contract/views/floor-view.ts'
import { AmountPad, padKeys } from '../../components/AmountPad.tsx'
import { BackAnd } from '../../components/BackAnd.tsx'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { useEntry } from '../../input/use-entry.ts'
import { call, inOrder } from '../../state/call.ts'
import { takeTicket, useFloorStore } from '../../state/floor-store.ts'
import styles from './floor.module.css'

const close = () => useFloorStore.setState({ seating: null })
const COVERS_MAX = 99

/** How many guests sit down: what is typed, else as many as the table seats. */
export function OpenTable({ table }: { readonly table: TableView }) {
  const { t } = useTranslation()
  const entry = useEntry()
  const [ticket] = table.tickets
  const usual = table.covers ?? table.seats
  const coversOf = (digits: string) => (digits === '' ? usual : Number.parseInt(digits, 10) || 0)
  const covers = coversOf(entry.digits)
  const isFit = covers >= 1 && covers <= COVERS_MAX
  const open = () => {
    const counted = coversOf(entry.latest())
    if (counted < 1 || counted > COVERS_MAX) return
    close()
    if (ticket === undefined) takeTicket({ tableId: table.id, covers: counted })
    else inOrder(() => call('floor.setCovers', { saleId: ticket.saleId, covers: counted }))
  }
  const type = (digit: string) => /\d/.test(digit) && entry.type(digit)
  return (
    <StepDialog
      step={t('floor.table', { table: table.name })}
      title={t('floor.howMany')}
      keys={{ ...padKeys(type), Backspace: entry.erase, Enter: open, Escape: close }}
      onClose={close}
      footer={
        <BackAnd onBack={close}>
          <Key
            look="primary"
            keyName={t('key.enter')}
            closed={isFit ? null : t('closed.floor.covers', { max: COVERS_MAX })}
            onPress={open}
          >
            <Icon name="users" />
            {t(ticket === undefined ? 'floor.openFor' : 'floor.keepCovers', { count: covers })}
          </Key>
        </BackAnd>
      }
    >
      <div className={styles.seating}>
        <div>
          <output className={styles.typed} aria-live="polite" data-testid="covers">
            {covers}
          </output>
          <p className="muted">{t('floor.coversHint', { count: table.seats })}</p>
        </div>
        <AmountPad onDigit={type} onErase={entry.erase} hasMark={false} />
      </div>
    </StepDialog>
  )
}
