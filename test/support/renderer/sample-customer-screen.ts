import { succeed } from '#contract/result.ts'
import type { CustomerScreenChoice, CustomerScreens } from '#contract/views/customer-screen-view.ts'
import type { FakeTill } from './fake-till.ts'

/** A machine with a second screen, which the customer reads. */
export const TWO_SCREENS: CustomerScreens = {
  canOpen: true,
  screens: [
    { id: '1', name: 'EIZO EV2430', widthPx: 1920, heightPx: 1200, isTills: true },
    { id: '2', name: 'Aures OLC 15', widthPx: 1024, heightPx: 768, isTills: false },
  ],
  choice: { kind: 'automatic' },
  shownOn: '2',
}

/** The calls of the customer's window as far as the screen sees them. */
export function customerScreenAnswers(till: FakeTill) {
  return {
    'customerScreen.look': () => succeed(till.customerScreens),
    'customerScreen.choose': ({ choice }: { readonly choice: CustomerScreenChoice }) => {
      till.customerScreens = { ...till.customerScreens, choice, shownOn: choice.kind === 'off' ? null : '2' }
      return succeed({})
    },
    'customerScreen.test': () => succeed({}),
  }
}
