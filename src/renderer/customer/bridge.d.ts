import type { CustomerBridge } from '#contract/views/customer-screen-view.ts'

declare global {
  interface Window {
    /** Defined by the preload of the customer's window before the bundle runs. */
    readonly customerScreen: CustomerBridge
  }
}
