import type { CustomerScreenChoice, MachineScreen } from '#contract/views/customer-screen-view.ts'

/**
 * The screen for the customer's window, or null for none. One that was chosen and is away gets no stand-in, and the screen of the till
 * is never taken: nothing may lie over what the cashier works on.
 */
export function screenFor(choice: CustomerScreenChoice, screens: readonly MachineScreen[]): MachineScreen | null {
  if (choice.kind === 'off') return null
  const others = screens.filter(({ isTills }) => !isTills)
  const wanted = choice.kind === 'automatic' ? others[0] : others.find(({ id }) => id === choice.screenId)
  return wanted ?? null
}
