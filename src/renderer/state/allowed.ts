import { isAllowed, type PermissionId } from '#contract/permissions.ts'
import type { Slices } from '#contract/views/till-view.ts'
import { useSlice, useTillStore } from './till-store.ts'

/** True when the person at the till may; the till checks it again. */
export function useMay(permission: PermissionId): boolean {
  return may(useSlice('session'), permission)
}

/** The same, for what is done beside the drawing. */
export function mayNow(permission: PermissionId): boolean {
  const session = useTillStore.getState().slices?.session
  return session !== undefined && may(session, permission)
}

function may(session: Slices['session'], permission: PermissionId): boolean {
  if (session.kind !== 'signed-in') return false
  return session.permissions?.includes(permission) ?? isAllowed({}, session.user, permission)
}
