import { useKeys } from '../input/keyboard.ts'
import { openFindCustomer } from '../screens/customers/customer-actions.ts'
import { openPapers } from '../screens/papers/PaperStates.tsx'
import { call } from '../state/call.ts'
import { scanAny } from '../state/commands.ts'
import { goToFloor } from '../state/floor-store.ts'
import { openTicketDiscount } from '../state/line-actions.ts'
import { hold, openDrawer, openLastTicket, pickReturn } from '../state/sale-actions.ts'
import { goTo, useScreenStore } from '../state/screen-store.ts'

/** Keys that mean the same wherever the cashier stands. Screens and dialogs are asked before. */
export function useFrameKeys(): void {
  useKeys(
    {
      keys: {
        F1: () => {
          goTo('sale')
          useScreenStore.setState({ panel: 'search' })
        },
        F2: openFindCustomer,
        F4: pickReturn,
        F8: hold,
        F10: openLastTicket,
        F11: openDrawer,
        F12: () => useScreenStore.setState({ panel: 'more' }),
        'Ctrl+L': () => void call('session.lock', {}),
        'Shift+F1': () => useScreenStore.setState({ panel: 'keys' }),
        'Shift+F2': goToFloor,
        'Shift+F4': () => goTo('customers'),
        'Shift+F6': () => goTo('cards'),
        'Shift+F7': () => goTo('reservations'),
        'Shift+F8': () => goTo('settlement'),
        'Shift+F9': () => goTo('offline'),
        'Shift+F10': () => goTo('explorer'),
        'Shift+F11': () => openPapers(null),
        'Shift+F12': () => goTo('devices'),
        'Shift+F3': () => {
          goTo('sale')
          openTicketDiscount()
        },
        Escape: () => goTo('sale'),
      },
      onScan: scanAny,
    },
    'frame',
  )
}
