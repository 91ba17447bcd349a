import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useBoundKeys } from '../../actions/use-own-keys.ts'
import { classNames } from '../../components/class-names.ts'
import { useKeys } from '../../input/keyboard.ts'
import { useKeyEditing } from '../../state/key-editing.ts'
import * as act from '../../state/sale-actions.ts'
import { goTo, useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { EditKeysBar } from './EditKeys.tsx'
import { FunctionKeys } from './FunctionKeys.tsx'
import { Keypad } from './Keypad.tsx'
import { LineDialogs } from './LineDialogs.tsx'
import { QuickKeys } from './QuickKeys.tsx'
import { Search } from './Search.tsx'
import styles from './sale.module.css'
import { TicketHead, TicketTotal } from './TicketHead.tsx'
import { TicketLines } from './TicketLines.tsx'

/**
 * The ticket on one side, goods on the other; neither ever moves. Each part draws itself anew when what it shows has changed: a scan
 * must not draw seventy keys.
 */
export const Sale = memo(() => {
  const { t } = useTranslation()
  const { families } = useSlice('till')
  const actionKeys = useBoundKeys('sale')
  const isEdited = useKeyEditing((state) => state.isOn)
  const searching = useScreenStore((state) => state.panel === 'search')
  useKeys({
    place: 'sale',
    onDigit: act.typeDigit,
    keys: {
      Enter: act.pressEnter,
      Escape: stepBack,
      Backspace: act.eraseDigit,
      ...actionKeys,
      ArrowUp: () => act.moveSelection(-1),
      ArrowDown: () => act.moveSelection(1),
      PageUp: () => useScreenStore.setState(({ linesBelow }) => ({ linesBelow: linesBelow + 3 })),
      PageDown: () => useScreenStore.setState(({ linesBelow }) => ({ linesBelow: Math.max(0, linesBelow - 3) })),
      ...Object.fromEntries(
        families
          .slice(0, 8)
          .map(({ id }, index) => [
            `Ctrl+${index + 1}`,
            () => useScreenStore.setState({ familyId: id, quickPage: 0, panel: null }),
          ]),
      ),
    },
  })
  return (
    <main className={styles.sale}>
      <section className={styles.ticket} aria-label={t('sale.ticketZone')}>
        <TicketHead />
        <TicketLines />
        <TicketTotal />
        <Keypad />
      </section>
      <section className={classNames(styles.goods, searching && styles.searching)} aria-label={t('sale.goodsZone')}>
        {isEdited && !searching ? <EditKeysBar /> : <Search />}
        {!searching && <QuickKeys />}
        <FunctionKeys />
      </section>
      <LineDialogs />
    </main>
  )
})

/** One step back: the typed figures, then the chosen line, then a return to the newest line. */
function stepBack(): void {
  const { entry, panel } = useScreenStore.getState()
  if (panel === 'search') {
    goTo('sale')
    return
  }
  if (entry.digits !== '' || entry.mode !== null || entry.multiplierMilli !== null) {
    act.eraseDigit()
    return
  }
  useScreenStore.setState({ selectedLineId: null, linesBelow: 0 })
}
