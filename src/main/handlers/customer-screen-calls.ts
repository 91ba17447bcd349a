import type { Handlers } from '#contract/dispatch.ts'
import { fail, succeed } from '#contract/result.ts'
import type { CustomerScreenPort } from '#till/ports/customer-screen.port.ts'
import type { SettingsPort } from '#till/ports/settings.port.ts'

export type CustomerScreenCalls = Pick<
  Handlers,
  'customerScreen.look' | 'customerScreen.choose' | 'customerScreen.test'
>

type Kept = Pick<SettingsPort, 'customerScreen' | 'saveCustomerScreen'>

/** The calls about the customer's window, which stands from now on where it was left. Null: nothing here can open one. */
export async function openCustomerScreen(
  port: CustomerScreenPort | null,
  settings: Kept,
): Promise<CustomerScreenCalls> {
  port?.choose(await settings.customerScreen())
  return {
    'customerScreen.look': async () => {
      const choice = await settings.customerScreen()
      if (port === null) return succeed({ canOpen: false, screens: [], choice, shownOn: null })
      const { screens, shownOn } = port.look()
      return succeed({ canOpen: true, screens: [...screens], choice, shownOn })
    },
    'customerScreen.choose': async ({ choice }) => {
      if (port === null) return fail('DISPLAY_NO_WINDOW')
      if (choice.kind === 'screen') {
        const chosen = port.look().screens.find(({ id }) => id === choice.screenId)
        if (chosen === undefined) return fail('DISPLAY_SCREEN_AWAY')
        if (chosen.isTills) return fail('DISPLAY_SCREEN_IS_TILLS')
      }
      await settings.saveCustomerScreen(choice)
      port.choose(choice)
      return succeed({})
    },
    'customerScreen.test': async () => {
      if (port === null) return fail('DISPLAY_NO_WINDOW')
      return port.test() ? succeed({}) : fail('DISPLAY_SCREEN_AWAY')
    },
  }
}
