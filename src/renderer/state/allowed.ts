import type { Role } from '#contract/views/till-view.ts'
import { useSlice } from './till-store.ts'

/** True when the person at the till has one of these roles; the till checks it again. */
export function useRole(...roles: readonly Role[]): boolean {
  const session = useSlice('session')
  return session.kind === 'signed-in' && roles.includes(session.user.role)
}
