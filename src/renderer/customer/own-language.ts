import type { CustomerView } from '#contract/views/customer-screen-view.ts'

type Shown = Pick<CustomerView, 'message'> & { readonly ticket: unknown }

/** Whether it is still the same customer who stands there: the last ticket is not over, and none was put away since. */
export function isSameCustomer(before: Shown | null, after: Shown): boolean {
  if (before === null) return true
  if (before.message.kind === 'paid' && after.message.kind !== 'paid') return false
  return before.ticket === null || after.ticket !== null || after.message.kind !== 'welcome'
}
