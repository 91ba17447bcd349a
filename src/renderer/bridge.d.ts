import type { TillBridge } from '#contract/bridge.ts'

declare global {
  interface Window {
    /** Defined by the carrier before the bundle runs. */
    readonly till: TillBridge
  }
}
