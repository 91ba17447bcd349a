import { isAllowed, type PermissionId } from '#contract/permissions.ts'
import { useSlice } from './till-store.ts'

/** True when the person at the till may; the till checks it again. */
export function useMay(permission: PermissionId): boolean {
  const session = useSlice('session')
  if (session.kind !== 'signed-in') return false
  return session.permissions?.includes(permission) ?? isAllowed({}, session.user, permission)
}
