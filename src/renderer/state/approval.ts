import { create } from 'zustand'
import type { CallName } from '#contract/api.ts'
import type { PermissionId } from '#contract/permissions.ts'

/** A call that waits until somebody who may lends it. */
export interface WantedApproval {
  readonly call: CallName
  readonly payload: Readonly<Record<string, unknown>>
  readonly permission: PermissionId
}

interface ApprovalState {
  readonly wanted: WantedApproval | null
}

export const useApprovalStore = create<ApprovalState>(() => ({ wanted: null }))
let tellEnd: ((isGiven: boolean) => void) | null = null

/** Opens the dialog over the work; resolves with whether it was lent. One at a time: what asks meanwhile is not asked for. */
export function askApproval(wanted: WantedApproval): Promise<boolean> {
  if (tellEnd !== null) return Promise.resolve(false)
  return new Promise((resolve) => {
    tellEnd = resolve
    useApprovalStore.setState({ wanted })
  })
}

/** Puts the dialog away; without one it does nothing. */
export function endApproval(isGiven: boolean): void {
  const tell = tellEnd
  tellEnd = null
  useApprovalStore.setState({ wanted: null })
  tell?.(isGiven)
}
