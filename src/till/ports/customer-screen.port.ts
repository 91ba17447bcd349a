import type { CustomerScreenChoice, CustomerScreens } from '#contract/views/customer-screen-view.ts'

/** The window that faces the customer, and the screens that it may be on. Opening and closing wait for nobody. */
export interface CustomerScreenPort {
  look(): Pick<CustomerScreens, 'screens' | 'shownOn'>
  /** From now on; also for screens that are plugged in later. */
  choose(choice: CustomerScreenChoice): void
  /** Shows a picture in front of what the till tells. False while the window is on no screen. */
  test(): boolean
}
